/* SPDX-License-Identifier: ISC */
#include "render_type.h"
#include "t.h"

/* ---- lines ------------------------------------------------------------ */

/* Texts of lines with | between them. */
static struct str
joined(struct paragraph l)
{
	struct str out = { "", 0 };
	for (size_t i = 0; i < l.n; i++)
		out = arena_printf(&arena, "%.*s%s%.*s", STR_ARG(out),
		    i ? "|" : "", STR_ARG(l.line[i].text));
	return out;
}

static const struct {
	const char *text, *room, *want; /* room: as wide as that text */
	bool broken;
} breaks[] = {
	{ "", "mmmm", "", false },
	{ "  \n \n\t", "mmmm", "", false },
	{ "abc", "mmmm", "abc", false },
	{ "  abc  ", "abc", "abc", false },
	{ "abc def", "abc def", "abc def", false },
	{ "abc def", "abc de", "abc|def", false },
	{ "abc   def ghi", "abc de", "abc|def|ghi", false },
	{ "a\nb\r\n\r\n\r\n\n c\n\n", "mmmm", "a|b||c", false },
	{ "abcdef", "abc", "abc|def", true },
	{ "ab abcdef", "abc", "ab|abc|def", true },
	{ "10\xc2\xa0kr och", "10 kr", "10\xc2\xa0kr|och", false },
	/* behind hyphens and slashes, not in figures, not after e- */
	{ "energi-bolag", "energi-b", "energi-|bolag", false },
	{ "efter e-faktura", "efter e-fak", "efter|e-faktura", false },
	{ "och/eller", "och/e", "och/|eller", false },
	{ "https://a.example/sida", "https://a.example/si",
	    "https://a.example/|sida", false },
	{ "den 2026-10-01", "den 2026-1", "den|2026-10-01", false },
	{ "bg 123-4567", "bg 123-45", "bg|123-4567", false },
	{ "ca -5", "ca -", "ca|-5", false },
	/* a figure is whole and sticks out */
	{ "1 234,50", "1 2", "1|234,50", true },
	{ "1\xc2\xa0"
	  "234,50 kr",
	    "1 2",
	    "1\xc2\xa0"
	    "234,50|kr",
	    true },
	{ "123456789012", "1234", "123456789012", true },
	{ "12345678901234567890123456789012345678901234567890",
	    "1234567890123456789012345678901234567890",
	    "1234567890123456789012345678901234567890|1234567890", true },
	/* ideographs, and what may not begin or end a line */
	{ "漢字漢字", "漢字", "漢字|漢字", false },
	{ "漢字、漢字", "漢字", "漢|字、|漢字", false },
	{ "漢「字」字", "漢「", "漢|「字|」字", true },
	{ "漢2026年", "漢2026", "漢2026|年", false },
	/* graphemes stay whole */
	{ "q\u0323q\u0323q\u0323", "qq", "q\u0323q\u0323|q\u0323", true },
	{ "אבגדהו", "אבג", "אבג|דהו", true },
	{ "אבג abc דהו", "אבג abc", "אבג abc|דהו", false },
};

static void
test_breaks(void)
{
	for (size_t i = 0; i < sizeof(breaks) / sizeof(*breaks); i++) {
		T_CASE(breaks[i].text);
		double room = width_of(breaks[i].room);
		struct paragraph l = type_lines(type, at_size(full, 10), room,
		    &arena, str_of(breaks[i].text));
		CHECK_STR(joined(l), breaks[i].want);
		CHECK_INT(l.broken, breaks[i].broken);
		double widest = 0;
		for (size_t k = 0; k < l.n; k++)
			widest = fmax(widest, l.line[k].width);
		CHECK(near(l.width, widest));
	}
	CHECK_INT(type_lines(type, at_size(full, 10), 9, &arena,
		      (struct str){ NULL, 0 })
		      .n,
	    0);
	T_CASE("no width at all");
	struct paragraph l = type_lines(
	    type, at_size(full, 10), 0, &arena, str_of("abc 漢字 12 x\u0323"));
	CHECK_STR(joined(l), "a|b|c|漢|字|12|x\u0323");
}

/* A line of a right-to-left text begins on the right, whatever is in it. */
static void
test_bidi_lines(void)
{
	T_CASE("right to left");
	struct paragraph l = type_lines(type, at_size(full, 10),
	    width_of("אבג abc"), &arena, str_of("אבג abc def אבג"));
	CHECK_INT(l.n, 2);
	CHECK_STR(visual(l.line[0]), "abc גבא");
	CHECK_STR(visual(l.line[1]), "גבא def");
}

