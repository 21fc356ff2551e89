// SPDX-License-Identifier: GPL-2.0-only
/* Records of the flight recorder as text, as commands, and as an image. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/unaligned.h>

#include "entries.h"
#include "spec/value.h"

#define STREAMS_MAX	(CMIS_MAX_BANKS / CMIS_RECORD_BANKS)
#define TEXT_SIZE	96

/* ------------------------------------------------------------------------ */
/* All entries, in order                                                    */
/* ------------------------------------------------------------------------ */

/**
 * struct track - the entries of a stream
 * @r: reads the present block
 * @entry: the next entry
 * @open: there is a next entry
 * @next: number of the next block
 * @old: by the number of a range, its bytes at its last entry
 */
struct track {
	struct cmis_record_reader r;
	struct cmis_record_entry entry;
	bool open;
	size_t next;
	u8 old[CMIS_RECORD_MAX_SLOTS][CMIS_PAGE_SIZE];
};

/**
 * struct block - a whole block
 * @at: its place
 * @used: its bytes
 * @stream: its stream
 */
struct block {
	size_t at;
	unsigned int used;
	u8 stream;
};

/**
 * struct walk - a record that is being read
 * @blocks: its blocks
 * @len: bytes of @blocks
 * @block: the whole ones: a damaged file is searched once
 * @count: how many
 * @damage: parts that cannot be read
 * @track: its streams
 */
struct walk {
	const u8 *blocks;
	size_t len;
	struct block *block;
	size_t count;
	struct ctl_damage *damage;
	struct track track[STREAMS_MAX];
};

/* Open the next block of a stream. */
static bool track_open(struct walk *walk, unsigned int stream)
{
	struct track *track = &walk->track[stream];

	while (track->next < walk->count) {
		const struct block *block = &walk->block[track->next++];

		if (block->stream == stream)
			return !cmis_record_block_open(&track->r,
						       walk->blocks + block->at,
						       block->used);
	}
	return false;
}

/* Get the next entry of a stream. */
static void track_next(struct walk *walk, unsigned int stream)
{
	struct track *track = &walk->track[stream];
	int ret = track->open ? cmis_record_next(&track->r, &track->entry) : 0;

	while (ret <= 0) {
		walk->damage->malformed += ret < 0;
		track->open = track_open(walk, stream);
		if (!track->open)
			return;
		ret = cmis_record_next(&track->r, &track->entry);
	}
}

/* The stream with the earliest entry; -1 at the end. */
static int walk_first(const struct walk *walk)
{
	int first = -1;

	for (int i = 0; i < STREAMS_MAX; i++)
		if (walk->track[i].open &&
		    (first < 0 || walk->track[i].entry.ns <
				  walk->track[first].entry.ns))
			first = i;
	return first;
}

static void walk_entry(struct track *track, const struct ctl_entries *entries)
{
	const struct cmis_record_entry *entry = &track->entry;
	u8 *old = track->old[entry->number];

	entries->entry(entries->context, entry,
		       entry->range && entry->type != CMIS_RECORD_KEY ?
		       old : NULL);
	if (entry->range)
		memcpy(old, entry->range->bytes, entry->range->len);
}

static int walk_add(struct walk *walk, size_t at, unsigned int used)
{
	struct cmis_record_reader r;
	struct block *block;

	if (cmis_record_block_open(&r, walk->blocks + at, used))
		return 0;
	/* Room doubles at each power of two. */
	if (!(walk->count & (walk->count - 1))) {
		block = reallocarray(walk->block, 2 * walk->count + 1,
				     sizeof(*block));
		if (!block)
			return -ENOMEM;
		walk->block = block;
	}
	walk->block[walk->count++] = (struct block) { at, used, r.stream };
	return 0;
}

/* Find the blocks, and count the bytes that are in none. */
static int walk_find(struct walk *walk, unsigned int blocks)
{
	size_t at = 0, from = 0, used;
	int ret;

	for (; from < walk->len; at += used, from = at) {
		used = cmis_record_block_find(walk->blocks, walk->len, &at);
		walk->damage->skipped += at - from;
		ret = used ? walk_add(walk, at, used) : 0;
		if (ret)
			return ret;
	}
	walk->damage->missing = blocks > walk->count ? blocks - walk->count : 0;
	return 0;
}

