/* SPDX-License-Identifier: ISC */
#include "base/arena.h"
#include "base/buf.h"
#include "fill.h"
#include "model/fault.h"
#include "model/identity.h"
#include "model/problems.h"
#include "model/section.h"
#include "t.h"

static struct arena arena;

/* ---- the field table ------------------------------------------------ */

static void
table_of(const struct object *o)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		T_CASE(f->name.p);
		CHECK(field_find(o, f->name) == f); /* no name twice */
		CHECK(f->meaning[0] && f->at < o->size);
		CHECK(field_kind_name(f->kind)[0]);
		if (f->sub)
			table_of(f->sub);
	}
}

static void
test_table(void)
{
	table_of(&record_object);
	CHECK(!field_find(&record_object, str_of("nothing")));
	CHECK(!field_find(&record_object, str_of("")));
	/* codec and rec keep one bit a member */
	CHECK(record_object.fields_n < 63 && invoice_object.fields_n < 64);
}

static bool
note(void *arg, struct str path, const struct field *f, const void *value)
{
	char room[FIELD_TEXT_MAX];
	struct buf *b = arg;
	struct str text = field_text(f, value, room);
	buf_printf(b, "%.*s=%.*s\n", STR_ARG(path), STR_ARG(text));
	return !str_is(text, "stop");
}

static void
test_walk(void)
{
	struct invoice_line lines[2] = { { .name = STR("El") },
		{ .quantity = { 15, 1, true } } };
	struct str tags[2] = { STR("a"), STR("b") };
	struct delivery delivery = { .tags = tags, .tags_n = 2 };
	struct invoice invoice = { .issue_date = { 2026, 11, 2 },
		.payable = { -123450, 2, true },
		.seller.address.city = STR("Kiruna"),
		.lines = lines,
		.lines_n = 2 };
	struct record r = {
		.mc = 1, .invoice = &invoice, .delivery = &delivery
	};
	struct buf b = BUF_INIT(4096);
	CHECK(field_walk(&record_object, &r, note, &b));
	CHECK_STR(buf_str(&b), "mc=1\n"
			       "invoice.issue_date=2026-11-02\n"
			       "invoice.payable=-1234.50\n"
			       "invoice.seller.address.city=Kiruna\n"
			       "invoice.lines[0].name=El\n"
			       "invoice.lines[1].quantity=1.5\n"
			       "delivery.tags[0]=a\n"
			       "delivery.tags[1]=b\n");
	buf_reset(&b);
	lines[0].name = str_of("stop");
	CHECK(!field_walk(&record_object, &r, note, &b));
	CHECK(strstr(b.p, "lines[0].name=stop") && !strstr(b.p, "delivery"));
	buf_free(&b);
}

/* ---- ranks ---------------------------------------------------------- */

static void
test_sections(void)
{
	static const struct {
		const char *tool;
		int rank;
	} cases[] = {
		{ "mc-parse", RANK_CONTENT },
		{ "mc-lookup", RANK_REACH },
		{ "mc-route", RANK_ROUTE },
		{ "mc-render", RANK_PAGES },
		{ "mc-sefaktura", RANK_FORMAT },
		{ "mc-autogiro", RANK_FORMAT }, /* and mandates, rank 0 */
		{ "mc-send", RANK_SENT }, /* and receipts, rank 0 */
		{ "mc-archive", RANK_ARCHIVED },
		{ "mc-show", RANK_NONE },
		{ "", RANK_NONE },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].tool);
		CHECK_INT(
		    section_tool_rank(str_of(cases[i].tool)), cases[i].rank);
	}
	/* every member of a record has a rank, but the one that has many */
	for (size_t i = 0; i < record_object.fields_n; i++) {
		struct str name = record_object.fields[i].name;
		T_CASE(name.p);
		CHECK_INT(
		    section_find(name) != NULL, !str_is(name, "rejected"));
	}
	CHECK(!section_find(str_of("x")));
}

/* ---- identities ----------------------------------------------------- */

static void
count_identity(void *arg, struct str *value)
{
	++*(int *)arg;
	*value = str_of("gone");
}

/* Puts text into each IDENTITY member below; how many there are. */
static int
plant(const struct object *o, void *base, const char *text)
{
	int n = 0;
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		void *to = field_of(base, f);
		if (f->kind == FIELD_IDENTITY) {
			*(struct str *)to = str_of(text);
			n++;
		} else if (f->kind == FIELD_GROUP) {
			n += plant(f->sub, to, text);
		} else if (f->kind == FIELD_OPTION) {
			n += plant(f->sub, *(void **)to, text);
		} else if (f->kind == FIELD_LIST) {
			char *item = *(char **)to;
			for (size_t k = field_count(base, f); k > 0; k--) {
				n += plant(f->sub, item, text);
				item += f->sub->size;
			}
		}
	}
	return n;
}

