/* SPDX-License-Identifier: ISC */
#include "ident/fnr.h"
#include "ident/hetu.h"
#include "ident/org.h"
#include "ident/person.h"
#include "t.h"

#define VECTORS "../shared/data/sweden-bank/id/"

static const struct date run_date = { 2024, 3, 10 };

static void
test_person(void)
{
	static const struct {
		const char *text, *want; /* want NULL: refused */
		enum person_kind kind;
	} cases[] = {
		{ "8112189876", "198112189876", PERSON_NUMBER },
		{ "811218-9876", "198112189876", PERSON_NUMBER },
		{ "811218+9876", "188112189876", PERSON_NUMBER },
		{ "198112189876", "198112189876", PERSON_NUMBER },
		{ "19811218-9876", "198112189876", PERSON_NUMBER },
		{ "090527+1474", "190905271474", PERSON_NUMBER },
		{ "090527-1474", "200905271474", PERSON_NUMBER },
		{ "19090527+1474", "190905271474", PERSON_NUMBER },
		{ "000229-2399", "200002292399", PERSON_NUMBER },
		{ "730288-9931", "197302889931", PERSON_COORDINATION },
		{ "210791-9967", "202107919967", PERSON_COORDINATION },
		{ "000101-T220", "20000101T220", PERSON_INTERIM },
		{ "20000101N220", "20000101N220", PERSON_INTERIM },
		{ "000229+2399", NULL, 0 }, /* 1900 was no leap year */
		{ "19000229-2399", NULL, 0 },
		{ "811218 9876", NULL, 0 },
		{ "81-12189876", NULL, 0 },
		{ "811218-9875", NULL, 0 },
		{ "811218--9876", NULL, 0 },
		{ "811218-987", NULL, 0 },
		{ "811218-98766", NULL, 0 },
		{ "1981-12-18-9876", NULL, 0 },
		{ "168112189876", NULL, 0 }, /* not before 1800 */
		{ "208112189876", NULL, 0 }, /* not yet born */
		{ "150916-0006", NULL, 0 }, /* birth number 000 */
		{ "000101-E221", NULL, 0 },
		{ "000101-t220", NULL, 0 },
		{ "556732-1707", NULL, 0 },
		{ "857209-0606", NULL, 0 },
		{ "000000-0000", NULL, 0 },
		{ "", NULL, 0 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct person p;
		T_CASE(cases[i].text);
		bool ok = person_parse(&p, str_of(cases[i].text), run_date);
		CHECK_INT(ok, cases[i].want != NULL);
		if (!ok || !cases[i].want)
			continue;
		CHECK_STR(p.text, cases[i].want);
		CHECK_INT(p.kind, cases[i].kind);
	}
	struct person p;
	T_CASE("NUL bytes");
	CHECK(!person_parse(&p,
	    (struct str){ "811218\0"
			  "987",
		10 },
	    run_date));
	CHECK(!person_parse(&p,
	    (struct str){ "811218\0"
			  "9876",
		11 },
	    run_date));
}

static void
test_century(void)
{
	static const struct {
		const char *text;
		struct date today;
		int year; /* 0: refused */
	} cases[] = {
		{ "811218-9876", { 2024, 3, 10 }, 1981 },
		{ "811218-9876", { 2081, 12, 17 }, 1981 },
		{ "811218-9876", { 2081, 12, 18 }, 2081 },
		{ "811218-9876", { 1981, 12, 17 }, 1881 },
		{ "811218+9876", { 2024, 3, 10 }, 1881 },
		{ "811218+9876", { 2081, 12, 18 }, 1981 },
		/* the plus comes with the year in which one turns 100 */
		{ "811218+9876", { 2081, 1, 1 }, 1981 },
		{ "811218+9876", { 2080, 12, 31 }, 1881 },
		{ "811218+9876", { 1924, 1, 1 }, 0 },
		{ "19811218-9876", { 1981, 12, 18 }, 1981 },
		{ "19811218-9876", { 1981, 12, 17 }, 0 },
		/* the day of birth counts, not the day with its 60 */
		{ "730288-9931", { 2073, 2, 28 }, 2073 },
		{ "730288-9931", { 2073, 2, 27 }, 1973 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct person p = { 0 };
		T_CASE(cases[i].text);
		bool ok =
		    person_parse(&p, str_of(cases[i].text), cases[i].today);
		CHECK_INT(ok, cases[i].year != 0);
		CHECK_INT(ok ? p.born.year : 0, cases[i].year);
	}
}

static void
test_person_mask(void)
{
	struct person p;
	char text[PERSON_MASKED];
	CHECK(person_parse(&p, str_of("730288-9931"), run_date));
	CHECK_INT(date_cmp(p.born, (struct date){ 1973, 2, 28 }), 0);
	person_mask(&p, text);
	CHECK_STR(text, "19730288-****");
}

static void
test_fnr(void)
{
	enum { PLAIN, D = 1, H = 2, T = 4, RULE = 8, NO = 16 };
	static const struct {
		const char *text;
		int want;
	} cases[] = {
		{ "13097248022", PLAIN },
		{ "130972 48022", PLAIN },
		{ "29020075838", PLAIN },
		{ "15021951940", PLAIN },
		{ "30108299920", PLAIN },
		{ "02013299997", PLAIN },
		{ "53097248016", D },
		{ "13527248013", H },
		{ "10915596784", T },
		{ "68467038838", D | H },
		{ "50846202355", D | T },
		{ "30108299939", RULE },
		{ "13097248030", RULE },
		{ "13097248049", RULE },
		{ "13097248057", RULE },
		{ "13097248032", NO },
		{ "13097248023", NO },
		{ "02013299987", NO },
		{ "02013299996", NO },
		{ "32127248022", NO },
		{ "10037819032", NO },
		{ "130972-48022", NO },
		{ "1309724802", NO },
		{ "130972480220", NO },
		{ "00000000000", NO },
		{ "", NO },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fnr f;
		T_CASE(cases[i].text);
		int got = NO;
		if (fnr_parse(&f, str_of(cases[i].text)))
			got = f.d_number * D + f.h_number * H +
			      f.synthetic * T + f.by_2032_rule * RULE;
		CHECK_INT(got, cases[i].want);
	}
	struct fnr f;
	CHECK(fnr_parse(&f, str_of("130972 48022")));
	CHECK_STR(f.digits, "13097248022");
}

static void
test_hetu(void)
{
	static const struct {
		const char *text;
		int year; /* 0: refused */
		bool temporary;
	} cases[] = {
		{ "131052-308T", 1952, false },
		{ "131052+308T", 1852, false },
		{ "131052A308T", 2052, false },
		{ "131052Y308T", 1952, false },
		{ "131052B308T", 2052, false },
		{ "131052b308t", 2052, false },
		{ "010106A9012", 2006, true },
		{ "290199-907A", 1999, true },
		{ "131052-308U", 0, false },
		{ "310252-308Y", 0, false },
		{ "131052T308T", 0, false },
		{ "131052-000V", 0, false },
		{ "131052308T", 0, false },
		{ "131052-308T ", 0, false },
		{ "", 0, false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct hetu h = { 0 };
		T_CASE(cases[i].text);
		bool ok = hetu_parse(&h, str_of(cases[i].text));
		CHECK_INT(ok ? h.born.year : 0, cases[i].year);
		CHECK_INT(ok && h.temporary, cases[i].temporary);
	}
	struct hetu h;
	CHECK(hetu_parse(&h, str_of("131052b308t")));
	CHECK_STR(h.text, "131052B308T");
	CHECK(!hetu_parse(&h, (struct str){ "131052\0"
					    "308T",
				  11 }));
}

/* The value of `"name": value` in a line of a pretty-printed file. */
static bool
member(const char *line, const char *name, char *value, size_t room)
{
	line += strspn(line, " ");
	size_t n = strlen(name);
	if (line[0] != '"' || strncmp(line + 1, name, n) != 0 ||
	    strncmp(line + 1 + n, "\":", 2) != 0)
		return false;
	line += n + 3;
	line += strspn(line, " \"");
	n = strcspn(line, "\",\r\n");
	if (n >= room)
		return false;
	memcpy(value, line, n);
	value[n] = '\0';
	return true;
}

/* One record of a published list. */
struct vector {
	char form[5][32]; /* its spellings */
	int forms;
	bool valid;
	char type[16];
};

static void
check_vector(const struct vector *v)
{
	for (int i = 0; i < v->forms; i++) {
		struct person p = { 0 };
		char digits[ORG_SE];
		T_CASE(v->form[i]);
		if (strcmp(v->form[i], "0") == 0)
			continue; /* an interim number has no integer */
		struct str text = str_of(v->form[i]);
		bool ok = person_parse(&p, text, run_date);
		CHECK_INT(ok, v->valid);
		if (ok && strcmp(v->type, "interim") == 0)
			CHECK_INT(p.kind, PERSON_INTERIM);
		if (ok && strcmp(v->type, "con") == 0)
			CHECK_INT(p.kind, PERSON_COORDINATION);
		if (ok && strcmp(v->type, "ssn") == 0)
			CHECK_INT(p.kind, PERSON_NUMBER);
		/* ten digits alone do not tell 1909 from 2009 */
		if (ok && v->form[0][0] != '0' && text.n > 10)
			CHECK_STR(p.text, v->form[0]);
		if (strcmp(v->type, "org") == 0)
			CHECK_INT(org_parse(digits, text), ORG_COMPANY);
	}
}

/* A list of records, one member a line; how many there were. */
static int
read_list(FILE *f)
{
	static const char *const forms[] = { "integer", "long_format",
		"short_format", "separated_format", "separated_long" };
	struct vector v = { 0 };
	char line[256], value[32];
	int n = 0;
	while (fgets(line, sizeof(line), f)) {
		for (size_t i = 0; i < 5; i++)
			if (member(line, forms[i], value, sizeof(value)))
				memcpy(v.form[v.forms++], value, 32);
		if (member(line, "valid", value, sizeof(value)))
			v.valid = strcmp(value, "true") == 0;
		if (member(line, "type", value, sizeof(value)))
			memcpy(v.type, value, sizeof(v.type));
		if (!strchr(line, '}'))
			continue;
		check_vector(&v);
		v = (struct vector){ 0 };
		n++;
	}
	return n;
}

/* Lists of bare values under "valid" and "invalid"; how many there were. */
static int
read_structured(FILE *f)
{
	char line[256];
	bool valid = false;
	int n = 0;
	while (fgets(line, sizeof(line), f)) {
		char *p = line + strspn(line, " \"");
		if (strncmp(p, "valid", 5) == 0 || strncmp(p, "inv", 3) == 0)
			valid = *p == 'v';
		if (*p < '0' || *p > '9')
			continue;
		p[strcspn(p, "\",\r\n")] = '\0';
		struct person person;
		T_CASE(p);
		CHECK_INT(person_parse(&person, str_of(p), run_date), valid);
		n++;
	}
	return n;
}

static void
test_published(void)
{
	static const struct {
		const char *path;
		int (*read)(FILE *);
		int count;
	} files[] = {
		{ VECTORS "personnummer-list.json", read_list, 14 },
		{ VECTORS "personnummer-interim.json", read_list, 12 },
		{ VECTORS "personnummer-orgnumber.json", read_list, 6 },
		{ VECTORS "personnummer-structured.json", read_structured, 70 },
	};
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		FILE *f = fopen(files[i].path, "r");
		if (!f) {
			printf("# skip: no %s\n", files[i].path);
			continue;
		}
		int n = files[i].read(f);
		T_CASE(files[i].path);
		CHECK_INT(n, files[i].count);
		fclose(f);
	}
}

int
main(void)
{
	test_person();
	test_century();
	test_person_mask();
	test_fnr();
	test_hetu();
	test_published();
	return T_END();
}
