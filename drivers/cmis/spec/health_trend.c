// SPDX-License-Identifier: GPL-2.0-only
/*
 * Trends: the median of the slopes between all pairs of bins that were measured
 * at the same temperature, after a test for a step. So a daily cycle, the load,
 * a season, single bursts and a step are no trend.
 *
 * Pure: see spec/value.h. Integers only; the caller owns all memory.
 */

#include <linux/array_size.h>
#include <linux/build_bug.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/string.h>

#include "spec/health_log2.h"
#include "spec/health_trend.h"
#include "spec/monitors.h"

/* Slopes are in 1/1024 a bin. */
#define CMIS_SLOPE_ONE		1024
/* Bins at this distance or less have equal temperatures: 1 degree Celsius. */
#define CMIS_TREND_EQUAL	100
#define CMIS_TREND_PAIRS	10
/* Few pairs agree by chance, so a rise must stand out more. */
#define CMIS_TREND_MANY_PAIRS	60
#define CMIS_TREND_NOISE	6
#define CMIS_TREND_NOISE_FEW	9
#define CMIS_DAY_S		86400
#define CMIS_TREND_HOUR_BINS	4
#define CMIS_MINUTES_MOST	100000000
/* Parts of a window that are judged alone: a drift may have begun late. */
#define CMIS_TREND_PARTS	4

/* Quantities with the same bars. */
enum cmis_bar {
	CMIS_BAR_BER,
	CMIS_BAR_BIAS,
	CMIS_BAR_POWER,
	CMIS_BAR_COUNT,
};

static const u8 cmis_bars[] = {
	[CMIS_QUANTITY_MEDIA_BER] = CMIS_BAR_BER,
	[CMIS_QUANTITY_HOST_BER] = CMIS_BAR_BER,
	[CMIS_QUANTITY_TX_BIAS] = CMIS_BAR_BIAS,
	[CMIS_QUANTITY_TX_POWER] = CMIS_BAR_POWER,
	[CMIS_QUANTITY_RX_POWER] = CMIS_BAR_POWER,
};

static_assert(ARRAY_SIZE(cmis_bars) == CMIS_QUANTITY_COUNT);

static const struct cmis_quantity_row cmis_quantity_rows[] = {
	[CMIS_QUANTITY_MEDIA_BER] = {
		"media_pre_fec_ber", "mdecade", CMIS_SIDE_MEDIA,
		CMIS_MON_MEDIA_BER,
	},
	[CMIS_QUANTITY_HOST_BER] = {
		"host_pre_fec_ber", "mdecade", CMIS_SIDE_HOST,
		CMIS_MON_HOST_BER,
	},
	[CMIS_QUANTITY_TX_BIAS] = {
		"tx_bias_ua", "ppm", CMIS_SIDE_MEDIA, CMIS_MON_TX_BIAS,
	},
	[CMIS_QUANTITY_TX_POWER] = {
		"tx_power_nw", "mdb", CMIS_SIDE_MEDIA, CMIS_MON_TX_POWER,
	},
	[CMIS_QUANTITY_RX_POWER] = {
		"rx_power_nw", "mdb", CMIS_SIDE_MEDIA, CMIS_MON_RX_POWER,
	},
};

static_assert(ARRAY_SIZE(cmis_quantity_rows) == CMIS_QUANTITY_COUNT);

/**
 * struct cmis_window_row - a window of time
 * @bin_s: length of a bin, in seconds
 * @first: its first bin in struct cmis_series
 * @bins: number of bins
 * @least: number of bins with samples that a slope needs
 * @rise: least rise that counts, by enum cmis_bar, in 1/256 of an octave; 0:
 *	none does
 */
struct cmis_window_row {
	u32 bin_s;
	u8 first;
	u8 bins;
	u8 least;
	s16 rise[CMIS_BAR_COUNT];
};

