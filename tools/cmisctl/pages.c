// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of a module, field by field. Each byte that is not 0 is told: a
 * field with its name, all others as hex.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/unaligned.h>

#include "fields.h"
#include "pages.h"
#include "spec/advert.h"
#include "spec/lower.h"
#include "spec/monitors.h"
#include "spec/regs.h"
#include "spec/vdm.h"

#define LINE_BYTES	16
#define IDENTIFIER_ELSFP	0x22
#define FUNCTION_ELSFP		1	/* lower 57 */

/**
 * struct walk - a half that is being told
 * @module: its module
 * @sink: takes the words
 * @half: the half
 * @blocks: its bank is a block, not eight lanes
 * @named: by byte: bits that have been told
 * @custom: by byte: it is the vendor's
 */
struct walk {
	const struct ctl_module *module;
	const struct ctl_sink *sink;
	const struct ctl_half *half;
	bool blocks;
	u8 named[CTL_HALF_SIZE];
	bool custom[CTL_HALF_SIZE];
};

static void tell(struct walk *walk, const struct ctl_told *told)
{
	unsigned int i;

	for (i = 0; i < told->count; i++)
		walk->named[told->first % CTL_HALF_SIZE + i] |=
			told->mask ? told->mask : 0xff;
	walk->sink->told(walk->sink->context, told);
}

static bool bytes_known(const struct walk *walk, unsigned int first,
			unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		if (!walk->half->is_known[first % CTL_HALF_SIZE + i])
			return false;
	return true;
}

static bool bytes_set(const struct walk *walk, unsigned int first,
		      unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		if (walk->half->data[first % CTL_HALF_SIZE + i])
			return true;
	return false;
}

/* ------------------------------------------------------------------------ */
/* Fields of the tables                                                     */
/* ------------------------------------------------------------------------ */

/* Lower 85: fibre has no attenuation of copper. */
static bool media_is_optical(const struct ctl_module *module)
{
	return module->media_type == CMIS_MEDIA_MMF ||
	       module->media_type == CMIS_MEDIA_SMF;
}

static bool field_is_there(const struct walk *walk,
			   const struct ctl_field *field)
{
	const struct ctl_module *module = walk->module;
	unsigned int count = ctl_field_bytes(field);

	if (field->is & CTL_BY_OTHERS || module->revision < field->since)
		return false;
	if (field->is & CTL_PAGED && module->flat)
		return false;
	if (field->is & CTL_OLD_FLAT && module->flat &&
	    module->revision >= CMIS_REVISION_5_4)
		return false;
	if (field->is & CTL_COPPER && media_is_optical(module))
		return false;
	if (field->is & CTL_IF_SET && !bytes_set(walk, field->first, count))
		return false;
	return bytes_known(walk, field->first, count);
}

static void tell_field(struct walk *walk, const struct ctl_field *field)
{
	const struct ctl_spot spot = {
		.module = walk->module,
		.half = walk->half->data,
		.known = walk->half->is_known,
		.bank = walk->blocks ? 0 : walk->half->bank,
	};
	char text[CTL_WORDS_SIZE], name[96];
	const struct ctl_told told = {
		.half = walk->half,
		.first = field->first,
		.count = ctl_field_bytes(field),
		.mask = field->mask,
		.name = name,
		.value = text,
	};

	snprintf(name, sizeof(name), "%s%s", field->name,
		 field->is & CTL_UNVERIFIED ? " (unverified)" : "");
	if (field->is & CTL_STATED && !bytes_set(walk, told.first, told.count))
		snprintf(text, sizeof(text), "not stated");
	else
		ctl_field_text(&spot, field, text, sizeof(text));
	tell(walk, &told);
}

static void tell_fields(struct walk *walk, const struct ctl_field *fields,
			unsigned int count)
{
	unsigned int i, k;

	for (i = 0; i < count; i++) {
		const struct ctl_field *field = &fields[i];

		if (!field_is_there(walk, field))
			continue;
		if (!(field->is & CTL_CUSTOM)) {
			tell_field(walk, field);
			continue;
		}
		for (k = 0; k < ctl_field_bytes(field); k++)
			walk->custom[field->first % CTL_HALF_SIZE + k] = true;
	}
}

/* ------------------------------------------------------------------------ */
/* Page 14h: its selector says what the data are.                           */
/* ------------------------------------------------------------------------ */

#define SNR	CTL_SCALED(CTL_AS_LITTLE, 1 / 256.0, 2, " dB")
#define COUNT	CTL_SCALED(CTL_AS_LITTLE, 0, 0, "")
#define COUNTERS(_first, _lane)						\
	{ (_first), 8, "errors of lane " _lane, COUNT },		\
	{ (_first) + 8, 8, "bits of lane " _lane, COUNT }

