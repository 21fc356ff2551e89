// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of the codes that a module reports: codes of SFF-8024, and codes of
 * CMIS itself. Names and rates of interfaces are from SFF-8024, revisions 4.12
 * to 4.14; rates are line rates, coding and FEC included.
 *
 * A code that is in no table is not an error: callers show its number.
 */

#include <linux/array_size.h>
#include "spec/codes.h"
#include "spec/lanes.h"
#include "spec/lower.h"

#define CMIS_CODE_COUNT		256	/* codes of one byte */

/* A module without data lanes. 0 means that the table has no number. */
#define CMIS_NO_LANES		0xff

struct cmis_identifier {
	const char *name;
	bool cmis;
	u8 lanes;
};

/* Lower 0. Codes from 7Eh on are of vendors and switch operating systems. */
static const struct cmis_identifier cmis_identifiers[CMIS_CODE_COUNT] = {
	[0x00] = { "Unknown or unspecified" },
	[0x01] = { "GBIC" },
	[0x02] = { "Module/connector soldered to motherboard" },
	[0x03] = { "SFP/SFP+/SFP28 and later with SFF-8472" },
	[0x04] = { "300 pin XBI" },
	[0x05] = { "XENPAK" },
	[0x06] = { "XFP" },
	[0x07] = { "XFF" },
	[0x08] = { "XFP-E" },
	[0x09] = { "XPAK" },
	[0x0a] = { "X2" },
	[0x0b] = { "DWDM-SFP/SFP+" },
	[0x0c] = { "QSFP" },
	[0x0d] = { "QSFP+ or later with SFF-8636 or SFF-8436" },
	[0x0e] = { "CXP or later" },
	[0x0f] = { "Shielded Mini Multilane HD 4X" },
	[0x10] = { "Shielded Mini Multilane HD 8X" },
	[0x11] = { "QSFP28 or later" },
	[0x12] = { "CXP2 (aka CXP28) or later" },
	[0x13] = { "CDFP (Style 1/Style2)" },
	[0x14] = { "Shielded Mini Multilane HD 4X Fanout Cable" },
	[0x15] = { "Shielded Mini Multilane HD 8X Fanout Cable" },
	[0x16] = { "CDFP (Style 3)" },
	[0x17] = { "microQSFP" },
	[0x18] = { "QSFP-DD Double Density 8X Pluggable Transceiver", true, 8 },
	[0x19] = { "OSFP 8X Pluggable Transceiver", true, 8 },
	[0x1a] = { "SFP-DD Double Density 2X Pluggable Transceiver" },
	[0x1b] = { "DSFP Dual Small Form Factor Pluggable Transceiver" },
	[0x1c] = { "x4 MiniLink/OcuLink" },
	[0x1d] = { "x8 MiniLink" },
	[0x1e] = { "QSFP+ or later with CMIS (incl. QSFP56/QSFP112)", true, 4 },
	[0x1f] = {
		"SFP-DD Double Density with CMIS (incl. SFP-DD112)",
		true, 2
	},
	[0x20] = { "SFP+ and later with CMIS (incl. SFP112)", true, 1 },
	[0x21] = { "OSFP-XD with CMIS", true, 16 },
	[0x22] = { "OIF-ELSFP with CMIS", true, CMIS_NO_LANES },
	[0x23] = { "CDFP x4 PCIe with CMIS", true },
	[0x24] = { "CDFP x8 PCIe with CMIS", true },
	[0x25] = { "CDFP x16 PCIe with CMIS", true },
	[0x26] = { "XPO", true },
	[0x7e] = { "Backplane cartridge (sonic assignment)", true },
	[0x80] = { "CPO (vendor-specific range, sonic assignment)", true },
	[0x91] = { "OBO / on-board optics (Meta vendor value)", true },
};

/* 00h:203 */
static const char *const cmis_connector_names[CMIS_CODE_COUNT] = {
	[0x00] = "Unknown or unspecified",
	[0x01] = "SC",
	[0x02] = "FC Style 1 copper connector",
	[0x03] = "FC Style 2 copper connector",
	[0x04] = "BNC/TNC",
	[0x05] = "FC coax headers",
	[0x06] = "Fiberjack",
	[0x07] = "LC",
	[0x08] = "MT-RJ",
	[0x09] = "MU",
	[0x0a] = "SG",
	[0x0b] = "Optical Pigtail",
	[0x0c] = "MPO 1x12",
	[0x0d] = "MPO 2x16",
	[0x20] = "HSSDC II",
	[0x21] = "Copper pigtail",
	[0x22] = "RJ45",
	[0x23] = "No separable connector",
	[0x24] = "MXC 2x16",
	[0x25] = "CS optical connector",
	[0x26] = "SN optical connector",
	[0x27] = "MPO 2x12",
	[0x28] = "MPO 1x16",
};

