/* SPDX-License-Identifier: GPL-2.0-only */
/* Transports that take bank, page and offset. */
#ifndef _CMIS_XFER_ACCESS_H
#define _CMIS_XFER_ACCESS_H

struct cmis_piece;
struct cmis_xfer;

int __cmis_access_move(struct cmis_xfer *x, const struct cmis_piece *piece);

#endif /* _CMIS_XFER_ACCESS_H */