static const struct ctl_field diag_ber[] = {
	{ 192, 2, "host BER", &ctl_f16, .count = 8 },
	{ 208, 2, "media BER", &ctl_f16, .count = 8 },
};

static const struct ctl_field diag_low[] = {
	COUNTERS(192, "1"), COUNTERS(208, "2"), COUNTERS(224, "3"),
	COUNTERS(240, "4"),
};

static const struct ctl_field diag_high[] = {
	COUNTERS(192, "5"), COUNTERS(208, "6"), COUNTERS(224, "7"),
	COUNTERS(240, "8"),
};

static const struct ctl_field diag_snr[] = {
	{ 208, 2, "host SNR", SNR, .count = 8 },
	{ 240, 2, "media SNR", SNR, .count = 8 },
};

#define DIAG(_selector, _fields, _name) \
	{ _selector, _name, _fields, ARRAY_SIZE(_fields) }

static const struct selection {
	u8 selector;
	const char *name;
	const struct ctl_field *fields;
	unsigned int count;
} selections[] = {
	{ 0x00, "none", NULL, 0 },
	DIAG(0x01, diag_ber, "BER"),
	DIAG(0x02, diag_low, "counters of host lanes 1-4"),
	DIAG(0x03, diag_high, "counters of host lanes 5-8"),
	DIAG(0x04, diag_low, "counters of media lanes 1-4"),
	DIAG(0x05, diag_high, "counters of media lanes 5-8"),
	DIAG(0x06, diag_snr, "SNR"),
	DIAG(0x11, diag_ber, "gated BER"),
	DIAG(0x12, diag_low, "gated counters of host lanes 1-4"),
	DIAG(0x13, diag_high, "gated counters of host lanes 5-8"),
	DIAG(0x14, diag_low, "gated counters of media lanes 1-4"),
	DIAG(0x15, diag_high, "gated counters of media lanes 5-8"),
};

static void tell_diagnostics(struct walk *walk)
{
	u8 selector = walk->half->data[0];
	char text[CTL_WORDS_SIZE];
	const struct ctl_told told = {
		.half = walk->half, .first = 128, .count = 1,
		.name = "selector", .value = text,
	};
	unsigned int i;

	if (!walk->half->is_known[0])
		return;
	snprintf(text, sizeof(text), "code %02Xh", selector);
	for (i = 0; i < ARRAY_SIZE(selections); i++) {
		if (selections[i].selector != selector)
			continue;
		snprintf(text, sizeof(text), "%s", selections[i].name);
		tell_fields(walk, selections[i].fields, selections[i].count);
	}
	tell(walk, &told);
}

/* ------------------------------------------------------------------------ */
/* Pages 20h to 2Dh: descriptors say what the values are.                   */
/* ------------------------------------------------------------------------ */

/**
 * struct observable - one descriptor of VDM
 * @type: of the monitor; 0: the descriptor is not used
 * @name: of the monitor, with its lane
 * @set: its thresholds within the group
 */
struct observable {
	u8 type;
	char name[64];
	u8 set;
};

static void observable_name(struct observable *observable, u8 resource,
			    unsigned int bank)
{
	const char *name = cmis_monitor_row(observable->type)->name;
	char type[16], lane[16] = "";

	snprintf(type, sizeof(type), "type %u", observable->type);
	if (resource < CMIS_LANES_PER_BANK)
		snprintf(lane, sizeof(lane), " %u",
			 bank * CMIS_LANES_PER_BANK + resource + 1);
	else if (resource != CMIS_VDM_RESOURCE_MODULE)
		snprintf(lane, sizeof(lane), " of %u", resource);
	snprintf(observable->name, sizeof(observable->name), "%.40s%s",
		 name ? name : type, lane);
}

/* Whether a descriptor is known and used; @slot goes from 0 to 63. */
static bool observable_get(const struct walk *walk, unsigned int group,
			   unsigned int slot, struct observable *observable)
{
	unsigned int bank = walk->half->bank;
	const struct ctl_half *page;

	page = ctl_image_find(walk->module->image, bank,
			      CMIS_PAGE_VDM_DESC + group);
	if (!page || !page->is_known[2 * slot] || !page->is_known[2 * slot + 1])
		return false;
	observable->type = page->data[2 * slot + 1];
	observable->set = page->data[2 * slot] >> 4;
	observable_name(observable, page->data[2 * slot] & 0xf, bank);
	return observable->type;
}

/* @text has CTL_WORDS_SIZE bytes. */
static void observable_text(u8 type, const u8 *data, char *text)
{
	const struct cmis_monitor monitor = { .type = type, .scale = 1 };

	ctl_monitor_text(&monitor, get_unaligned_be16(data), text,
			 CTL_WORDS_SIZE);
}

