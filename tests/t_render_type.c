/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <hb.h>
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "t.h"
#include "type_set.h"

static struct type *type;
static struct arena arena;
static int latin, full, ocr; /* Open Sans; with all the others; OCR-B */

static const struct str files[] = {
	STR("OpenSans-Regular.ttf"),
	STR("DejaVuSans.ttf"),
	STR("DroidSansFallbackFull.ttf"),
};

static struct face
at_size(int chain, float size)
{
	return (struct face){ chain, size };
}

static struct line
line_of(const char *text)
{
	return type_line(type, at_size(full, 10), &arena, str_of(text));
}

/* mm that the text takes at 10 points */
static double
width_of(const char *text)
{
	return type_width(type, at_size(full, 10), str_of(text));
}

static bool
near(double a, double b)
{
	return fabs(a - b) < 1e-4;
}

/* ---- fonts ------------------------------------------------------------ */

static void
test_chains(void)
{
	static const struct str gone[] = { STR("OpenSans-Regular.ttf"),
		STR("NoSuchFont.ttf") };
	static const struct str no_font[] = { STR("./Makefile") };
	static const struct str no_file[] = { STR("./no/such.ttf") };
	static const struct str other_case[] = { STR("opensans-regular.TTF") };
	struct fault f = { .text = "" };
	struct str many[TYPE_FILES + 1];
	for (size_t i = 0; i < TYPE_FILES + 1; i++)
		many[i] = files[0];

	CHECK_INT(type_chain(type, files, 3, true, &f), full);
	CHECK_INT(type_chain(type, files, 1, false, &f), latin);
	CHECK_INT(type_chain(type, other_case, 1, false, &f), latin);
	CHECK(latin != full);
	CHECK_INT(type_chain(type, gone, 2, true, &f), latin);
	CHECK_STR(f.text, "");
	CHECK_INT(type_chain(type, gone, 2, false, &f), -1);
	CHECK_STR(f.place, "NoSuchFont.ttf");
	CHECK_STR(f.text, "the font is not installed");
	CHECK_INT(type_chain(type, gone + 1, 1, true, &f), -1);
	CHECK_INT(type_chain(type, no_font, 1, false, &f), -1);
	CHECK_STR(f.place, "./Makefile");
	CHECK_STR(f.text, "is no TrueType or OpenType font with outlines");
	CHECK_INT(type_chain(type, no_file, 1, false, &f), -1);
	CHECK_STR(f.text, "cannot be read");
	CHECK_INT(type_chain(type, many, 0, false, &f), -1);
	CHECK_INT(type_chain(type, many, TYPE_FILES + 1, false, &f), -1);
	CHECK(type_ascent(type, latin) > 0.7 && type_ascent(type, latin) < 1.5);
	CHECK(
	    type_descent(type, latin) > 0.1 && type_descent(type, latin) < 0.6);
}

/* What is drawn has the glyphs and widths of what was shaped. */
static void
test_drawn(void)
{
	int wrong = 0;
	struct line all = line_of("Faktura 1 234,50 \xe6\xbc\xa2 \xd7\x90");
	for (size_t i = 0; i < all.n; i++) {
		const struct run *r = &all.runs[i];
		FT_Face face = type_font(type, r->font);
		for (size_t k = 0; k < r->n; k++) {
			wrong += FT_Load_Glyph(face, r->glyphs[k].index,
				     FT_LOAD_NO_SCALE) != 0;
			double drawn =
			    (double)face->glyph->advance.x / face->units_per_EM;
			/* kerning is all there is between them */
			wrong += fabs(drawn - r->glyphs[k].advance) > 0.1;
		}
	}
	CHECK_INT(wrong, 0);
	/* the copy of OCR-B has no hinting and cairo can use it */
	unsigned font = type->chain[ocr]->font[0];
	CHECK(type_font(type, font) != NULL);
	CHECK(type->font[font].bare != NULL);
	CHECK_INT(type_font(type, font)->num_glyphs, 145);
}

/* ---- widths ----------------------------------------------------------- */

/* The width in ems as HarfBuzz alone has it, without our tables. */
static double
oracle(const char *word)
{
	const struct font *font = &type->font[type->chain[full]->font[0]];
	static const hb_feature_t no_liga = { HB_TAG('l', 'i', 'g', 'a'), 0, 0,
		(unsigned)-1 };
	hb_buffer_t *b = hb_buffer_create();
	unsigned n;
	double units = 0;
	hb_buffer_add_utf8(b, word, -1, 0, -1);
	hb_buffer_guess_segment_properties(b);
	hb_shape(font->hb, b, &no_liga, 1);
	hb_glyph_position_t *at = hb_buffer_get_glyph_positions(b, &n);
	for (unsigned i = 0; i < n; i++)
		units += at[i].x_advance;
	hb_buffer_destroy(b);
	return units / font->em;
}

