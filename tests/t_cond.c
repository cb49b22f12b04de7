/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "base/buf.h"
#include "conf/cond.h"
#include "conf/cond_tree.h"
#include "model/field.h"
#include "t.h"

static struct arena arena;

static struct dec
dec(const char *text)
{
	struct dec d = { 0 };
	CHECK(dec_parse(&d, str_of(text)));
	return d;
}

/* ---- what holds ------------------------------------------------------ */

/* Filled by make_record: an invoice with two lines and one problem. */
static struct record record;

static void
make_record(void)
{
	static struct invoice invoice;
	static struct invoice_line lines[2];
	static struct problem problem;
	static struct delivery delivery;
	static struct str tags[2] = { STR("vip"), STR("q1") };
	static struct wish wish = { .channel = STR("email"), .forced = true };
	static struct archived archived;
	lines[0].name = str_of("El");
	lines[0].quantity = dec("100");
	lines[1].description = str_of("fee");
	lines[1].quantity = dec("1.5");
	invoice.lines = lines;
	invoice.lines_n = 2;
	invoice.number = str_of("F-1\\0\"7");
	invoice.type_code = str_of("380");
	invoice.payable = dec("1234.50");
	invoice.due_date = (struct date){ 2026, 2, 28 };
	invoice.buyer.name = str_of("\xc3\x85s AB");
	invoice.buyer.address.country = str_of("SE");
	problem.rule = str_of("BR-01");
	problem.line = 12;
	delivery.tags = tags;
	delivery.tags_n = 2;
	delivery.channels = &wish;
	delivery.channels_n = 1;
	record = (struct record){ .mc = 1,
		.kind = STR("credit-note"),
		.id = STR("norrlid/credit-note/F-1"),
		.invoice = &invoice,
		.problems = &problem,
		.problems_n = 1,
		.delivery = &delivery,
		.archived = &archived };
}

