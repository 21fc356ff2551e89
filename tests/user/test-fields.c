// SPDX-License-Identifier: GPL-2.0-only
/*
 * cmisctl decode, field by field: literal bytes of each kind of page, how much
 * of real modules has a name, and pages by chance. CMIS_PAGES says how many of
 * those; their number, not the time, ends the test.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include "../../tools/cmisctl/fields.h"
#include "../../tools/cmisctl/memory.h"
#include "../../tools/cmisctl/pages.h"
#include "../../tools/cmisctl/whole.h"
#include "tap.h"

#define TEXT_MAX	262144
#define PAGES_DEFAULT	8000

static struct ctl_half halves[8];
static struct ctl_image image = { .halves = halves };
static char text[TEXT_MAX];
static size_t text_len;

/* Text that does not fit is cut, and found by its length. */
__attribute__((format(printf, 1, 2)))
static void text_add(const char *format, ...)
{
	size_t room = text_len < TEXT_MAX ? TEXT_MAX - text_len : 0;
	va_list args;

	va_start(args, format);
	text_len += vsnprintf(room ? text + text_len : NULL, room, format,
			      args);
	va_end(args);
}

static void take_section(void *context, const char *title)
{
	(void)context;
	text_add("[%s]\n", title);
}

static void take_field(void *context, const char *name, const char *value)
{
	(void)context;
	(void)name;
	(void)value;
}

static void take_told(void *context, const struct ctl_told *told)
{
	(void)context;
	text_add("%u:%s=%s\n", told->first, told->name ? told->name :
		 told->custom ? "custom" : "no name", told->value);
}

static const struct ctl_sink sink = {
	take_section, take_field, take_told, NULL
};

static void decode(void)
{
	text_len = 0;
	text[0] = '\0';
	ctl_memory_decode(&image, &sink);
}

/* A page of zeros; lower memory is page -1. */
static uint8_t *page_add(int page, unsigned int bank)
{
	struct ctl_half *half = &halves[image.count++];

	memset(half, 0, sizeof(*half));
	half->page = page;
	half->bank = bank;
	half->known = CTL_HALF_SIZE;
	memset(half->is_known, true, sizeof(half->is_known));
	return half->data;
}

static uint8_t *module_begin(uint8_t identifier, uint8_t revision)
{
	uint8_t *lower;

	image.count = 0;
	lower = page_add(-1, 0);
	lower[0] = identifier;
	lower[1] = revision;
	lower[3] = 0x07;
	lower[85] = 0x02;
	return lower;
}

static void put(uint8_t *page, unsigned int offset, unsigned int count,
		uint64_t value)
{
	while (count--) {
		page[offset % 128 + count] = value;
		value >>= 8;
	}
}

static bool says(const char *words)
{
	char line[512];

	snprintf(line, sizeof(line), "\n%s\n", words);
	if (strstr(text, line))
		return true;
	printf("# no '%s'\n", words);
	return false;
}

/* The list ends with NULL. */
static bool says_all(const char *words, ...)
{
	bool all = true;
	va_list args;

	va_start(args, words);
	for (; words; words = va_arg(args, const char *))
		all = says(words) && all;
	va_end(args);
	return all;
}

/* ------------------------------------------------------------------------ */
/* Literal bytes                                                            */
/* ------------------------------------------------------------------------ */

static void test_adverts(void)
{
	uint8_t *page;

	module_begin(0x19, 0x54);
	halves[0].data[62] = 0x85;
	halves[0].data[61] = 0x22;
	page = page_add(0x01, 0);
	put(page, 144, 1, 0x57);
	put(page, 153, 1, 0xfa);
	put(page, 154, 1, 0x73);
	put(page, 171, 1, 0x81);
	put(page, 137, 1, 0x40);
	put(page, 132, 1, 0xc2);
	put(page, 169, 1, 0x03);
	decode();
	tap_ok(says_all("62:missing in low power=CDB firmware commands, CDB firmware queries",
			"61:heat sink=integrated open",
			"61:fibre face=APC",
			NULL), "limits in low power, heat sink");
	tap_ok(says("144:longest DPDeinit=< 500 ms") &&
	       says("144:longest DPInit=< 5 s") &&
	       says("169:longest page change=1250 us"), "durations");
	tap_ok(says("153:greatest Tx input equaliser=10 dB") &&
	       says("154:greatest Rx post-cursor=7 dB") &&
	       says("154:greatest Rx pre-cursor=1.5 dB"),
	       "limits of signal integrity");
	tap_ok(says("171:default polarity flipped, Tx=lanes 1, 8"),
	       "default polarity");
	tap_ok(says("132:length of SMF=200 km"), "a long fibre");
}

