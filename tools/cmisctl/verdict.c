// SPDX-License-Identifier: GPL-2.0-only
/* Verdicts: lines, or JSON. Words are those of sysfs. */

#include <stdio.h>
#include <string.h>

#include "format.h"
#include "gen.h"
#include "json.h"
#include "verdict.h"

#define NS_PER_MS	1000000

/* A name of the specification as sysfs has it: with underscores */
static const char *word(char *text, const struct ctl_names *names,
			uint32_t value)
{
	char *at;

	snprintf(text, CTL_VALUE_SIZE, "%s", ctl_name_or(names, value, "?"));
	for (at = text; *at; at++)
		if (*at == '-')
			*at = '_';
	return text;
}

/* The number of a cage in a list, or UINT32_MAX at its end */
static uint32_t cage_at(const struct ctl_message *message, size_t index)
{
	const struct nlattr *cages = ctl_attr_find(message->data, message->len,
						   CMIS_A_VERDICT_CAGES);
	uint32_t id;

	if (!cages ||
	    mnl_attr_get_payload_len(cages) < (index + 1) * sizeof(id))
		return UINT32_MAX;
	memcpy(&id, (const uint8_t *)mnl_attr_get_payload(cages) +
	       index * sizeof(id), sizeof(id));
	return id;
}

/**
 * ctl_verdict_is_about - whether a verdict is about a cage
 * @message: the message
 * @verdict: the same as a struct
 * @cage_id: number of the cage
 *
 * Return: true if it is about this cage, or about several with this one.
 */
bool ctl_verdict_is_about(const struct ctl_message *message,
			  const struct ctl_verdict *verdict, uint32_t cage_id)
{
	size_t i;

	for (i = 0; cage_at(message, i) != UINT32_MAX; i++)
		if (cage_at(message, i) == cage_id)
			return true;
	return verdict->cage_id == cage_id;
}

static size_t count_cages(const struct ctl_message *message)
{
	size_t count = 0;

	while (cage_at(message, count) != UINT32_MAX)
		count++;
	return count;
}

/**
 * ctl_verdict_print - print a verdict
 * @message: the message
 * @verdict: the same as a struct
 * @names: the cages
 * @note: at the end of the line, or empty
 */
void ctl_verdict_print(const struct ctl_message *message,
		       const struct ctl_verdict *verdict,
		       const struct ctl_names_of *names, const char *note)
{
	char kind[CTL_VALUE_SIZE], detail[CTL_VALUE_SIZE];
	char lanes[CTL_LANES_SIZE], text[CTL_LINE_SIZE];
	size_t cages = count_cages(message);
	const struct nlattr *attr;
	const char *comma = ": ";
	int len;

	len = snprintf(text, sizeof(text), "%s %s: %s",
		       ctl_name_or(&ctl_verdict_stage_names, verdict->stage,
				   "?"),
		       word(kind, &ctl_verdict_names, verdict->verdict),
		       word(detail, &ctl_verdict_detail_names,
			    verdict->detail));
	ctl_format_lanes(lanes, verdict->lanes);
	if (*lanes)
		len += snprintf(text + len, sizeof(text) - len, " lanes %s",
				lanes);
	if (cages)
		len += snprintf(text + len, sizeof(text) - len, " %zu cages",
				cages);
	len += snprintf(text + len, sizeof(text) - len, ", %u %%",
			verdict->confidence);
	mnl_attr_for_each_payload(message->data, message->len) {
		if (mnl_attr_get_type(attr) != CMIS_A_VERDICT_ADVICE ||
		    mnl_attr_get_payload_len(attr) != sizeof(uint32_t) ||
		    len >= (int)sizeof(text))
			continue;
		len += snprintf(text + len, sizeof(text) - len, "%s%s", comma,
				word(kind, &ctl_advice_names,
				     mnl_attr_get_u32(attr)));
		comma = ", ";
	}
	ctl_event_verdict(verdict, names, text, note);
}

