// SPDX-License-Identifier: GPL-2.0-only
/* The simulator's part of the kernel, in user space; see simkernel.h. */

#include "simkernel.h"

static ktime_t now;
static struct work_struct *works;

/**
 * ktime_get() - the time
 *
 * Return: ns.
 */
ktime_t ktime_get(void)
{
	return now;
}

/**
 * fuzz_work_cancel() - as the kernel's
 * @work: the work
 *
 * Return: whether it was queued.
 */
bool fuzz_work_cancel(struct work_struct *work)
{
	struct work_struct **at;

	for (at = &works; *at; at = &(*at)->next) {
		if (*at != work)
			continue;
		*at = work->next;
		return true;
	}
	return false;
}

/**
 * fuzz_work_queue() - as the kernel's mod_delayed_work()
 * @work: the work
 * @delay_ms: when
 *
 * Return: whether it was queued before.
 */
bool fuzz_work_queue(struct work_struct *work, unsigned long delay_ms)
{
	bool queued = fuzz_work_cancel(work);

	work->due = ktime_add_ms(now, delay_ms);
	work->next = works;
	works = work;
	return queued;
}

static struct work_struct *work_next(ktime_t end)
{
	struct work_struct *work, *first = NULL;

	for (work = works; work; work = work->next)
		if (work->due <= end && (!first || work->due < first->due))
			first = work;
	return first;
}

/**
 * fuzz_time_pass() - let time pass, and do the work that is due
 * @ms: how much
 */
void fuzz_time_pass(u32 ms)
{
	ktime_t end = ktime_add_ms(now, ms);
	struct work_struct *work;
	unsigned int done = 0;

	while ((work = work_next(end))) {
		/* Work that queues itself without delay would never end. */
		fuzz_require(done++ < 100000);
		if (work->due > now)
			now = work->due;
		fuzz_work_cancel(work);
		work->func(work);
	}
	now = end;
}

/**
 * memchr_inv() - as the kernel's
 * @start: bytes
 * @c: their expected value
 * @bytes: how many
 *
 * Return: the first other one, or NULL.
 */
const void *memchr_inv(const void *start, int c, size_t bytes)
{
	const u8 *byte;

	for (byte = start; bytes--; byte++)
		if (*byte != (u8)c)
			return byte;
	return NULL;
}

/**
 * get_unaligned_be16() - as the kernel's
 * @at: bytes
 *
 * Return: the number.
 */
u16 get_unaligned_be16(const void *at)
{
	const u8 *byte = at;

	return byte[0] << 8 | byte[1];
}

/**
 * get_unaligned_be32() - as the kernel's
 * @at: bytes
 *
 * Return: the number.
 */
u32 get_unaligned_be32(const void *at)
{
	return (u32)get_unaligned_be16(at) << 16 |
	       get_unaligned_be16((const u8 *)at + 2);
}

/**
 * get_unaligned_le32() - as the kernel's
 * @at: bytes
 *
 * Return: the number.
 */
u32 get_unaligned_le32(const void *at)
{
	return __builtin_bswap32(get_unaligned_be32(at));
}

/**
 * put_unaligned_be16() - as the kernel's
 * @value: the number
 * @at: bytes
 */
void put_unaligned_be16(u16 value, void *at)
{
	u8 *byte = at;

	byte[0] = value >> 8;
	byte[1] = value;
}

/**
 * put_unaligned_be32() - as the kernel's
 * @value: the number
 * @at: bytes
 */
void put_unaligned_be32(u32 value, void *at)
{
	put_unaligned_be16(value >> 16, at);
	put_unaligned_be16(value, (u8 *)at + 2);
}

/**
 * put_unaligned_le32() - as the kernel's
 * @value: the number
 * @at: bytes
 */
void put_unaligned_le32(u32 value, void *at)
{
	put_unaligned_be32(__builtin_bswap32(value), at);
}

/**
 * crc32_le() - as the kernel's
 * @crc: checksum of the data before
 * @data: bytes
 * @len: how many
 *
 * Return: the checksum.
 */
