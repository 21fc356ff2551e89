/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Trends: readings of a lane over minutes to months, their slope, and the time
 * until they reach a limit.
 */
#ifndef _CMIS_HEALTH_TREND_H
#define _CMIS_HEALTH_TREND_H

#include <linux/types.h>
#include <uapi/linux/cmis.h>

#define CMIS_WINDOW_COUNT	(CMIS_WINDOW_MAX + 1)

/* Bins of all windows, the shortest window first. */
#define CMIS_TREND_BINS		(20 + 24 + 28 + 32)
#define CMIS_TREND_BINS_MAX	32
#define CMIS_TREND_PAIRS_MAX	(CMIS_TREND_BINS_MAX * \
				 (CMIS_TREND_BINS_MAX - 1) / 2)

/* Quantities of a lane. */
enum cmis_quantity {
	CMIS_QUANTITY_MEDIA_BER,
	CMIS_QUANTITY_HOST_BER,
	CMIS_QUANTITY_TX_BIAS,
	CMIS_QUANTITY_TX_POWER,
	CMIS_QUANTITY_RX_POWER,
	CMIS_QUANTITY_COUNT,
};

/* Not a quantity of a lane, but the temperature of the module */
#define CMIS_QUANTITY_HEAT		CMIS_QUANTITY_COUNT

/**
 * struct cmis_trend_place - the bins of a quantity in a window
 * @lane: the lane, from 0; unused with %CMIS_QUANTITY_HEAT
 * @quantity: enum cmis_quantity, or %CMIS_QUANTITY_HEAT
 * @window: enum cmis_window
 */
struct cmis_trend_place {
	u32 lane;
	u8 quantity;
	u8 window;
};

/**
 * struct cmis_quantity_row - a quantity for users
 * @name: as in a trace (cmisctl diagnose), and of its file in sysfs
 * @unit: of its slope a day
 * @side: enum cmis_side
 * @type: of its monitors
 */
struct cmis_quantity_row {
	const char *name;
	const char *unit;
	u8 side;
	u16 type;
};

/**
 * struct cmis_trend_open - a bin that is not closed yet
 * @sum: of its samples
 * @least: least sample
 * @most: greatest sample
 * @count: number of samples
 */
struct cmis_trend_open {
	s32 sum;
	s16 least;
	s16 most;
	u16 count;
};

/**
 * struct cmis_series - the bins of a quantity
 * @bin: closed bins of each window, the oldest first; %CMIS_LOG2_NONE: no
 *	sample. Logarithms in 1/256; of temperatures 1/100 degree Celsius
 * @open: the open bin of each window
 */
struct cmis_series {
	s16 bin[CMIS_TREND_BINS];
	struct cmis_trend_open open[CMIS_WINDOW_COUNT];
};

/**
 * struct cmis_trend_query - a window to be judged
 * @series: the quantity
 * @temperature: temperatures of the module; NULL: unknown
 * @quantity: enum cmis_quantity
 * @window: enum cmis_window
 * @limit: logarithm of the limit in 1/256; %CMIS_LOG2_NONE: none
 */
struct cmis_trend_query {
	const struct cmis_series *series;
	const struct cmis_series *temperature;
	u8 quantity;
	u8 window;
	s16 limit;
};

/**
 * struct cmis_trend - a slope, and the time that it leaves
 * @slope: median slope in 1/1024 of 1/256 octave a bin
 * @span: from the first to the last bin used, in bins
 * @pairs: number of pairs of bins; 0: no slope
 * @minutes_left: until the limit; -1: it is not reached
 * @minutes_low: by the steeper quartile of the slopes; -1: not reached
 * @minutes_high: by the flatter quartile; -1: not reached
 * @confidence: percent of the slopes that are near the median
 */
struct cmis_trend {
	s32 slope;
	u16 span;
	u16 pairs;
	s32 minutes_left;
	s32 minutes_low;
	s32 minutes_high;
	u8 confidence;
};

/**
 * struct cmis_trend_pair - two bins
 * @slope: in 1/1024 a bin
 * @rise: from the older to the newer
 * @apart: bins between them
 */
struct cmis_trend_pair {
	s32 slope;
	s16 rise;
	u8 apart;
};

/**
 * struct cmis_trend_work - memory for a judgement; the caller owns it
 * @pair: pairs, by slope
 * @sort: numbers being sorted
 */
struct cmis_trend_work {
	struct cmis_trend_pair pair[CMIS_TREND_PAIRS_MAX];
	s32 sort[CMIS_TREND_PAIRS_MAX];
};

const struct cmis_quantity_row *cmis_quantity_get(unsigned int quantity);
void cmis_series_init(struct cmis_series *series);
void cmis_series_add(struct cmis_series *series, s16 sample);
void cmis_series_close(struct cmis_series *series, unsigned int window,
		       u32 bins);
s16 cmis_series_least(const struct cmis_series *series);
s16 cmis_series_fall(const struct cmis_series *series);
void cmis_series_restore(struct cmis_series *series, unsigned int window,
			 const s16 *bins);
void cmis_series_back(struct cmis_series *series, unsigned int window);
const s16 *cmis_series_bins(const struct cmis_series *series,
			    unsigned int window);
u32 cmis_window_bin_s(unsigned int window);
unsigned int cmis_window_bins(unsigned int window);
bool cmis_window_serves(unsigned int window, unsigned int quantity);
bool cmis_trend_get(const struct cmis_trend_query *query,
		    struct cmis_trend_work *work, struct cmis_trend *trend);
bool cmis_trend_ahead(const struct cmis_trend_query *query,
		      struct cmis_trend_work *work, struct cmis_trend *trend);
s32 cmis_trend_per_day(const struct cmis_trend *trend, unsigned int quantity,
		       unsigned int window);

#endif /* _CMIS_HEALTH_TREND_H */