static int walk_statics(const struct ctl_recording *recording, u32 len,
			const struct ctl_entries *entries)
{
	const u8 *statics = recording->data + CMIS_RECORD_HEADER;
	struct cmis_record_slot range;
	size_t at = 0;
	int ret;

	while ((ret = cmis_record_statics_next(statics, len, &at, &range)) > 0)
		if (entries->statics)
			entries->statics(entries->context, &range);
	return ret;
}

static int header_get(const struct ctl_recording *recording,
		      struct cmis_record_header *header)
{
	int ret;

	ret = cmis_record_header_decode(recording->data, recording->len,
					header);
	if (ret)
		return ret == -EMSGSIZE ? -EBADMSG : ret;
	if (header->statics_len > recording->len - CMIS_RECORD_HEADER ||
	    cmis_record_crc(0, recording->data + CMIS_RECORD_HEADER,
			    header->statics_len) != header->statics_crc)
		return -EBADMSG;
	return 0;
}

/**
 * ctl_recording_walk - hand over all entries of a record
 * @recording: the record
 * @entries: takes them
 * @damage: gets the parts that cannot be read
 *
 * Return: 0; -EBADMSG if this is no record, or its start is damaged;
 * -EPROTONOSUPPORT for another version; -ENOMEM.
 */
int ctl_recording_walk(const struct ctl_recording *recording,
		       const struct ctl_entries *entries,
		       struct ctl_damage *damage)
{
	struct cmis_record_header header;
	struct walk *walk;
	int ret, i;

	*damage = (struct ctl_damage) { 0 };
	ret = header_get(recording, &header);
	if (ret)
		return ret;
	walk = calloc(1, sizeof(*walk));
	if (!walk)
		return -ENOMEM;
	if (entries->begin)
		entries->begin(entries->context, &header);
	ret = walk_statics(recording, header.statics_len, entries);
	walk->damage = damage;
	walk->blocks = recording->data + CMIS_RECORD_HEADER +
		       header.statics_len;
	walk->len = recording->len - CMIS_RECORD_HEADER - header.statics_len;
	if (!ret)
		ret = walk_find(walk, header.blocks);
	for (i = 0; !ret && i < STREAMS_MAX; i++)
		track_next(walk, i);
	while (!ret && (i = walk_first(walk)) >= 0) {
		walk_entry(&walk->track[i], entries);
		track_next(walk, i);
	}
	free(walk->block);
	free(walk);
	return ret;
}

/* ------------------------------------------------------------------------ */
/* Text                                                                     */
/* ------------------------------------------------------------------------ */

static const char *errno_name(unsigned int code, char *text)
{
	const char *name = strerrorname_np(code);

	if (name)
		return name;
	snprintf(text, TEXT_SIZE, "%u", code);
	return text;
}

static void place_text(char *text, u8 bank, u8 page)
{
	if (page == CMIS_RECORD_LOWER)
		snprintf(text, TEXT_SIZE, "lower");
	else if (bank)
		snprintf(text, TEXT_SIZE, "%02Xh bank %u", page, bank);
	else
		snprintf(text, TEXT_SIZE, "%02Xh", page);
}

static void time_print(FILE *out, u64 ns)
{
	fprintf(out, "%llu.%06llu", ns / 1000000000ull,
		ns % 1000000000 / 1000ull);
}

static void text_begin(void *context, const struct cmis_record_header *header)
{
	const struct ctl_recording *recording = context;
	char serial[sizeof(header->serial) + 1];
	char part[sizeof(header->part) + 1];
	FILE *out = recording->out;

	cmis_string_decode(header->serial, sizeof(header->serial), serial,
			   sizeof(serial));
	cmis_string_decode(header->part, sizeof(header->part), part,
			   sizeof(part));
	fprintf(out, "# cage %u, generation %u, part %s, serial %s, %u lanes\n",
		header->cage, header->generation, part, serial, header->lanes);
	fprintf(out, "# periods %u, %u, %u ms; %u blocks%s%s%s%s%s\n",
		header->period_ms[0], header->period_ms[1],
		header->period_ms[2], header->blocks,
		header->flags & CMIS_RECORD_SEALED ? ", sealed" : ", live",
		header->flags & CMIS_RECORD_IRQ ? ", interrupt line" : "",
		header->flags & CMIS_RECORD_PRESENCE ? ", presence signal" : "",
		header->flags & CMIS_RECORD_NO_NETDEV ? ", no netdev" : "",
		header->flags & CMIS_RECORD_TRUNCATED ? ", truncated" : "");
	if (!header->trigger)
		return;
	fprintf(out, "# trigger %s at ",
		recording->name(CTL_RECORDING_TRIGGER, header->trigger));
	time_print(out, header->trigger_ns);
	fprintf(out, "\n");
}