static void sign_print(const struct ctl_sign *sign, uint64_t event_ns)
{
	bool before = sign->time_ns < event_ns;
	uint64_t apart = (before ? event_ns - sign->time_ns :
				   sign->time_ns - event_ns) / NS_PER_MS;

	printf("  %c%llu.%03llu s", before ? '-' : '+',
	       (unsigned long long)apart / 1000,
	       (unsigned long long)apart % 1000);
	if (CTL_HAS(sign, CMIS_A_SIGN_LANES)) {
		char lanes[CTL_LANES_SIZE];

		ctl_format_lanes(lanes, sign->lanes);
		printf(" lanes %s", lanes);
	}
	printf(" %s %s %s\n", ctl_name_or(&ctl_side_names, sign->side, "?"),
	       sign->name, sign->value);
}

/* The next row of evidence; false at the end */
static bool sign_next(const struct ctl_message *message,
		      const struct nlattr **attr, struct ctl_sign *sign)
{
	const uint8_t *end = (const uint8_t *)message->data + message->len;

	*attr = *attr ? mnl_attr_next(*attr) : message->data;
	for (; mnl_attr_ok(*attr, end - (const uint8_t *)*attr);
	     *attr = mnl_attr_next(*attr))
		if (mnl_attr_get_type(*attr) == CMIS_A_VERDICT_EVIDENCE &&
		    !ctl_parse(&ctl_sign_layout, mnl_attr_get_payload(*attr),
			       mnl_attr_get_payload_len(*attr), sign))
			return true;
	return false;
}

/**
 * ctl_verdict_print_evidence - print the evidence of a verdict
 * @message: the message
 * @verdict: the same as a struct
 *
 * A line has seconds since the link went down, and the value.
 */
void ctl_verdict_print_evidence(const struct ctl_message *message,
				const struct ctl_verdict *verdict)
{
	const struct nlattr *attr = NULL;
	struct ctl_sign sign;

	while (sign_next(message, &attr, &sign))
		sign_print(&sign, verdict->event_ns);
}

static struct json_object *name_json(const struct nlattr *advice)
{
	return json_object_new_string(ctl_name_or(&ctl_advice_names,
						  mnl_attr_get_u32(advice),
						  "?"));
}

/**
 * ctl_verdict_json - a verdict as JSON
 * @message: the message
 * @verdict: the same as a struct
 * @names: the cages
 *
 * Return: the verdict with the specification's names, the time of day, and the
 * name, label and netdev of its cage.
 */
struct json_object *ctl_verdict_json(const struct ctl_message *message,
				     const struct ctl_verdict *verdict,
				     const struct ctl_names_of *names)
{
	struct json_object *json = ctl_json(&ctl_verdict_layout, verdict);
	struct json_object *advice = json_object_new_array();
	struct json_object *evidence = json_object_new_array();
	struct json_object *cages = json_object_new_array();
	const struct nlattr *attr, *at = NULL;
	struct ctl_sign sign;
	size_t i;

	mnl_attr_for_each_payload(message->data, message->len)
		if (mnl_attr_get_type(attr) == CMIS_A_VERDICT_ADVICE &&
		    mnl_attr_get_payload_len(attr) == sizeof(uint32_t))
			json_object_array_add(advice, name_json(attr));
	while (sign_next(message, &at, &sign))
		json_object_array_add(evidence,
				      ctl_json(&ctl_sign_layout, &sign));
	for (i = 0; cage_at(message, i) != UINT32_MAX; i++)
		json_object_array_add(cages,
				      json_object_new_int64(cage_at(message,
								    i)));
	json_object_object_add(json, "advice", advice);
	json_object_object_add(json, "evidence", evidence);
	if (i)
		json_object_object_add(json, "cages", cages);
	else
		json_object_put(cages);
	ctl_event_json_place(json, names, verdict->cage_id, verdict->event_ns);
	return json;
}