/* Interfaces: name, lanes, rate and rate per lane in Mb/s. */
static const struct cmis_interface cmis_host_interfaces[CMIS_CODE_COUNT] = {
	[0x00] = { "Undefined" },
	[0x01] = { "1000BASE-CX (Clause 39)", 1, 1250 },
	[0x02] = { "XAUI(Clause 47)", 4, 12500 },
	[0x03] = { "XFI (SFF INF-8071i)", 1, 11100 },
	[0x04] = { "SFI (SFF-8431)", 1, 11100 },
	[0x05] = { "25GAUI C2M (Annex 109B)", 1, 25781 },
	[0x06] = { "XLAUI C2M (Annex 83B)", 4, 41250 },
	[0x07] = { "XLPPI (Annex 86A)", 4, 41250 },
	[0x08] = { "LAUI-2 C2M (Annex 135C)", 2, 51563 },
	[0x09] = { "50GAUI-2 C2M (Annex 135E)", 2, 53125 },
	[0x0a] = { "50GAUI-1 C2M (Annex 135G)", 1, 53125 },
	[0x0b] = { "CAUI-4 C2M (Annex 83E)", 4, 103125 },
	[0x0c] = { "100GAUI-4 C2M (Annex 135E)", 4, 106250 },
	[0x0d] = { "100GAUI-2 C2M (Annex 135G)", 2, 106250 },
	[0x0e] = { "200GAUI-8 C2M (Annex 120C)", 8, 212500 },
	[0x0f] = { "200GAUI-4 C2M (Annex 120E)", 4, 212500 },
	[0x10] = { "400GAUI-16 C2M (Annex 120C)", 16, 425000 },
	[0x11] = { "400GAUI-8 C2M (Annex 120E)", 8, 425000 },
	[0x13] = { "10GBASE-CX4 (Clause 54)", 4, 12500 },
	[0x14] = { "25GBASE-CR CA-L (Clause 110)", 1, 25781 },
	[0x15] = { "25GBASE-CR CA-S (Clause 110)", 1, 25781 },
	[0x16] = { "25GBASE-CR CA-N (Clause 110)", 1, 25781 },
	[0x17] = { "40GBASE-CR4 (Clause 85)", 4, 41250 },
	[0x18] = { "50GBASE-CR (Clause 136)", 1, 53125 },
	[0x19] = { "100GBASE-CR10 (Clause 85)", 10, 103125 },
	[0x1a] = { "100GBASE-CR4 (Clause 92)", 4, 103125 },
	[0x1b] = { "100GBASE-CR2 (Clause 136)", 2, 106250 },
	[0x1c] = { "200GBASE-CR4 (Clause 136)", 4, 212500 },
	[0x1d] = { "400G-CR8", 8, 425000 },
	[0x1e] = { "200GBASE-CR1 (Clause179)", 1, 212500 },
	[0x1f] = { "400GBASE-CR2 (Clause179)", 2, 425000 },
	[0x20] = { "LEI-100G-PAM4-1", 1, 106250 },
	[0x21] = { "LEI-200G-PAM4-2", 2, 212500 },
	[0x22] = { "LEI-400G-PAM4-4", 4, 425000 },
	[0x23] = { "LEI-800G-PAM4-8", 8, 850000 },
	[0x24] = { "50GBASE-T (Placeholder)" },
	[0x25] = { "8GFC (FC-PI-4)", 1, 8500 },
	[0x26] = { "10GFC (10GFC)", 1, 10519 },
	[0x27] = { "16GFC (FC-PI-5)", 1, 14025 },
	[0x28] = { "32GFC (FC-PI-6)", 1, 28050 },
	[0x29] = { "64GFC (FC-PI-7)", 1, 57800 },
	[0x2a] = { "128GFC (FC-PI-6P)", 4, 112200 },
	[0x2b] = { "256GFC (FC-PI-7P)", 4, 231200 },
	[0x2c] = { "IB SDR (Arch.Spec.Vol.2)", 0, 0, 2500 },
	[0x2d] = { "IB DDR (Arch.Spec.Vol.2)", 0, 0, 5000 },
	[0x2e] = { "IB QDR (Arch.Spec.Vol.2)", 0, 0, 10000 },
	[0x2f] = { "IB FDR (Arch.Spec.Vol.2)", 0, 0, 14063 },
	[0x30] = { "IB EDR (Arch.Spec.Vol.2)", 0, 0, 25781 },
	[0x31] = { "IB HDR (Arch.Spec.Vol.2)", 0, 0, 53125 },
	[0x32] = { "IB NDR", 0, 0, 106250 },
	[0x33] = { "E.96 (CPRI Specification V7.0)", 1, 9830 },
	[0x34] = { "E.99 (CPRI Specification V7.0)", 1, 10138 },
	[0x35] = { "E.119 (CPRI Specification V7.0)", 1, 12165 },
	[0x36] = { "E.238 (CPRI Specification V7.0)", 1, 24330 },
	[0x37] = { "OTL3.4 (ITU-T G.709/Y.1331 G.Sup58)", 4, 43018 },
	[0x38] = { "OTL4.10 (ITU-T G.709/Y.1331 G.Sup58)", 10, 111810 },
	[0x39] = { "OTL4.4 (ITU-T G.709/Y.1331 G.Sup58)", 4, 111810 },
	[0x3a] = { "OTLC.4 (ITU-T G.709.1/Y.1331 G.Sup58)" },
	[0x3b] = { "FOIC1.4-MFI (G.709.1)", 4, 111810 },
	[0x3c] = { "FOIC1.2-MFI (G.709.1)", 2, 111810 },
	[0x3d] = { "FOIC2.8-MFI (G.709.1)" },
	[0x3e] = { "FOIC2.4-MFI (G.709.1)" },
	[0x3f] = { "FOIC4.16-MFI (G.709.1)" },
	[0x40] = { "FOIC4.8-MFI (G.709.1)" },
	[0x41] = { "CAUI-4 C2M (Annex 83E) without FEC", 4, 103125 },
	[0x42] = { "CAUI-4 C2M (Annex 83E) with RS(528,514) FEC", 4, 103125 },
	[0x43] = {
		"50GBASE-CR2 (Ethernet Technology Consortium) with RS(528,514) (Clause 91) FEC",
		2, 51563
	},
	[0x44] = {
		"50GBASE-CR2 (Ethernet Technology Consortium) with BASE-R (Clause 74), Fire code FEC",
		2, 51563
	},
	[0x45] = {
		"50GBASE-CR2 (Ethernet Technology Consortium) with no FEC",
		2, 51563
	},
	[0x46] = { "100GBASE-CR1 (Clause 162)", 1, 106250 },
	[0x47] = { "200GBASE-CR2 (Clause 162)", 2, 212500 },
	[0x48] = { "400GBASE-CR4 (Clause 162)", 4, 425000 },
	[0x49] = { "800GBASE-CR8 / 800G-ETC-CR8", 8, 850000 },
	[0x4a] = { "128GFC (FC-PI-8)", 1, 112200 },
	[0x4b] = { "100GAUI-1-S C2M (Annex 120G)", 1, 106250 },
	[0x4c] = { "100GAUI-1-L C2M (Annex 120G)", 1, 106250 },
	[0x4d] = { "200GAUI-2-S C2M (Annex 120G)", 2, 212500 },
	[0x4e] = { "200GAUI-2-L C2M (Annex 120G)", 2, 212500 },
	[0x4f] = { "400GAUI-4-S C2M (Annex 120G)", 4, 425000 },
	[0x50] = { "400GAUI-4-L C2M (Annex 120G)", 4, 425000 },
	[0x51] = { "800GAUI-8 S C2M (Annex 120G)", 8, 850000 },
	[0x52] = { "800GAUI-8 L C2M (Annex 120G)", 8, 850000 },
	[0x53] = { "OTL4.2", 2, 111810 },
	[0x55] = { "1.6TAUI-16-S C2M (Annex 120G)", 16, 1700000 },
	[0x56] = { "1.6TAUI-16-L C2M (Annex 120G)", 16, 1700000 },
	[0x57] = { "800GBASE-CR4 (Clause179)", 4, 850000 },
	[0x58] = { "1.6TBASE-CR8 (Clause179)", 8, 1700000 },
	[0x70] = { "PCIe 4.0", 0, 0, 16000 },
	[0x71] = { "PCIe 5.0", 0, 0, 32000 },
	[0x72] = { "PCIe 6.0", 0, 0, 64000 },
	[0x73] = { "PCIe 7.0", 0, 0, 128000 },
	[0x74] = { "CEI-112G-LINEAR-PAM4", 0, 0, 112000 },
	[0x80] = { "200GAUI-1 C2M (Annex 176E)", 1, 212500 },
	[0x81] = { "400GAUI-2 C2M (Annex 176E)", 2, 425000 },
	[0x82] = { "800GAUI-4 C2M (Annex 176E)", 4, 850000 },
	[0x83] = { "1.6TAUI-8 C2M (Annex 176E)", 8, 1700000 },
	[0x90] = { "EEI-100G-RTLR-1-S", 1, 106250 },
	[0x91] = { "EEI-100G-RTLR-1-L", 1, 106250 },
	[0x92] = { "EEI-200G-RTLR-2-S", 2, 212500 },
	[0x93] = { "EEI-200G-RTLR-2-L", 2, 212500 },
	[0x94] = { "EEI-400G-RTLR-4-S", 4, 425000 },
	[0x95] = { "EEI-400G-RTLR-4-L", 4, 425000 },
	[0x96] = { "EEI-800G-RTLR-8-S", 8, 850000 },
	[0x97] = { "EEI-800G-RTLR-8-L", 8, 850000 },
	[0x98] = { "EEI-200G-RTLR-1", 1, 212500 },
	[0x99] = { "EEI-400G-RTLR-2", 2, 425000 },
	[0x9a] = { "EEI-800G-RTLR-4", 4, 850000 },
	[0x9b] = { "EEI-1.6T-RTLR-8", 8, 1700000 },
	[0xa0] = { "IB XDR", 0, 0, 212500 },
	[0xb0] = { "FOIC1.1-MFI" },
	[0xb1] = { "FOIC4.4-MFI" },
	[0xb2] = { "FOIC8.8-MFI" },
	[0xb3] = { "FOIC1e.1-MFI" },
	[0xb4] = { "FOIC4e.4-MFI" },
	[0xb5] = { "FOIC1o.1-MFI" },
	[0xb6] = { "FOIC4o.4-MFI" },
	[0xb7] = { "G.9804.3 (PON)" },
	[0xbe] = {
		"UID escape, extended 12-bit interface ID (CMIS 5.4, unverified)"
	},
	[0xff] = { "End-of-list / unused descriptor marker" },
};