static const struct {
	const char *text;
	bool holds;
} cases[] = {
	/* text */
	{ "kind = credit-note", true },
	{ "kind = invoice", false },
	{ "kind != invoice", true },
	{ "kind='credit-note'", true },
	{ "invoice.type_code = 380", true },
	{ "invoice.type_code = 0380", false },
	{ "invoice.type_code = 380.0", false },
	{ "invoice.buyer.address.country = se", false },
	{ "invoice.number = \"F-1\\\\0\\\"7\"", true },
	{ "invoice.number = 'F-1\\\\0\"7'", true },
	{ "invoice.number = \"F-1\"", false },
	{ "invoice.buyer.name = \"\xc3\x85s AB\"", true },
	{ "kind = ''", false },
	{ "kind in (invoice, credit-note)", true },
	{ "kind in ( 'invoice' )", false },
	{ "not kind in (invoice)", true },
	/* patterns */
	{ "id ~ 'norrlid/*'", true },
	{ "id ~ '*/credit-note/*'", true },
	{ "id ~ 'norrlid'", false },
	{ "id ~ '*F-?'", true },
	{ "id ~ '*F-?7?'", false },
	{ "invoice.buyer.name ~ '?s AB'", true },
	{ "invoice.buyer.name ~ '??s AB'", false },
	{ "invoice.seller.name ~ '*'", false },
	/* amounts, numbers */
	{ "invoice.payable = 1234.5", true },
	{ "invoice.payable = 1234.500", true },
	{ "invoice.payable = '1234.50'", true },
	{ "invoice.payable != 1234.5", false },
	{ "invoice.payable > 1234.49", true },
	{ "invoice.payable > 1234.50", false },
	{ "invoice.payable >= 1234.50", true },
	{ "invoice.payable < 9999", true },
	{ "invoice.payable < 1234.51", true },
	{ "invoice.payable <= -1", false },
	{ "invoice.payable in (1, 1234.5)", true },
	/* dates */
	{ "invoice.due_date = 2026-02-28", true },
	{ "invoice.due_date < '2026-03-01'", true },
	{ "invoice.due_date > 2026-02-28", false },
	{ "invoice.due_date >= 2026-02-28", true },
	{ "invoice.due_date in (2026-02-27, 2026-02-28)", true },
	/* whole numbers, flags */
	{ "mc = 1", true },
	{ "mc > 1", false },
	{ "problems.line in (11, 12)", true },
	{ "archived.offset = 0", true },
	{ "archived.offset < 1", true },
	{ "archived.offset", false },
	{ "problems.line", true },
	{ "delivery.channels.forced", true },
	{ "delivery.channels.forced = true", true },
	{ "delivery.channels.forced != true", false },
	{ "delivery.print.duplex", false },
	{ "delivery.print.duplex = false", true },
	/* presence */
	{ "invoice", true },
	{ "payment", false },
	{ "problems", true },
	{ "sent", false },
	{ "delivery.tags", true },
	{ "invoice.buyer", true },
	{ "invoice.payee", false },
	{ "invoice.payee.address", false },
	{ "invoice.lines[1]", true },
	{ "invoice.lines[2]", false },
	{ "invoice.payable", true },
	{ "invoice.net", false },
	{ "invoice.lines.name", true },
	{ "invoice.lines[1].name", false },
	/* lists: any element */
	{ "invoice.lines.name = El", true },
	{ "invoice.lines[0].name = El", true },
	{ "invoice.lines[1].name = El", false },
	{ "invoice.lines.quantity = 1.50", true },
	{ "invoice.lines.quantity < 1", false },
	{ "problems.rule = BR-01", true },
	{ "problems.rule != BR-01", false },
	{ "problems.rule ~ 'BR-*'", true },
	{ "invoice.lines.name != El", true },
	{ "not invoice.lines.name = El", false },
	{ "delivery.tags = vip", true },
	{ "delivery.tags[1] = vip", false },
	{ "delivery.tags ~ 'q?'", true },
	{ "delivery.tags[7] != vip", true },
	/* absent: false, but != is true */
	{ "invoice.net = 0", false },
	{ "invoice.net < 1", false },
	{ "invoice.net >= 0", false },
	{ "invoice.net in (0)", false },
	{ "invoice.net != 0", true },
	{ "invoice.tax_point < 2026-01-01", false },
	{ "invoice.tax_point != 2026-01-01", true },
	{ "payment.amount > 0", false },
	{ "payment.amount != 0", true },
	{ "payment.currency = SEK", false },
	{ "payment.currency != SEK", true },
	{ "sent.outcome = accepted", false },
	{ "sent.outcome != accepted", true },
	{ "rejected.tool != mc-parse", true },
	{ "invoice.lines[2].name != El", true },
	{ "source.line = 0", false },
	{ "source.line != 0", true },
	/* how they combine */
	{ "mc = 1 and kind = invoice", false },
	{ "mc = 1 or kind = invoice", true },
	{ "mc = 2 and mc = 3 or mc = 1", true },
	{ "mc = 1 or mc = 2 and mc = 3", true },
	{ "(mc = 1 or mc = 2) and mc = 3", false },
	{ "not mc = 2 and not (mc = 3 or mc = 4)", true },
	{ "not not mc", true },
	{ "not mc or mc", true },
	{ "((((mc))))", true },
	{ "mc = 1 and mc < 2 and mc > 0 and mc != 0", true },
	{ "mc = 9 or mc = 8 or mc = 1", true },
	{ "\tmc\n=\r\n1 ", true },
	{ "mc>0 and(mc<2)", true },
};

static void
test_holds(void)
{
	struct fault fault = { .text = "" };
	make_record();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		const struct cond *c =
		    cond_compile(str_of(cases[i].text), &arena, &fault);
		CHECK_STR(fault.text, "");
		CHECK(c);
		if (c)
			CHECK_INT(cond_holds(c, &record), cases[i].holds);
		fault.text[0] = '\0';
		arena_reset(&arena);
	}
	T_CASE("");
}

/* ---- what is refused ------------------------------------------------- */