static void tell_descriptors(struct walk *walk, unsigned int group)
{
	struct observable observable;
	char name[32], text[CTL_WORDS_SIZE];
	struct ctl_told told = {
		.half = walk->half, .count = 2, .name = name, .value = text,
	};
	unsigned int slot;

	for (slot = 0; slot < CMIS_VDM_GROUP_SLOTS; slot++) {
		if (!observable_get(walk, group, slot, &observable))
			continue;
		snprintf(name, sizeof(name), "observable %u",
			 group * CMIS_VDM_GROUP_SLOTS + slot + 1);
		snprintf(text, sizeof(text), "%s, thresholds %u",
			 observable.name, observable.set + 1);
		told.first = 128 + 2 * slot;
		tell(walk, &told);
	}
}

static void tell_samples(struct walk *walk, unsigned int group)
{
	struct observable observable;
	char text[CTL_WORDS_SIZE];
	struct ctl_told told = {
		.half = walk->half, .count = 2, .name = observable.name,
		.value = text,
	};
	unsigned int slot;

	for (slot = 0; slot < CMIS_VDM_GROUP_SLOTS; slot++) {
		told.first = 128 + 2 * slot;
		if (!observable_get(walk, group, slot, &observable) ||
		    !bytes_known(walk, told.first, 2))
			continue;
		observable_text(observable.type, walk->half->data + 2 * slot,
				text);
		tell(walk, &told);
	}
}

/* The first observable of a group with a set of thresholds gives its type. */
static u8 set_type(const struct walk *walk, unsigned int group,
		   unsigned int set)
{
	struct observable observable;
	unsigned int slot;

	for (slot = 0; slot < CMIS_VDM_GROUP_SLOTS; slot++)
		if (observable_get(walk, group, slot, &observable) &&
		    observable.set == set)
			return observable.type;
	return 0;
}

static const char *const levels[] = {
	"high alarm", "low alarm", "high warning", "low warning",
};

static void tell_thresholds(struct walk *walk, unsigned int group)
{
	char name[96], text[CTL_WORDS_SIZE];
	struct ctl_told told = {
		.half = walk->half, .count = 2, .name = name, .value = text,
	};
	unsigned int set, level;

	for (set = 0; set < 16; set++) {
		u8 type = set_type(walk, group, set);
		const char *words = cmis_monitor_row(type)->name;

		for (level = 0; type && level < ARRAY_SIZE(levels); level++) {
			told.first = 128 + 8 * set + 2 * level;
			if (!bytes_known(walk, told.first, 2))
				continue;
			snprintf(name, sizeof(name), "thresholds %u, %s, %s",
				 set + 1, words ? words : "custom",
				 levels[level]);
			observable_text(type, walk->half->data + 8 * set +
					2 * level, text);
			tell(walk, &told);
		}
	}
}

/* Flags and masks: a nibble for each observable of all groups */
static void tell_nibbles(struct walk *walk)
{
	struct observable observable;
	char text[CTL_WORDS_SIZE];
	struct ctl_told told = {
		.half = walk->half, .count = 1, .name = observable.name,
		.value = text,
	};
	unsigned int at, bits, i;

	for (at = 0; at < 2 * CTL_HALF_SIZE; at++) {
		told.first = 128 + at / 2;
		told.mask = at % 2 ? 0xf0 : 0x0f;
		if (!walk->half->is_known[at / 2] ||
		    !observable_get(walk, at / CMIS_VDM_GROUP_SLOTS,
				    at % CMIS_VDM_GROUP_SLOTS, &observable))
			continue;
		bits = walk->half->data[at / 2] >> (at % 2 ? 4 : 0) & 0xf;
		snprintf(text, sizeof(text), "%s", bits ? "" : "none");
		for (i = 0; i < ARRAY_SIZE(levels); i++)
			if (bits & BIT(i))
				snprintf(text + strlen(text),
					 sizeof(text) - strlen(text), "%s%s",
					 *text ? ", " : "", levels[i]);
		tell(walk, &told);
	}
}

static void tell_by_others(struct walk *walk)
{
	unsigned int page = walk->half->page;

	switch (page) {
	case CMIS_PAGE_DIAG_STATUS:
		tell_diagnostics(walk);
		break;
	case CMIS_PAGE_VDM_DESC ... CMIS_PAGE_VDM_DESC + 3:
		tell_descriptors(walk, page - CMIS_PAGE_VDM_DESC);
		break;
	case CMIS_PAGE_VDM_SAMPLES ... CMIS_PAGE_VDM_SAMPLES + 3:
		tell_samples(walk, page - CMIS_PAGE_VDM_SAMPLES);
		break;
	case CMIS_PAGE_VDM_THRESHOLDS ... CMIS_PAGE_VDM_THRESHOLDS + 3:
		tell_thresholds(walk, page - CMIS_PAGE_VDM_THRESHOLDS);
		break;
	case CMIS_PAGE_VDM_FLAGS:
	case CMIS_PAGE_VDM_MASKS:
		tell_nibbles(walk);
		break;
	}
}

