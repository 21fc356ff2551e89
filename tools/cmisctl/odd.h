/* SPDX-License-Identifier: GPL-2.0-only */
/* Adverts of a module that contradict each other, for people. */
#ifndef _CMISCTL_ODD_H
#define _CMISCTL_ODD_H

const char *ctl_odd_text(unsigned int odd);

#endif /* _CMISCTL_ODD_H */