static void text_range(const struct ctl_recording *recording,
		       const struct cmis_record_entry *entry, const u8 *old)
{
	const struct cmis_record_slot *range = entry->range;
	FILE *out = recording->out;
	char place[TEXT_SIZE];
	unsigned int i;

	place_text(place, range->bank, range->page);
	fprintf(out, "read %s", place);
	if (range->selector)
		fprintf(out, " selector %02Xh", range->selector);
	fprintf(out, " %u-%u:", range->offset, range->offset + range->len - 1);
	if (old && !memcmp(old, range->bytes, range->len))
		fprintf(out, " same");
	for (i = 0; i < range->len; i++) {
		if (!old)
			fprintf(out, "%s%02x", i % 8 ? "" : " ",
				range->bytes[i]);
		else if (old[i] != range->bytes[i])
			fprintf(out, " %u %02x>%02x", range->offset + i,
				old[i], range->bytes[i]);
	}
}

static void text_sweep(const struct ctl_recording *recording, const u8 *p)
{
	char code[TEXT_SIZE];

	fprintf(recording->out, "sweep %s%s%s%s%s",
		recording->name(CTL_RECORDING_CLASS, p[0]),
		p[2] & CMIS_RECORD_SWEEP_FROZEN ? " frozen" : "",
		p[2] & CMIS_RECORD_SWEEP_IRQ ? " early" : "",
		p[2] & CMIS_RECORD_SWEEP_BURST ? " burst" : "",
		p[2] & CMIS_RECORD_SWEEP_SECOND ? " second" : "");
	if (p[1])
		fprintf(recording->out, " failed %s", errno_name(p[1], code));
}

static void text_alert(const struct ctl_recording *recording, const u8 *p)
{
	FILE *out = recording->out;

	fprintf(out, "alert %s %s", p[6] ? "raised" : "cleared",
		recording->name(CTL_RECORDING_ALERT, p[0]));
	if (!p[0])
		fprintf(out, " type %u %s", p[2] == 2 ? 256 + p[1] : p[1],
			recording->name(CTL_RECORDING_LEVEL, p[3]));
	fprintf(out, " %s", recording->name(CTL_RECORDING_SIDE, p[4]));
	if (p[5])
		fprintf(out, " lane %u", p[5]);
}

static void text_bus(const struct ctl_recording *recording, const u8 *p)
{
	char place[TEXT_SIZE], code[TEXT_SIZE];

	place_text(place, p[1], p[2]);
	fprintf(recording->out, "bus %s %s %u-%u tries %u",
		errno_name(p[0], code), place, p[3], p[3] + (p[4] ?: 1) - 1,
		p[5]);
}

static void text_write(const struct ctl_recording *recording, const u8 *p)
{
	static const char *const who[] = {
		"driver", "eeprom", "ethtool", "flash",
	};
	char place[TEXT_SIZE];
	unsigned int i;

	place_text(place, p[1], p[2]);
	fprintf(recording->out, "write %s %s %u:",
		p[0] < ARRAY_SIZE(who) ? who[p[0]] : "?", place, p[3]);
	for (i = 0; i < p[4]; i++)
		fprintf(recording->out, " %02x", p[5 + i]);
}

/* A word by its number; the last one is NULL. */
static const char *word_get(const char *const *words, unsigned int number)
{
	while (number-- && *words)
		words++;
	return *words ? *words : "?";
}