static const struct cmis_interface cmis_mmf_interfaces[CMIS_CODE_COUNT] = {
	[0x00] = { "Undefined" },
	[0x01] = { "10GBASE-SW (Clause 52)", 1, 9953 },
	[0x02] = { "10GBASE-SR (Clause 52)", 1, 10313 },
	[0x03] = { "25GBASE-SR (Clause 112)", 1, 25781 },
	[0x04] = { "40GBASE-SR4 (Clause 86)", 4, 41250 },
	[0x05] = { "40GE SWDM4 MSA Spec", 4, 41250 },
	[0x06] = { "40GE BiDi", 2, 41250 },
	[0x07] = { "50GBASE-SR (Clause 138)", 1, 53125 },
	[0x08] = { "100GBASE-SR10 (Clause 86)", 10, 103125 },
	[0x09] = { "100GBASE-SR4 (Clause 95)", 4, 103125 },
	[0x0a] = { "100GE SWDM4 MSA Spec", 4, 103125 },
	[0x0b] = { "100GE BiDi", 2, 106250 },
	[0x0c] = { "100GBASE-SR2 (Clause 138)", 2, 106250 },
	[0x0d] = { "100GBASE-SR1 (Clause 167)", 1, 106250 },
	[0x0e] = { "200GBASE-SR4 (Clause 138)", 4, 212500 },
	[0x0f] = { "400GBASE-SR16 (Clause 123)", 16, 425000 },
	[0x10] = { "400GBASE-SR8 (Clause 138)", 8, 425000 },
	[0x11] = { "400GBASE-SR4 (Clause 167)", 4, 425000 },
	[0x12] = { "800GBASE-SR8 (Clause 167)", 8, 850000 },
	[0x13] = { "8GFC-MM (FC-PI-4)", 1, 8500 },
	[0x14] = { "10GFC-MM (10GFC)", 1, 10519 },
	[0x15] = { "16GFC-MM (FC-PI-5)", 1, 14025 },
	[0x16] = { "32GFC-MM (FC-PI-6)", 1, 28050 },
	[0x17] = { "64GFC-MM (FC-PI 7)", 1, 57800 },
	[0x18] = { "128GFC-MM4 (FC-PI-6P)", 4, 112200 },
	[0x19] = { "256GFC-MM4 (FC-PI-7P)", 4, 231200 },
	[0x1a] = { "400GBASE-SR4.2 (Clause 150) (400GE BiDi)", 8, 425000 },
	[0x1b] = { "200GBASE-SR2 (Clause 167)", 2, 212500 },
	[0x1c] = { "128GFC-MM (FC-PI-8)", 1, 112200 },
	[0x1d] = { "100GBASE-VR1 (Clause 167)", 1, 106250 },
	[0x1e] = { "200GBASE-VR2 (Clause 167)", 2, 212500 },
	[0x1f] = { "400GBASE-VR4 (Clause 167)", 4, 425000 },
	[0x20] = { "800GBASE-VR8 (Clause 167)", 8, 850000 },
	[0x21] = { "800G-VR4.2", 8, 850000 },
	[0x22] = { "800G-SR4.2", 8, 850000 },
	[0x23] = { "1.6T-VR8.2", 16, 1700000 },
	[0x24] = { "1.6T-SR8.2", 16, 1700000 },
	[0xbe] = {
		"UID escape, extended 12-bit interface ID (CMIS 5.4, unverified)"
	},
};

