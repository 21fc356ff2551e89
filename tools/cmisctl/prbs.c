// SPDX-License-Identifier: GPL-2.0-only
/* The command prbs: tests with patterns. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "json.h"
#include "revert.h"

#define ALL_LANES	UINT64_MAX

static const struct ctl_revert test_revert = {
	.force = CMIS_A_TEST_FORCE,
	.ms = CMIS_A_TEST_REVERT_MS,
	.id = CMIS_A_TEST_REVERT_ID,
	.what = "the former state comes",
};

/**
 * struct words - the words of a command line
 * @lanes: bit 0 is lane 1; all: the line does not say
 * @side: bits: CMIS_SIDE_*; both: the line does not say
 * @pattern: enum cmis_test_pattern; negative: none
 * @tx: the generator
 * @rx: the checker
 */
struct words {
	uint64_t lanes;
	unsigned int side;
	int pattern;
	bool tx;
	bool rx;
};

static int refuse(struct ctl_nl *nl, const char *what, const char *word)
{
	snprintf(nl->error, sizeof(nl->error), "%s '%.60s'", what,
		 word ? word : "");
	return -EINVAL;
}

/* [lanes LIST] [host|media] [PATTERN] [generator|checker] */
static int words_read(struct ctl_nl *nl, char **word, struct words *words)
{
	uint32_t pattern;

	*words = (struct words){
		.lanes = ALL_LANES,
		.side = 1 << CMIS_SIDE_HOST | 1 << CMIS_SIDE_MEDIA,
		.pattern = -1,
		.tx = true,
		.rx = true,
	};
	for (; *word; word++) {
		if (!strcmp(*word, "lanes")) {
			if (!word[1] ||
			    !ctl_lanes_read(*++word, &words->lanes))
				return refuse(nl, "lanes are like 1-4,9, not",
					      *word);
		} else if (!strcmp(*word, "host")) {
			words->side = 1 << CMIS_SIDE_HOST;
		} else if (!strcmp(*word, "media")) {
			words->side = 1 << CMIS_SIDE_MEDIA;
		} else if (!strcmp(*word, "generator")) {
			words->rx = false;
		} else if (!strcmp(*word, "checker")) {
			words->tx = false;
		} else if (ctl_name_find(&ctl_test_pattern_names, *word,
					 &pattern)) {
			words->pattern = pattern;
		} else {
			return refuse(nl, "no word of prbs:", *word);
		}
	}
	return 0;
}

static void number_format(char *text, const struct ctl_test *test)
{
	char number[CTL_TEXT_SIZE];

	if (CTL_HAS(test, CMIS_A_TEST_BER)) {
		ctl_format_float(number, &test->ber);
		snprintf(text, CTL_TEXT_SIZE, "BER %.40s", number);
	} else if (CTL_HAS(test, CMIS_A_TEST_BER_BOUND)) {
		ctl_format_float(number, &test->ber_bound);
		snprintf(text, CTL_TEXT_SIZE, "BER < %.40s", number);
	} else {
		text[0] = '\0';
	}
}

static const char *pattern_name(const struct ctl_test *test, unsigned int attr,
				uint32_t pattern)
{
	return CTL_HAS(test, attr) ?
	       ctl_name_or(&ctl_test_pattern_names, pattern, "?") : "?";
}

/* Without an error, the ratio has a bound: it is never 0. */
static void test_print(const struct ctl_test *test)
{
	char ratio[CTL_TEXT_SIZE];

	number_format(ratio, test);
	printf("cmis%-4u %-5s %2u %-7s tx=%-7s rx=%-7s", test->cage_id,
	       ctl_name_or(&ctl_side_names, test->side, "?"), test->lane,
	       ctl_name_or(&ctl_test_state_names, test->state, "?"),
	       pattern_name(test, CMIS_A_TEST_TX_PATTERN, test->tx_pattern),
	       pattern_name(test, CMIS_A_TEST_RX_PATTERN, test->rx_pattern));
	if (CTL_HAS(test, CMIS_A_TEST_CHECKER_LOCK))
		printf(" %s", test->checker_lock ? "locked" : "no lock");
	if (CTL_HAS(test, CMIS_A_TEST_TOTAL_BITS))
		printf("  %llu errors in %llu bits, %.1f s",
		       (unsigned long long)test->error_count,
		       (unsigned long long)test->total_bits,
		       test->elapsed_ms / 1000.0);
	if (ratio[0])
		printf(", %s", ratio);
	if (CTL_HAS(test, CMIS_A_TEST_SYNC_LOSSES) && test->sync_losses)
		printf(", pattern lost %u times", test->sync_losses);
	if (CTL_HAS(test, CMIS_A_TEST_REVERT_ID))
		printf(" (until confirmed: %u)", test->revert_id);
	putchar('\n');
}

