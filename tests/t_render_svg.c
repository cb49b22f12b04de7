/* SPDX-License-Identifier: ISC */
#include <math.h>

#include "asset.h"
#include "base/buf.h"
#include "t.h"

static struct arena arena;
static struct buf text = BUF_INIT(1 << 20);
static struct fault fault;

#define SVG(inside)                                                            \
	"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 "         \
	"50\">\n" inside "</svg>"

static bool
read_text(struct asset *a, const char *svg)
{
	fault = (struct fault){ .text = "" };
	return asset_read(a, str_of(svg), "logo.svg", &arena, &fault);
}

static void
add_numbers(const float *p, int n)
{
	for (int i = 0; i < n; i++) {
		double v = round((double)p[i] * 1000) / 1000;
		buf_printf(&text, "%s%g", i ? " " : "", v == 0 ? 0.0 : v);
	}
}

/* "M0 0L10 0Z": the commands of a shape with at most three decimals. */
static struct str
outline(const struct asset_shape *s)
{
	const float *p = s->at;
	buf_reset(&text);
	for (size_t i = 0; i < s->ops_n; i++) {
		static const int numbers[] = { 2, 2, 6, 0 };
		buf_addc(&text, "MLCZ"[s->ops[i]]);
		add_numbers(p, numbers[s->ops[i]]);
		p += numbers[s->ops[i]];
	}
	return buf_str(&text);
}

static void
check_path(const char *d, const char *want)
{
	char svg[512];
	struct asset a;
	snprintf(svg, sizeof(svg), SVG("<path d=\"%s\"/>"), d);
	T_CASE(d);
	if (!read_text(&a, svg))
		CHECK_STR(fault.text, "");
	else if (a.shapes_n != 1)
		CHECK_INT(a.shapes_n, 1);
	else
		CHECK_STR(outline(&a.shapes[0]), want);
}

