/* SPDX-License-Identifier: GPL-2.0-only */
/* I2C transport: files beside the device, as the driver optoe has them. */
#ifndef _CMIS_I2C_OPTOE_H
#define _CMIS_I2C_OPTOE_H

struct attribute_group;
struct device;

extern const struct attribute_group *cmis_optoe_groups[];

int cmis_i2c_optoe_link(struct device *dev, struct device *cage);

#endif /* _CMIS_I2C_OPTOE_H */