static const struct cmis_window_row cmis_window_rows[] = {
	/* 1 decade; 0.5; 0.3, 12 %, 0.7 dB; 0.3, 7 %, 0.8 dB */
	[CMIS_WINDOW_10MIN] = { 30, 0, 20, 12, { 850, 0, 0 } },
	[CMIS_WINDOW_6H] = { 900, 20, 24, 8, { 425, 0, 0 } },
	[CMIS_WINDOW_7D] = { 21600, 44, 28, 8, { 255, 42, 60 } },
	[CMIS_WINDOW_128D] = { 345600, 72, 32, 5, { 255, 25, 68 } },
};

static_assert(ARRAY_SIZE(cmis_window_rows) == CMIS_WINDOW_COUNT);

/**
 * struct cmis_trend_view - the bins of a window, worse values above better ones
 * @value: of each bin
 * @temperature: of each bin
 * @count: number of bins
 * @limit: the limit
 */
struct cmis_trend_view {
	s16 value[CMIS_TREND_BINS_MAX];
	s16 temperature[CMIS_TREND_BINS_MAX];
	u8 count;
	s16 limit;
};

/* Shell's sort: short, and at most 496 numbers. */
static void cmis_trend_sort(s32 *number, unsigned int count)
{
	static const u8 gaps[] = { 132, 57, 23, 10, 4, 1 };

	for (unsigned int g = 0; g < ARRAY_SIZE(gaps); g++) {
		unsigned int gap = gaps[g];

		for (unsigned int i = gap; i < count; i++) {
			s32 moved = number[i];
			unsigned int j = i;

			for (; j >= gap && number[j - gap] > moved; j -= gap)
				number[j] = number[j - gap];
			number[j] = moved;
		}
	}
}

static s32 cmis_trend_median(s32 *number, unsigned int count)
{
	cmis_trend_sort(number, count);
	return number[count / 2];
}

/**
 * cmis_quantity_get() - a quantity for users
 * @quantity: enum cmis_quantity
 *
 * Return: its row.
 */
const struct cmis_quantity_row *cmis_quantity_get(unsigned int quantity)
{
	return &cmis_quantity_rows[quantity];
}

/**
 * cmis_window_bin_s() - length of the bins of a window
 * @window: enum cmis_window
 *
 * Return: seconds.
 */
u32 cmis_window_bin_s(unsigned int window)
{
	return cmis_window_rows[window].bin_s;
}

/**
 * cmis_window_bins() - number of bins of a window
 * @window: enum cmis_window
 *
 * Return: the number, %CMIS_TREND_BINS_MAX at most.
 */
unsigned int cmis_window_bins(unsigned int window)
{
	return cmis_window_rows[window].bins;
}

/**
 * cmis_window_serves() - whether a window shows trends of a quantity
 * @window: enum cmis_window
 * @quantity: enum cmis_quantity
 *
 * Return: true if it does.
 */
bool cmis_window_serves(unsigned int window, unsigned int quantity)
{
	return cmis_window_rows[window].rise[cmis_bars[quantity]];
}

static void cmis_trend_open_init(struct cmis_trend_open *open)
{
	*open = (struct cmis_trend_open) { .least = S16_MAX, .most = -S16_MAX };
}

/**
 * cmis_series_init() - forget all bins
 * @series: the bins
 */
void cmis_series_init(struct cmis_series *series)
{
	for (unsigned int i = 0; i < CMIS_TREND_BINS; i++)
		series->bin[i] = CMIS_LOG2_NONE;
	for (unsigned int i = 0; i < CMIS_WINDOW_COUNT; i++)
		cmis_trend_open_init(&series->open[i]);
}

static void cmis_trend_open_add(struct cmis_trend_open *open, s16 sample)
{
	if (open->count == U16_MAX)
		return;
	open->sum += sample;
	open->count++;
	if (sample < open->least)
		open->least = sample;
	if (sample > open->most)
		open->most = sample;
}

/* The mean without the sample that is farthest from it. */
static s16 cmis_trend_open_mean(const struct cmis_trend_open *open)
{
	s32 count = open->count;
	s32 sum = open->sum;
	s32 mean;

	if (!count)
		return CMIS_LOG2_NONE;
	mean = sum / count;
	if (count < 3)
		return mean;
	sum -= open->most - mean > mean - open->least ? open->most :
							open->least;
	return sum / (count - 1);
}

