// SPDX-License-Identifier: GPL-2.0-only
/* The command set. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"
#include "collect.h"
#include "json.h"

/* Keys and the attributes that they set; the second may be 0. */
static const struct key {
	const char *name;
	bool text;
	uint16_t attr[2];
} keys[] = {
	{ "label", true, { CMIS_A_CAGE_LABEL } },
	{ "netdev", true, { CMIS_A_CAGE_NETDEV } },
	{ "period-ms", false, { CMIS_A_CAGE_THERMAL_PERIOD_MS,
				CMIS_A_CAGE_LANES_PERIOD_MS } },
	{ "thermal-period-ms", false, { CMIS_A_CAGE_THERMAL_PERIOD_MS } },
	{ "lanes-period-ms", false, { CMIS_A_CAGE_LANES_PERIOD_MS } },
	{ "vdm-period-ms", false, { CMIS_A_CAGE_VDM_PERIOD_MS } },
	{ "stale-sweeps", false, { CMIS_A_CAGE_STALE_SWEEPS } },
	{ "diagnostics", false, { CMIS_A_CAGE_DIAGNOSTICS } },
	{ "statistics", false, { CMIS_A_CAGE_STATISTICS } },
	{ "static-period-ms", false, { CMIS_A_CAGE_STATIC_PERIOD_MS } },
	{ "power-limit-mw", false, { CMIS_A_CAGE_POWER_LIMIT_MW } },
	{ "management", false, { CMIS_A_CAGE_MANAGEMENT } },
};

/**
 * ctl_set_key - the keys of settings, one after another
 * @index: from 0
 *
 * Return: the key; NULL after the last one.
 */
const char *ctl_set_key(unsigned int index)
{
	return index < ARRAY_SIZE(keys) ? keys[index].name : NULL;
}

static const struct key *key_find(const char *word, size_t len)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (strlen(keys[i].name) == len &&
		    !memcmp(keys[i].name, word, len))
			return &keys[i];
	return NULL;
}

/* A number, or a word for 0 and 1 */
static int read_number(const char *text, uint32_t *value)
{
	unsigned long number;
	char *end;

	*value = !strcmp(text, "on");
	if (*value || !strcmp(text, "off"))
		return 0;
	if (*text < '0' || *text > '9')
		return -EINVAL;
	errno = 0;
	number = strtoul(text, &end, 10);
	if (errno || *end || number > UINT32_MAX)
		return -EINVAL;
	*value = number;
	return 0;
}

static int read_management(const char *text, uint32_t *value)
{
	*value = !strcmp(text, "host");
	return *value || !strcmp(text, "none") ? 0 : -EINVAL;
}

static bool put_word(struct ctl_request *request, const struct key *key,
		     const char *text, uint32_t number)
{
	const size_t size = sizeof(request->buffer);
	unsigned int i;

	for (i = 0; i < 2 && key->attr[i]; i++) {
		if (key->text ? !mnl_attr_put_strz_check(request->head, size,
							 key->attr[i], text) :
				!mnl_attr_put_u32_check(request->head, size,
							key->attr[i], number))
			return false;
	}
	return true;
}

static int take_word(struct ctl_nl *nl, struct ctl_request *request,
		     const char *word)
{
	const char *equals = strchr(word, '=');
	const struct key *key = NULL;
	uint32_t number = 0;

	if (equals)
		key = key_find(word, equals - word);
	if (!key) {
		snprintf(nl->error, sizeof(nl->error),
			 "unknown setting '%.60s'; known: label= netdev= period-ms= thermal-period-ms= lanes-period-ms= vdm-period-ms= stale-sweeps= diagnostics= statistics= static-period-ms= power-limit-mw= management=",
			 word);
		return -EINVAL;
	}
	if (key->attr[0] == CMIS_A_CAGE_MANAGEMENT) {
		if (!read_management(equals + 1, &number))
			return put_word(request, key, NULL, number) ? 0 :
								      -E2BIG;
		snprintf(nl->error, sizeof(nl->error),
			 "management must be none or host");
		return -EINVAL;
	}
	if (!key->text && read_number(equals + 1, &number)) {
		snprintf(nl->error, sizeof(nl->error), "%s must be a number",
			 key->name);
		return -EINVAL;
	}
	return put_word(request, key, equals + 1, number) ? 0 : -E2BIG;
}

static int print_cage(struct ctl_nl *nl, const char *name)
{
	struct ctl_cage cage;
	int ret;

	ret = ctl_cage_find(nl, name, &cage);
	if (ret)
		return ret;
	return ctl_json_print(ctl_json(&ctl_cage_layout, &cage),
			      JSON_C_TO_STRING_PRETTY |
			      JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
}

/**
 * ctl_set - the command set
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_set(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct ctl_request request;
	struct ctl_cage cage;
	char **word;
	int ret;

	/* By number: the request may change the label. */
	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	ctl_request_start(&request, nl, CMIS_CMD_SETTINGS_SET);
	mnl_attr_put_u32(request.head, CMIS_A_CAGE_ID, cage.id);
	for (word = options->args + 1; !ret && *word; word++)
		ret = take_word(nl, &request, *word);
	if (!ret)
		ret = ctl_nl_ask(nl, &request, NULL, NULL);
	if (ret || !options->json)
		return ret;
	return print_cage(nl, cage.name);
}