static void test_since(void)
{
	uint8_t *lower = module_begin(0x18, 0x50);

	lower[61] = 0x22;
	lower[62] = 0x85;
	decode();
	tap_ok(says("61:no name=22 85") && !strstr(text, "fibre face"),
	       "fields of 5.3 have no name in a module of 5.0");
}

/* 0 stands for "not stated", or two forms of a byte go by the revision. */
static void test_unstated(void)
{
	uint8_t *page;

	module_begin(0x19, 0x53);
	halves[0].data[85] = 0x03;
	page_add(0x00, 0)[204 - 128] = 4;
	page = page_add(0x01, 0);
	put(page, 175, 1, 0x72);
	decode();
	tap_ok(says_all("204:attenuation at 5 GHz=4 dB",
			"205:attenuation at 7 GHz=not stated",
			"146:greatest temperature=not stated",
			"148:propagation delay=not stated",
			"150:least supply=not stated",
			"175:blocks of applications (1Ch)=2", NULL),
	       "a zero that is no value");
	put(page, 147, 1, 0xf6);
	halves[0].data[1] = 0x54;
	decode();
	tap_ok(says_all("146:greatest temperature=0 C",
			"147:least temperature=-10 C",
			"175:blocks of applications (1Ch)=114", NULL),
	       "and one that is");
}

/* Dumps of flat memory may have copies of page 00h behind it. */
static void test_flat(void)
{
	uint8_t *lower = module_begin(0x18, 0x54);

	lower[2] = 0x80;
	put(lower, 86, 4, 0x11230803);
	page_add(0x00, 0)[129 - 128] = 'A';
	memcpy(page_add(0x01, 0), halves[1].data, CTL_HALF_SIZE);
	decode();
	tap_ok(strstr(text, "[page 01h]\n129:no name=41\n") &&
	       !strstr(text, "inactive firmware"),
	       "a page behind flat memory has no fields");
	tap_ok(says("89:no name=03"), "from 5.4 on they have a group, no start");
	lower[1] = 0x53;
	decode();
	tap_ok(says("89:application 1, host starts=lanes 1, 2"),
	       "before they have a start");
}

static void test_lanes(void)
{
	uint8_t *page;

	module_begin(0x19, 0x53);
	page = page_add(0x11, 1);
	put(page, 128, 4, 0x44444411);
	put(page, 147, 1, 0x80);
	put(page, 154, 2, 10000);
	put(page, 206, 1, 0x11);
	put(page, 223, 4, 0x21000000);
	put(page, 235, 1, 0x01);
	put(page, 240, 1, 0x11);
	put(page, 248, 1, 0x12);
	decode();
	tap_ok(says("128:state=9-14: DPActivated; 15-16: DPDeactivated") &&
	       strstr(text, "[page 11h, bank 1]\n"), "lanes of bank 1");
	tap_ok(says("147:Rx LOS=lanes 16"), "a flag");
	tap_ok(says("154:Tx power=9: 1.0000 mW (0.00 dBm); 10-16: 0 mW"),
	       "a power");
	tap_ok(says_all("206:path=9: application 1 from host lane 9 with own settings; 10-16: unused",
			NULL), "the active set");
	tap_ok(says("223:Rx pre-cursor=9: 0.5 dB; 10: 1.0 dB; 11-16: 0.0 dB"),
	       "its signal integrity");
	tap_ok(says("235:waits for DPInit=lanes 9"), "DPInitPending");
	tap_ok(says_all("240:Tx wavelength and fibre=9: wavelength 1 on TR1; 10-16: wavelength not stated",
			NULL), "wavelength and fibre");
}