static const struct cmis_interface cmis_smf_interfaces[CMIS_CODE_COUNT] = {
	[0x00] = { "Undefined" },
	[0x01] = { "10GBASE-LW (Cl 52)", 1, 9953 },
	[0x02] = { "10GBASE-EW (Cl 52)", 1, 9953 },
	[0x03] = { "10G-ZW", 1, 9953 },
	[0x04] = { "10GBASE-LR (Cl 52)", 1, 10313 },
	[0x05] = { "10GBASE-ER (Cl 52)", 1, 10313 },
	[0x06] = { "10G-ZR", 1, 10313 },
	[0x07] = { "25GBASE-LR (Cl 114)", 1, 25781 },
	[0x08] = { "25GBASE-ER (Cl 114)", 1, 25781 },
	[0x09] = { "40GBASE-LR4 (Cl 87)", 4, 41250 },
	[0x0a] = { "40GBASE-FR (Cl 89)", 1, 41250 },
	[0x0b] = { "50GBASE-FR (Cl 139)", 1, 53125 },
	[0x0c] = { "50GBASE-LR (Cl 139)", 1, 53125 },
	[0x0d] = { "100GBASE-LR4 (Cl 88)", 4, 103125 },
	[0x0e] = { "100GBASE-ER4 (Cl 88)", 4, 103125 },
	[0x0f] = { "100G PSM4 MSA Spec", 4, 103125 },
	[0x10] = { "100G CWDM4 MSA Spec", 4, 103125 },
	[0x11] = { "100G 4WDM-10 MSA Spec", 4, 103125 },
	[0x12] = { "100G 4WDM-20 MSA Spec", 4, 103125 },
	[0x13] = { "100G 4WDM-40 MSA Spec", 4, 103125 },
	[0x14] = { "100GBASE-DR (Cl 140)", 1, 106250 },
	[0x15] = { "100G-FR/100GBASE-FR1 (Cl 140)", 1, 106250 },
	[0x16] = { "100G-LR/100GBASE-LR1 (Cl 140)", 1, 106250 },
	[0x17] = { "200GBASE-DR4 (Cl 121)", 4, 212500 },
	[0x18] = { "200GBASE-FR4 (Cl 122)", 4, 212500 },
	[0x19] = { "200GBASE-LR4 (Cl 122)", 4, 212500 },
	[0x1a] = { "400GBASE-FR8 (Cl 122)", 8, 425000 },
	[0x1b] = { "400GBASE-LR8 (Cl 122)", 8, 425000 },
	[0x1c] = { "400GBASE-DR4 (Cl 124)", 4, 425000 },
	[0x1d] = { "400G-FR4/400GBASE-FR4 (Cl 151)", 4, 425000 },
	[0x1e] = { "400G-LR4-10", 4, 425000 },
	[0x1f] = { "8GFC-SM (FC-PI-4)", 1, 8500 },
	[0x20] = { "10GFC-SM (10GFC)", 1, 10519 },
	[0x21] = { "16GFC-SM (FC-PI-5)", 1, 14025 },
	[0x22] = { "32GFC-SM (FC-PI-6)", 1, 28050 },
	[0x23] = { "64GFC-SM (FC-PI-7)", 1, 57800 },
	[0x24] = { "128GFC-PSM4 (FC-PI-6P)", 4, 112200 },
	[0x25] = { "256GFC-PSM4 (FC-PI-7P) (unverified)", 4, 231200 },
	[0x26] = { "128GFC-CWDM4 (FC-PI-6P)", 4, 112200 },
	[0x27] = { "256GFC-CWDM4 (FC-PI-7P) (unverified)", 4, 231200 },
	[0x2c] = { "4I1-9D1F (G.959.1)" },
	[0x2d] = { "4L1-9C1F (G.959.1)" },
	[0x2e] = { "4L1-9D1F (G.959.1)" },
	[0x2f] = { "C4S1-9D1F (G.695)" },
	[0x30] = { "C4S1-4D1F (G.695)" },
	[0x31] = { "4I1-4D1F (G.959.1)" },
	[0x32] = { "8R1-4D1F (G.959.1)" },
	[0x33] = { "8I1-4D1F (G.959.1)" },
	[0x34] = { "100G CWDM4-OCP", 4, 103125 },
	[0x35] = { "ZR400-OFEC-16QAM-HA" },
	[0x36] = { "ZR400-OFEC-16QAM-HB" },
	[0x37] = { "ZR400-OFEC-8QAM-HA" },
	[0x38] = { "10G-SR", 1, 10313 },
	[0x39] = { "10G-LR", 1, 10313 },
	[0x3a] = { "25G-SR", 1, 25781 },
	[0x3b] = { "25G-LR", 1, 25781 },
	[0x3c] = { "10G-LR-BiDi", 1, 10313 },
	[0x3d] = { "25G-LR-BiDi", 1, 25781 },
	[0x3e] = { "400ZR, DWDM, amplified", 1, 478750 },
	[0x3f] = { "400ZR, Single Wavelength, Unamplified", 1, 478750 },
	[0x40] = { "50GBASE-ER (Cl 139)", 1, 53125 },
	[0x41] = { "200GBASE-ER4 (Cl 122)", 4, 212500 },
	[0x42] = { "400GBASE-ER8 (Cl 122)", 8, 425000 },
	[0x43] = { "400GBASE-LR4-6 (Cl 151)", 4, 425000 },
	[0x44] = { "100GBASE-ZR (Cl 154)", 1, 111810 },
	[0x45] = { "128GFC-SM (FC-PI-8)", 1, 112200 },
	[0x46] = { "ZR400-OFEC-16QAM", 1, 481108 },
	[0x47] = { "ZR300-OFEC-8QAM", 1, 360831 },
	[0x48] = { "ZR200-OFEC-QPSK", 1, 240554 },
	[0x49] = { "ZR100-OFEC-QPSK", 1, 120277 },
	[0x4a] = { "100G-LR1-20", 1, 106250 },
	[0x4b] = { "100G-ER1-30", 1, 106250 },
	[0x4c] = { "100G-ER1-40", 1, 106250 },
	[0x4d] = { "400GBASE-ZR (Cl 156)", 1, 478750 },
	[0x4e] = { "10GBASE-BR (Cl 158)", 1, 10313 },
	[0x4f] = { "25GBASE-BR (Cl 159)", 1, 25781 },
	[0x50] = { "50GBASE-BR (Cl 160)", 1, 53125 },
	[0x51] = { "FOIC1.4-DO (G.709.3/Y.1331.3)" },
	[0x52] = { "FOIC2.8-DO (G.709.3/Y.1331.3)", 1, 252558 },
	[0x53] = { "FOIC4.8-DO (G.709.3/Y.1331.3)", 1, 505116 },
	[0x54] = { "FOIC2.4-DO (G.709.3/Y.1331.3)", 1, 252558 },
	[0x55] = { "400GBASE-DR4-2 (Clause 124)", 4, 425000 },
	[0x56] = { "800GBASE-DR8 (Clause 124)", 8, 850000 },
	[0x57] = { "800GBASE-DR8-2 (Clause 124)", 8, 850000 },
	[0x58] = { "ZR400-OFEC-8QAM-HB" },
	[0x59] = { "ZR300-OFEC-8QAM-HA" },
	[0x5a] = { "ZR300-OFEC-8QAM-HB" },
	[0x5b] = { "ZR200-OFEC-QPSK-HA" },
	[0x5c] = { "ZR200-OFEC-QPSK-HB" },
	[0x5d] = { "ZR100-OFEC-QPSK-HA" },
	[0x5e] = { "ZR100-OFEC-QPSK-HB" },
	[0x5f] = { "FLEXO-4-DO-16QAM/FOIC4.8-DO", 1, 505116 },
	[0x60] = { "FLEXO-3-DO-8QAM/FOIC3.6-DO", 1, 378837 },
	[0x61] = { "FLEXO-2-DO-QPSK/FOIC2.4-DO" },
	[0x62] = { "FLEXO-2-DO-16QAM/FOIC2.8-DO", 1, 252558 },
	[0x63] = { "FLEXO-1-DO-QPSK/FOIC1.4-DO" },
	[0x64] = { "FLEXO-4e-DO-QPSK/FOIC4e.4-DO", 1, 472813 },
	[0x65] = { "FLEXO-4-DO-QPSK/FOIC4.4-DO" },
	[0x66] = { "FLEXO-8e-DO-16QAM/FOIC8e.8-DO" },
	[0x67] = { "FLEXO-8-DO-16QAM/FOIC8.8-DO" },
	[0x68] = { "FLEXO-8e-DPO-16QAM/FOIC8e.8-DPO" },
	[0x69] = { "FLEXO-8-DPO-16QAM/FOIC8.8-DPO" },
	[0x6a] = { "FLEXO-6e-DPO-16QAM/FOIC6e.8-DPO" },
	[0x6b] = { "FLEXO-6-DPO-16QAM/FOIC6.8-DPO" },
	[0x6c] = { "800ZR-A (0x01) 150 GHz DWDM", 1, 945627 },
	[0x6d] = { "800ZR-B (0x02) 150 GHz DWDM", 1, 945627 },
	[0x6e] = { "800ZR-C (0x03) 150 GHz DWDM", 1, 945627 },
	[0x6f] = { "400G-ER4-30", 4, 425000 },
	[0x70] = { "1I1-5D1F (G.959.1)" },
	[0x71] = { "1R1-5D1F (G.959.1)" },
	[0x72] = { "FOIC1.1-RS", 1, 126279 },
	[0x73] = { "200GBASE-DR1 (Clause 180)", 1, 212500 },
	[0x74] = { "200GBASE-DR1-2 (Clause 181)", 1, 226875 },
	[0x75] = { "400GBASE-DR2 (Clause 180)", 2, 425000 },
	[0x76] = { "400GBASE-DR2-2 (Clause 181)", 2, 453750 },
	[0x77] = { "800GBASE-DR4 (Clause 180)", 4, 850000 },
	[0x78] = { "800GBASE-DR4-2 (Clause 181)", 4, 907500 },
	[0x79] = { "800GBASE-FR4-500 (Clause 183)", 4, 850000 },
	[0x7a] = { "800GBASE-FR4 (Clause 183)", 4, 907500 },
	[0x7b] = { "800GBASE-LR4 (Clause 183)", 4, 907500 },
	[0x7c] = { "800GBASE-LR1" },
	[0x7d] = { "800GBASE-ER1-20" },
	[0x7e] = { "800GBASE-ER1" },
	[0x7f] = { "1.6TBASE-DR8 (Clause 180)", 8, 1700000 },
	[0x80] = { "1.6TBASE-DR8-2 (Clause 181)", 8, 1815000 },
	[0x81] = { "XR400-16QAM" },
	[0x82] = { "XR300-8QAM" },
	[0x83] = { "XR200-QPSK" },
	[0x84] = { "XR200-16QAM" },
	[0x85] = { "XR100-QPSK" },
	[0x86] = { "XR100-16QAM" },
	[0x87] = { "XR400-WS-16QAM" },
	[0x88] = { "XR200-WS-QPSK" },
	[0x89] = { "XR200-WS-16QAM" },
	[0x8a] = { "XR100-WS-QPSK" },
	[0x8b] = { "XR100-WS-16QAM" },
	[0x8c] = { "XR200-WS-BIDI-16QAM" },
	[0x8d] = { "XR100-WS-BIDI-QPSK" },
	[0x8e] = { "XR100-WS-BIDI-16QAM" },
	[0x8f] = { "100G-DR1-LPO", 1, 106250 },
	[0x90] = { "200G-DR2-LPO", 2, 212500 },
	[0x91] = { "400G-DR4-LPO", 4, 425000 },
	[0x92] = { "800G-DR8-LPO", 8, 850000 },
	[0x93] = { "400G-FR4-LPO", 4, 425000 },
	[0xbe] = {
		"UID escape, extended 12-bit interface ID (CMIS 5.4, unverified)"
	},
	[0xbf] = { "Passive Loopback module" },
};

