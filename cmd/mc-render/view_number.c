/* SPDX-License-Identifier: ISC */
/* Numbers of companies, as each country writes them. */
#include "ident/org.h"
#include "view.h"
#include "view_part.h"

static const char gap[] = "\xc2\xa0"; /* no line ends in a number */

static struct str
norwegian(struct arena *a, const char *no, const char *digits, const char *mva)
{
	return arena_printf(a, "%s%.3s%s%.3s%s%.3s%s", no, digits, gap,
	    digits + 3, gap, digits + 6, mva);
}

struct str
view_company(struct arena *a, struct str country, struct str id)
{
	char digits[ORG_SE], finnish[ORG_FI];
	id = str_trim(id);
	if (str_is(country, "SE") && org_parse(digits, id) == ORG_COMPANY)
		return arena_printf(a, "%.6s-%s", digits, digits + 6);
	if (str_is(country, "NO") && org_norwegian_parse(digits, id))
		return norwegian(a, "", digits, "");
	if (str_is(country, "FI") && org_finnish_parse(finnish, id))
		return arena_str(a, str_of(finnish));
	return id;
}

struct str
view_vat(struct arena *a, struct str id)
{
	char digits[ORG_NO];
	struct str bare = view_bare(a, str_trim(id));
	if (bare.n == 14 && str_starts(bare, "NO") &&
	    str_ends(bare, str_of("MVA")) && org_norwegian_parse(digits, bare))
		return norwegian(a, "NO\xc2\xa0", digits, "\xc2\xa0MVA");
	return id;
}
