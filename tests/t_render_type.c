/* SPDX-License-Identifier: ISC */
#include <hb.h>

#include "render_type.h"
#include "t.h"

static int latin, ocr; /* Open Sans alone; OCR-B */

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
		const struct glyph_run *r = &all.runs[i];
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
family(const struct glyph_run *r)
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
	const struct glyph_run *r = &line.runs[0];
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
	bool ready = set_up();
	latin = type_chain(type, files, 1, false, &f);
	ocr = type_chain(type, giro, 1, false, &f);
	CHECK_STR(f.text, "");
	CHECK(ready);
	if (!ready || latin < 0 || ocr < 0)
		return T_END();
	test_chains();
	test_drawn();
	test_widths();
	test_fallback();
	test_bidi();
	test_clean();
	test_missing();
	test_cache();
	type_free(type);
	arena_free(&arena);
	return T_END();
}
