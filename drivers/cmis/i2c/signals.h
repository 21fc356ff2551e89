/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * I2C transport: GPIO lines that an administrator names.
 */
#ifndef _CMIS_SIGNALS_H
#define _CMIS_SIGNALS_H

struct attribute_group;

extern const struct attribute_group *cmis_i2c_driver_groups[];

int cmis_i2c_signals_init(void);
void cmis_i2c_signals_exit(void);

#endif /* _CMIS_SIGNALS_H */