static const struct {
	const char *text, *place, *fault;
} refused[] = {
	{ "", "column 1", "a path must stand here" },
	{ "  ", "column 3", "a path must stand here" },
	{ "\"SE\" = kind", "column 1", "a path must stand here, not 'SE'" },
	{ "kind = invoice and", "column 19", "a path must stand here" },
	{ "or kind", "column 1", "a path must stand here, not 'or'" },
	{ "kind and and id", "column 10", "a path must stand here, not 'and'" },
	{ "invoce", "column 1",
	    "unknown field 'invoce' of record (did you mean 'invoice'?)" },
	{ "380 = kind", "column 1", "unknown field '380' of record" },
	{ "mc = 1 and invoice.buyer.adress.country = SE", "column 26",
	    "unknown field 'adress' of party (did you mean 'address'?)" },
	{ "invoice.lines[0].nam = x", "column 18",
	    "unknown field 'nam' of invoice_line (did you mean 'name'?)" },
	{ "invoice.payable.x", "column 16", "'payable' has no parts" },
	{ "invoice.", "column 9", "a name must stand here" },
	{ "invoice..payable", "column 9", "a name must stand here" },
	{ ".invoice", "column 1", "a name must stand here" },
	{ "invoice[0]", "column 8", "'invoice' is no list" },
	{ "kind[0] = x", "column 5", "'kind' is no list" },
	{ "problems[x]", "column 9", "an element is written as [0]" },
	{ "problems[-1]", "column 9", "an element is written as [0]" },
	{ "problems[01]", "column 9", "an element is written as [0]" },
	{ "problems[0", "column 9", "an element is written as [0]" },
	{ "problems[9999999999]", "column 9", "an element is written as [0]" },
	{ "problems[0]rule", "column 12", "a point must stand here" },
	{ "problems[0][0]", "column 12", "a point must stand here" },
	{ "kind <", "column 6", "'<' does not go with text 'kind'" },
	{ "id >= 'a'", "column 4", "'>=' does not go with text 'id'" },
	{ "invoice.number < 5", "column 16",
	    "'<' does not go with identity 'invoice.number'" },
	{ "invoice = x", "column 9", "'=' does not go with object 'invoice'" },
	{ "problems in (a)", "column 10",
	    "'in' does not go with list 'problems'" },
	{ "invoice.payable ~ '1*'", "column 17",
	    "'~' does not go with amount 'invoice.payable'" },
	{ "delivery.channels.forced < true", "column 26",
	    "'<' does not go with flag 'delivery.channels.forced'" },
	{ "invoice.payable > 1e3", "column 19",
	    "a number such as 9.50 must stand here, not '1e3'" },
	{ "invoice.payable > 01", "column 19",
	    "a number such as 9.50 must stand here, not '01'" },
	{ "invoice.lines.quantity = many", "column 26",
	    "a number such as 9.50 must stand here, not 'many'" },
	{ "invoice.payable in (1, x)", "column 24",
	    "a number such as 9.50 must stand here, not 'x'" },
	{ "mc = 1.0", "column 6", "a whole number must stand here, not '1.0'" },
	{ "invoice.due_date > 2026-02-30", "column 20",
	    "a date such as 2026-01-31 must stand here, not '2026-02-30'" },
	{ "delivery.channels.forced = yes", "column 28",
	    "true or false must stand here, not 'yes'" },
	{ "kind = ", "column 8", "a value must stand here" },
	{ "kind == invoice", "column 7", "a value must stand here, not '='" },
	{ "kind = and", "column 8",
	    "a value in quotes must stand here, not 'and'" },
	{ "kind = a[0]", "column 8",
	    "a value in quotes must stand here, not 'a[0]'" },
	{ "kind = (a)", "column 8", "a value must stand here, not '('" },
	{ "kind in a", "column 9", "'(' must stand here, not 'a'" },
	{ "kind in ()", "column 10", "a value must stand here, not ')'" },
	{ "kind in (a b)", "column 12", "',' or ')' must stand here, not 'b'" },
	{ "kind in (a,", "column 12", "a value must stand here" },
	{ "kind in (a", "column 11", "',' or ')' must stand here" },
	{ "kind invoice", "column 6",
	    "'and', 'or' or the end must stand here, not 'invoice'" },
	{ "(mc", "column 4", "'and', 'or' or ')' must stand here" },
	{ "mc)", "column 3",
	    "'and', 'or' or the end must stand here, not ')'" },
	{ "kind = 'a", "column 8", "the quote is not closed" },
	{ "kind = 'a\\", "column 10", "\\ must stand before a quote or a \\" },
	{ "kind = 'a\\n'", "column 10",
	    "\\ must stand before a quote or a \\" },
	{ "kind = \"\xc3\xa5\xc3\xa4\xc3\xb6\" & mc", "column 14",
	    "'&' means nothing outside quotes" },
	{ "kind = \xc3\xa5", "column 8",
	    "'\xc3\xa5' means nothing outside quotes" },
	{ "kind ! x", "column 6", "'!' means nothing outside quotes" },
	{ "mc = 1 and \xff", "column 12", "not UTF-8" },
};

