/* SPDX-License-Identifier: GPL-2.0-only */
/* When each class is swept. */
#ifndef _CMIS_POLL_SCHEDULE_H
#define _CMIS_POLL_SCHEDULE_H

#include <linux/ktime.h>
#include <uapi/linux/cmis.h>

struct cmis_poll;

u32 cmis_poll_age_ms(ktime_t since);
unsigned int cmis_poll_backoff(unsigned int *retry_ms);
void cmis_poll_schedule(struct cmis_poll *poll, enum cmis_class class);
void cmis_poll_note_locks(struct cmis_poll *poll, enum cmis_class class,
			  u32 lock_us, u32 lock_ppm);
void cmis_poll_spare_locks(struct cmis_poll *poll, const u32 *period_ms);
bool cmis_poll_is_wanted(const struct cmis_poll *poll, enum cmis_class class,
			 bool *early);
void cmis_poll_read_live(struct cmis_poll *poll);
void cmis_poll_follow_live(struct cmis_poll *poll);
unsigned int cmis_poll_next_ms(const struct cmis_poll *poll);
void cmis_poll_take_events(struct cmis_poll *poll, unsigned long events);
void cmis_poll_run_ahead(struct cmis_poll *poll, u32 ms);
void cmis_poll_follow_summary(struct cmis_poll *poll, bool interrupt);
void cmis_poll_forget_summary(struct cmis_poll *poll, u8 flags);
bool cmis_poll_is_patient(struct cmis_poll *poll, enum cmis_class class,
			  u32 limit_ms);

#endif /* _CMIS_POLL_SCHEDULE_H */
