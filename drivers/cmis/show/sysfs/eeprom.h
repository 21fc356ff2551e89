/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The module's memory as one file.
 */
#ifndef _CMIS_SYSFS_EEPROM_H
#define _CMIS_SYSFS_EEPROM_H

extern const struct attribute_group cmis_sysfs_eeprom_group;

#endif /* _CMIS_SYSFS_EEPROM_H */