static bool test_is_meant(const struct ctl_test *test,
			  const struct words *words)
{
	return test->side < 32 && words->side >> test->side & 1 &&
	       test->lane && test->lane <= 64 &&
	       words->lanes >> (test->lane - 1) & 1;
}

static int tests_show(struct ctl_nl *nl, uint32_t cage_id,
		      const struct words *words, bool json)
{
	struct ctl_query query = {
		.cmd = CMIS_CMD_TEST_GET,
		.one_cage = true,
		.cage_id = cage_id,
	};
	struct ctl_list list = { .layout = &ctl_test_layout };
	struct json_object *array = NULL;
	size_t i;
	int ret;

	ret = ctl_collect(nl, &query, &list);
	if (!ret && json)
		array = json_object_new_array();
	for (i = 0; !ret && i < list.count; i++) {
		struct ctl_test *test = ctl_list_at(&list, i);

		if (!test_is_meant(test, words))
			continue;
		if (json)
			json_object_array_add(array,
					      ctl_json(list.layout, test));
		else
			test_print(test);
	}
	if (array)
		ret = ctl_json_print(array, JSON_C_TO_STRING_PRETTY |
				     JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
	ctl_list_free(&list);
	return ret;
}

static int side_change(struct ctl_nl *nl, const struct ctl_options *options,
		       uint32_t cage_id, const struct words *words,
		       uint32_t action, uint32_t side)
{
	struct ctl_request request;

	ctl_request_start(&request, nl, CMIS_CMD_TEST_ACT);
	mnl_attr_put_u32(request.head, CMIS_A_TEST_CAGE_ID, cage_id);
	mnl_attr_put_u32(request.head, CMIS_A_TEST_ACTION, action);
	mnl_attr_put_u32(request.head, CMIS_A_TEST_SIDE, side);
	if (words->lanes != ALL_LANES)
		mnl_attr_put_u64(request.head, CMIS_A_TEST_LANES,
				 words->lanes);
	if (words->pattern >= 0 && words->tx)
		mnl_attr_put_u32(request.head, CMIS_A_TEST_TX_PATTERN,
				 words->pattern);
	if (words->pattern >= 0 && words->rx)
		mnl_attr_put_u32(request.head, CMIS_A_TEST_RX_PATTERN,
				 words->pattern);
	return ctl_revert_ask(nl, &request, &test_revert, options, cage_id);
}

static int tests_change(struct ctl_nl *nl, const struct ctl_options *options,
			uint32_t cage_id, const struct words *words,
			uint32_t action)
{
	uint32_t side;
	int ret = 0;

	if (action == CMIS_TEST_ACTION_START && words->pattern < 0)
		return refuse(nl, "start needs a pattern, like prbs31q", NULL);
	if (action == CMIS_TEST_ACTION_START &&
	    (words->side & (words->side - 1)))
		return refuse(nl, "start needs host or media", NULL);
	for (side = CMIS_SIDE_HOST; !ret && side <= CMIS_SIDE_MEDIA; side++)
		if (words->side >> side & 1)
			ret = side_change(nl, options, cage_id, words, action,
					  side);
	return ret;
}

/**
 * ctl_prbs - the command prbs
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_prbs(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *verb = options->args[0];
	bool show = !strcmp(verb, "show");
	struct ctl_cage cage;
	struct words words;
	uint32_t action;
	int ret;

	if (!show && !ctl_name_find(&ctl_test_action_names, verb, &action))
		return refuse(nl, "start, stop, clear or show expected, not",
			      verb);
	ret = ctl_cage_find(nl, options->args[1], &cage);
	if (!ret)
		ret = words_read(nl, options->args + 2, &words);
	if (!ret && !show)
		ret = tests_change(nl, options, cage.id, &words, action);
	return ret ? ret : tests_show(nl, cage.id, &words, options->json);
}