static const struct cmis_interface cmis_copper_interfaces[CMIS_CODE_COUNT] = {
	[0x00] = { "Undefined" },
	[0x01] = { "Copper cable" },
	[0xbf] = { "Passive Loopback module" },
	[0xc0] = { "Linear active copper loopback" },
};

static const struct cmis_interface cmis_active_interfaces[CMIS_CODE_COUNT] = {
	[0x00] = { "Undefined" },
	[0x01] = { "Active Cable assembly with BER < 10^-12" },
	[0x02] = { "Active Cable assembly with BER < 5x10^-5" },
	[0x03] = { "Active Cable assembly with BER < 2.6x10^-4" },
	[0x04] = { "Active Cable assembly with BER < 10^-6" },
	[0xbf] = { "Active Loopback module" },
};

static const struct cmis_interface cmis_base_t_interfaces[CMIS_CODE_COUNT] = {
	[0x00] = { "Undefined" },
	[0x01] = { "1000BASE-T (Clause 40)" },
	[0x02] = { "2.5GBASE-T (Clause 126)" },
	[0x03] = { "5GBASE-T (Clause 126)" },
	[0x04] = { "10GBASE-T (Clause 55)" },
	[0x05] = { "25GBASE-T (Clause 113)" },
	[0x06] = { "40GBASE-T (Clause 113)" },
	[0x07] = { "50GBASE-T (Placeholder)" },
};