static void
test_identities(void)
{
	struct fill w = { &arena, 1 };
	struct record r = { 0 };
	int found = 0;
	fill_object(&w, &record_object, &r);
	int planted = plant(&record_object, &r, "19121212-1212");
	CHECK(planted > 20);
	identity_each(&record_object, &r, count_identity, &found);
	CHECK_INT(found, planted);
	/* those that were replaced are no identities now */
	found = 0;
	identity_each(&record_object, &r, count_identity, &found);
	CHECK_INT(found, 0);
	CHECK_STR(r.invoice->buyer.ids[1].id, "gone");
	struct record empty = { 0 };
	identity_each(&record_object, &empty, count_identity, &found);
	CHECK_INT(found, 0);
}

/* A byte anywhere is no blank. */
static void
test_blank(void)
{
	const struct object *o = &party_object;
	char *p = arena_zero(&arena, 1, o->size);
	T_CASE("blank objects");
	CHECK(field_blank(o, p));
	for (size_t i = 0; i < o->size; i++) {
		p[i] = 1;
		CHECK(!field_blank(o, p));
		p[i] = 0;
	}
}

/* ---- faults and problems -------------------------------------------- */

static void
test_fault(void)
{
	struct fault f;
	char text[400];
	CHECK(!fault_set(&f, "/a", "r", "%s of %d", "one", 2));
	CHECK_STR((const char *)f.place, "/a");
	CHECK_STR((const char *)f.rule, "r");
	CHECK_STR((const char *)f.text, "one of 2");
	CHECK(!fault_set(&f, NULL, NULL, "%s", ""));
	CHECK(!f.place[0] && !f.rule[0] && !f.text[0]);
	CHECK(!fault_set(NULL, "/a", "r", "%s", "nobody wants to know"));
	/* cut between characters */
	memset(text, 'x', sizeof(text));
	memcpy(text + FAULT_TEXT - 2, "\xc3\xa5", 2);
	text[sizeof(text) - 1] = '\0';
	fault_set(&f, text, NULL, "%s", text);
	CHECK_INT(strlen(f.text), FAULT_TEXT - 2);
	CHECK_INT(strlen(f.place), FAULT_TEXT - 2);
	/* identity numbers are masked wherever they stand */
	fault_set(&f, "/191212121212", "191212121212", "'%s'", "19121212-1212");
	CHECK(!strstr(f.place, "1212") && !strstr(f.rule, "1212"));
	CHECK(!strstr(f.text, "1212"));
}

static void
add(struct record *r, const char *severity, int n)
{
	problem_add(r, &arena, "RULE-1", severity, str_of("/Invoice/cbc:ID"), n,
	    "'%s' is number %d", "191212121212", n);
}

static void
test_problems(void)
{
	struct record r = { 0 };
	CHECK(!problem_fatal(&r));
	for (int i = 0; i < 9; i++)
		add(&r, i == 6 ? "fatal" : "warning", i);
	CHECK_INT(r.problems_n, 9);
	for (int i = 0; i < 9; i++)
		CHECK_INT(r.problems[i].line, i);
	CHECK(problem_fatal(&r) == &r.problems[6]);
	CHECK_STR(r.problems[0].path, "/Invoice/cbc:ID");
	CHECK_STR(r.problems[0].rule, "RULE-1");
	CHECK_STR(r.problems[8].text, "'************' is number 8");
}

/* Behind ten thousand warnings a fatal finding did not count. */
static void
test_fatal_problem_behind_a_full_list(void)
{
	struct record r = { 0 };
	for (int i = 0; i < PROBLEMS_MAX + 5; i++)
		add(&r, "warning", i);
	CHECK_INT(r.problems_n, PROBLEMS_MAX);
	CHECK(!problem_fatal(&r));
	add(&r, "fatal", 77);
	add(&r, "fatal", 78);
	add(&r, "warning", 79);
	CHECK_INT(r.problems_n, PROBLEMS_MAX);
	CHECK(problem_fatal(&r) == &r.problems[PROBLEMS_MAX - 1]);
	CHECK_INT(problem_fatal(&r)->line, 77);
	CHECK_INT(r.problems[PROBLEMS_MAX - 2].line, PROBLEMS_MAX - 2);
}

static void
test_payable(void)
{
	struct invoice v = { .payable = { 1250, 2, true } };
	struct record r = { .kind = STR("invoice"), .invoice = &v };
	CHECK(dec_cmp(record_payable(&r), v.payable) == 0);
	r.kind = str_of("credit-note");
	CHECK(dec_cmp(record_payable(&r), dec_neg(v.payable)) == 0);
	v.payable = (struct dec){ 0 };
	CHECK(!record_payable(&r).set);
	r.invoice = NULL;
	CHECK(!record_payable(&r).set);
}

int
main(void)
{
	test_table();
	test_walk();
	test_sections();
	test_identities();
	test_blank();
	test_fault();
	test_problems();
	test_fatal_problem_behind_a_full_list();
	arena_free(&arena);
	test_payable();
	return T_END();
}
