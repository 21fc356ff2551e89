// SPDX-License-Identifier: GPL-2.0-only
/* The command laser: tune lasers, and set their power. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"

/**
 * struct change - a change of a laser
 * @grid_mhz: distance of its channels; 0: it stays
 * @mhz: frequency; 0: none
 * @has_channel: @channel counts
 * @channel: number of the channel
 * @has_power: @power_mdbm counts
 * @power_mdbm: target power
 */
struct change {
	uint32_t grid_mhz;
	uint32_t mhz;
	bool has_channel;
	int32_t channel;
	bool has_power;
	int32_t power_mdbm;
};

/* A decimal number times 10^digits; more digits are refused. */
static bool decimal_read(const char *text, unsigned int digits, int32_t *value)
{
	bool negative = *text == '-', point = false;
	const char *at = text + (*text == '-' || *text == '+');
	int64_t number = 0;

	if (*at < '0' || *at > '9')
		return false;
	for (; *at; at++) {
		if (*at == '.' && !point) {
			point = true;
			continue;
		}
		if (*at < '0' || *at > '9' || (point && !digits))
			return false;
		digits -= point;
		number = 10 * number + *at - '0';
		if (number > INT32_MAX)
			return false;
	}
	for (; digits; digits--)
		number *= 10;
	if (number > INT32_MAX)
		return false;
	*value = negative ? -number : number;
	return true;
}

static int refuse(struct ctl_nl *nl, const char *what, const char *word)
{
	snprintf(nl->error, sizeof(nl->error), "%s '%.60s'", what, word);
	return -EINVAL;
}

static int word_read(struct ctl_nl *nl, const char *word,
		     struct change *change)
{
	const char *equals = strchr(word, '=');
	size_t len = equals ? equals - word : 0;
	const char *text = equals ? equals + 1 : "";
	int32_t value;

	if (len == 3 && !strncmp(word, "thz", len)) {
		if (!decimal_read(text, 6, &value) || value <= 0)
			return refuse(nl, "THz expected, not", text);
		change->mhz = value;
	} else if (len == 4 && !strncmp(word, "grid", len)) {
		if (!decimal_read(text, 3, &value) || value <= 0)
			return refuse(nl, "GHz expected, not", text);
		/* A third of 100 GHz has no decimal number. */
		change->grid_mhz = value == 33000 ? 33333 : value;
	} else if (len == 7 && !strncmp(word, "channel", len)) {
		if (!decimal_read(text, 0, &change->channel))
			return refuse(nl, "a number expected, not", text);
		change->has_channel = true;
	} else if (len == 3 && !strncmp(word, "dbm", len)) {
		if (!decimal_read(text, 3, &change->power_mdbm))
			return refuse(nl, "dBm expected, not", text);
		change->has_power = true;
	} else {
		return refuse(nl, "thz=, grid=, channel= or dbm= expected, not",
			      word);
	}
	return 0;
}

/* "thz=193.4", "grid=75", "channel=12", "dbm=-10" */
static int change_read(struct ctl_nl *nl, char **words, struct change *change)
{
	int ret = 0;

	for (; !ret && *words; words++)
		ret = word_read(nl, *words, change);
	return ret;
}

static int change_send(struct ctl_nl *nl, uint32_t cage_id, uint32_t lane,
		       const struct change *change, bool force)
{
	struct ctl_request request;

	ctl_request_start(&request, nl, CMIS_CMD_LASER_SET);
	mnl_attr_put_u32(request.head, CMIS_A_LANE_CAGE_ID, cage_id);
	mnl_attr_put_u32(request.head, CMIS_A_LANE_LANE, lane);
	if (change->mhz)
		mnl_attr_put_u32(request.head, CMIS_A_LANE_LASER_FREQUENCY_MHZ,
				 change->mhz);
	if (change->grid_mhz)
		mnl_attr_put_u32(request.head, CMIS_A_LANE_LASER_GRID_MHZ,
				 change->grid_mhz);
	if (change->has_channel)
		mnl_attr_put_u32(request.head, CMIS_A_LANE_LASER_CHANNEL,
				 change->channel);
	if (change->has_power)
		mnl_attr_put_u32(request.head,
				 CMIS_A_LANE_LASER_TARGET_POWER_MDBM,
				 change->power_mdbm);
	if (force)
		mnl_attr_put(request.head, CMIS_A_LANE_FORCE, 0, NULL);
	return ctl_nl_ask(nl, &request, NULL, NULL);
}

/**
 * ctl_laser - the command laser
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_laser(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct change change = { 0 };
	struct ctl_cage cage;
	uint64_t lanes;
	int ret;

	if (!options->args[2])
		return refuse(nl, "thz=, grid=, channel= or dbm= expected, not",
			      "");
	if (!ctl_lanes_read(options->args[1], &lanes) || lanes & (lanes - 1))
		return refuse(nl, "one lane expected, not", options->args[1]);
	ret = change_read(nl, options->args + 2, &change);
	if (ret)
		return ret;
	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	return change_send(nl, cage.id, __builtin_ctzll(lanes) + 1, &change,
			   options->force);
}