/* Lower 85, and the table that it selects for media interfaces. */
static const struct cmis_media_table {
	const char *name;
	const struct cmis_interface *interfaces;
} cmis_media_tables[] = {
	[CMIS_MEDIA_UNDEFINED] = { "undefined" },
	[CMIS_MEDIA_MMF] = { "optical MMF", cmis_mmf_interfaces },
	[CMIS_MEDIA_SMF] = { "optical SMF", cmis_smf_interfaces },
	[CMIS_MEDIA_PASSIVE_COPPER] = {
		"passive copper", cmis_copper_interfaces
	},
	[CMIS_MEDIA_ACTIVE_CABLE] = { "active cable", cmis_active_interfaces },
	[CMIS_MEDIA_BASE_T] = { "BASE-T", cmis_base_t_interfaces },
};

/* 00h:212 */
static const char *const cmis_technology_names[] = {
	[0x00] = "850 nm VCSEL",
	[0x01] = "1310 nm VCSEL",
	[0x02] = "1550 nm VCSEL",
	[0x03] = "1310 nm FP",
	[0x04] = "1310 nm DFB",
	[0x05] = "1550 nm DFB",
	[0x06] = "1310 nm EML",
	[0x07] = "1550 nm EML",
	[0x08] = "Other",
	[0x09] = "1490 nm DFB",
	[0x0a] = "Copper cable, unequalized",
	[0x0b] = "Copper cable, passive equalized",
	[0x0c] = "Copper cable, near and far end limiting active equalizers",
	[0x0d] = "Copper cable, far end limiting active equalizers",
	[0x0e] = "Copper cable, near end limiting active equalizers",
	[0x0f] = "Copper cable, linear active equalizers",
	[0x10] = "C-band tunable laser",
	[0x11] = "L-band tunable laser",
	[0x12] = "Copper cable, near and far end linear active equalizers",
	[0x13] = "Copper cable, far end linear active equalizers",
	[0x14] = "Copper cable, near end linear active equalizers",
};