/* ------------------------------------------------------------------------ */
/* All                                                                      */
/* ------------------------------------------------------------------------ */

/* Bits of a byte that are set and have no name */
static u8 byte_left(const struct walk *walk, unsigned int index)
{
	return walk->half->data[index] & ~walk->named[index];
}

/* A line of bytes without a name, from @index on; returns their number. */
static unsigned int tell_left(struct walk *walk, unsigned int index)
{
	char text[3 * LINE_BYTES + 1] = "";
	struct ctl_told told = {
		.half = walk->half,
		.first = index + (walk->half->page < 0 ? 0 : 128),
		.value = text,
		.custom = walk->custom[index],
	};

	while (index < CTL_HALF_SIZE && told.count < LINE_BYTES &&
	       byte_left(walk, index) && walk->custom[index] == told.custom) {
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
			 "%s%02x", *text ? " " : "", byte_left(walk, index));
		told.count++;
		index++;
	}
	walk->sink->told(walk->sink->context, &told);
	return told.count;
}

static void tell_half(const struct ctl_module *module,
		      const struct ctl_sink *sink, const struct ctl_half *half)
{
	struct walk walk = { .module = module, .sink = sink, .half = half };
	const struct ctl_page *page = ctl_page_find(half->page);
	unsigned int i;
	char title[40];

	if (half->page < 0)
		snprintf(title, sizeof(title), "lower memory");
	else if (half->bank)
		snprintf(title, sizeof(title), "page %02Xh, bank %u",
			 half->page, half->bank);
	else
		snprintf(title, sizeof(title), "page %02Xh", half->page);
	sink->section(sink->context, title);
	/*
	 * An external laser has other pages at these numbers. In flat memory, a
	 * page above 00h is a copy of page 00h.
	 */
	if (page && (!page->laser || module->laser) &&
	    !(module->flat && half->page > 0)) {
		walk.blocks = page->blocks;
		tell_fields(&walk, page->fields, page->count);
		tell_by_others(&walk);
	}
	for (i = 0; i < CTL_HALF_SIZE;)
		i += byte_left(&walk, i) ? tell_left(&walk, i) : 1;
}

static int half_compare(const void *a, const void *b)
{
	const struct ctl_half *one = *(const struct ctl_half *const *)a;
	const struct ctl_half *two = *(const struct ctl_half *const *)b;

	if (one->page != two->page)
		return one->page - two->page;
	return one->bank - two->bank;
}

/* The bytes of lower memory that other pages depend on */
static void module_set_lower(struct ctl_module *module)
{
	const struct ctl_half *lower = ctl_image_find(module->image, 0,
						      CTL_LOWER);
	struct cmis_basics basics;

	if (!lower || !lower->is_known[CMIS_REG_INDEX(CMIS_REVISION)] ||
	    !lower->is_known[CMIS_REG_INDEX(CMIS_MEDIA_TYPE)])
		return;
	cmis_basics_decode(lower->data, CMIS_PAGE_SIZE, &basics);
	module->revision = cmis_basics_revision(&basics);
	module->flat = basics.flat;
	module->media_type = basics.media_type;
	module->laser = basics.identifier == IDENTIFIER_ELSFP ||
			basics.function_type == FUNCTION_ELSFP;
}

static void module_set_adverts(struct ctl_module *module)
{
	const struct ctl_half *page = ctl_image_find(module->image, 0,
						     CMIS_PAGE_ADVERT);
	struct cmis_adverts adverts;

	if (!page || page->known != CTL_HALF_SIZE || module->flat)
		return;
	cmis_adverts_decode(page->data, CMIS_PAGE_SIZE, module->revision,
			    &adverts);
	module->bias_scale = adverts.bias_scale;
}

/**
 * ctl_pages_tell - tell each field of a memory
 * @image: the memory
 * @sink: takes the fields, page after page
 */
void ctl_pages_tell(const struct ctl_image *image,
		    const struct ctl_sink *sink)
{
	struct ctl_module module = { .image = image, .revision = 0xff };
	const struct ctl_half **halves;
	size_t i;

	halves = calloc(image->count, sizeof(*halves));
	if (!halves)
		return;
	module_set_lower(&module);
	module_set_adverts(&module);
	for (i = 0; i < image->count; i++)
		halves[i] = &image->halves[i];
	qsort(halves, image->count, sizeof(*halves), half_compare);
	for (i = 0; i < image->count; i++)
		tell_half(&module, sink, halves[i]);
	free(halves);
}
