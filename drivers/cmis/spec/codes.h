/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of the codes that a module reports: NULL if the code is in no table.
 */
#ifndef _CMIS_CODES_H
#define _CMIS_CODES_H

#include <linux/types.h>
#include <uapi/linux/cmis.h>

/**
 * struct cmis_interface - an SFF-8024 host or media interface
 * @name: name in the table
 * @lanes: lanes of that side; 0 if the table does not say or leaves a choice
 * @rate_mbps: line rate of the interface; 0 if the table does not say. Of a
 *	range it is the upper end.
 * @lane_rate_mbps: line rate of a lane where the number of lanes is open, or 0
 */
struct cmis_interface {
	const char *name;
	u8 lanes;
	u32 rate_mbps;
	u32 lane_rate_mbps;
};

const char *cmis_identifier_name(u8 code);
unsigned int cmis_identifier_lanes(u8 code);
bool cmis_identifier_is_cmis(u8 code);
const char *cmis_connector_name(u8 code);
const char *cmis_media_technology_name(u8 code);
const char *cmis_media_type_name(u8 code);
const struct cmis_interface *cmis_host_interface(u8 code);
const struct cmis_interface *cmis_media_interface(u8 media_type, u8 code);
const char *cmis_module_state_name(u8 state);
const char *cmis_dp_state_name(u8 state);
const char *cmis_config_status_name(u8 status);
const char *cmis_fault_cause_name(u8 cause);
const char *cmis_fiber_face_name(u8 code);
const char *cmis_heat_sink_name(u8 code);
const char *cmis_level_name(enum cmis_level level);

#endif /* _CMIS_CODES_H */
