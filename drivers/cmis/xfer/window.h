/* SPDX-License-Identifier: GPL-2.0-only */
/* Transports that access the 256-byte window. */
#ifndef _CMIS_XFER_WINDOW_H
#define _CMIS_XFER_WINDOW_H

struct cmis_piece;
struct cmis_xfer;

int __cmis_window_move(struct cmis_xfer *x, const struct cmis_piece *piece,
		       unsigned int try);

#endif /* _CMIS_XFER_WINDOW_H */