/**
 * cmis_series_add() - add a sample to the open bin
 * @series: the bins
 * @sample: in the unit of the bins, not %CMIS_LOG2_NONE
 */
void cmis_series_add(struct cmis_series *series, s16 sample)
{
	cmis_trend_open_add(&series->open[0], sample);
}

/**
 * cmis_series_close() - close the open bin of a window
 * @series: the bins
 * @window: enum cmis_window; close shorter windows first
 * @bins: bins that have gone by, 1 or more: those after the open one are empty
 *
 * The mean of the bin is a sample of the next longer window.
 */
void cmis_series_close(struct cmis_series *series, unsigned int window,
		       u32 bins)
{
	const struct cmis_window_row *row = &cmis_window_rows[window];
	s16 mean = cmis_trend_open_mean(&series->open[window]);
	s16 *bin = &series->bin[row->first];
	u32 gone = bins < row->bins ? bins : row->bins;
	u32 left = row->bins - gone;

	cmis_trend_open_init(&series->open[window]);
	if (mean != CMIS_LOG2_NONE && window + 1 < CMIS_WINDOW_COUNT)
		cmis_trend_open_add(&series->open[window + 1], mean);
	memmove(bin, bin + gone, left * sizeof(*bin));
	for (u32 i = left; i < row->bins; i++)
		bin[i] = CMIS_LOG2_NONE;
	if (bins <= row->bins)
		bin[left] = mean;
}

/**
 * cmis_series_restore() - bring the closed bins of a window back
 * @series: the bins
 * @window: enum cmis_window
 * @bins: cmis_window_bins() bins, the oldest first
 */
void cmis_series_restore(struct cmis_series *series, unsigned int window,
			 const s16 *bins)
{
	const struct cmis_window_row *row = &cmis_window_rows[window];

	memcpy(&series->bin[row->first], bins, row->bins * sizeof(*bins));
}

/**
 * cmis_series_back() - forget the newest bin of a window
 * @series: the bins
 * @window: enum cmis_window
 */
void cmis_series_back(struct cmis_series *series, unsigned int window)
{
	const struct cmis_window_row *row = &cmis_window_rows[window];
	s16 *bin = &series->bin[row->first];

	memmove(bin + 1, bin, (row->bins - 1) * sizeof(*bin));
	*bin = CMIS_LOG2_NONE;
}

/**
 * cmis_series_bins() - the closed bins of a window
 * @series: the bins
 * @window: enum cmis_window
 *
 * Return: cmis_window_bins() bins, the oldest first.
 */
const s16 *cmis_series_bins(const struct cmis_series *series,
			    unsigned int window)
{
	return &series->bin[cmis_window_rows[window].first];
}

/**
 * cmis_series_least() - the least bin of about an hour
 * @series: the bins
 *
 * Return: the least, or %CMIS_LOG2_NONE.
 */
s16 cmis_series_least(const struct cmis_series *series)
{
	const struct cmis_window_row *row =
		&cmis_window_rows[CMIS_WINDOW_6H];
	s16 least = CMIS_LOG2_NONE;

	/* The whole shortest window, and the newest bins of the next one. */
	for (unsigned int i = 0; i < row->first + row->bins; i++) {
		s16 bin;

		if (i == row->first)
			i += row->bins - CMIS_TREND_HOUR_BINS;
		bin = series->bin[i];
		if (bin != CMIS_LOG2_NONE &&
		    (least == CMIS_LOG2_NONE || bin < least))
			least = bin;
	}
	return least;
}

static s16 cmis_window_fall(const s16 *bin, unsigned int count)
{
	s32 first[3];
	unsigned int found = 0;
	s16 last = 0;

	for (unsigned int i = 0; i < count; i++) {
		if (bin[i] == CMIS_LOG2_NONE)
			continue;
		if (found < ARRAY_SIZE(first))
			first[found] = bin[i];
		found++;
		last = bin[i];
	}
	if (found <= ARRAY_SIZE(first))
		return 0;
	return cmis_trend_median(first, ARRAY_SIZE(first)) - last;
}

