/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The netdevs of interfaces, and their cages.
 */
#ifndef _CMIS_NIC_BIND_H
#define _CMIS_NIC_BIND_H

#include "nic/nic.h"

struct cmis_nic *cmis_nic_find(const char *name);
struct cmis_nic *cmis_nic_at(unsigned int index);
bool cmis_nic_find_candidate(char name[IFNAMSIZ]);
bool cmis_nic_is_lost(struct cmis_nic *nic);
void cmis_nic_start(struct cmis_nic *nic);
void cmis_nic_stop(struct cmis_nic *nic);
int cmis_nic_watch(void);
void cmis_nic_unwatch(void);

#endif /* _CMIS_NIC_BIND_H */