static void
test_widths(void)
{
	static const char *const words[] = { "A", "Faktura", "AVATAR", "To,",
		"\"Ty\"", "Förfallodag", "Ångström", "ffi", "1234,50", "L’été",
		"Αθήνα", "Київ", "Wałęsa", "P." };
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		T_CASE(words[i]);
		CHECK(
		    near(width_of(words[i]) * TYPE_MM / 10, oracle(words[i])));
		CHECK(near(line_of(words[i]).width, width_of(words[i])));
	}
	T_CASE("sums");
	CHECK(near(width_of("1111111"), width_of("0000000")));
	CHECK(near(width_of("8,1"), width_of("1,8")));
	CHECK(width_of("AV") < width_of("A") + width_of("V") - 0.05);
	CHECK(near(
	    width_of("a b"), width_of("a") + width_of(" ") + width_of("b")));
	CHECK(near(width_of("a\xc2\xa0z"), width_of("a z")));
	CHECK(near(type_width(type, at_size(full, 20), files[0]),
	    2 * type_width(type, at_size(full, 10), files[0])));
	CHECK(near(width_of(""), 0));
	/* the line for machines: every character takes the same */
	struct line giro = type_line(type, at_size(ocr, 10), &arena,
	    str_of("#  123 #  100 00  5 > 991#41#"));
	int wrong = 0;
	for (size_t k = 0; k < giro.runs[0].n; k++)
		wrong += !near(giro.runs[0].glyphs[k].advance, 0.723);
	CHECK_INT(giro.n, 1);
	CHECK_INT(giro.runs[0].n, 29);
	CHECK_INT(wrong, 0);
}

/* ---- fonts of characters ---------------------------------------------- */

static const char *
family(const struct run *r)
{
	return type_font(type, r->font)->family_name;
}

static void
test_fallback(void)
{
	static const struct {
		const char *text, *fonts; /* of the runs, by first letter */
	} cases[] = {
		{ "Faktura", "O" },
		{ "Αθήνα Київ", "O" },
		{ "漢字", "D" },
		{ "a漢b", "ODO" },
		{ "שלום", "d" },
		{ "مرحبا", "d" },
		{ "Ali علي 12", "OOd" },
		{ "日本 №12", "DO" },
		/* mark and letter from one font, on the font that has both */
		{ "x\xcc\xa7\xcc\xa3", "d" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char got[32] = "";
		size_t n = 0;
		T_CASE(cases[i].text);
		struct line line = line_of(cases[i].text);
		for (size_t k = 0; k < line.n && n < sizeof(got) - 1; k++) {
			const char *name = family(&line.runs[k]);
			got[n++] = strstr(name, "DejaVu") ? 'd' : *name;
		}
		CHECK_STR((char *)got, cases[i].fonts);
	}
}

/* The characters of a line from left to right as they are drawn. */
static struct str
visual(struct line line)
{
	struct buf out = BUF_INIT(1 << 16);
	for (size_t i = 0; i < line.n; i++) {
		const struct run *r = &line.runs[i];
		for (size_t k = 0; k < r->n; k++) {
			const char *p = r->text.p + r->glyphs[k].cluster;
			buf_add(&out, p, utf8_length(p, 4));
		}
	}
	struct str copy = arena_str(&arena, buf_str(&out));
	buf_free(&out);
	return copy;
}

static void
test_bidi(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "abc", "abc" },
		{ "אבג", "גבא" },
		{ "abc אבג def", "abc גבא def" },
		{ "abc אבג דהו def", "abc והד גבא def" },
		{ "אבג 123 דהו", "והד 123 גבא" },
		{ "אבג abc 12", "abc 12 גבא" },
		{ "Kund: אבג 12, Lund", "Kund: 12 גבא, Lund" },
		{ "אבג12-34", "12-34גבא" },
		{ "١٢٣ abc", "١٢٣ abc" },
		{ "1\u00a0"
		  "234,50 אבג",
		    "גבא 1\u00a0"
		    "234,50" },
		{ "אבג 漢字 דה", "הד 漢字 גבא" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		T_CASE(cases[i].text);
		CHECK_STR(visual(line_of(cases[i].text)), cases[i].want);
	}
	T_CASE("mirrored");
	struct line line = line_of("א(ב");
	const struct run *r = &line.runs[0];
	CHECK_INT(line.n, 3);
	r = &line.runs[1];
	CHECK_INT(r->backward, true);
	CHECK_INT(r->glyphs[0].index,
	    FT_Get_Char_Index(type_font(type, r->font), ')'));
	T_CASE("joined: four forms of one letter");
	line = line_of("ببب");
	CHECK_INT(line.n, 1);
	CHECK_INT(line.runs[0].n, 3);
	r = &line.runs[0];
	CHECK(r->glyphs[0].index != r->glyphs[1].index);
	CHECK(r->glyphs[1].index != r->glyphs[2].index);
	CHECK(r->glyphs[0].cluster > r->glyphs[2].cluster);
	/* a joiner between Arabic letters parts them */
	struct line apart = line_of("ب\u200cبب");
	CHECK(apart.width > line.width + 0.1);
}