/* Lower 3.3-1 */
static const char *const cmis_module_state_names[] = {
	[CMIS_STATE_LOW_POWER] = "ModuleLowPwr",
	[CMIS_STATE_PWR_UP] = "ModulePwrUp",
	[CMIS_STATE_READY] = "ModuleReady",
	[CMIS_STATE_PWR_DN] = "ModulePwrDn",
	[CMIS_STATE_FAULT] = "ModuleFault",
};

/* 11h:128-131 */
static const char *const cmis_dp_state_names[] = {
	[CMIS_DP_DEACTIVATED] = "DPDeactivated",
	[CMIS_DP_INIT] = "DPInit",
	[CMIS_DP_DEINIT] = "DPDeinit",
	[CMIS_DP_ACTIVATED] = "DPActivated",
	[CMIS_DP_TX_TURN_ON] = "DPTxTurnOn",
	[CMIS_DP_TX_TURN_OFF] = "DPTxTurnOff",
	[CMIS_DP_INITIALIZED] = "DPInitialized",
};

/* 11h:202-205 */
static const char *const cmis_config_names[] = {
	[CMIS_CONFIG_UNDEFINED] = "ConfigUndefined",
	[CMIS_CONFIG_SUCCESS] = "ConfigSuccess",
	[CMIS_CONFIG_REJECTED] = "ConfigRejected",
	[CMIS_CONFIG_INVALID_APPSEL] = "ConfigRejectedInvalidAppSel",
	[CMIS_CONFIG_INVALID_DATA_PATH] = "ConfigRejectedInvalidDataPath",
	[CMIS_CONFIG_INVALID_SI] = "ConfigRejectedInvalidSI",
	[CMIS_CONFIG_LANES_IN_USE] = "ConfigRejectedLanesInUse",
	[CMIS_CONFIG_PARTIAL_DATA_PATH] = "ConfigRejectedPartialDataPath",
	[CMIS_CONFIG_NO_EMULATION] = "ConfigNoEmulation",
	[CMIS_CONFIG_IN_PROGRESS] = "ConfigInProgress",
};

/* Lower 61.1-0 */
static const char *const cmis_fiber_face_names[] = {
	[1] = "PC/UPC",
	[2] = "APC",
};

/* Lower 61.7-4, of 5.4 */
static const char *const cmis_heat_sink_names[] = {
	[1] = "riding",
	[2] = "integrated open",
	[3] = "integrated closed",
};

/* Lower 41 */
static const char *const cmis_fault_names[] = {
	[0] = "none",
	[1] = "TEC runaway",
	[2] = "data memory corrupted",
	[3] = "program memory corrupted",
	[4] = "Tx fault",
	[5] = "Rx fault",
	[6] = "temperature",
};

static const char *const cmis_level_names[] = {
	[CMIS_LEVEL_HIGH_ALARM] = "high_alarm",
	[CMIS_LEVEL_LOW_ALARM] = "low_alarm",
	[CMIS_LEVEL_HIGH_WARNING] = "high_warning",
	[CMIS_LEVEL_LOW_WARNING] = "low_warning",
};

static const char *cmis_name_get(const char *const *names, size_t count,
				 unsigned int code)
{
	return code < count ? names[code] : NULL;
}

/**
 * cmis_identifier_name() - name of an SFF-8024 identifier
 * @code: lower 0 or 00h:128
 *
 * Return: the name, or NULL if the code is in no table.
 */
const char *cmis_identifier_name(u8 code)
{
	return cmis_identifiers[code].name;
}

