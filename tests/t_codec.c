/* SPDX-License-Identifier: ISC */
#include <stdint.h>
#include <stdlib.h>

#include "fill.h"
#include "stream/codec.h"
#include "stream/rec.h"
#include "t.h"

enum { MAX = 1 << 26 };

static struct arena arena;

/* Reads the text as the record's member of that name. */
static bool
read_member(
    const char *name, struct str text, struct record *r, struct fault *f)
{
	struct json j;
	*r = (struct record){ 0 };
	*f = (struct fault){ .text = "" };
	json_open(&j, text, &arena);
	return codec_read(&j, field_find(&record_object, str_of(name)), r, f) &&
	       (json_end(&j) || fault_set(f, "", "", "%s", j.error));
}

/* ---- every field of every object ------------------------------------ */

static void
test_full_record(void)
{
	struct buf one = BUF_INIT(MAX), two = BUF_INIT(MAX);
	struct fill w = { &arena, 1 };
	struct record r = { 0 };
	struct rec rec;
	struct fault f = { .text = "" };
	fill_object(&w, &record_object, &r);
	r.mc = RECORD_MAJOR;
	CHECK(w.next > 400); /* this many values */
	CHECK(codec_write_object(&one, &record_object, &r));
	CHECK(rec_parse(&rec, buf_str(&one), UINT64_MAX >> 1, &arena, &f));
	CHECK_STR((const char *)f.text, "");
	CHECK_INT(rec.members_n, record_object.fields_n);
	const struct field *differs = fill_differs(&record_object, &r, &rec.r);
	CHECK_STR(differs ? differs->name.p : "none", "none");
	CHECK(codec_write_object(&two, &record_object, &rec.r));
	CHECK(str_eq(buf_str(&one), buf_str(&two)));
	buf_free(&one);
	buf_free(&two);
}

/* Each member alone: written as the only one, and nothing else read. */
static void
each_alone(const struct object *o)
{
	struct buf b = BUF_INIT(MAX);
	struct fill w = { &arena, 1 };
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		void *a = arena_zero(&arena, 1, o->size);
		void *again = arena_zero(&arena, 1, o->size);
		struct fault flt;
		struct json j;
		struct str key;
		T_CASE(f->name.p);
		fill_field(&w, f, a);
		buf_reset(&b);
		CHECK(codec_write_object(&b, o, a));
		json_open(&j, buf_str(&b), &arena);
		CHECK(json_begin(&j, '{') && json_more(&j, '}') &&
		      json_key(&j, &key) && str_eq(key, f->name) &&
		      codec_read(&j, f, again, &flt) && !json_more(&j, '}') &&
		      json_end(&j));
		CHECK(!fill_differs(o, a, again));
		if (f->sub)
			each_alone(f->sub);
	}
	buf_free(&b);
}

static void
test_each_field_alone(void)
{
	each_alone(&record_object);
}

/* ---- what is absent ------------------------------------------------- */

static void
test_absent_is_not_written(void)
{
	struct buf b = BUF_INIT(MAX);
	struct str texts[3] = { STR(""), STR("a"), { NULL, 0 } };
	struct wish wishes[2] = { { .forced = false }, { .forced = true } };
	struct delivery d = { .email = STR(""),
		.tags = texts,
		.tags_n = 1,
		.channels = wishes,
		.channels_n = 1 };
	struct invoice zero = { 0 };
	struct record r = { .delivery = &d, .invoice = &zero };
	buf_adds(&b, "before");
	CHECK(!codec_write_object(&b, &record_object, &r));
	CHECK_STR(buf_str(&b), "before");
	d.tags_n = 3;
	d.channels_n = 2;
	buf_reset(&b);
	CHECK(codec_write_object(&b, &record_object, &r));
	CHECK_STR(buf_str(&b),
	    "{\"delivery\":{\"channels\":[{\"forced\":true}],"
	    "\"tags\":[\"a\"]}}");
	buf_free(&b);
}

/* mc-record(5): null is absent. */
static void
null_in(const struct object *o)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		void *got = arena_zero(&arena, 1, o->size);
		void *none = arena_zero(&arena, 1, o->size);
		struct fault flt;
		struct json j;
		T_CASE(f->name.p);
		json_open(&j, str_of(" null "), &arena);
		CHECK(codec_read(&j, f, got, &flt) && json_end(&j));
		CHECK(!fill_differs(o, got, none));
		json_open(&j, str_of("nul"), &arena);
		CHECK(!codec_read(&j, f, got, &flt));
		if (f->sub)
			null_in(f->sub);
	}
}