/* ---- cleaning --------------------------------------------------------- */

static struct str
clean(struct str s)
{
	return type_clean(type, at_size(full, 10), &arena, s);
}

static void
test_clean(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "Storgatan 1", "Storgatan 1" },
		{ "a\tb\x01"
		  "c\x7f",
		    "a b c " },
		{ "a\r\nb\rc\nd\u2028e\u2029f\xc2\x85g",
		    "a\nb\nc\nd\ne\nf\ng" },
		{ "a\u2003b\u3000c", "a b c" },
		{ "1\u202f234\u2007567\u00a0kr",
		    "1\u00a0234\u00a0567\u00a0kr" },
		{ "bo\u00adstad \u200bx\ufeff\u202e", "bostad x" },
		{ "\u2764\ufe0f", "\u2764" },
		{ "Glad \U0001F9FF\U0001F3FD!", "Glad !" },
		{ "\U0001F469\u200d\U0001F4BB", "" },
		{ "\U0001F1F8\U0001F1EA", "" },
		{ "e\u0301te\u0301", "\u00e9t\u00e9" },
		{ "A\u030angstro\u0308m", "\u00c5ngstr\u00f6m" },
		{ "\u1100\u1161", "\uac00" },
		{ "ب\u200cب", "ب\u200cب" },
		{ "ب\u200d\u200dب ب\u200d", "ب\u200dب ب" },
		{ "a\u200db", "ab" },
		{ "\u200dب", "ب" },
		{ "q\u0323\u0302", "q\u0323\u0302" },
		{ "a\ne\u0301", "a\n\u00e9" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str text = str_of(cases[i].text);
		T_CASE(cases[i].text);
		type_begin(type);
		struct str got = clean(text);
		CHECK_STR(got, cases[i].want);
		CHECK_INT(type_missing(type), 0);
		struct str again = clean(got);
		CHECK(again.p == got.p && again.n == got.n);
		if (str_eq(text, got))
			CHECK(got.p == text.p);
	}
	CHECK(clean((struct str){ NULL, 0 }).p == NULL);
}

static void
test_missing(void)
{
	static const struct {
		const char *text;
		unsigned long missing;
	} cases[] = {
		{ "Faktura åäö €", 0 },
		{ "abc \U00012000 \U00012001", 0x12000 }, /* cuneiform */
		{ "\U0001F9FF", 0 },
		{ "\U000F0000", 0xF0000 }, /* private use */
		{ "a\U0001E8D0", 0x1E8D0 }, /* a mark of Mende Kikakui */
		{ "漢\u0652 x\u0652", 0 }, /* no font has both */
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		T_CASE(cases[i].text);
		type_begin(type);
		clean(str_of(cases[i].text));
		CHECK_INT(type_missing(type), cases[i].missing);
		type_begin(type);
		CHECK_INT(type_missing(type), 0);
		type_lines(
		    type, at_size(full, 10), 50, &arena, str_of(cases[i].text));
		CHECK_INT(type_missing(type), cases[i].missing);
	}
	T_CASE("by chain");
	type_begin(type);
	type_clean(type, at_size(latin, 10), &arena, str_of("漢"));
	CHECK_INT(type_missing(type), 0x6F22);
}

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
	struct paragraph l = type_cut(type, at_size(full, 10), width_of("אבג…"), 1,
	    &arena, str_of("אבגדהו"), &cut);
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