/**
 * cmis_identifier_lanes() - lanes that a form factor is made for
 * @code: lower 0
 *
 * Return: host lanes; one bank of 8 where the tables do not say, and 0 for a
 * laser source, which has no data lanes.
 */
unsigned int cmis_identifier_lanes(u8 code)
{
	u8 lanes = cmis_identifiers[code].lanes;

	if (lanes == CMIS_NO_LANES)
		return 0;
	return lanes ? lanes : CMIS_LANES_PER_BANK;
}

/**
 * cmis_identifier_is_cmis() - is the management interface CMIS
 * @code: lower 0
 *
 * Vendors' codes for co-packaged and on-board optics count as well: firmware or
 * an administrator has named the place as a cage. SFP-DD MIS (1Ah) and DSFP MIS
 * (1Bh) look alike but are other specifications.
 *
 * Return: true if the memory map is that of CMIS.
 */
bool cmis_identifier_is_cmis(u8 code)
{
	return cmis_identifiers[code].cmis;
}

/**
 * cmis_connector_name() - name of an SFF-8024 connector
 * @code: 00h:203
 *
 * Return: the name, or NULL if the code is in no table.
 */
const char *cmis_connector_name(u8 code)
{
	return cmis_connector_names[code];
}

/**
 * cmis_media_technology_name() - name of a transmitter or cable technology
 * @code: 00h:212
 *
 * Return: the name, or NULL if the code is in no table.
 */
const char *cmis_media_technology_name(u8 code)
{
	return cmis_name_get(cmis_technology_names,
			     ARRAY_SIZE(cmis_technology_names), code);
}

/**
 * cmis_media_type_name() - name of a media type
 * @code: enum cmis_media_type, or any other value of lower 85
 *
 * Return: the name, or NULL if the code is reserved or custom.
 */
const char *cmis_media_type_name(u8 code)
{
	return code < ARRAY_SIZE(cmis_media_tables) ?
		cmis_media_tables[code].name : NULL;
}

/**
 * cmis_host_interface() - look up a host electrical interface
 * @code: first byte of an application descriptor
 *
 * Return: the interface, or NULL if the code is in no table.
 */
const struct cmis_interface *cmis_host_interface(u8 code)
{
	const struct cmis_interface *host = &cmis_host_interfaces[code];

	return host->name ? host : NULL;
}

/**
 * cmis_media_interface() - look up a media interface
 * @media_type: lower 85, selects the table
 * @code: second byte of an application descriptor
 *
 * Return: the interface, or NULL if the media type has no table or the code
 * is not in it.
 */
const struct cmis_interface *cmis_media_interface(u8 media_type, u8 code)
{
	const struct cmis_media_table *table;

	if (media_type >= ARRAY_SIZE(cmis_media_tables))
		return NULL;
	table = &cmis_media_tables[media_type];
	if (!table->interfaces || !table->interfaces[code].name)
		return NULL;
	return &table->interfaces[code];
}

/**
 * cmis_module_state_name() - name of a module state
 * @state: lower 3.3-1
 *
 * Return: the name, or NULL if the code is reserved.
 */
const char *cmis_module_state_name(u8 state)
{
	return cmis_name_get(cmis_module_state_names,
			     ARRAY_SIZE(cmis_module_state_names), state);
}

/**
 * cmis_dp_state_name() - name of a data path state
 * @state: nibble of 11h:128-131
 *
 * Return: the name, or NULL if the code is reserved, as it is in lanes that
 * are not used.
 */
const char *cmis_dp_state_name(u8 state)
{
	return cmis_name_get(cmis_dp_state_names,
			     ARRAY_SIZE(cmis_dp_state_names), state);
}

/**
 * cmis_config_status_name() - name of a configuration status
 * @status: nibble of 11h:202-205
 *
 * Return: the name, or NULL if the code is reserved or custom.
 */
const char *cmis_config_status_name(u8 status)
{
	return cmis_name_get(cmis_config_names,
			     ARRAY_SIZE(cmis_config_names), status);
}

/**
 * cmis_fault_cause_name() - name of the cause of a module fault
 * @cause: lower 41
 *
 * Return: the name, or NULL if the code is reserved or custom.
 */
const char *cmis_fault_cause_name(u8 cause)
{
	return cmis_name_get(cmis_fault_names,
			     ARRAY_SIZE(cmis_fault_names), cause);
}

/**
 * cmis_fiber_face_name() - name of the end of fibres that a module takes
 * @code: lower 61.1-0
 *
 * Return: the name, or NULL if the module does not say, or the code is
 * reserved.
 */
const char *cmis_fiber_face_name(u8 code)
{
	return cmis_name_get(cmis_fiber_face_names,
			     ARRAY_SIZE(cmis_fiber_face_names), code);
}

/**
 * cmis_heat_sink_name() - name of a kind of heat sinks
 * @code: lower 61.7-4
 *
 * Return: the name, or NULL if the module does not say, or the code is
 * reserved.
 */
const char *cmis_heat_sink_name(u8 code)
{
	return cmis_name_get(cmis_heat_sink_names,
			     ARRAY_SIZE(cmis_heat_sink_names), code);
}

/**
 * cmis_level_name() - name of an alarm level
 * @level: the level
 *
 * Return: the name, or NULL if there is no such level.
 */
const char *cmis_level_name(enum cmis_level level)
{
	return cmis_name_get(cmis_level_names,
			     ARRAY_SIZE(cmis_level_names), level);
}