static void
test_paths(void)
{
	static const struct {
		const char *d, *want;
	} cases[] = {
		{ "M1 2L3 4", "M1 2L3 4" },
		{ "m1 2l3 4", "M1 2L4 6" },
		{ " M 1,2 , 3 , 4 ", "M1 2L3 4" },
		{ "M1 2 3 4 5 6", "M1 2L3 4L5 6" },
		{ "m1 2 3 4 5 6", "M1 2L4 6L9 12" },
		{ "M1 2H5h-2V9v1", "M1 2L5 2L3 2L3 9L3 10" },
		{ "M1 2H5 6 7", "M1 2L5 2L6 2L7 2" },
		{ "M1.5.5-2-3e1+.5E-1,4.", "M1.5 0.5L-2 -30L0.05 4" },
		{ "M0 0C1 2 3 4 5 6", "M0 0C1 2 3 4 5 6" },
		{ "M1 1c1 2 3 4 5 6", "M1 1C2 3 4 5 6 7" },
		{ "M0 0C1 2 3 4 5 6S9 9 10 10",
		    "M0 0C1 2 3 4 5 6C7 8 9 9 10 10" },
		{ "M0 0C1 2 3 4 5 6s1 1 2 2", "M0 0C1 2 3 4 5 6C7 8 6 7 7 8" },
		{ "M2 3S9 9 10 10", "M2 3C2 3 9 9 10 10" },
		{ "M0 0Q3 3 6 0", "M0 0C2 2 4 2 6 0" },
		{ "M1 1q3 3 6 0", "M1 1C3 3 5 3 7 1" },
		{ "M0 0Q3 3 6 0T12 0", "M0 0C2 2 4 2 6 0C8 -2 10 -2 12 0" },
		{ "M0 0Q3 3 6 0t6 0t6 0",
		    "M0 0C2 2 4 2 6 0C8 -2 10 -2 12 0C14 2 16 2 18 0" },
		{ "M0 0T6 0", "M0 0C0 0 2 0 6 0" },
		{ "M0 0C1 2 3 4 6 0T12 0", "M0 0C1 2 3 4 6 0C6 0 8 0 12 0" },
		{ "M1 1L2 2ZL5 5", "M1 1L2 2ZM1 1L5 5" },
		{ "M1 1l2 2zm5 5l1 0z", "M1 1L3 3ZM6 6L7 6Z" },
		{ "M1 1L2 2zz", "M1 1L2 2ZM1 1Z" },
		/* a quarter of a circle either way, and all of the rest */
		{ "M10 0A10 10 0 0 1 0 10", "M10 0C10 5.523 5.523 10 0 10" },
		{ "M10 0a10 10 0 00-10 10", "M10 0C4.477 0 0 4.477 0 10" },
		{ "M10 0A10 10 0 1 0 0 10",
		    "M10 0C10 -5.523 5.523 -10 0 -10C-5.523 -10 -10 -5.523 -10 "
		    "0C-10 5.523 -5.523 10 0 10" },
		{ "M10 0A10 10 0 11 0 10",
		    "M10 0C15.523 0 20 4.477 20 10C20 15.523 15.523 20 10 "
		    "20C4.477 20 0 15.523 0 10" },
		{ "M0 0a1 1 0 01.5.5", "M0 0C0.222 0.1 0.4 0.278 0.5 0.5" },
		/* turned, with other radii; too small; none; nowhere */
		{ "M20 0A20 10 90 0 1 0 0",
		    "M20 0C20 11.046 15.523 20 10 20C4.477 20 0 11.046 0 0" },
		{ "M0 0A1 1 0 0 1 20 0",
		    "M0 0C0 -5.523 4.477 -10 10 -10C15.523 -10 20 -5.523 20 "
		    "0" },
		{ "M0 0A0 9 0 0 1 20 0", "M0 0L20 0" },
		{ "M3 3A9 9 0 0 1 3 3L4 4", "M3 3L4 4" },
		{ "M0 0A-10-10 0 0 1 10 10", "M0 0C5.523 0 10 4.477 10 10" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_path(cases[i].d, cases[i].want);
}

/* The only shape of a drawing that must be taken. */
static const struct asset_shape *
only_shape(const char *svg)
{
	static const struct asset_shape none;
	static struct asset a;
	T_CASE(svg);
	if (!read_text(&a, svg))
		CHECK_STR(fault.text, "");
	CHECK_INT(a.shapes_n, 1);
	return a.shapes_n ? a.shapes : &none;
}

static void
test_shapes(void)
{
	static const struct {
		const char *svg, *want;
	} cases[] = {
		{ SVG("<rect x='1' y='2' width='3' height='4'/>"),
		    "M1 2L4 2L4 6L1 6L1 2Z" },
		{ SVG("<rect width='10' height='10' rx='2'/>"),
		    "M2 0L8 0C9.105 0 10 0.895 10 2L10 8C10 9.105 9.105 10 8 "
		    "10L2 "
		    "10C0.895 10 0 9.105 0 8L0 2C0 0.895 0.895 0 2 0Z" },
		{ SVG("<circle cx='10' cy='10' r='10'/>"),
		    "M20 10C20 15.523 15.523 20 10 20C4.477 20 0 15.523 0 "
		    "10C0 4.477 4.477 0 10 0C15.523 0 20 4.477 20 10Z" },
		{ SVG("<ellipse rx='10' ry='1'/>"),
		    "M10 0C10 0.552 5.523 1 0 1C-5.523 1 -10 0.552 -10 0C-10 "
		    "-0.552 -5.523 -1 0 -1C5.523 -1 10 -0.552 10 0Z" },
		{ SVG("<line x2='5' y1='1px' y2=' 2 '/>"), "M0 1L5 2" },
		{ SVG("<polyline points='1,2 3,4,5 6'/>"), "M1 2L3 4L5 6" },
		{ SVG("<polygon points=' 1 2 3 4 5 6 '/>"), "M1 2L3 4L5 6Z" },
		{ SVG("<path transform='translate(1)' d='M1 2'/>"), "M2 2" },
		{ SVG("<path transform='translate(1 -1)' d='M1 2'/>"), "M2 1" },
		{ SVG("<path transform='scale(2)' d='M1 2'/>"), "M2 4" },
		{ SVG("<path transform='scale(2,3)' d='M1 2'/>"), "M2 6" },
		{ SVG("<path transform='rotate(90)' d='M1 2'/>"), "M-2 1" },
		{ SVG("<path transform='rotate(180 5 5)' d='M1 2'/>"), "M9 8" },
		{ SVG("<path transform='skewX(45)' d='M1 2'/>"), "M3 2" },
		{ SVG("<path transform='skewY(45)' d='M1 2'/>"), "M1 3" },
		{ SVG("<path transform='matrix(1 2 3 4 5 6)' d='M1 2'/>"),
		    "M12 16" },
		{ SVG("<path transform=' translate( 10 , 0 ) ,scale(2) ' "
		      "d='M1 2'/>"),
		    "M12 4" },
		{ SVG("<g transform='translate(10)'><g transform='scale(2)'>"
		      "<path d='M1 2'/></g></g>"),
		    "M12 4" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(outline(only_shape(cases[i].svg)), cases[i].want);
}

static void
test_paint(void)
{
	const struct asset_shape *s = only_shape(SVG("<path d='M0 0h1'/>"));
	CHECK(s->filled && !s->stroked && !s->even_odd && s->fill == 0);
	CHECK(s->fill_opacity == 1 && s->miter_limit == 4);

	s = only_shape(
	    SVG("<g fill='#aBc' fill-rule='evenodd' stroke='#102030' "
		"stroke-width='2' stroke-linecap='round' fill-opacity='.5' "
		"stroke-linejoin='bevel' stroke-miterlimit='9' "
		"stroke-opacity='.25'>"
		"<path transform='scale(3)' d='M0 0h1'/></g>"));
	CHECK(s->filled && s->even_odd && s->stroked);
	CHECK_INT(s->fill, 0xaabbcc);
	CHECK_INT(s->stroke, 0x102030);
	CHECK(s->fill_opacity == 0.5F && s->stroke_opacity == 0.25F);
	CHECK(s->stroke_width == 6 && s->miter_limit == 9);
	CHECK_INT(s->cap, ASSET_CAP_ROUND);
	CHECK_INT(s->join, ASSET_JOIN_BEVEL);

	T_CASE("what is inside says otherwise");
	s = only_shape(SVG("<g fill='none' stroke='#fff'>"
			   "<path fill='#010203' fill-opacity='0.5' "
			   "opacity='0.5' stroke='none' d='M0 0h1'/></g>"));
	CHECK(s->filled && !s->stroked && s->fill_opacity == 0.25F);
	CHECK_INT(s->fill, 0x010203);

	T_CASE("opacity is not handed down, and groups may be opaque");
	s = only_shape(SVG("<g opacity='1'><path d='M0 0h1'/></g>"));
	CHECK(s->fill_opacity == 1);
	T_CASE("a mirror leaves strokes as they are");
	s = only_shape(SVG("<path transform='scale(-2 2)' fill='none' "
			   "stroke='#000' d='M0 0h1'/>"));
	CHECK(s->stroked && s->stroke_width == 2);
}

/* What is not seen makes no shape. */
static void
test_nothing(void)
{
	static const char *const cases[] = {
		SVG(""),
		SVG("<title>a</title><desc/><metadata><a b='c'/></metadata>"),
		SVG("<!-- a --><defs id='d'/><g/>words"),
		SVG("<path/><path d=''/><polygon/><polyline points=' '/>"),
		SVG("<path fill='none' d='M0 0h1'/>"),
		SVG("<path opacity='0' d='M0 0h1'/>"),
		SVG("<path fill='none' stroke='#000' stroke-width='0' "
		    "d='M0 0h1'/>"),
		SVG("<rect width='0' height='4'/><circle r='0'/><ellipse "
		    "rx='4'/>"),
		"<svg xmlns='http://www.w3.org/2000/svg' width='3' "
		"height='4px' "
		"class='a' id='b' data-name='c' aria-label='d' role='img' "
		"version='1.1' xmlns:x='urn:x' x:y='z'/>",
		"\xef\xbb\xbf<?xml version='1.0'?>\n" SVG(""),
	};
	struct asset a;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		T_CASE(cases[i]);
		CHECK(read_text(&a, cases[i]));
		CHECK_STR(fault.text, "");
		CHECK_INT(a.shapes_n, 0);
		CHECK_INT(a.kind, ASSET_DRAWING);
	}
}

static void
test_view(void)
{
	struct asset a;
	CHECK(
	    read_text(&a, "<svg xmlns='http://www.w3.org/2000/svg' width='9mm' "
			  "viewBox='-1,-2 30 40.5'/>"));
	CHECK(a.left == -1 && a.top == -2);
	CHECK(a.width == 30 && a.height == 40.5);
	CHECK(read_text(&a, "<svg xmlns='http://www.w3.org/2000/svg' width='3' "
			    "height='4px'/>"));
	CHECK(a.left == 0 && a.width == 3 && a.height == 4);
}

#define ROOT(attributes)                                                       \
	"<svg xmlns='http://www.w3.org/2000/svg' " attributes "/>"

static const struct {
	const char *svg, *place, *text;
} refused[] = {
	{ SVG("<text>a</text>"), "logo.svg:2", "cannot draw element 'text'" },
	{ SVG("\n\n<image/>"), "logo.svg:4", "cannot draw element 'image'" },
	{ SVG("<style>a{}</style>"), "logo.svg:2",
	    "cannot draw element 'style'" },
	{ SVG("<script/>"), "logo.svg:2", "cannot draw element 'script'" },
	{ SVG("<defs><path/></defs>"), "logo.svg:2",
	    "cannot draw element 'defs'" },
	{ SVG("<svg viewBox='0 0 1 1'/>"), "logo.svg:2",
	    "cannot draw element 'svg'" },
	{ SVG("<x:path xmlns:x='urn:x'/>"), "logo.svg:2",
	    "cannot draw element 'path'" },
	{ SVG("<path d='M0 0'>\n<animate/></path>"), "logo.svg:3",
	    "cannot draw element 'animate'" },
	{ SVG("<path style='fill:#000'/>"), "logo.svg:2",
	    "cannot draw attribute 'style'" },
	{ SVG("<path onclick='a()'/>"), "logo.svg:2",
	    "cannot draw attribute 'onclick'" },
	{ SVG("<path clip-path='url(#a)'/>"), "logo.svg:2",
	    "cannot draw attribute 'clip-path'" },
	{ SVG("<g stroke-dasharray='1'/>"), "logo.svg:2",
	    "cannot draw attribute 'stroke-dasharray'" },
	{ SVG("<circle d='M0 0'/>"), "logo.svg:2",
	    "cannot draw attribute 'd'" },
	{ SVG("<g fill='red'/>"), "logo.svg:2", "wrong or too large: 'fill'" },
	{ SVG("<g fill='url(#a)'/>"), "logo.svg:2",
	    "wrong or too large: 'fill'" },
	{ SVG("<g fill='#12345g'/>"), "logo.svg:2",
	    "wrong or too large: 'fill'" },
	{ SVG("<g fill=''/>"), "logo.svg:2", "wrong or too large: 'fill'" },
	{ SVG("<g fill-rule='odd'/>"), "logo.svg:2",
	    "wrong or too large: 'fill-rule'" },
	{ SVG("<g stroke-linecap='x'/>"), "logo.svg:2",
	    "wrong or too large: 'stroke-linecap'" },
	{ SVG("<g stroke-linejoin=''/>"), "logo.svg:2",
	    "wrong or too large: 'stroke-linejoin'" },
	{ SVG("<g stroke-miterlimit='0'/>"), "logo.svg:2",
	    "wrong or too large: 'stroke-miterlimit'" },
	{ SVG("<g stroke-width='-1'/>"), "logo.svg:2",
	    "wrong or too large: 'stroke-width'" },
	{ SVG("<g stroke-width='1em'/>"), "logo.svg:2",
	    "wrong or too large: 'stroke-width'" },
	{ SVG("<path opacity='1.1'/>"), "logo.svg:2",
	    "wrong or too large: 'opacity'" },
	{ SVG("<g opacity='nan'/>"), "logo.svg:2",
	    "wrong or too large: 'opacity'" },
	{ SVG("<g opacity='.5'/>"), "logo.svg:2",
	    "on a group cannot draw 'opacity'" },
	{ SVG("<path opacity='.5' stroke='#000' d='M0 0h1'/>"), "logo.svg:2",
	    "on fill and stroke together cannot draw 'opacity'" },
	{ SVG("<path transform='scale(1 2)' stroke='#000' "
	      "d='M0 0h1'/>"),
	    "logo.svg:2", "with an uneven transform cannot draw 'stroke'" },
	{ SVG("<path transform='skewX(9)' stroke='#000' "
	      "d='M0 0h1'/>"),
	    "logo.svg:2", "with an uneven transform cannot draw 'stroke'" },
	{ SVG("<circle r='-1'/>"), "logo.svg:2", "wrong or too large: 'r'" },
	{ SVG("<circle r='10%'/>"), "logo.svg:2", "wrong or too large: 'r'" },
	{ SVG("<circle r='0x10'/>"), "logo.svg:2", "wrong or too large: 'r'" },
	{ SVG("<circle r='inf'/>"), "logo.svg:2", "wrong or too large: 'r'" },
	{ SVG("<circle r='1e300'/>"), "logo.svg:2", "wrong or too large: 'r'" },
	{ SVG("<rect width='9' height='1e999'/>"), "logo.svg:2",
	    "wrong or too large: 'height'" },
	{ SVG("<circle cx='000000000000000000000000000000000000000000'"
	      "/>"),
	    "logo.svg:2", "wrong or too large: 'cx'" },
	{ SVG("<path transform='scale(1e5)' d='M2 0'/>"), "logo.svg:2",
	    "a point is too far away 'path'" },
	{ SVG("<path d='M99999 0h99999'/>"), "logo.svg:2",
	    "a point is too far away 'path'" },
	{ SVG("<g transform='scale(1e5)'><g transform='scale(1e5)'>"
	      "<circle r='1'/></g></g>"),
	    "logo.svg:2", "a point is too far away 'circle'" },
	{ SVG("<polygon points='1 2 3'/>"), "logo.svg:2",
	    "the points are not understood 'polygon'" },
	{ SVG("<polygon points='1 a'/>"), "logo.svg:2",
	    "the points are not understood 'polygon'" },
	{ ROOT("transform='scale(2)' viewBox='0 0 1 1'"), "logo.svg:1",
	    "cannot draw attribute 'transform'" },
	{ ROOT("preserveAspectRatio='none' viewBox='0 0 1 1'"), "logo.svg:1",
	    "cannot draw attribute 'preserveAspectRatio'" },
	{ ROOT("viewBox='0 0 1'"), "logo.svg:1", "not understood: 'viewBox'" },
	{ ROOT("viewBox='0 0 1 1 1'"), "logo.svg:1",
	    "not understood: 'viewBox'" },
	{ ROOT("viewBox='0 0 0 1'"), "logo.svg:1",
	    "not understood: 'viewBox'" },
	{ ROOT("viewBox='0 0 1 -1'"), "logo.svg:1",
	    "not understood: 'viewBox'" },
	{ ROOT("viewBox='0 0 nan 1'"), "logo.svg:1",
	    "not understood: 'viewBox'" },
	{ ROOT(""), "logo.svg:1", "there is no 'viewBox'" },
	{ ROOT("width='1'"), "logo.svg:1", "there is no 'viewBox'" },
	{ ROOT("width='1' height='100%'"), "logo.svg:1",
	    "wrong or too large: 'height'" },
	{ "<svg/>", "logo.svg:1", "is no drawing of SVG but 'svg'" },
	{ "<a xmlns='http://www.w3.org/2000/svg'/>", "logo.svg:1",
	    "is no drawing of SVG but 'a'" },
	{ "<svg\n", "logo.svg:2", NULL },
	{ "<svg>\n<g></svg>", "logo.svg:2", NULL },
	{ "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "logo.svg:1",
	    "a document type declaration is not accepted" },
	{ "", "logo.svg", "is neither PNG nor JPEG nor SVG" },
	{ "GIF89a", "logo.svg", "is neither PNG nor JPEG nor SVG" },
};

static void
test_refused(void)
{
	struct asset a;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		T_CASE(refused[i].svg);
		CHECK(!read_text(&a, refused[i].svg));
		CHECK_STR(fault.place, refused[i].place);
		if (refused[i].text)
			CHECK_STR(fault.text, refused[i].text);
		else
			CHECK_STR(fault.rule, "xml");
	}
}

static void
test_refused_values(void)
{
	static const char *const data[] = { "L1 2", "1 2", "M", "M1", "M1 2 3",
		"M1 2,", "M1 2,L3 4", "M1 2L", "M1 2,,3 4", "M1 2Z3 4",
		"M1 2 X3 4", "M1 2 l3 nan", "M1 2 l0x1 1", "M1 2 l1e400 1",
		"M1 2A1 1 0 2 0 3 4", "M1 2A1 1 0 1 3 4", "M1 2A1 1 0",
		"M1 2\xc3\xa5", "Z", ",M1 2", "M1 2e", "M--1 2", "M. 2",
		"M1 2C1 2 3 4 5" };
	static const char *const transforms[] = { "scale", "scale()",
		"scale(1 2 3)", "scale(1", "scale(1))", "turn(1)",
		"rotate(1 2)", "matrix(1 2 3 4 5)", "matrix(1 2 3 4 5 6 7)",
		"translate(1,,2)", "scale(1)x", "(1)", "translate(1e9)" };
	char svg[256];
	struct asset a;
	for (size_t i = 0; i < sizeof(data) / sizeof(*data); i++) {
		T_CASE(data[i]);
		snprintf(svg, sizeof(svg), SVG("<path d='%s'/>"), data[i]);
		CHECK(!read_text(&a, svg));
		CHECK_STR(
		    fault.text, "the path data are not understood 'path'");
	}
	for (size_t i = 0; i < sizeof(transforms) / sizeof(*transforms); i++) {
		T_CASE(transforms[i]);
		snprintf(svg, sizeof(svg), SVG("<g transform='%s'/>"),
		    transforms[i]);
		CHECK(!read_text(&a, svg));
		CHECK_STR(fault.text, "wrong or too large: 'transform'");
	}
}

/* Drawings of more than there is room for. */
static void
test_limits(void)
{
	struct buf b = BUF_INIT(ASSET_MAX);
	struct asset a;
	buf_adds(&b, "<svg xmlns='http://www.w3.org/2000/svg' "
		     "viewBox='0 0 1 1'><path d='M0 0");
	for (int i = 0; i < ASSET_OPS; i++)
		buf_adds(&b, "h1");
	buf_adds(&b, "'/></svg>");
	CHECK(!asset_read(&a, buf_str(&b), "p", &arena, &fault));
	CHECK_STR(fault.text, "the drawing has too many points 'path'");

	buf_reset(&b);
	buf_adds(&b, "<svg xmlns='http://www.w3.org/2000/svg' "
		     "viewBox='0 0 1 1'>");
	for (int i = 0; i <= ASSET_SHAPES; i++)
		buf_adds(&b, "<path d='M0 0'/>");
	buf_adds(&b, "</svg>");
	CHECK(!asset_read(&a, buf_str(&b), "p", &arena, &fault));
	CHECK_STR(fault.text, "the drawing has too many shapes 'path'");

	buf_reset(&b);
	for (int i = 0; i < 200; i++)
		buf_adds(&b, i ? "<g>"
			       : "<svg xmlns='http://www.w3.org/2000/svg' "
				 "viewBox='0 0 1 1'>");
	CHECK(!asset_read(&a, buf_str(&b), "p", &arena, &fault));
	CHECK_STR(fault.text, "elements are nested too deep");
	buf_free(&b);
}

int
main(void)
{
	test_paths();
	test_shapes();
	test_paint();
	test_nothing();
	test_view();
	test_refused();
	test_refused_values();
	test_limits();
	arena_free(&arena);
	buf_free(&text);
	return T_END();
}