static void
test_refused(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct fault fault = { .text = "" };
		T_CASE(refused[i].text);
		CHECK(!cond_compile(str_of(refused[i].text), &arena, &fault));
		CHECK_STR(fault.place, refused[i].place);
		CHECK_STR(fault.text, refused[i].fault);
		arena_reset(&arena);
	}
	T_CASE("");
}

/* Compiles `front`, n times `part`, and `back`. */
static const struct cond *
compile(const char *front, const char *part, int n, const char *back,
    struct fault *fault)
{
	struct buf b = BUF_INIT(65536);
	buf_adds(&b, front);
	while (n-- > 0)
		buf_adds(&b, part);
	buf_adds(&b, back);
	*fault = (struct fault){ .text = "" };
	arena_reset(&arena);
	const struct cond *c = cond_compile(buf_str(&b), &arena, fault);
	buf_free(&b);
	return c;
}

static void
test_limits(void)
{
	struct fault fault;
	make_record();
	CHECK(compile("", " ", COND_TEXT_MAX - 2, "mc", &fault));
	CHECK(!compile("", " ", COND_TEXT_MAX - 1, "mc", &fault));
	CHECK_STR(fault.text, "longer than 4096 bytes");
	CHECK(compile("", "not ", COND_DEPTH, "mc", &fault));
	CHECK(!compile("", "not ", COND_DEPTH + 1, "mc", &fault));
	CHECK_STR(fault.place, "column 257");
	CHECK_STR(fault.text, "more than 64 levels");
	CHECK(!compile("", "(", COND_DEPTH + 1, "mc", &fault));
	CHECK_STR(fault.place, "column 65");
	/* "or" and 255 tests */
	const struct cond *c =
	    compile("", "id or ", COND_NODES - 2, "mc", &fault);
	CHECK(c && cond_holds(c, &record));
	CHECK(!compile("", "id or ", COND_NODES - 1, "mc", &fault));
	CHECK_STR(fault.text, "more than 256 parts");
	CHECK(compile("mc in (1", ",2", COND_NODES - 2, ")", &fault));
	CHECK(!compile("mc in (1", ",2", COND_NODES - 1, ")", &fault));
	CHECK_STR(fault.text, "more than 256 parts");
}

/* ---- sections, patterns, memory -------------------------------------- */

/* The bit of a section. */
static uint64_t
bit(const char *name)
{
	const struct field *f = field_find(&record_object, str_of(name));
	CHECK(f);
	return f ? (uint64_t)1 << (f - record_object.fields) : 0;
}

static void
test_sections(void)
{
	struct fault fault;
	const struct cond *c = compile("kind = x and (problems.rule = y or "
				       "not invoice.lines[0].name) or "
				       "invoice.payable > 0",
	    "", 0, "", &fault);
	CHECK(c);
	if (c)
		CHECK_INT(cond_sections(c),
		    bit("kind") | bit("problems") | bit("invoice"));
	/* a bit for every section, or cond.h must change */
	CHECK(record_object.fields_n <= 64);
}

/* A record of which nothing was decoded but the wanted sections. */
static void
test_partly_decoded(void)
{
	static const char *const texts[] = { "invoice.lines.name = x",
		"problems.rule = x", "delivery.tags = x", "route.held" };
	struct record empty = { .mc = 1 };
	struct fault fault;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct cond *c = compile(texts[i], "", 0, "", &fault);
		CHECK(c && !cond_holds(c, &empty));
	}
}

static void
test_glob(void)
{
	static const struct {
		const char *pattern, *text;
		bool matches;
	} globs[] = {
		{ "", "", true },
		{ "", "a", false },
		{ "*", "", true },
		{ "**", "abc", true },
		{ "?", "", false },
		{ "a*c", "abc", true },
		{ "a*c", "abcd", false },
		{ "*a*b*", "xaxbx", true },
		{ "*ab", "aab", true },
		{ "*ab?", "abab", false },
		{ "\\*", "*", true },
		{ "\\*", "a", false },
		{ "*\\?", "a?", true },
		{ "*\\?", "ab", false },
		{ "\\a", "a", true },
		{ "a\\", "a\\", true },
		{ "\\\\", "\\", true },
		{ "*\xa5", "\xc3\xa5", false },
	};
	for (size_t i = 0; i < sizeof(globs) / sizeof(globs[0]); i++) {
		T_CASE(globs[i].pattern);
		CHECK_INT(
		    cond_glob(str_of(globs[i].pattern), str_of(globs[i].text)),
		    globs[i].matches);
	}
	T_CASE("");
}