static void test_tunable(void)
{
	uint8_t *page;

	module_begin(0x18, 0x53);
	page = page_add(0x04, 0);
	put(page, 128, 1, 0xb0);
	put(page, 129, 1, 0xc0);
	put(page, 158, 4, 0xff96007b);
	put(page, 190, 2, 100);
	put(page, 198, 4, 0xf830fc18);
	page = page_add(0x12, 0);
	put(page, 128, 2, 0x7151);
	put(page, 136, 4, 0x000cfffd);
	put(page, 152, 2, 0xff06);
	put(page, 168, 4, 193400000);
	put(page, 200, 2, 0xfc18);
	put(page, 222, 1, 0x03);
	put(page, 231, 1, 0x24);
	decode();
	tap_ok(says("128:grids=50 GHz, 100 GHz, 75 GHz") &&
	       says("129:wide grids=150 GHz") &&
	       says("158:lowest channel of 75 GHz=-106") &&
	       says("160:highest channel of 75 GHz=123") &&
	       says("190:fine tuning, step=0.100 GHz") &&
	       says("198:lowest Tx power=-20.00 dBm") &&
	       says("200:highest Tx power=-10.00 dBm"), "adverts of tuning");
	tap_ok(says_all("136:channel=1: 12 (193.400000 THz); 2: -3 (192.800000 THz); 3-8: 0 (193.100000 THz)",
			NULL), "channels have the frequency of their grid");
	tap_ok(says("168:frequency=1: 193.400000 THz; 2-8: 0.000000 THz") &&
	       says("152:fine tuning offset=1: -0.250 GHz; 2-8: 0.000 GHz"),
	       "frequency and fine tuning");
	tap_ok(!strstr(text, "relative thresholds") &&
	       !strstr(text, "above the target"),
	       "controls of 5.4 have no name in a module of 5.3");
	tap_ok(says_all("222:wavelength unlocked=1: yes; 2-8: no",
			"231:flags=1: invalid channel, target power out of range; 2-8: none",
			NULL), "status and flags of tuning");
	halves[0].data[1] = 0x54;
	put(page, 128, 1, 0x92);
	put(page, 136, 2, 20);
	decode();
	tap_ok(says_all("216:thresholds above the target=alarm 0.5 dB, warning 0.5 dB",
			"128:relative thresholds=1: yes; 2-8: no", NULL),
	       "in one of 5.4 a 0 is a threshold, too");
	tap_ok(strstr(text, "136:channel=1: 20 (193.237500 THz, unverified)"),
	       "channels of 300 GHz have one source");
}

static void test_coherent(void)
{
	uint8_t *page;

	module_begin(0x18, 0x53);
	page = page_add(0x34, 0);
	put(page, 128, 8, 0x0000a00000000001);
	put(page, 136, 8, 1000000000);
	put(page, 144, 8, 351843720888);
	put(page, 160, 8, 2500000);
	put(page, 168, 4, 1000);
	put(page, 176, 4, 7);
	put(page, 184, 4, 2);
	page = page_add(0x35, 0);
	put(page, 128, 4, (uint32_t)-2400);
	put(page, 158, 2, 365);
	put(page, 170, 2, (uint16_t)-120);
	put(page, 188, 2, (uint16_t)-1234);
	put(page, 224, 2, (uint16_t)-5);
	page = page_add(0x33, 0);
	put(page, 128, 1, 0x20);
	put(page, 130, 1, 0x80);
	put(page, 132, 1, 0x02);
	page = page_add(0x30, 0);
	put(page, 160, 2, 0x80f0);
	decode();
	tap_ok(says("128:bits=175921860444161") &&
	       says("176:uncorrectable frames (ratio)=7 (7.000e-03)") &&
	       says("144:corrected bits (BER)=351843720888 (2.000e-03)"),
	       "counters and ratios of FEC");
	tap_ok(says_all("160:corrected bits in a sub-interval, greatest (BER)=2500000 (2.500e-03)",
			NULL), "the worst sub-interval");
	tap_ok(says_all("184:uncorrectable frames in a sub-interval, greatest (ratio)=2",
			NULL), "no ratio to nothing");
	tap_ok(says("128:chromatic dispersion, average=-2400 ps/nm") &&
	       says("158:OSNR, average=36.5 dB") &&
	       says("170:carrier frequency offset, average=-120 MHz") &&
	       says("188:Rx total power, average=-12.34 dBm") &&
	       says("224:SNR margin, average=-0.5 dB"), "the link");
	tap_ok(says_all("128:Tx=loss of alignment",
			"130:Rx=loss of frame",
			"131:degrade, unclear=00 02 00",
			NULL), "flags; sources differ on some, which are raw");
	tap_ok(says("160:detected degrade, raise=2.400e-06"), "thresholds");
}