/**
 * cmis_series_fall() - how far a quantity has fallen in days or months
 * @series: the bins
 *
 * Return: the fall in 1/256 of an octave, in the window with the greater one;
 * not positive if there is none, or if it is not known.
 */
s16 cmis_series_fall(const struct cmis_series *series)
{
	s16 most = 0;

	for (unsigned int i = CMIS_WINDOW_7D; i < CMIS_WINDOW_COUNT; i++) {
		s16 fall = cmis_window_fall(cmis_series_bins(series, i),
					    cmis_window_bins(i));

		if (fall > most)
			most = fall;
	}
	return most;
}

/* Powers fall toward their limit: turn them round. */
static void cmis_trend_view_init(struct cmis_trend_view *view,
				 const struct cmis_trend_query *q)
{
	const s16 *bin = cmis_series_bins(q->series, q->window);
	bool falls = q->quantity == CMIS_QUANTITY_TX_POWER ||
		     q->quantity == CMIS_QUANTITY_RX_POWER;

	view->count = cmis_window_bins(q->window);
	view->limit = q->limit;
	if (falls && q->limit != CMIS_LOG2_NONE)
		view->limit = -q->limit;
	for (unsigned int i = 0; i < view->count; i++) {
		view->value[i] = bin[i];
		if (falls && bin[i] != CMIS_LOG2_NONE)
			view->value[i] = -bin[i];
		view->temperature[i] = q->temperature ?
			cmis_series_bins(q->temperature, q->window)[i] :
			CMIS_LOG2_NONE;
	}
}

static bool cmis_trend_comparable(const struct cmis_trend_view *view,
				  unsigned int a, unsigned int b)
{
	int difference = view->temperature[a] - view->temperature[b];

	if (view->value[a] == CMIS_LOG2_NONE ||
	    view->value[b] == CMIS_LOG2_NONE)
		return false;
	if (view->temperature[a] == CMIS_LOG2_NONE ||
	    view->temperature[b] == CMIS_LOG2_NONE)
		return view->temperature[a] == view->temperature[b];
	return difference >= -CMIS_TREND_EQUAL &&
	       difference <= CMIS_TREND_EQUAL;
}

/* The pairs from bin @start on; their sorted slopes are in work->sort. */
static void cmis_trend_pairs(const struct cmis_trend_view *view,
			     unsigned int start, struct cmis_trend_work *work,
			     struct cmis_trend *trend)
{
	unsigned int first = view->count, last = 0, count = 0;

	for (unsigned int i = start; i < view->count; i++) {
		for (unsigned int j = i + 1; j < view->count; j++) {
			s16 rise = view->value[j] - view->value[i];
			s32 slope = rise * CMIS_SLOPE_ONE / (int)(j - i);

			if (!cmis_trend_comparable(view, i, j))
				continue;
			work->pair[count].slope = slope;
			work->pair[count].rise = rise;
			work->pair[count].apart = j - i;
			work->sort[count++] = slope;
			first = i < first ? i : first;
			last = j > last ? j : last;
		}
	}
	cmis_trend_sort(work->sort, count);
	trend->pairs = count;
	trend->span = count ? last - first : 0;
	trend->slope = count ? work->sort[count / 2] : 0;
}

static unsigned int cmis_trend_samples(const struct cmis_trend_view *view,
				       unsigned int start)
{
	unsigned int count = 0;

	for (unsigned int i = start; i < view->count; i++)
		count += view->value[i] != CMIS_LOG2_NONE;
	return count;
}

/* Median of bins; those without a sample do not count. */
static s32 cmis_trend_level(const struct cmis_trend_view *view,
			    unsigned int start, unsigned int end, s32 *sort)
{
	unsigned int count = 0;

	for (unsigned int i = start; i < end; i++)
		if (view->value[i] != CMIS_LOG2_NONE)
			sort[count++] = view->value[i];
	return count ? cmis_trend_median(sort, count) : 0;
}

