/* SPDX-License-Identifier: ISC */
/* Units of UN/ECE Recommendations 20 and 21 in the five languages, and names
 * of countries by ISO 3166-1; what is not here is printed as its code. */
#include "unit.h"

static const struct {
	const char *code, *name[LANGUAGES];
} units[] = {
	{ "C62", { "st", "stk", "kpl", "stk", "pcs" } },
	{ "H87", { "st", "stk", "kpl", "stk", "pcs" } },
	{ "EA", { "st", "stk", "kpl", "stk", "pcs" } },
	{ "NAR", { "st", "stk", "kpl", "stk", "pcs" } },
	{ "PCE", { "st", "stk", "kpl", "stk", "pcs" } },
	{ "XPP", { "st", "stk", "kpl", "stk", "pcs" } },
	{ "SET", { "set", "sett", "sarja", "sæt", "set" } },
	{ "PR", { "par", "par", "pari", "par", "pair" } },
	{ "XPK", { "förp", "pk", "pkt", "pk", "pack" } },
	{ "XPX", { "pall", "pall", "lava", "palle", "pallet" } },
	{ "XBX", { "låda", "eske", "ltk", "æske", "box" } },
	{ "MIN", { "min", "min", "min", "min", "min" } },
	{ "HUR", { "tim", "t", "t", "t", "h" } },
	{ "DAY", { "dag", "dag", "pv", "dag", "day" } },
	{ "WEE", { "vecka", "uke", "vk", "uge", "week" } },
	{ "MON", { "mån", "mnd", "kk", "md.", "month" } },
	{ "ANN", { "år", "år", "v", "år", "year" } },
	{ "WHR", { "Wh", "Wh", "Wh", "Wh", "Wh" } },
	{ "KWH", { "kWh", "kWh", "kWh", "kWh", "kWh" } },
	{ "MWH", { "MWh", "MWh", "MWh", "MWh", "MWh" } },
	{ "KWT", { "kW", "kW", "kW", "kW", "kW" } },
	{ "AMP", { "A", "A", "A", "A", "A" } },
	{ "KVR", { "kvar", "kvar", "kvar", "kvar", "kvar" } },
	{ "K3", { "kvarh", "kvarh", "kvarh", "kvarh", "kvarh" } },
	{ "MMT", { "mm", "mm", "mm", "mm", "mm" } },
	{ "CMT", { "cm", "cm", "cm", "cm", "cm" } },
	{ "MTR", { "m", "m", "m", "m", "m" } },
	{ "LM", { "lpm", "lm", "jm", "lbm", "lm" } },
	{ "KMT", { "km", "km", "km", "km", "km" } },
	{ "KTM", { "km", "km", "km", "km", "km" } },
	{ "MTK", { "m²", "m²", "m²", "m²", "m²" } },
	{ "MTQ", { "m³", "m³", "m³", "m³", "m³" } },
	{ "MLT", { "ml", "ml", "ml", "ml", "ml" } },
	{ "LTR", { "l", "l", "l", "l", "l" } },
	{ "GRM", { "g", "g", "g", "g", "g" } },
	{ "KGM", { "kg", "kg", "kg", "kg", "kg" } },
	{ "TNE", { "ton", "tonn", "t", "ton", "t" } },
	{ "P1", { "%", "%", "%", "%", "%" } },
	{ "AD", { "byte", "byte", "tavu", "byte", "byte" } },
	{ "4L", { "MB", "MB", "Mt", "MB", "MB" } },
	{ "E34", { "GB", "GB", "Gt", "GB", "GB" } },
	{ "LS", { "fast", "RS", "erä", "fast", "lump" } },
};

static const struct {
	const char *code, *name;
} countries[] = {
	{ "AT", "AUSTRIA" },
	{ "AU", "AUSTRALIA" },
	{ "AX", "ÅLAND" },
	{ "BE", "BELGIUM" },
	{ "BG", "BULGARIA" },
	{ "CA", "CANADA" },
	{ "CH", "SWITZERLAND" },
	{ "CN", "CHINA" },
	{ "CY", "CYPRUS" },
	{ "CZ", "CZECH REPUBLIC" },
	{ "DE", "GERMANY" },
	{ "DK", "DENMARK" },
	{ "EE", "ESTONIA" },
	{ "EL", "GREECE" },
	{ "ES", "SPAIN" },
	{ "FI", "FINLAND" },
	{ "FO", "FAROE ISLANDS" },
	{ "FR", "FRANCE" },
	{ "GB", "GREAT BRITAIN" },
	{ "GL", "GREENLAND" },
	{ "GR", "GREECE" },
	{ "HR", "CROATIA" },
	{ "HU", "HUNGARY" },
	{ "IE", "IRELAND" },
	{ "IN", "INDIA" },
	{ "IS", "ICELAND" },
	{ "IT", "ITALY" },
	{ "JP", "JAPAN" },
	{ "LI", "LIECHTENSTEIN" },
	{ "LT", "LITHUANIA" },
	{ "LU", "LUXEMBOURG" },
	{ "LV", "LATVIA" },
	{ "MT", "MALTA" },
	{ "NL", "NETHERLANDS" },
	{ "NO", "NORWAY" },
	{ "PL", "POLAND" },
	{ "PT", "PORTUGAL" },
	{ "RO", "ROMANIA" },
	{ "RS", "SERBIA" },
	{ "SE", "SWEDEN" },
	{ "SI", "SLOVENIA" },
	{ "SK", "SLOVAKIA" },
	{ "TR", "TURKEY" },
	{ "UA", "UKRAINE" },
	{ "US", "UNITED STATES OF AMERICA" },
};

struct str
unit_name(enum language lang, struct str code)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (str_is(code, units[i].code))
			return str_of(units[i].name[lang]);
	return code;
}

struct str
unit_country(struct str code)
{
	for (size_t i = 0; i < sizeof(countries) / sizeof(countries[0]); i++)
		if (str_is(code, countries[i].code))
			return str_of(countries[i].name);
	return code;
}