static void text_event(const struct ctl_recording *recording,
		       const struct cmis_record_entry *entry)
{
	static const char *const links[] = {
		"carrier down", "carrier up", "admin down", "admin up", NULL
	};
	static const char *const pins[] = {
		"present", "reset", "lpmode", NULL
	};
	static const char *const requests[] = {
		"low power", "high power", "reset", "deinit", "tx off", NULL
	};
	const u8 *p = entry->payload;
	FILE *out = recording->out;
	char text[TEXT_SIZE];

	switch (entry->type) {
	case CMIS_RECORD_SWEEP:
		text_sweep(recording, p);
		break;
	case CMIS_RECORD_FLAGS:
		place_text(text, p[0], p[1]);
		fprintf(out, "flags %s %u: %02x", text, p[2], p[3]);
		break;
	case CMIS_RECORD_LINE:
		fprintf(out, "irq %u", p[0]);
		break;
	case CMIS_RECORD_PIN:
		fprintf(out, "pin %s %u", word_get(pins, p[0]), p[1]);
		break;
	case CMIS_RECORD_STATE:
		fprintf(out, "state %s > %s",
			recording->name(CTL_RECORDING_STATE, p[0]),
			recording->name(CTL_RECORDING_STATE, p[1]));
		if (p[2])
			fprintf(out, " %s", errno_name(p[2], text));
		break;
	case CMIS_RECORD_LINK:
		fprintf(out, "link %s, ifindex %u", word_get(links, p[0]),
			get_unaligned_le32(p + 1));
		break;
	case CMIS_RECORD_WRITE:
		text_write(recording, p);
		break;
	case CMIS_RECORD_ALERT:
		text_alert(recording, p);
		break;
	case CMIS_RECORD_VERDICT:
		fprintf(out, "verdict %u detail %u confidence %u%% lanes %llx",
			p[0], p[1], p[2],
			(unsigned long long)get_unaligned_le64(p + 3));
		break;
	case CMIS_RECORD_TRIGGER:
		fprintf(out, "trigger %s",
			recording->name(CTL_RECORDING_TRIGGER, p[0]));
		break;
	case CMIS_RECORD_BURST:
		fprintf(out, "burst %s", p[0] ? "begins" : "ends");
		break;
	case CMIS_RECORD_LOST:
		fprintf(out, "lost %llu",
			(unsigned long long)cmis_record_lost(entry));
		break;
	case CMIS_RECORD_SLEPT:
		fprintf(out, "slept ");
		time_print(out, get_unaligned_le64(p));
		fprintf(out, " s");
		break;
	case CMIS_RECORD_BUS:
		text_bus(recording, p);
		break;
	case CMIS_RECORD_MARK:
		fprintf(out, "mark %.*s", p[0], p + 1);
		break;
	case CMIS_RECORD_REQUEST:
		fprintf(out, "request %s bank %u lanes %02x",
			word_get(requests, p[0]), p[1], p[2]);
		break;
	case CMIS_RECORD_PEERS:
		fprintf(out, "peers %u", p[0]);
		break;
	default:
		fprintf(out, "type %02Xh, %u bytes", entry->type, entry->len);
	}
}

static void text_entry(void *context, const struct cmis_record_entry *entry,
		       const u8 *old)
{
	const struct ctl_recording *recording = context;

	time_print(recording->out, entry->ns);
	fputc(' ', recording->out);
	if (entry->range)
		text_range(recording, entry, old);
	else
		text_event(recording, entry);
	fputc('\n', recording->out);
}

/**
 * ctl_recording_text - print a record as text, a line for each entry
 * @recording: the record
 * @damage: gets the parts that cannot be read
 *
 * Return: as ctl_recording_walk().
 */
int ctl_recording_text(const struct ctl_recording *recording,
		       struct ctl_damage *damage)
{
	const struct ctl_entries entries = {
		.begin = text_begin,
		.entry = text_entry,
		.context = (void *)recording,
	};

	return ctl_recording_walk(recording, &entries, damage);
}

/* ------------------------------------------------------------------------ */
/* Commands for the simulator                                               */
/* ------------------------------------------------------------------------ */

/**
 * struct sim - the state of the simulated module
 * @out: where the commands go
 * @begun: @start_ns counts
 * @start_ns: time of the first entry
 * @known: by bank, page and half: the module has these bytes already
 * @bytes: those bytes
 */
