/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tracepoints, one for each kind of event of a cage. Names and fields are an
 * interface: append only. Fields are integers: no text of a module gets into a
 * trace. Lanes count from 1; 0 is the module. Lower memory has page FFh.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM cmis

#if !defined(_CMIS_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _CMIS_TRACE_H

#include <linux/tracepoint.h>
#include <linux/types.h>

struct cmis_addr;
struct cmis_cage;
struct cmis_finding;
struct cmis_outcome;
struct cmis_quantity_row;
struct cmis_range;
struct cmis_record_alert;

TRACE_EVENT(xfer,
	TP_PROTO(const struct cmis_cage *cage, const struct cmis_range *range,
		 bool write, const struct cmis_outcome *outcome),
	TP_ARGS(cage, range, write, outcome),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, bank)
		__field(u8, page)
		__field(u8, offset)
		__field(u8, len)
		__field(u8, write)
		__field(u32, tries)
		__field(u32, us)
		__field(s32, err)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->bank = range->addr.bank;
		__entry->page = range->addr.page;
		__entry->offset = range->addr.offset;
		__entry->len = range->len;
		__entry->write = write;
		__entry->tries = outcome->retries + 1;
		__entry->us = ktime_us_delta(ktime_get(), outcome->start);
		__entry->err = outcome->error;
	),
	TP_printk("cage=%u generation=%u bank=%u page=%u offset=%u len=%u write=%u tries=%u us=%u err=%d",
		  __entry->cage, __entry->generation, __entry->bank,
		  __entry->page, __entry->offset, __entry->len,
		  __entry->write, __entry->tries, __entry->us, __entry->err)
);

TRACE_EVENT(sweep,
	TP_PROTO(const struct cmis_cage *cage, u8 class, u32 len, u32 us,
		 int err),
	TP_ARGS(cage, class, len, us, err),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, class)
		__field(u32, len)
		__field(u32, us)
		__field(s32, err)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->class = class;
		__entry->len = len;
		__entry->us = us;
		__entry->err = err;
	),
	TP_printk("cage=%u generation=%u class=%u len=%u us=%u err=%d",
		  __entry->cage, __entry->generation, __entry->class,
		  __entry->len, __entry->us, __entry->err)
);

TRACE_EVENT(flag,
	TP_PROTO(const struct cmis_cage *cage, const struct cmis_addr *at,
		 u8 value, u8 reader),
	TP_ARGS(cage, at, value, reader),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, bank)
		__field(u8, page)
		__field(u8, offset)
		__field(u8, value)
		__field(u8, reader)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->bank = at->bank;
		__entry->page = at->page;
		__entry->offset = at->offset;
		__entry->value = value;
		__entry->reader = reader;
	),
	TP_printk("cage=%u generation=%u bank=%u page=%u offset=%u value=%u reader=%u",
		  __entry->cage, __entry->generation, __entry->bank,
		  __entry->page, __entry->offset, __entry->value,
		  __entry->reader)
);

TRACE_EVENT(irq,
	TP_PROTO(const struct cmis_cage *cage, u8 level),
	TP_ARGS(cage, level),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, level)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->level = level;
	),
	TP_printk("cage=%u generation=%u level=%u", __entry->cage,
		  __entry->generation, __entry->level)
);

TRACE_EVENT(state,
	TP_PROTO(const struct cmis_cage *cage, u8 old, u8 new, int err),
	TP_ARGS(cage, old, new, err),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, old)
		__field(u8, new)
		__field(s32, err)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->old = old;
		__entry->new = new;
		__entry->err = err;
	),
	TP_printk("cage=%u generation=%u old=%u new=%u err=%d", __entry->cage,
		  __entry->generation, __entry->old, __entry->new,
		  __entry->err)
);

TRACE_EVENT(module_state,
	TP_PROTO(const struct cmis_cage *cage, u8 old, u8 new),
	TP_ARGS(cage, old, new),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, old)
		__field(u8, new)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->old = old;
		__entry->new = new;
	),
	TP_printk("cage=%u generation=%u old=%u new=%u", __entry->cage,
		  __entry->generation, __entry->old, __entry->new)
);

TRACE_EVENT(pin,
	TP_PROTO(const struct cmis_cage *cage, u8 pin, u8 level),
	TP_ARGS(cage, pin, level),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, pin)
		__field(u8, level)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->pin = pin;
		__entry->level = level;
	),
	TP_printk("cage=%u generation=%u pin=%u level=%u", __entry->cage,
		  __entry->generation, __entry->pin, __entry->level)
);