static void test_laser(void)
{
	uint8_t *lower = module_begin(0x22, 0x53), *page;

	lower[57] = 1;
	page = page_add(0x1a, 0);
	put(page, 128, 2, 10000);
	put(page, 140, 1, 0x11);
	put(page, 166, 4, 0x02000080);
	put(page, 212, 1, 0x21);
	put(page, 221, 1, 0x06);
	put(page, 232, 2, 38620);
	page = page_add(0x1b, 0);
	put(page, 184, 2, 1250);
	put(page, 232, 1, 100);
	decode();
	tap_ok(says("128:highest optical power (unverified)=100.00 mW") &&
	       says("140:lanes (unverified)=8") &&
	       says("140:control mode (unverified)=constant power (APC)"),
	       "adverts of an external laser");
	tap_ok(says("166:lanes with a fault (unverified)=lanes 2, 32") &&
	       says("212:fault (unverified)=1: power loop; 2-8: none") &&
	       says("212:warning (unverified)=1: current loop; 2-8: none") &&
	       says("221:laser state (unverified)=1: on; 2: ramping; 3-8: off"),
	       "its faults and states");
	tap_ok(says_all("232:laser frequency (unverified)=1: 193.100 THz; 2-8: 0.000 THz",
			"184:laser bias (unverified)=1: 125.0 mA; 2-8: 0.0 mA",
			"232:laser voltage (unverified)=1: 1.500 V; 2-8: 0.000 V",
			NULL), "its monitors");
	lower[0] = 0x19;
	lower[57] = 0;
	decode();
	tap_ok(says("128:no name=27 10"),
	       "in another module, the page has no names");
}

static void test_newest(void)
{
	uint8_t *page;

	module_begin(0x19, 0x54);
	page = page_add(0x0c, 0);
	put(page, 128, 8, 0x1f00030000000001);
	put(page, 161, 1, 0x32);
	page = page_add(0x1c, 1);
	put(page, 128, 8, 0x5180880101800000);
	page = page_add(0x16, 0);
	put(page, 192, 1, 0x03);
	put(page, 200, 4, 0x14000000);
	page = page_add(0x61, 0);
	put(page, 128, 2, 0x0102);
	decode();
	tap_ok(says("128:pages=00h-04h, 10h-11h, 38h") &&
	       says("161:performance management, extent=partial, full"),
	       "the map of pages");
	tap_ok(says("128:entry 1, host=800GAUI-8 S C2M (Annex 120G) (51h)") &&
	       says("131:entry 1, host starts=lanes 1") &&
	       says("133:entry 1, network path (unverified)=yes"),
	       "normalized applications: a bank is no eight lanes");
	tap_ok(says("192:network path=1: path 2; 2-8: unused") &&
	       strstr(text, "\n200:state=1: NPActivated; 2: NPDeactivated;"),
	       "network paths");
	tap_ok(says_all("128:acquisitions, Rx media lane (unverified)=1: 258; 2-8: 0",
			NULL), "counters");
}