struct sim {
	FILE *out;
	bool begun;
	u64 start_ns;
	bool known[CMIS_MAX_BANKS][256][CMIS_PAGE_SIZE];
	u8 bytes[CMIS_MAX_BANKS][256][CMIS_PAGE_SIZE];
};

/* Flags belong to the time of their read: an image has none. */
static bool is_latched(u8 page, unsigned int offset)
{
	switch (page) {
	case CMIS_RECORD_LOWER:
		return offset >= 8 && offset <= 13;
	case CMIS_PAGE_LANE_STATUS:
		return offset >= 134 && offset <= 153;
	case CMIS_PAGE_VDM_FLAGS:
		return true;
	}
	return false;
}

/* 14h:128 chooses the data: they are given with their selector. */
static bool sim_may_set(const struct cmis_record_slot *range, unsigned int at)
{
	return range->page != CMIS_PAGE_DIAG_STATUS || at >= 192;
}

static void sim_time(struct sim *sim, u64 ns)
{
	if (!sim->begun)
		sim->start_ns = ns;
	sim->begun = true;
	time_print(sim->out, ns - sim->start_ns);
	fputc(' ', sim->out);
}

static void sim_byte(struct sim *sim, const struct cmis_record_slot *range,
		     unsigned int i)
{
	unsigned int at = range->offset + i, half = at % CMIS_PAGE_SIZE;
	u8 *byte = &sim->bytes[range->bank][range->page][half];
	bool *known = &sim->known[range->bank][range->page][half];
	u8 value = range->bytes[i];

	if (!sim_may_set(range, at) || (*known && *byte == value))
		return;
	*known = true;
	*byte = value;
	if (range->page == CMIS_RECORD_LOWER)
		fprintf(sim->out, " byte.lower.%u=%u", at, value);
	else
		fprintf(sim->out, " byte.%02x.%u.%u=%u", range->page,
			range->bank, at, value);
}

static bool sim_changes(const struct sim *sim,
			const struct cmis_record_slot *range)
{
	unsigned int i, half;

	for (i = 0; i < range->len; i++) {
		half = (range->offset + i) % CMIS_PAGE_SIZE;
		if (sim_may_set(range, range->offset + i) &&
		    (!sim->known[range->bank][range->page][half] ||
		     sim->bytes[range->bank][range->page][half] !=
		     range->bytes[i]))
			return true;
	}
	return false;
}

static void sim_range(struct sim *sim, u64 ns,
		      const struct cmis_record_slot *range)
{
	unsigned int i;

	if (!sim_changes(sim, range))
		return;
	sim_time(sim, ns);
	fprintf(sim->out, "set");
	for (i = 0; i < range->len; i++)
		sim_byte(sim, range, i);
	fputc('\n', sim->out);
}

/* Flags that another reader has found */
static void sim_flags(struct sim *sim, u64 ns, const u8 *p)
{
	const struct cmis_record_slot range = {
		.bank = p[0] % CMIS_MAX_BANKS,
		.page = p[1],
		.offset = p[2],
		.len = 1,
		.bytes = { p[3] },
	};

	sim_range(sim, ns, &range);
}

static void sim_event(struct sim *sim, const struct cmis_record_entry *entry)
{
	static const char *const links[] = {
		"carrier down", "carrier up", "admin down", "admin up",
	};
	const u8 *p = entry->payload;

	switch (entry->type) {
	case CMIS_RECORD_FLAGS:
		sim_flags(sim, entry->ns, p);
		break;
	case CMIS_RECORD_PIN:
		if (p[0])
			break;
		sim_time(sim, entry->ns);
		fprintf(sim->out, "%s\n", p[1] ? "insert" : "remove");
		break;
	case CMIS_RECORD_LINK:
		if (p[0] >= ARRAY_SIZE(links))
			break;
		sim_time(sim, entry->ns);
		fprintf(sim->out, "%s\n", links[p[0]]);
		break;
	case CMIS_RECORD_LINE:
		sim_time(sim, entry->ns);
		fprintf(sim->out, "irq %u\n", p[0]);
		break;
	case CMIS_RECORD_BUS:
		sim_time(sim, entry->ns);
		fprintf(sim->out, "bus %s %u\n",
			p[0] == ETIMEDOUT ? "stuck" : "nack", p[5]);
		break;
	}
}