/* How much of a line is not as type.h says. */
static int
faults_of(const struct line *line, float size)
{
	int wrong = 0;
	double all = 0;
	size_t bytes = 0;
	for (size_t i = 0; i < line->n; i++) {
		const struct run *r = &line->runs[i];
		double width = 0;
		wrong += r->n == 0 || r->font >= type_fonts(type);
		wrong += r->text.p < line->text.p ||
			 r->text.p + r->text.n > line->text.p + line->text.n;
		bytes += r->text.n;
		for (size_t k = 0; k < r->n; k++) {
			const struct glyph *g = &r->glyphs[k];
			width += g->advance;
			wrong += g->cluster >= r->text.n;
			wrong += g->index == 0 && !type_missing(type);
			if (k && (r->backward ? g->cluster > g[-1].cluster
					      : g->cluster < g[-1].cluster))
				wrong++;
		}
		wrong += !near(width, r->width);
		all += r->width;
	}
	/* a joiner alone has no run */
	if (!memmem(line->text.p, line->text.n, "\u200d", 3))
		wrong += bytes != line->text.n;
	return wrong + !near(all * size / TYPE_MM, line->width);
}

static bool
has_figure(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

static struct str
without_blanks(struct str s)
{
	char *out = arena_alloc(&arena, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '\n')
			out[n++] = s.p[i];
	return (struct str){ out, n };
}

static int
faults_of_text(struct str text, double room)
{
	struct face face = at_size(full, 9);
	type_begin(type);
	struct str c = clean(text);
	struct paragraph l = type_lines(type, face, room, &arena, text);
	struct buf all = BUF_INIT(1 << 20);
	bool cut;
	int wrong = !type_missing(type) && clean(c).p != c.p;
	for (size_t i = 0; i < l.n; i++) {
		struct str s = l.line[i].text;
		size_t one = s.n ? grapheme_end(s, 0) : 0;
		wrong += faults_of(&l.line[i], face.size);
		wrong += l.line[i].width > room + 1e-4 && !has_figure(s) &&
			 one != s.n;
		buf_addstr(&all, s);
	}
	wrong += !str_eq(without_blanks(buf_str(&all)), without_blanks(c));
	wrong += utf8_check(all.p, all.n) != all.n;
	buf_free(&all);
	l = type_cut(type, face, room, 2, &arena, text, &cut);
	wrong += l.n > 2;
	for (size_t i = 0; i < l.n; i++)
		wrong += faults_of(&l.line[i], face.size);
	return wrong;
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

/* ---- the cache -------------------------------------------------------- */

static bool
same_line(const struct line *a, const struct line *b)
{
	bool same = a->n == b->n && a->width == b->width;
	for (size_t i = 0; same && i < a->n; i++)
		same = a->runs[i].font == b->runs[i].font &&
		       a->runs[i].n == b->runs[i].n &&
		       memcmp(a->runs[i].glyphs, b->runs[i].glyphs,
			   a->runs[i].n * sizeof(struct glyph)) == 0;
	return same;
}

static void
test_cache(void)
{
	const char *text = "Αθήνα علي 漢字 q\u0323 Faktura";
	struct arena kept = { 0 };
	struct line before =
	    type_line(type, at_size(full, 10), &kept, str_of(text));
	size_t most = 0;
	for (int i = 0; i < 60000; i++) {
		char word[32];
		snprintf(word, sizeof(word), "λ%dж%d", i, i * 7);
		arena_reset(&arena);
		line_of(word);
		most = type->cache.bytes > most ? type->cache.bytes : most;
	}
	CHECK(most > CACHE_BYTES / 2);
	CHECK(most <= CACHE_BYTES + 65536);
	struct line after = line_of(text);
	CHECK(same_line(&before, &after));
	/* the same from a type that has set nothing else */
	struct type *other = type_new();
	struct fault f;
	int chain = type_chain(other, files, 3, true, &f);
	struct line fresh =
	    type_line(other, at_size(chain, 10), &kept, str_of(text));
	CHECK(same_line(&before, &fresh));
	type_free(other);
	arena_free(&kept);
}

int
main(void)
{
	static const struct str giro[] = { STR("OCRB.otf") };
	struct fault f = { .text = "" };
	type = type_new();
	full = type_chain(type, files, 3, false, &f);
	latin = type_chain(type, files, 1, false, &f);
	ocr = type_chain(type, giro, 1, false, &f);
	CHECK_STR(f.text, "");
	if (full < 0 || latin < 0 || ocr < 0)
		return T_END();
	test_chains();
	test_drawn();
	test_widths();
	test_fallback();
	test_bidi();
	test_clean();
	test_missing();
	test_breaks();
	test_bidi_lines();
	test_cut();
	test_any_text();
	test_long();
	test_cache();
	type_free(type);
	arena_free(&arena);
	return T_END();
}