static void test_observables(void)
{
	uint8_t *page;

	module_begin(0x19, 0x53);
	page = page_add(0x20, 0);
	put(page, 128, 4, 0x2005100f);
	page = page_add(0x24, 0);
	put(page, 128, 4, 0x158080f0);
	page = page_add(0x28, 0);
	put(page, 144, 8, 0x1e000a001c000c00);
	page = page_add(0x2c, 0);
	put(page, 128, 1, 0x21);
	page = page_add(0x14, 0);
	put(page, 128, 1, 0x06);
	put(page, 240, 4, 0x80158016);
	decode();
	tap_ok(says("128:observable 1=media_snr 1, thresholds 3") &&
	       says("130:observable 2=media_pre_fec_ber 1, thresholds 2"),
	       "descriptors of VDM");
	tap_ok(says("128:media_snr 1=21.50 dB") &&
	       says("130:media_pre_fec_ber 1=2.400e-06"), "values of VDM");
	tap_ok(says("144:thresholds 3, media_snr, high alarm=30.00 dB") &&
	       says("150:thresholds 3, media_snr, low warning=12.00 dB"),
	       "thresholds of VDM");
	tap_ok(says("128:media_snr 1=high alarm") &&
	       says("128:media_pre_fec_ber 1=low alarm"), "flags of VDM");
	tap_ok(says("128:selector=SNR") &&
	       says("240:media SNR=1: 21.50 dB; 2: 22.50 dB; 3-8: 0.00 dB"),
	       "page 14h by its selector");
}

static void forget(uint8_t *page, unsigned int offset, unsigned int count)
{
	struct ctl_half *half = &halves[image.count - 1];

	half->known -= count;
	while (count--) {
		half->is_known[offset % 128 + count] = false;
		page[offset % 128 + count] = 0;
	}
}

/* A value that depends on a byte that is not known is told without it. */
static void test_unknown_neighbours(void)
{
	uint8_t *page;

	module_begin(0x18, 0x53);
	page = page_add(0x01, 0);
	put(page, 132, 1, 0xc2);
	put(page, 137, 1, 0x40);
	decode();
	tap_ok(says("132:length of SMF=200 km"), "a length in steps of 100 km");
	forget(page, 137, 1);
	decode();
	tap_ok(says("132:length of SMF=code C2h"), "in unknown steps");
	forget(page, 147, 1);
	decode();
	tap_ok(strstr(text, "146:") && strstr(text, "=0 C\n"),
	       "half a range says nothing of the other half");

	module_begin(0x18, 0x53);
	page = page_add(0x12, 0);
	put(page, 128, 1, 0x70);
	put(page, 136, 2, 12);
	put(page, 138, 2, 12);
	decode();
	tap_ok(strstr(text, "136:channel=1: 12 (193.400000 THz); 2: 12 ("),
	       "channels of known grids");
	forget(page, 128, 1);
	decode();
	tap_ok(strstr(text, "136:channel=1: 12; 2: 12 ("),
	       "a channel of an unknown grid");

	module_begin(0x18, 0x53);
	page = page_add(0x34, 0);
	put(page, 128, 8, 1000);
	put(page, 144, 8, 10);
	decode();
	tap_ok(says("144:corrected bits (BER)=10 (1.000e-02)"), "a ratio");
	put(page, 128, 8, 0x0100000000000000ull);
	forget(page, 135, 1);
	decode();
	tap_ok(says("144:corrected bits (BER)=10"),
	       "none to a number that is known in part");

	module_begin(0x18, 0x53);
	forget(halves[0].data, 1, 1);
	decode();
	tap_ok(!strstr(text, "400 kHz"), "no clock of an unknown revision");
}

static void test_others(void)
{
	uint8_t *page;

	module_begin(0x19, 0x53);
	page = page_add(0xb0, 0);
	put(page, 130, 2, 0x1234);
	page = page_add(0x50, 0);
	put(page, 255, 1, 0x77);
	page = page_add(0x42, 0);
	put(page, 130, 1, 0x4f);
	page = page_add(0x9f, 0);
	put(page, 128, 2, 0x0100);
	put(page, 134, 1, 241);
	page = page_add(0x44, 0);
	put(page, 131, 1, 0x12);
	decode();
	tap_ok(says("131:has flags of the far end=local degrade") &&
	       says_all("131:has flags of the far end's clients (unverified)=LCK",
			NULL), "flags of the far end, of two sources and one");
	tap_ok(says("130:custom=12 34") && says("255:no name=77") &&
	       strstr(text, "[page 50h]\n"), "other bytes are hex");
	tap_ok(says_all("130:has averages of (unverified)=DGD, chromatic dispersion",
			"130:no name=0b",
			NULL), "bits without a name are hex");
	tap_ok(says("128:command=get firmware info (0100h)") &&
	       says("134:length of the reply=2 pages of EPL"), "commands");
	image.count = 0;
	page = page_add(0x11, 0);
	put(page, 128, 4, 0x44444444);
	decode();
	tap_ok(says("128:state=1-8: DPActivated"),
	       "a page without lower memory has names");
}