/* Sum of the distances of bins from a line. */
static s32 cmis_trend_residual(const struct cmis_trend_view *view,
			       unsigned int start, unsigned int end,
			       s32 level, s32 slope)
{
	s32 sum = 0;

	for (unsigned int i = start; i < end; i++) {
		s32 on_line = level + slope * (s32)i / CMIS_SLOPE_ONE;
		s32 off = view->value[i] - on_line;

		if (view->value[i] != CMIS_LOG2_NONE)
			sum += off < 0 ? -off : off;
	}
	return sum;
}

/* Sum of the distances from the median line with this slope. */
static s32 cmis_trend_line(const struct cmis_trend_view *view,
			   unsigned int start, s32 slope, s32 *sort)
{
	unsigned int count = 0;
	s32 level;

	for (unsigned int i = start; i < view->count; i++)
		if (view->value[i] != CMIS_LOG2_NONE)
			sort[count++] = view->value[i] -
					slope * (s32)i / CMIS_SLOPE_ONE;
	if (!count)
		return 0;
	level = cmis_trend_median(sort, count);
	return cmis_trend_residual(view, start, view->count, level, slope);
}

/*
 * The bin at which a step ends, or @start: two levels must fit clearly better
 * than a line.
 */
static unsigned int cmis_trend_step(const struct cmis_trend_view *view,
				    unsigned int start, s32 slope, s32 *sort)
{
	unsigned int samples = cmis_trend_samples(view, start);
	s32 least = cmis_trend_line(view, start, slope, sort) * 3 / 4;
	unsigned int found = start;

	for (unsigned int i = start + 2; i + 2 <= view->count; i++) {
		s32 before = cmis_trend_level(view, start, i, sort);
		s32 after = cmis_trend_level(view, i, view->count, sort);
		s32 sum = cmis_trend_residual(view, start, i, before, 0) +
			  cmis_trend_residual(view, i, view->count, after, 0);
		s32 height = after < before ? before - after : after - before;

		if (sum >= least || height * (s32)samples <= 4 * sum)
			continue;
		least = sum;
		found = i;
	}
	return found;
}

/* Drop the bins before a step. */
static unsigned int cmis_trend_start(const struct cmis_trend_view *view,
				     struct cmis_trend_work *work,
				     struct cmis_trend *trend)
{
	unsigned int start;

	cmis_trend_pairs(view, 0, work, trend);
	start = cmis_trend_step(view, 0, trend->slope, work->sort);
	cmis_trend_pairs(view, start, work, trend);
	return start;
}

/* The median of the last two bins with samples. */
static s32 cmis_trend_now(const struct cmis_trend_view *view)
{
	s32 sum = 0;
	unsigned int count = 0;

	for (int i = view->count - 1; i >= 0 && count < 2; i--) {
		if (view->value[i] == CMIS_LOG2_NONE)
			continue;
		sum += view->value[i];
		count++;
	}
	return count ? sum / (s32)count : CMIS_LOG2_NONE;
}

static s32 cmis_trend_minutes(s32 distance, s32 slope, u32 bin_s)
{
	s64 minutes;

	if (slope <= 0 || distance < 0)
		return -1;
	minutes = div_s64((s64)distance * CMIS_SLOPE_ONE * bin_s, slope);
	minutes = div_s64(minutes, 60);
	return minutes > CMIS_MINUTES_MOST ? CMIS_MINUTES_MOST : minutes;
}

/* The rest of @trend, from the pairs and their sorted slopes. */
static void cmis_trend_finish(const struct cmis_trend_view *view,
			      const struct cmis_trend_work *work,
			      struct cmis_trend *trend, u32 bin_s)
{
	s32 distance = view->limit - cmis_trend_now(view);
	unsigned int near = 0;