static void
test_cut(void)
{
	static const struct {
		const char *text, *room;
		size_t most;
		const char *want;
		bool cut;
	} cases[] = {
		{ "", "mmmm", 1, "", false },
		{ "abc", "abc", 1, "abc", false },
		{ "abc def", "abc def", 1, "abc def", false },
		{ "abc def", "abc de", 1, "abc…", true },
		{ "abc def ghi", "abc d", 2, "abc|def…", true },
		{ "abcdefgh", "abcd…", 1, "abcd…", true },
		{ "abc\ndef", "mmmmmm", 1, "abc…", true },
		{ "abc\n\ndef", "mmmmmm", 2, "abc|def", false },
		{ "abc\n  \n", "mmmmmm", 1, "abc", false },
		{ "abc", "mmmm", 0, "", true },
		{ "Avtal 12345 x", "Avtal 123…", 1, "Avtal…", true },
		{ "123456 x", "1234…", 1, "…", true },
		{ "漢字漢字", "漢字…", 1, "漢字…", true },
		{ "abcdef", "", 1, "…", true },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bool cut = !cases[i].cut;
		T_CASE(cases[i].text);
		double room = width_of(cases[i].room);
		struct paragraph l = type_cut(type, at_size(full, 10), room,
		    cases[i].most, &arena, str_of(cases[i].text), &cut);
		CHECK_STR(joined(l), cases[i].want);
		CHECK_INT(cut, cases[i].cut);
		CHECK(l.n <= cases[i].most);
	}
	T_CASE("right to left");
	bool cut;
	struct paragraph l = type_cut(type, at_size(full, 10), width_of("אבג…"),
	    1, &arena, str_of("אבגדהו"), &cut);
	CHECK_STR(visual(l.line[0]), "…גבא");
}

/* ---- what holds for any text ------------------------------------------ */

static const char *const pieces[] = { "a", "Fa", "ktura", " ", "  ", "\n",
	"\r\n", "-", "/", "1", "23,40", "\xc2\xa0", "å", "e\u0301", "\u0323",
	"\u200d", "\u200b", "漢", "字。", "「", "ア", "한", "\u1112\u1161",
	"שלום", "ابج", "(", ")", "\u0652", "क", "्", "ष", "ि", "ไทย",
	"\U0001F600", "\U0001F3FD", "\U0001F1F8", "\U00012000", "\u202e", "Ω",
	"ж", "…", "€", "−", ".", "\t", "\x01", "https://", "\u0e33",
	"x\u20e3" };

static unsigned
random_of(uint32_t *state, unsigned n)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % n;
}

static struct str
random_text(uint32_t *state)
{
	struct buf out = BUF_INIT(1 << 16);
	unsigned n = random_of(state, 60);
	unsigned same = random_of(state, 4) ? 1 : 1 + random_of(state, 300);
	const size_t count = sizeof(pieces) / sizeof(*pieces);
	for (unsigned i = 0; i < n; i++) {
		const char *piece = pieces[random_of(state, count)];
		for (unsigned k = 0; k < (n < 20 ? same : 1); k++)
			buf_adds(&out, piece);
	}
	struct str copy = arena_str(&arena, buf_str(&out));
	buf_free(&out);
	return copy;
}

static void
test_any_text(void)
{
	static const double rooms[] = { 0.5, 5, 20, 60 };
	uint32_t state = 20261122;
	for (int i = 0; i < 4000; i++) {
		uint32_t seed = state;
		char name[32];
		arena_reset(&arena);
		struct str text = random_text(&state);
		snprintf(name, sizeof(name), "seed %u", seed);
		T_CASE(name);
		CHECK_INT(faults_of_text(text, rooms[random_of(&state, 4)]), 0);
	}
	arena_reset(&arena);
}

/* Long texts are set in time that grows as they do. */
static void
test_long(void)
{
	static const char *const of[] = { "a", "ab ", "漢", "q\u0323", "ب",
		"שלום ", "ab-", "1", "\u0323", " ", "\n", "(", "क्" };
	enum { LONG = 1 << 20 };
	char *text = xmalloc(LONG);
	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++) {
		size_t each = strlen(of[i]), n = 0;
		for (; n + each <= LONG; n += each)
			memcpy(text + n, of[i], each);
		T_CASE(of[i]);
		bool cut;
		struct str all = { text, n };
		struct paragraph l =
		    type_lines(type, at_size(full, 9), 80, &arena, all);
		CHECK(l.width <= 80.0001);
		CHECK(is_blank(*of[i]) ? l.n == 0 : l.n > 0);
		l = type_cut(type, at_size(full, 9), 80, 3, &arena, all, &cut);
		CHECK(l.width <= 80.0001 && l.n <= 3);
		arena_free(&arena);
	}
	free(text);
}

int
main(void)
{
	bool ready = set_up();
	CHECK(ready);
	if (!ready)
		return T_END();
	test_breaks();
	test_bidi_lines();
	test_cut();
	test_any_text();
	test_long();
	type_free(type);
	arena_free(&arena);
	return T_END();
}
