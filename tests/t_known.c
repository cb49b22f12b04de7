/* SPDX-License-Identifier: ISC */
#include "base/known.h"
#include "t.h"

static const struct {
	const char *learn, *text, *want; /* want NULL: as it was */
} cases[] = {
	{ "198112189876", "x 81-12 18.9876 y", "x ************* y" },
	{ "SE811218987601", "93008112189876154", "9300**********154" },
	{ "811218-9876", "198112189876", "19**********" },
	{ "81121898761", "8112189876", "**********" },
	{ "1981121898761", "a 8112189876a", "a **********a" },
	{ "130972480227", "x130972-48022", "x************" },
	{ "131052-308T", "131052308t", "**********" },
	{ "010106A9012", "010106 a9012", "************" },
	{ "198112189876", "8112189875", NULL },
	{ "198112189876", "8112----189876", NULL },
	{ "198112189876", "8112x189876", NULL },
	{ "198112189876", "811218987", NULL },
	{ "nothing", "8112189875", NULL },
	{ "nothing", "", NULL },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct known k = { .n = 0 };
		char text[64];
		size_t n = strlen(cases[i].text);
		const char *want = cases[i].want;
		T_CASE(cases[i].text);
		memcpy(text, cases[i].text, n + 1);
		bool any = known_learn(&k, str_of(cases[i].learn));
		CHECK_INT(any, k.n > 0);
		CHECK_INT(known_mask(&k, false, text, n), want != NULL);
		CHECK_STR(text, want ? want : cases[i].text);
	}
	struct known k = { .n = 0 };
	char text[] = "8112189876 730288-9931";
	T_CASE("by shape, and not");
	CHECK(!known_mask(&k, false, text, sizeof(text) - 1));
	CHECK(known_mask(&k, true, text, sizeof(text) - 1));
	CHECK_STR(text, "********** ***********");
	T_CASE("more than can be remembered, and the same twice");
	for (int i = 0; i < 2; i++)
		known_learn(&k, str_of("8112189876 198112189876 13097248022"));
	CHECK_INT(k.n, 2);
	return T_END();
}