/* ------------------------------------------------------------------------ */
/* A module in a cage                                                       */
/* ------------------------------------------------------------------------ */

/* The file eeprom of a module with two banks, VDM and a tunable laser */
static FILE *eeprom_make(uint8_t media)
{
	static const struct {
		unsigned int bank;
		int page;
		unsigned int offset;
		uint8_t byte;
	} bytes[] = {
		{ 0, -1, 0, 0x19 }, { 0, -1, 1, 0x53 }, { 0, -1, 8, 0xff },
		{ 0, 0x01, 142, 0x41 }, { 0, 0x01, 155, 0x40 },
		{ 0, 0x01, 175, 0x23 },
		{ 0, 0x2f, 128, 0x01 }, { 1, 0x11, 128, 0x44 },
		{ 1, 0x11, 147, 0xff }, { 1, 0x25, 128, 0x77 },
		{ 0, 0x12, 128, 0x70 }, { 0, 0x13, 128, 0x0f },
	};
	FILE *file = tmpfile();
	size_t i;

	if (file) {
		fseek(file, 85, SEEK_SET);
		fputc(0x02, file);
		fputc(0x11, file);
		fputc(media, file);
	}

	for (i = 0; file && i < sizeof(bytes) / sizeof(*bytes); i++) {
		fseek(file, bytes[i].page < 0 ? bytes[i].offset :
		      128 + (bytes[i].bank * 256 + bytes[i].page) * 128 +
		      bytes[i].offset % 128, SEEK_SET);
		fputc(bytes[i].byte, file);
	}
	if (file) {
		fseek(file, 128 + 8 * 256 * 128 - 1, SEEK_SET);
		fputc(0, file);
		fflush(file);
	}
	return file;
}

static void test_whole(void)
{
	struct ctl_image whole = { 0 };
	const struct ctl_half *half;
	FILE *file = eeprom_make(0x1c);

	if (!tap_ok(file, "there is a memory"))
		return;
	tap_is(ctl_whole_read(fileno(file), &whole), 0, "it is read");
	half = ctl_image_find(&whole, 1, 0x11);
	tap_ok(half && half->data[0] == 0x44, "each bank is");
	tap_ok(half && !half->is_known[147 - 128] && half->is_known[154 - 128],
	       "flags are left out");
	half = ctl_image_find(&whole, 1, 0x25);
	tap_ok(half && half->data[0] == 0x77 &&
	       !ctl_image_find(&whole, 0, 0x26), "groups of VDM are counted");
	tap_ok(ctl_image_find(&whole, 2, 0x1c) &&
	       !ctl_image_find(&whole, 3, 0x1c) &&
	       ctl_image_find(&whole, 1, 0x18) &&
	       ctl_image_find(&whole, 1, 0x19),
	       "blocks of applications are no banks of lanes");
	tap_ok(ctl_image_find(&whole, 0, 0x12) &&
	       !ctl_image_find(&whole, 0, 0x13) &&
	       !ctl_image_find(&whole, 0, 0x34),
	       "pages without an advert are not tried");
	text_len = 0;
	ctl_pages_tell(&whole, &sink);
	tap_ok(says("3:module state=code 00h") &&
	       !strstr(text, "module flags") &&
	       says("128:grid=1: 75 GHz; 2-8: 3.125 GHz"),
	       "fields without flags are told");
	ctl_image_free(&whole);
	fclose(file);
	file = eeprom_make(0x3e);
	if (!file)
		return;
	ctl_whole_read(fileno(file), &whole);
	tap_ok(ctl_image_find(&whole, 0, 0x34) &&
	       ctl_image_find(&whole, 0, 0x35) &&
	       !ctl_image_find(&whole, 0, 0x36),
	       "a coherent interface has coherent pages");
	ctl_image_free(&whole);
	fclose(file);
}

/* ------------------------------------------------------------------------ */
/* The tables                                                               */
/* ------------------------------------------------------------------------ */

