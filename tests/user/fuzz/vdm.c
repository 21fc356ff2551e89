// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the index of a module's VDM monitors. Number of lanes, page 2Fh;
 * then for each bank and group the descriptors and the thresholds; at the end
 * page 2Ch and a sample. Pages may be too short.
 */

#include "spec/vdm.h"
#include <string.h>

#include "fuzz.h"

/* The expected index; counted without it. */
struct expectation {
	unsigned int descriptors;
	unsigned int lanes;
};

static int page_status(const struct fuzz_block *page)
{
	return page->len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0;
}

static void group_decode(struct fuzz_input *input, u8 bank, u8 group,
			 struct expectation *expected,
			 struct cmis_vdm_index *index)
{
	struct fuzz_block descriptors = fuzz_take(input, CMIS_PAGE_SIZE);
	struct fuzz_block limits = fuzz_take(input, CMIS_PAGE_SIZE);
	unsigned int i;

	for (i = 1; descriptors.len == CMIS_PAGE_SIZE && i < CMIS_PAGE_SIZE;
	     i += 2)
		expected->descriptors += descriptors.data[i] != 0;
	fuzz_require(cmis_vdm_descriptors_decode(descriptors.data,
						 descriptors.len, bank, group,
						 expected->lanes, index) ==
		     page_status(&descriptors));
	fuzz_require(cmis_vdm_thresholds_decode(limits.data, limits.len, bank,
						group, index) ==
		     page_status(&limits));
	fuzz_free(&descriptors);
	fuzz_free(&limits);
}

static bool is_before(const struct cmis_observable *a,
		      const struct cmis_observable *b)
{
	return a->bank < b->bank || (a->bank == b->bank && a->slot < b->slot);
}

static void observable_check(const struct cmis_vdm_index *index,
			     unsigned int at,
			     const struct expectation *expected)
{
	const struct cmis_observable *obs = &index->obs[at], *other;
	unsigned int lane = 8 * obs->bank + obs->resource, i;

	fuzz_require(obs->type && obs->source == CMIS_VDM_SOURCE_VDM);
	fuzz_require(obs->bank < CMIS_MAX_BANKS);
	fuzz_require(obs->slot / 64 < CMIS_VDM_GROUPS && obs->set < 16);
	fuzz_require(obs->resource == CMIS_VDM_RESOURCE_MODULE ||
		     (obs->resource < 8 && lane < expected->lanes));
	for (i = 0; i < at; i++) {
		other = &index->obs[i];
		fuzz_require(is_before(other, obs));
		fuzz_require(other->bank != obs->bank ||
			     other->type != obs->type ||
			     other->resource != obs->resource);
	}
}

static void type_check(u8 id)
{
	const struct cmis_vdm_type *type = cmis_vdm_type(id);

	fuzz_require(type && type->unit < CMIS_UNIT_COUNT);
	fuzz_require(type->side < CMIS_SIDE_COUNT);
	fuzz_require(type->format <= CMIS_VDM_F16);
	fuzz_require(type->mul > 0 && type->div > 0);
	if (type->name)
		fuzz_text_check(type->name, strlen(type->name) + 1);
}

static void value_check(u8 type, u16 raw)
{
	struct cmis_vdm_value value, again;

	memset(&value, 0x5a, sizeof(value));
	memset(&again, 0xa5, sizeof(again));
	cmis_vdm_value_decode(type, raw, &value);
	cmis_vdm_value_decode(type, raw, &again);
	fuzz_require(!memcmp(&value, &again, sizeof(value)));
	fuzz_require(value.unit < CMIS_UNIT_COUNT);
	fuzz_require(value.f16.mantissa <= 2047);
	fuzz_require(value.f16.exponent >= -24 && value.f16.exponent <= 7);
	fuzz_require(value.is_float ? !value.value : !value.f16.mantissa);
}

/* A sample that equals a threshold is not beyond it. */
static void levels_check(const struct cmis_observable *obs, u16 raw)
{
	unsigned int level;

	fuzz_require(cmis_vdm_levels(obs, raw) < 16);
	fuzz_require(obs->has_limits || !cmis_vdm_levels(obs, raw));
	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		fuzz_require(!(cmis_vdm_levels(obs, obs->limit[level]) &
			       (1 << level)));
	fuzz_require(!cmis_vdm_compare(obs->type, raw, raw));
}

static void index_check(const struct cmis_vdm_index *index,
			const struct expectation *expected,
			struct fuzz_input *input)
{
	struct fuzz_block flags = fuzz_take(input, CMIS_PAGE_SIZE);
	u16 raw = fuzz_take_byte(input) << 8;
	bool statistics = false;
	unsigned int i;

	raw |= fuzz_take_byte(input);
	fuzz_require(index->count <= CMIS_VDM_MAX);
	fuzz_require(index->count + index->rejected == expected->descriptors);
	for (i = 0; i < index->count; i++) {
		const struct cmis_observable *obs = &index->obs[i];

		observable_check(index, i, expected);
		type_check(obs->type);
		value_check(obs->type, raw);
		levels_check(obs, raw);
		fuzz_require(cmis_vdm_flags(obs, flags.data, flags.len) < 16);
		statistics |= cmis_vdm_type(obs->type)->statistic;
	}
	fuzz_require(statistics == index->statistics);
	fuzz_free(&flags);
}

int fuzz_one(const u8 *data, size_t len)
{
	static struct cmis_vdm_index index;
	struct fuzz_input input = { data, len };
	struct expectation expected = { 0 };
	struct fuzz_block advert;
	u8 bank, group;

	expected.lanes = fuzz_take_byte(&input) % (CMIS_MAX_LANES + 1);
	advert = fuzz_take(&input, CMIS_PAGE_SIZE);
	memset(&index, 0x5a, sizeof(index));
	fuzz_require(cmis_vdm_advert_decode(advert.data, advert.len, &index) ==
		     page_status(&advert));
	fuzz_require(index.groups <= CMIS_VDM_GROUPS && !index.count);
	fuzz_require(index.fine_interval_us <= 6553500);
	for (bank = 0; bank < CMIS_MAX_BANKS; bank++)
		for (group = 1; group <= index.groups; group++)
			group_decode(&input, bank, group, &expected, &index);
	index_check(&index, &expected, &input);
	type_check(fuzz_take_byte(&input));
	fuzz_free(&advert);
	return 0;
}