static void
test_null_is_absent(void)
{
	struct record r;
	struct fault f;
	null_in(&record_object);
	T_CASE("an element cannot be absent");
	CHECK(!read_member("delivery", str_of("{\"tags\":[null]}"), &r, &f));
	CHECK(
	    !read_member("delivery", str_of("{\"channels\":[null]}"), &r, &f));
}

/* ---- wrong types, at every field ------------------------------------ */

static const char *
wrong_value(enum field_kind kind)
{
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_IDENTITY:
		return "1";
	case FIELD_DATE:
		return "\"2026-02-30\"";
	case FIELD_AMOUNT:
		return "1.50";
	case FIELD_NUMBER:
		return "\"1,5\"";
	case FIELD_FLAG:
		return "\"true\"";
	case FIELD_COUNT:
		return "1.5";
	case FIELD_TEXTS:
		return "\"a\"";
	case FIELD_LIST:
		return "{}";
	default:
		return "[]";
	}
}

/* Claims that the value between head and tail is refused at that place. */
static void
refused_at(
    const char *head, const char *value, const char *tail, const char *place)
{
	struct buf b = BUF_INIT(MAX);
	struct rec rec;
	struct fault f = { .text = "" };
	T_CASE(place);
	buf_printf(&b, "%s%s%s", head, value, tail);
	CHECK(!rec_parse(&rec, buf_str(&b), UINT64_MAX >> 1, &arena, &f));
	CHECK_STR((const char *)f.place, place);
	CHECK(f.text[0] != '\0');
	buf_free(&b);
}

/* Tries each member of the object that begins with head at place. */
static void
wrong_in(const struct object *o, const char *head, const char *tail,
    const char *place)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		bool many = f->kind == FIELD_LIST || f->kind == FIELD_TEXTS;
		if (o == &record_object && f->kind < FIELD_TEXTS)
			continue; /* mc, kind, id stand there already */
		const char *h =
		    arena_printf(&arena, "%s\"%s\":", head, f->name.p).p;
		const char *p =
		    arena_printf(&arena, "%s/%s", place, f->name.p).p;
		refused_at(h, wrong_value(f->kind), tail, p);
		if (!f->sub && !many)
			continue;
		const char *in = f->sub ? "{" : "";
		if (many) /* the second element is the wrong one */
			p = arena_printf(&arena, "%s/1", p).p;
		h = arena_printf(&arena, "%s%s%s", h,
		    !many    ? ""
		    : f->sub ? "[{},"
			     : "[\"a\",",
		    in)
			.p;
		const char *t = arena_printf(
		    &arena, "%s%s%s", f->sub ? "}" : "", many ? "]" : "", tail)
				    .p;
		if (f->sub)
			wrong_in(f->sub, h, t, p);
		else
			refused_at(h, "1", t, p);
	}
}

static void
test_wrong_type_everywhere(void)
{
	wrong_in(&record_object,
	    "{\"mc\":1,\"kind\":\"invoice\",\"id\":\"a/b/c\",", "}", "");
}

static void
test_wrong_values(void)
{
	static const struct {
		const char *member, *text, *place;
	} cases[] = {
		{ "delivery", "{\"email\":\"a\\u0000b\"}", "/email" },
		{ "delivery", "{\"tags\":[\"a\",\"\\u0000\"]}", "/tags/1" },
		{ "delivery", "{\"email\":\"\xff\"}", "/email" },
		{ "delivery", "{\"email\":\"a\nb\"}", "/email" },
		{ "delivery", "{\"print\":{\"duplex\":1}}", "/print/duplex" },
		{ "invoice", "{\"payable\":\"1e3\"}", "/payable" },
		{ "invoice", "{\"payable\":\"\"}", "/payable" },
		{ "invoice", "{\"payable\":\"12345678901234567890123456789\"}",
		    "/payable" },
		{ "invoice", "{\"payable\":\"0.1234567890123456789\"}",
		    "/payable" },
		{ "invoice", "{\"issue_date\":\"2026-11-2\"}", "/issue_date" },
		{ "invoice", "{\"issue_date\":\"\"}", "/issue_date" },
		{ "source", "{\"bytes\":9223372036854775808}", "/bytes" },
		{ "source", "{\"bytes\":\"1\"}", "/bytes" },
		{ "source", "{\"bytes\":1e2}", "/bytes" },
		{ "pages", "[{\"bytes\":1},{\"pages\":true}]", "/1/pages" },
		{ "delivery", "{\"x\":1,\"x\":1}", "" },
		{ "delivery", "{\"x\":[}", "" },
		{ "delivery", "{\"email\":\"a\"", "" },
		{ "delivery", "{\"email\":\"a\"]", "" },
	};
	struct record r;
	struct fault f;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		CHECK(!read_member(
		    cases[i].member, str_of(cases[i].text), &r, &f));
		CHECK_STR((const char *)f.place, cases[i].place);
		CHECK(f.text[0] != '\0');
	}
}