	trend->minutes_left = -1;
	trend->minutes_low = -1;
	trend->minutes_high = -1;
	trend->confidence = 0;
	if (!trend->pairs)
		return;
	for (unsigned int i = 0; i < trend->pairs; i++) {
		s32 slope = work->sort[i];

		if (trend->slope < 0)
			slope = -slope;
		near += slope >= (trend->slope < 0 ? -trend->slope :
				  trend->slope) / 2 &&
			slope <= 2 * (trend->slope < 0 ? -trend->slope :
				      trend->slope);
	}
	trend->confidence = 100 * near / trend->pairs;
	if (view->limit == CMIS_LOG2_NONE)
		return;
	trend->minutes_left = cmis_trend_minutes(distance, trend->slope, bin_s);
	trend->minutes_low =
		cmis_trend_minutes(distance,
				   work->sort[trend->pairs * 3 / 4], bin_s);
	trend->minutes_high =
		cmis_trend_minutes(distance, work->sort[trend->pairs / 4],
				   bin_s);
}

/**
 * cmis_trend_get() - the slope of a quantity in a window
 * @q: the quantity and the window
 * @work: memory
 * @trend: where the slope goes. Worse is positive: of powers, a fall
 *
 * Return: true if there are enough bins for a slope.
 */
bool cmis_trend_get(const struct cmis_trend_query *q,
		    struct cmis_trend_work *work, struct cmis_trend *trend)
{
	const struct cmis_window_row *row = &cmis_window_rows[q->window];
	struct cmis_trend_view view;
	unsigned int start;

	memset(trend, 0, sizeof(*trend));
	cmis_trend_view_init(&view, q);
	if (cmis_trend_samples(&view, 0) < row->least)
		return false;
	start = cmis_trend_start(&view, work, trend);
	if (cmis_trend_samples(&view, start) < row->least ||
	    trend->pairs < CMIS_TREND_PAIRS)
		return false;
	cmis_trend_finish(&view, work, trend, row->bin_s);
	return true;
}

/*
 * Cheap, and true for nearly all healthy lanes: the limit is farther away than
 * anything that the bins could have moved.
 */
static bool cmis_trend_quiet(const struct cmis_trend_view *view, s16 rise)
{
	s32 now = cmis_trend_now(view);
	s32 least = S16_MAX, most = -S16_MAX;

	if (view->value[view->count - 1] == CMIS_LOG2_NONE ||
	    view->limit == CMIS_LOG2_NONE)
		return true;
	for (unsigned int i = 0; i < view->count; i++) {
		s16 value = view->value[i];

		if (value == CMIS_LOG2_NONE)
			continue;
		least = value < least ? value : least;
		most = value > most ? value : most;
	}
	return most - least < rise || view->limit <= now ||
	       (view->limit - now) * 2 > (most - least) * 3;
}

/* The spread of the bins about the slope, from pairs of equal temperature. */
static s32 cmis_trend_noise(struct cmis_trend_work *work,
			    const struct cmis_trend *trend)
{
	for (unsigned int i = 0; i < trend->pairs; i++) {
		const struct cmis_trend_pair *pair = &work->pair[i];
		s32 off = pair->rise - trend->slope * (s32)pair->apart /
				       CMIS_SLOPE_ONE;

		work->sort[i] = off < 0 ? -off : off;
	}
	/* 1.5 times the median off a bin is 1.06 times that of a pair. */
	return cmis_trend_median(work->sort, trend->pairs) * 17 / 16;
}

/* 90 % of the slopes have the same sign. */
static bool cmis_trend_agrees(const struct cmis_trend_work *work,
			      const struct cmis_trend *trend)
{
	return work->sort[trend->pairs / 10] > 0;
}

/* Judge the bins from @start on. */
static bool cmis_trend_judge(const struct cmis_trend_view *view,
			     const struct cmis_window_row *row,
			     struct cmis_trend_work *work,
			     struct cmis_trend *trend)
{
	s32 rise = trend->slope * (s32)trend->span / CMIS_SLOPE_ONE;