static void
test_chance(void)
{
	static const struct {
		const char *text;
		enum cond_chance chance;
	} chances[] = {
		{ "kind = credit-note", COND_ALWAYS },
		{ "kind = invoice", COND_NEVER },
		{ "not kind = invoice", COND_ALWAYS },
		{ "id = x", COND_MAYBE },
		{ "not id", COND_MAYBE },
		{ "kind = invoice and id", COND_NEVER },
		{ "kind = credit-note and id", COND_MAYBE },
		{ "kind = credit-note or id", COND_ALWAYS },
		{ "kind = invoice or id", COND_MAYBE },
		{ "invoice.buyer.name = x", COND_MAYBE },
	};
	struct fault fault;
	make_record();
	for (size_t i = 0; i < sizeof(chances) / sizeof(chances[0]); i++) {
		T_CASE(chances[i].text);
		const struct cond *c =
		    compile(chances[i].text, "", 0, "", &fault);
		CHECK(c);
		CHECK_INT(
		    cond_chance(c, str_of("kind"), &record), chances[i].chance);
	}
	const struct cond *c =
	    compile("invoice.buyer.address.country = SE", "", 0, "", &fault);
	CHECK_INT(
	    cond_chance(c, str_of("invoice.buyer.address.country"), &record),
	    COND_ALWAYS);
	CHECK_INT(cond_chance(c, str_of("invoice.buyer.address"), &record),
	    COND_MAYBE);
	CHECK_INT(
	    cond_chance(c, str_of("invoice.buyer.address.country.x"), &record),
	    COND_MAYBE);
	T_CASE("");
}

/* Nothing of the text given to cond_compile is kept. */
static void
test_text_is_copied(void)
{
	char text[] = "kind in (credit-note, 'x')";
	struct fault fault;
	make_record();
	arena_reset(&arena);
	const struct cond *c = cond_compile(str_of(text), &arena, &fault);
	memset(text, '!', sizeof(text));
	CHECK(c && cond_holds(c, &record));
}

/* Paths from another struct, and from an element of one of its lists. */
static void
test_at(void)
{
	static const struct field_root root = { &invoice_object,
		&invoice_line_object };
	static const struct field_root bare = { &invoice_object, NULL };
	static const struct {
		const char *text;
		bool holds[2]; /* for each line */
	} at[] = {
		{ "payable > 1000", { true, true } },
		{ "item.name = El", { true, false } },
		{ "item.name", { true, false } },
		{ "item.quantity < 2 and payable > 0", { false, true } },
		{ "item.period", { false, false } },
		{ "item.allowances.amount > 0", { false, false } },
		{ "lines.name = El and not item.description", { true, false } },
	};
	struct fault fault = { .text = "" };
	make_record();
	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		T_CASE(at[i].text);
		const struct cond *c =
		    cond_compile_at(&root, str_of(at[i].text), &arena, &fault);
		CHECK_STR(fault.text, "");
		for (int n = 0; c && n < 2; n++)
			CHECK_INT(cond_holds_at(c, record.invoice,
				      &record.invoice->lines[n]),
			    at[i].holds[n]);
	}
	CHECK(!cond_compile_at(&root, str_of("item.nam"), &arena, &fault));
	CHECK_STR(fault.text,
	    "unknown field 'nam' of invoice_line (did you mean 'name'?)");
	CHECK(!cond_compile_at(&root, str_of("item"), &arena, &fault));
	CHECK(!cond_compile_at(&root, str_of("item."), &arena, &fault));
	CHECK(!cond_compile_at(&bare, str_of("item.name"), &arena, &fault));
	CHECK_STR(fault.text, "unknown field 'item' of invoice");
	arena_reset(&arena);
	T_CASE("");
}

int
main(void)
{
	test_holds();
	test_at();
	test_refused();
	test_limits();
	test_sections();
	test_partly_decoded();
	test_glob();
	test_chance();
	test_text_is_copied();
	arena_free(&arena);
	return T_END();
}