/* ---- what is unknown ------------------------------------------------ */

/* {"x0":{...},"email":"a","x1":...} with n names that no table has. */
static struct str
with_unknown(struct buf *b, int n)
{
	buf_reset(b);
	buf_adds(b, "{");
	for (int i = 0; i < n; i++)
		buf_printf(b, "\"x%d\":{\"a\":[1,\"\\u0000\",null]},", i);
	buf_adds(b, "\"email\":\"a@kund.example\"}");
	return buf_str(b);
}

static void
test_unknown(void)
{
	struct buf b = BUF_INIT(MAX);
	struct record r;
	struct fault f;
	CHECK(read_member("delivery", with_unknown(&b, 1), &r, &f));
	CHECK_STR(r.delivery->email, "a@kund.example");
	CHECK(read_member("delivery", with_unknown(&b, 64), &r, &f));
	CHECK_STR(r.delivery->email, "a@kund.example");
	CHECK(!read_member("delivery", with_unknown(&b, 65), &r, &f));
	CHECK_STR((const char *)f.text, "too many unknown members");
	/* what is unknown is checked, though it is not read */
	CHECK(!read_member("delivery", str_of("{\"x\":[1,]}"), &r, &f));
	CHECK(!read_member("delivery", str_of("{\"x\":\"\xff\"}"), &r, &f));
	buf_free(&b);
}

/* ---- values at their limits ----------------------------------------- */

static void
test_decimals_are_exact(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "0", "0" },
		{ "0.00", "0.00" },
		{ "1234.50", "1234.50" },
		{ "-0.01", "-0.01" },
		{ "0.1", "0.1" },
		{ "9007199254740993", "9007199254740993" },
		{ "9999999999999999999999999999",
		    "9999999999999999999999999999" },
		{ "-9999999999.999999999999999999",
		    "-9999999999.999999999999999999" },
		{ "0.000000000000000001", "0.000000000000000001" },
		{ "+5", "5" },
		{ ".5", "0.5" },
		{ "007.0", "7.0" },
	};
	struct buf b = BUF_INIT(1000);
	struct record r;
	struct fault f;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		buf_reset(&b);
		buf_printf(&b, "{\"payable\":\"%s\"}", cases[i].text);
		CHECK(read_member("invoice", buf_str(&b), &r, &f));
		buf_reset(&b);
		CHECK(codec_write_object(&b, &record_object, &r));
		char want[200];
		snprintf(want, sizeof(want),
		    "{\"invoice\":{\"payable\":\"%s\"}}", cases[i].want);
		CHECK_STR(buf_str(&b), (const char *)want);
	}
	buf_free(&b);
}

static void
test_counts(void)
{
	struct record r;
	struct fault f;
	CHECK(read_member(
	    "source", str_of("{\"bytes\":9223372036854775807}"), &r, &f));
	CHECK_INT(r.source->bytes, INT64_MAX);
	CHECK(read_member(
	    "source", str_of("{\"bytes\":-9223372036854775808}"), &r, &f));
	CHECK_INT(r.source->bytes, INT64_MIN);
	CHECK(read_member("source", str_of("{\"bytes\":-0}"), &r, &f));
	CHECK_INT(r.source->bytes, 0);
}

/* Lists that outgrow their room several times keep what they had. */
static void
test_long_list(void)
{
	struct buf b = BUF_INIT(MAX);
	struct record r;
	struct fault f;
	buf_adds(&b, "{\"lines\":[");
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "%s{\"id\":\"%d\"}", i ? "," : "", i);
	buf_adds(&b, "]}");
	CHECK(read_member("invoice", buf_str(&b), &r, &f));
	CHECK_INT(r.invoice->lines_n, 5000);
	int same = 0;
	for (int i = 0; i < (int)r.invoice->lines_n; i++) {
		char id[12];
		snprintf(id, sizeof(id), "%d", i);
		same += str_is(r.invoice->lines[i].id, id);
	}
	CHECK_INT(same, 5000);
	buf_free(&b);
}

int
main(void)
{
	test_full_record();
	test_each_field_alone();
	test_absent_is_not_written();
	test_null_is_absent();
	test_wrong_type_everywhere();
	test_wrong_values();
	test_unknown();
	test_decimals_are_exact();
	test_counts();
	test_long_list();
	arena_free(&arena);
	return T_END();
}
