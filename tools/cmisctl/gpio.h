/* SPDX-License-Identifier: GPL-2.0-only */
/* GPIO lines of this machine. */
#ifndef _CMISCTL_GPIO_H
#define _CMISCTL_GPIO_H

#include <stddef.h>

int ctl_gpio_find(const char *name, char *user, size_t size);

#endif /* _CMISCTL_GPIO_H */
