/* SPDX-License-Identifier: ISC */
/*
 * The codes that the schema of Svefaktura 1.0 lists: ISO 3166-1 and ISO 4217 as
 * they were in 2004. A document with a later one is refused.
 */
#include "svefaktura_check.h"

/* clang-format off */
static const char countries[] =
    "AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AZ BA BB BD BE BF "
    "BG BH BI BJ BM BN BO BR BS BT BV BW BY BZ CA CC CD CF CG CH CI "
    "CK CL CM CN CO CR CU CV CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
    "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GH GI GL GM GN GP GQ "
    "GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IN IO IQ IR IS IT "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
    "LT LU LV LY MA MC MD MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG "
    "PH PK PL PM PN PR PS PT PW PY QA RE RO RU RW SA SB SC SD SE SG "
    "SH SI SJ SK SL SM SN SO SR ST SV SY SZ TC TD TF TG TH TJ TK TL "
    "TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU "
    "WF WS YE YT YU ZA ZM ZW";

static const char currencies[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZM BAM BBD BDT BGN BHD BIF "
    "BMD BND BOB BRL BSD BTN BWP BYR BZD CAD CDF CHF CLP CNY COP CRC "
    "CUP CVE CYP CZK DJF DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHC GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD "
    "IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP "
    "LKR LRD LSL LTL LVL LYD MAD MDL MGF MKD MMK MNT MOP MRO MTL MUR "
    "MVR MWK MXN MYR MZM NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP "
    "PKR PLN PYG QAR ROL RUB RWF SAR SBD SCR SDD SEK SGD SHP SIT SKK "
    "SLL SOS SRG STD SVC SYP SZL THB TJS TMM TND TOP TRL TTD TWD TZS "
    "UAH UGX USD UYU UZS VEB VND VUV WST XAF XAG XAU XCD XDR XOF XPD "
    "XPF XPT YER YUM ZAR ZMK ZWD";
/* clang-format on */

/* Claims that the list, of words of n bytes with blanks between, has it. */
static bool
has(const char *list, size_t n, struct str code)
{
	if (code.n != n)
		return false;
	for (const char *p = list; *p; p += n + (p[n] == ' '))
		if (memcmp(p, code.p, n) == 0)
			return true;
	return false;
}

bool
svefaktura_knows_country(struct str code)
{
	return has(countries, 2, code);
}

bool
svefaktura_knows_currency(struct str code)
{
	return has(currencies, 3, code);
}