static bool field_fits(const struct ctl_page *page,
		       const struct ctl_field *field, uint8_t *taken)
{
	unsigned int begin = page->page < 0 ? 0 : 128, i;
	uint8_t mask = field->mask ? field->mask : 0xff;

	if (field->first < begin || !field->size || !field->name ||
	    !field->format ||
	    field->first + ctl_field_bytes(field) > begin + CTL_HALF_SIZE)
		return false;
	for (i = 0; i < ctl_field_bytes(field); i++) {
		if (taken[field->first % 128 + i] & mask)
			return false;
		taken[field->first % 128 + i] |= mask;
	}
	return true;
}

static void test_tables(void)
{
	unsigned int fields = 0, i;
	bool fits = true;
	int number;

	for (number = -1; number < 256; number++) {
		const struct ctl_page *page = ctl_page_find(number);
		uint8_t taken[CTL_HALF_SIZE] = { 0 };

		for (i = 0; page && i < page->count; i++) {
			fields++;
			if (field_fits(page, &page->fields[i], taken))
				continue;
			printf("# page %d: %s\n", number,
			       page->fields[i].name);
			fits = false;
		}
	}
	tap_ok(fits, "%u fields are in their halves, no bit twice", fields);
}

/* ------------------------------------------------------------------------ */
/* Modules of others                                                        */
/* ------------------------------------------------------------------------ */

/* Reserved and custom bytes, as CMIS 4.0 and 5.0 have them */
static const struct area {
	int page, first, last;
} areas[] = {
	{ -1, 12, 12 }, { -1, 27, 30 }, { -1, 42, 84 },
	{ 0x00, 209, 209 }, { 0x00, 214, 221 }, { 0x00, 223, 255 },
	{ 0x01, 137, 137 }, { 0x01, 169, 175 }, { 0x01, 191, 222 },
	{ 0x01, 251, 254 },
	{ 0x02, 200, 254 },
	{ 0x10, 133, 133 }, { 0x10, 140, 142 }, { 0x10, 174, 175 },
	{ 0x10, 209, 210 }, { 0x10, 233, 255 },
	{ 0x11, 236, 239 },
	{ 0x13, 179, 179 }, { 0x13, 184, 205 }, { 0x13, 214, 223 },
	{ 0x14, 129, 131 }, { 0x14, 133, 133 }, { 0x14, 140, 191 },
};

#define HALVES	(8 * 257)

/**
 * struct measure - how much of an image has names
 * @seen: bytes that are not 0, outside of @areas
 * @named: those with a name
 * @has_name: by bank and page, and byte
 */
struct measure {
	unsigned int seen, named;
	bool has_name[HALVES][CTL_HALF_SIZE];
};

static void measure_told(void *context, const struct ctl_told *told)
{
	struct measure *measure = context;
	unsigned int i, key = told->half->bank * 257 + told->half->page + 1;

	for (i = 0; told->name && i < told->count; i++)
		measure->has_name[key][(told->first + i) % 128] = true;
}

static void measure_section(void *context, const char *title)
{
	(void)context;
	(void)title;
}

static bool is_open(int page, int byte)
{
	size_t i;

	for (i = 0; i < sizeof(areas) / sizeof(*areas); i++)
		if (areas[i].page == page && byte >= areas[i].first &&
		    byte <= areas[i].last)
			return true;
	return false;
}

static void measure_half(struct measure *measure, const struct ctl_half *half)
{
	unsigned int key = half->bank * 257 + half->page + 1, i;

	for (i = 0; i < CTL_HALF_SIZE; i++) {
		if (!half->data[i] ||
		    is_open(half->page, i + (half->page < 0 ? 0 : 128)))
			continue;
		measure->seen++;
		measure->named += measure->has_name[key][i];
		if (!measure->has_name[key][i])
			printf("# page %d, byte %u has no name\n", half->page,
			       i + (half->page < 0 ? 0 : 128));
	}
}

