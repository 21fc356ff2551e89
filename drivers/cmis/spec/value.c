// SPDX-License-Identifier: GPL-2.0-only
/*
 * Helpers of all decoders: blank images, checksums, strings.
 *
 * Pure: see spec/value.h.
 */

#include "spec/value.h"

/**
 * cmis_image_blank() - does an image hold nothing
 * @image: the bytes
 * @len: number of bytes
 *
 * Return: true if all bytes are 00h, as of a page that was left empty, or all
 * are FFh, as of a bus that nobody drives.
 */
bool cmis_image_blank(const u8 *image, size_t len)
{
	return !memchr_inv(image, 0x00, len) || !memchr_inv(image, 0xff, len);
}

/**
 * cmis_checksum_ok() - verify the checksum of a page
 * @image: the page
 * @len: number of bytes in @image
 * @first: first byte that is covered, as addressed in the window
 * @last: last byte that is covered; the checksum follows it
 *
 * Return: true if the checksum matches, false if it does not, or if the image
 * is too short to hold it.
 */
bool cmis_checksum_ok(const u8 *image, size_t len, u8 first, u8 last)
{
	unsigned int i, end = CMIS_REG_INDEX(last) + 1;
	u8 sum = 0;

	if (len < CMIS_PAGE_SIZE || end >= CMIS_PAGE_SIZE)
		return false;
	for (i = CMIS_REG_INDEX(first); i < end; i++)
		sum += image[i];
	return sum == image[end];
}

/**
 * cmis_string_decode() - make a module's string safe to show
 * @src: the characters, not terminated
 * @len: number of characters
 * @dst: where the string goes
 * @size: size of @dst, at least @len + 1
 *
 * Padding at the end (blanks, NULs, FFh) is cut; other bytes than printable
 * ASCII become question marks, so that no string of a module can do harm in a
 * terminal or a log.
 *
 * Return: length of the string, or -EMSGSIZE if @dst is too small.
 */
int cmis_string_decode(const u8 *src, size_t len, char *dst, size_t size)
{
	size_t i;

	if (size <= len)
		return -EMSGSIZE;
	while (len && (src[len - 1] == ' ' || src[len - 1] == 0x00 ||
		       src[len - 1] == 0xff))
		len--;
	for (i = 0; i < len; i++)
		dst[i] = src[i] >= 0x20 && src[i] <= 0x7e ? src[i] : '?';
	memset(dst + len, 0, size - len);
	return len;
}