static void sim_entry(void *context, const struct cmis_record_entry *entry,
		      const u8 *old)
{
	(void)old;
	if (entry->range)
		sim_range(context, entry->ns, entry->range);
	else
		sim_event(context, entry);
}

/**
 * ctl_recording_sim - print a record as commands for cmis-sim play
 * @recording: the record
 * @damage: gets the parts that cannot be read
 *
 * A line has seconds since the first entry, and a command.
 *
 * Return: as ctl_recording_walk().
 */
int ctl_recording_sim(const struct ctl_recording *recording,
		      struct ctl_damage *damage)
{
	struct sim *sim = calloc(1, sizeof(*sim));
	const struct ctl_entries entries = {
		.entry = sim_entry,
		.context = sim,
	};
	int ret;

	if (!sim)
		return -ENOMEM;
	sim->out = recording->out;
	ret = ctl_recording_walk(recording, &entries, damage);
	free(sim);
	return ret;
}

/* ------------------------------------------------------------------------ */
/* An image                                                                 */
/* ------------------------------------------------------------------------ */

/**
 * struct image - the memory of a module as it was at first
 * @known: by bank and page: there are bytes
 * @byte: by bank, page and byte: the byte is known
 * @bytes: the bytes
 */
struct image {
	bool known[CMIS_MAX_BANKS][256];
	bool byte[CMIS_MAX_BANKS][256][CMIS_PAGE_SIZE];
	u8 bytes[CMIS_MAX_BANKS][256][CMIS_PAGE_SIZE];
};

/* The first bytes stay. Flags are none. */
static void image_put(struct image *image,
		      const struct cmis_record_slot *range)
{
	unsigned int i, at;

	image->known[range->bank][range->page] = true;
	for (i = 0; i < range->len; i++) {
		at = (range->offset + i) % CMIS_PAGE_SIZE;
		if (image->byte[range->bank][range->page][at])
			continue;
		image->byte[range->bank][range->page][at] = true;
		if (!is_latched(range->page, range->offset + i))
			image->bytes[range->bank][range->page][at] =
				range->bytes[i];
	}
}

static void image_statics(void *context, const struct cmis_record_slot *range)
{
	image_put(context, range);
}

static void image_entry(void *context, const struct cmis_record_entry *entry,
			const u8 *old)
{
	(void)old;
	if (entry->range)
		image_put(context, entry->range);
}

static int image_write_page(const char *folder, const struct image *image,
			    unsigned int bank, unsigned int page)
{
	char path[4096];
	FILE *file;
	int ret = 0;

	if (page == CMIS_RECORD_LOWER)
		snprintf(path, sizeof(path), "%s/lower.bin", folder);
	else if (bank)
		snprintf(path, sizeof(path), "%s/p%02X_b%u.bin", folder, page,
			 bank);
	else
		snprintf(path, sizeof(path), "%s/p%02X.bin", folder, page);
	file = fopen(path, "wb");
	if (!file)
		return -errno;
	if (fwrite(image->bytes[bank][page], CMIS_PAGE_SIZE, 1, file) != 1)
		ret = -EIO;
	if (fclose(file))
		ret = -errno;
	return ret;
}

static int image_write(const char *folder, const struct image *image)
{
	unsigned int bank, page;
	int ret = 0;

	for (bank = 0; !ret && bank < CMIS_MAX_BANKS; bank++)
		for (page = 0; !ret && page < 256; page++)
			if (image->known[bank][page])
				ret = image_write_page(folder, image, bank,
						       page);
	return ret;
}

/**
 * ctl_recording_image - write the memory of a module as it was at first
 * @recording: the record
 * @folder: folder for a file of each page
 *
 * Return: 0, or a negative errno, as ctl_recording_walk() or of the files.
 */
int ctl_recording_image(const struct ctl_recording *recording,
			const char *folder)
{
	struct image *image = calloc(1, sizeof(*image));
	const struct ctl_entries entries = {
		.statics = image_statics,
		.entry = image_entry,
		.context = image,
	};
	struct ctl_damage damage;
	int ret;

	if (!image)
		return -ENOMEM;
	ret = ctl_recording_walk(recording, &entries, &damage);
	if (!ret)
		ret = image_write(folder, image);
	free(image);
	return ret;
}