static void test_image(const char *folder, const char *name)
{
	static struct measure measure;
	const struct ctl_sink counter = {
		measure_section, take_field, measure_told, &measure
	};
	struct ctl_image real = { 0 };
	char path[512];
	size_t i;

	memset(&measure, 0, sizeof(measure));
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (ctl_image_read(path, &real) || ctl_memory_decode(&real, &counter)) {
		tap_ok(false, "%s is decoded", name);
		return;
	}
	for (i = 0; i < real.count; i++)
		measure_half(&measure, &real.halves[i]);
	ctl_image_free(&real);
	printf("# %s: %u of %u bytes have a name\n", name, measure.named,
	       measure.seen);
	tap_ok(measure.seen && measure.named * 100 >= measure.seen * 95,
	       "%s: 95 of 100 bytes have a name", name);
}

static int is_image(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');

	return end && !strcmp(end, ".pages");
}

static void test_images(void)
{
	const char *folder = getenv("CMIS_DUMPS");
	struct dirent **names;
	int count, i;

	if (!folder)
		folder = "../../../shared/dumps";
	count = scandir(folder, &names, is_image, alphasort);
	if (count <= 0)
		tap_ok(true, "no images of modules # SKIP none in %s", folder);
	for (i = 0; i < count; i++) {
		test_image(folder, names[i]->d_name);
		free(names[i]);
	}
	if (count >= 0)
		free(names);
}

/* ------------------------------------------------------------------------ */
/* Chance                                                                   */
/* ------------------------------------------------------------------------ */

static uint64_t chance(void)
{
	static uint64_t state = 88172645463325252ull;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static uint8_t bits_told[8][CTL_HALF_SIZE];

static void chance_told(void *context, const struct ctl_told *told)
{
	uint8_t *bits = bits_told[told->half - halves];
	unsigned int i;

	take_told(context, told);
	for (i = 0; i < told->count; i++)
		bits[told->first % 128 + i] |= told->mask ? told->mask : 0xff;
}

/* Bytes that are not known are not told. */
static bool chance_is_told(void)
{
	size_t i, k;

	for (i = 0; i < image.count; i++)
		for (k = 0; k < CTL_HALF_SIZE; k++)
			if (halves[i].is_known[k] &&
			    halves[i].data[k] & ~bits_told[i][k])
				return false;
	return true;
}

/* Each bit that is not 0 is told, and text has no end inside of it. */
static void test_chance(void)
{
	const struct ctl_sink counter = {
		take_section, take_field, chance_told, NULL
	};
	bool told = true;
	const char *wish = getenv("CMIS_PAGES");
	unsigned long pages = wish ? strtoul(wish, NULL, 10) : PAGES_DEFAULT;
	unsigned long done, i, k;
	bool whole = true;

	for (done = 0; done < pages; done += image.count) {
		image.count = 0;
		page_add(-1, 0);
		for (i = 1; i < 8; i++)
			page_add(chance() % 3 ? (int)(chance() % 0x48) :
				 (int)(chance() % 256), chance() % 8);
		for (i = 0; i < 8; i++)
			for (k = 0; k < CTL_HALF_SIZE; k++) {
				halves[i].data[k] = chance() >> 32;
				halves[i].is_known[k] = chance() % 64;
			}
		for (i = 0; i < 8 && chance() % 2; i++)
			memset(halves[i].is_known, true, CTL_HALF_SIZE);
		/* A lower memory that pages may belong to */
		halves[0].data[1] = 0x50 + chance() % 6;
		halves[0].data[2] &= chance() % 4 ? 0x7f : 0xff;
		if (!(chance() % 4))
			halves[0].data[0] = 0x22;
		text_len = 0;
		memset(bits_told, 0, sizeof(bits_told));
		ctl_pages_tell(&image, &counter);
		told = told && chance_is_told();
		ctl_memory_decode(&image, &sink);
		whole = whole && text_len < TEXT_MAX;
	}
	tap_ok(whole, "%lu pages by chance are decoded", done);
	tap_ok(told, "each of their bits is told");
}

int main(void)
{
	test_adverts();
	test_since();
	test_unstated();
	test_flat();
	test_lanes();
	test_tunable();
	test_coherent();
	test_laser();
	test_newest();
	test_observables();
	test_unknown_neighbours();
	test_others();
	test_whole();
	test_tables();
	test_images();
	test_chance();
	return tap_done();
}