u32 crc32_le(u32 crc, const u8 *data, size_t len)
{
	unsigned int bit;

	while (len--) {
		crc ^= *data++;
		for (bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
	}
	return crc;
}

/**
 * kstrtou32() - as the kernel's: a number, a newline at most, nothing else
 * @text: the text
 * @base: 0 for that of the text
 * @value: the number
 *
 * Return: 0, -EINVAL or -ERANGE.
 */
int kstrtou32(const char *text, unsigned int base, u32 *value)
{
	unsigned long long number;
	char *end;

	if (*text == '+')
		text++;
	if (!isdigit(*text) && !(base == 16 && isxdigit(*text)))
		return -EINVAL;
	errno = 0;
	number = strtoull(text, &end, base);
	if (*end == '\n')
		end++;
	if (*end)
		return -EINVAL;
	if (errno || number > UINT32_MAX)
		return -ERANGE;
	*value = number;
	return 0;
}

/**
 * kstrtobool() - as the kernel's: looks at one or two characters
 * @text: the text
 * @value: the result
 *
 * Return: 0 or -EINVAL.
 */
int kstrtobool(const char *text, bool *value)
{
	bool on = !strncasecmp(text, "on", 2);
	bool off = !strncasecmp(text, "of", 2);

	if (!*text || (!on && !off && !strchr("eEyYtTdDnNfF10", *text)))
		return -EINVAL;
	*value = on || (!off && strchr("eEyYtT1", *text));
	return 0;
}

/**
 * hex2bin() - as the kernel's
 * @to: where to
 * @hex: two digits for each byte
 * @count: of bytes
 *
 * Return: 0 or -EINVAL.
 */
int hex2bin(u8 *to, const char *hex, size_t count)
{
	for (; count--; hex += 2) {
		char digits[] = { hex[0], hex[1], 0 };

		if (!isxdigit(hex[0]) || !isxdigit(hex[1]))
			return -EINVAL;
		*to++ = strtoul(digits, NULL, 16);
	}
	return 0;
}

/**
 * sysfs_streq() - as the kernel's: the same but for a newline
 * @a: a text
 * @b: another
 *
 * Return: whether they are.
 */
bool sysfs_streq(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == *b)
		return true;
	return (!*a && !strcmp(b, "\n")) || (!*b && !strcmp(a, "\n"));
}

/**
 * __sysfs_match_string() - as the kernel's
 * @array: words, up to the first NULL
 * @count: how many
 * @text: one of them
 *
 * Return: which one, or -EINVAL.
 */
int __sysfs_match_string(const char *const *array, size_t count,
			 const char *text)
{
	size_t i;

	for (i = 0; i < count && array[i]; i++)
		if (sysfs_streq(array[i], text))
			return i;
	return -EINVAL;
}

/**
 * strscpy() - as the kernel's
 * @to: where to
 * @from: the text
 * @size: of @to
 *
 * Return: length, or -E2BIG.
 */
ssize_t strscpy(char *to, const char *from, size_t size)
{
	size_t len = strnlen(from, size);

	if (!size)
		return -E2BIG;
	if (len == size)
		len--;
	memcpy(to, from, len);
	to[len] = '\0';
	return from[len] ? -E2BIG : (ssize_t)len;
}

static int emit(char *buf, int at, const char *format, va_list args)
{
	int len;

	fuzz_require(at >= 0 && at < PAGE_SIZE);
	len = vsnprintf(buf + at, PAGE_SIZE - at, format, args);
	return len < PAGE_SIZE - at ? len : PAGE_SIZE - at - 1;
}

/**
 * sysfs_emit() - as the kernel's
 * @buf: of PAGE_SIZE
 * @format: of printf
 *
 * Return: length.
 */
int sysfs_emit(char *buf, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = emit(buf, 0, format, args);
	va_end(args);
	return len;
}

/**
 * sysfs_emit_at() - as the kernel's
 * @buf: of PAGE_SIZE
 * @at: where to begin
 * @format: of printf
 *
 * Return: length.
 */
int sysfs_emit_at(char *buf, int at, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = emit(buf, at, format, args);
	va_end(args);
	return len;
}