	if (trend->pairs < CMIS_TREND_PAIRS || trend->slope <= 0 ||
	    !cmis_trend_agrees(work, trend))
		return false;
	cmis_trend_finish(view, work, trend, row->bin_s);
	if (trend->minutes_left < 0 ||
	    (s64)trend->minutes_left * 60 > (s64)trend->span * row->bin_s)
		return false;
	return rise >= cmis_trend_noise(work, trend) *
		       (trend->pairs < CMIS_TREND_MANY_PAIRS ?
			CMIS_TREND_NOISE_FEW : CMIS_TREND_NOISE);
}

/* Judge the window as a whole, and its newer parts alone. */
static bool cmis_trend_parts(const struct cmis_trend_view *view,
			     const struct cmis_window_row *row, s32 rise,
			     struct cmis_trend_work *work,
			     struct cmis_trend *trend)
{
	unsigned int start = cmis_trend_start(view, work, trend);

	for (unsigned int i = 0; i < CMIS_TREND_PARTS; i++) {
		unsigned int part = start + (view->count - start) * i /
					    CMIS_TREND_PARTS;

		if (cmis_trend_samples(view, part) < row->least)
			return false;
		cmis_trend_pairs(view, part, work, trend);
		if (trend->slope * (s32)trend->span / CMIS_SLOPE_ONE >= rise &&
		    cmis_trend_judge(view, row, work, trend))
			return true;
	}
	return false;
}

/**
 * cmis_trend_ahead() - whether a limit is ahead
 * @q: the quantity and the window
 * @work: memory
 * @trend: where the slope goes, if one is
 *
 * Nobody looks further ahead than the bins look back. Within hours the
 * temperature may move all the time, and leave few pairs; then a rise counts
 * that is twice as high, because no daily cycle is.
 *
 * Return: true if the quantity will reach its limit.
 */
bool cmis_trend_ahead(const struct cmis_trend_query *q,
		      struct cmis_trend_work *work, struct cmis_trend *trend)
{
	const struct cmis_window_row *row = &cmis_window_rows[q->window];
	s16 rise = row->rise[cmis_bars[q->quantity]];
	struct cmis_trend_view view;

	cmis_trend_view_init(&view, q);
	if (!rise || cmis_trend_quiet(&view, rise) ||
	    cmis_trend_samples(&view, 0) < row->least)
		return false;
	if (cmis_trend_parts(&view, row, rise, work, trend))
		return true;
	if (q->window > CMIS_WINDOW_6H)
		return false;
	for (unsigned int i = 0; i < view.count; i++)
		view.temperature[i] = CMIS_LOG2_NONE;
	return cmis_trend_parts(&view, row, 2 * rise, work, trend);
}

/**
 * cmis_trend_per_day() - a slope in the unit of users
 * @trend: the slope
 * @quantity: enum cmis_quantity
 * @window: enum cmis_window of the slope
 *
 * Return: thousandths of a decade (error ratios), of a dB (powers) or of a
 * thousandth (bias) a day; of powers, a fall is negative.
 */
s32 cmis_trend_per_day(const struct cmis_trend *trend, unsigned int quantity,
		       unsigned int window)
{
	static const struct {
		s32 num;
		s32 den;
	} scale[] = {
		[CMIS_QUANTITY_MEDIA_BER] = { 10000, 8504 },
		[CMIS_QUANTITY_HOST_BER] = { 10000, 8504 },
		[CMIS_QUANTITY_TX_BIAS] = { 27076, 10 },
		[CMIS_QUANTITY_TX_POWER] = { -100000, 8504 },
		[CMIS_QUANTITY_RX_POWER] = { -100000, 8504 },
	};
	s64 a_day = div_s64((s64)trend->slope * CMIS_DAY_S,
			    cmis_window_rows[window].bin_s);

	static_assert(ARRAY_SIZE(scale) == CMIS_QUANTITY_COUNT);
	a_day = div_s64(a_day * scale[quantity].num,
			scale[quantity].den * CMIS_SLOPE_ONE);
	if (a_day > S32_MAX)
		return S32_MAX;
	return a_day < -S32_MAX ? -S32_MAX : a_day;
}