TRACE_EVENT(link,
	TP_PROTO(const struct cmis_cage *cage, u32 ifindex, u8 event),
	TP_ARGS(cage, ifindex, event),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u32, ifindex)
		__field(u8, event)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->ifindex = ifindex;
		__entry->event = event;
	),
	TP_printk("cage=%u generation=%u ifindex=%u event=%u", __entry->cage,
		  __entry->generation, __entry->ifindex, __entry->event)
);

TRACE_EVENT(alert,
	TP_PROTO(const struct cmis_cage *cage,
		 const struct cmis_record_alert *alert),
	TP_ARGS(cage, alert),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, type)
		__field(u16, what)
		__field(u8, lane)
		__field(u8, level)
		__field(u8, raised)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->type = alert->kind;
		__entry->what = alert->type;
		__entry->lane = alert->lane;
		__entry->level = alert->level;
		__entry->raised = alert->raised;
	),
	TP_printk("cage=%u generation=%u type=%u what=%u lane=%u level=%u raised=%u",
		  __entry->cage, __entry->generation, __entry->type,
		  __entry->what, __entry->lane, __entry->level,
		  __entry->raised)
);

TRACE_EVENT(record,
	TP_PROTO(const struct cmis_cage *cage, u8 trigger, u32 blocks),
	TP_ARGS(cage, trigger, blocks),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, trigger)
		__field(u32, blocks)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->trigger = trigger;
		__entry->blocks = blocks;
	),
	TP_printk("cage=%u generation=%u trigger=%u blocks=%u", __entry->cage,
		  __entry->generation, __entry->trigger, __entry->blocks)
);

TRACE_EVENT(burst,
	TP_PROTO(const struct cmis_cage *cage, bool on),
	TP_ARGS(cage, on),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, on)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->on = on;
	),
	TP_printk("cage=%u generation=%u on=%u", __entry->cage,
		  __entry->generation, __entry->on)
);

TRACE_EVENT(verdict,
	TP_PROTO(const struct cmis_cage *cage,
		 const struct cmis_finding *finding),
	TP_ARGS(cage, finding),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, verdict)
		__field(u8, detail)
		__field(u64, lanes)
		__field(u8, confidence)
		__field(u64, us_after)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->verdict = finding->verdict.kind;
		__entry->detail = finding->verdict.detail;
		__entry->lanes = finding->verdict.lanes;
		__entry->confidence = finding->verdict.confidence;
		__entry->us_after = div_u64(finding->when_ns -
					    finding->event_ns, NSEC_PER_USEC);
	),
	TP_printk("cage=%u generation=%u verdict=%u detail=%u lanes=0x%llx confidence=%u us_after=%llu",
		  __entry->cage, __entry->generation, __entry->verdict,
		  __entry->detail, __entry->lanes, __entry->confidence,
		  __entry->us_after)
);

TRACE_EVENT(guard,
	TP_PROTO(const struct cmis_cage *cage,
		 const struct cmis_finding *finding,
		 const struct cmis_quantity_row *row),
	TP_ARGS(cage, finding, row),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, lane)
		__field(u8, side)
		__field(u16, before)
		__field(u16, after)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->lane = finding->lane + 1;
		__entry->side = row->side;
		__entry->before = finding->before;
		__entry->after = finding->after;
	),
	TP_printk("cage=%u generation=%u lane=%u side=%u before=%#x after=%#x",
		  __entry->cage, __entry->generation, __entry->lane,
		  __entry->side, __entry->before, __entry->after)
);

TRACE_EVENT(trend,
	TP_PROTO(const struct cmis_cage *cage,
		 const struct cmis_finding *finding,
		 const struct cmis_quantity_row *row),
	TP_ARGS(cage, finding, row),
	TP_STRUCT__entry(
		__field(u32, cage)
		__field(u32, generation)
		__field(u8, lane)
		__field(u8, side)
		__field(u16, name)
		__field(u8, window)
		__field(s32, slope)
		__field(s32, hours)
	),
	TP_fast_assign(
		__entry->cage = cage->id;
		__entry->generation = READ_ONCE(cage->generation);
		__entry->lane = finding->lane + 1;
		__entry->side = row->side;
		__entry->name = row->type;
		__entry->window = finding->forecast.window;
		__entry->slope = finding->per_day;
		__entry->hours = finding->kind == CMIS_FINDING_AHEAD ?
				 finding->minutes / 60 : -1;
	),
	TP_printk("cage=%u generation=%u lane=%u side=%u name=%u window=%u slope=%d hours=%d",
		  __entry->cage, __entry->generation, __entry->lane,
		  __entry->side, __entry->name, __entry->window,
		  __entry->slope, __entry->hours)
);

#endif /* _CMIS_TRACE_H */

/* Found by the include path that the Makefile gives. */
#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH core
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
