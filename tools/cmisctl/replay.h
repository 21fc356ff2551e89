/* SPDX-License-Identifier: GPL-2.0-only */
/* Records in files, and from the driver. */
#ifndef _CMISCTL_REPLAY_H
#define _CMISCTL_REPLAY_H

#include "collect.h"
#include "recording.h"

const char *ctl_replay_name(enum ctl_recording_enum kind, unsigned int value);
int ctl_replay_load(struct ctl_nl *nl, const char *path, uint8_t **data,
		    size_t *len);
int ctl_replay_explain(struct ctl_nl *nl, const char *path, int error);
void ctl_replay_warn(const char *path, const struct ctl_damage *damage);
int ctl_record_fetch(struct ctl_nl *nl, const struct ctl_cage *cage,
		     unsigned int number, FILE *out);

#endif /* _CMISCTL_REPLAY_H */
