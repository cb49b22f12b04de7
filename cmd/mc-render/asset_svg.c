/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "asset_look.h"
#include "asset_svg.h"
#include "format/xread.h"

#define SVG "http://www.w3.org/2000/svg"

/* Elements, and sets of them. */
enum {
	E_SVG = 1 << 0,
	E_G = 1 << 1,
	E_PATH = 1 << 2,
	E_RECT = 1 << 3,
	E_CIRCLE = 1 << 4,
	E_ELLIPSE = 1 << 5,
	E_LINE = 1 << 6,
	E_POLYLINE = 1 << 7,
	E_POLYGON = 1 << 8,
	E_SILENT = 1 << 9, /* read over with all that is inside */
	E_DEFS = 1 << 10, /* read over when nothing is inside */

	E_SHAPES = E_PATH | E_RECT | E_CIRCLE | E_ELLIPSE | E_LINE |
		   E_POLYLINE | E_POLYGON,
	E_GROUPS = E_SVG | E_G,
	E_ALL = E_GROUPS | E_SHAPES,
};

static const struct {
	const char *name;
	unsigned is;
} elements[] = {
	{ "svg", E_SVG },
	{ "g", E_G },
	{ "path", E_PATH },
	{ "rect", E_RECT },
	{ "circle", E_CIRCLE },
	{ "ellipse", E_ELLIPSE },
	{ "line", E_LINE },
	{ "polyline", E_POLYLINE },
	{ "polygon", E_POLYGON },
	{ "title", E_SILENT },
	{ "desc", E_SILENT },
	{ "metadata", E_SILENT },
	{ "defs", E_DEFS },
};

/* A drawing being read. */
struct svg {
	struct xreader *reader;
	struct xtree tree;
	struct arena *arena;
	const char *path;
	struct asset *asset;
	struct asset_shape *shapes;
	size_t ops_n; /* of all shapes */
	struct fault *fault;
};

static bool
refuse(struct svg *s, const struct xnode *n, const char *what, struct str name)
{
	char place[FAULT_TEXT];
	snprintf(place, sizeof(place), "%s:%u", s->path, n->line);
	return fault_set(s->fault, place, "svg", "%s '%.*s'", what,
	    (int)(name.n < 80 ? name.n : 80), name.p ? name.p : "");
}

static struct str
local_name(const struct svg *s, xname name)
{
	return xreader_local(s->reader, name);
}

/* What the element is, 0: nothing that can be drawn. */
static unsigned
element_of(const struct svg *s, const struct xnode *n)
{
	struct str name = local_name(s, n->name);
	if (!str_is(xreader_uri(s->reader, n->name), SVG))
		return 0;
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
		if (str_is(name, elements[i].name))
			return elements[i].is;
	return 0;
}

/* ---- attributes ---------------------------------------------------- */

/* Attributes that no look has; they are asked for by name, if at all. */
static const struct {
	const char *name;
	unsigned on;
} attributes[] = {
	{ "d", E_PATH },
	{ "points", E_POLYLINE | E_POLYGON },
	{ "x", E_RECT },
	{ "y", E_RECT },
	{ "width", E_RECT | E_SVG },
	{ "height", E_RECT | E_SVG },
	{ "rx", E_RECT | E_ELLIPSE },
	{ "ry", E_RECT | E_ELLIPSE },
	{ "cx", E_CIRCLE | E_ELLIPSE },
	{ "cy", E_CIRCLE | E_ELLIPSE },
	{ "r", E_CIRCLE },
	{ "x1", E_LINE },
	{ "y1", E_LINE },
	{ "x2", E_LINE },
	{ "y2", E_LINE },
	{ "viewBox", E_SVG },
	{ "version", E_SVG },
	{ "id", E_ALL },
	{ "class", E_ALL }, /* says nothing without a style sheet */
	{ "role", E_ALL },
};

/* Claims an attribute that is for other programs, or for screen readers. */
static bool
is_foreign(const struct svg *s, xname name)
{
	struct str local = local_name(s, name);
	return xreader_uri(s->reader, name).n > 0 ||
	       str_starts(local, "data-") || str_starts(local, "aria-");
}

static bool
is_attribute(unsigned element, struct str name)
{
	for (size_t i = 0; i < sizeof(attributes) / sizeof(*attributes); i++)
		if (attributes[i].on & element &&
		    str_is(name, attributes[i].name))
			return true;
	return false;
}

/* Takes what the element's attributes say into the look. */
static bool
take_attributes(
    struct svg *s, const struct xnode *n, unsigned is, struct look *l)
{
	l->opacity = 1;
	for (uint32_t i = 0; i < n->attrs_n; i++) {
		const struct xattr *a = &s->tree.attrs[n->attrs + i];
		struct str name = local_name(s, a->name);
		if (is_foreign(s, a->name) || is_attribute(is, name))
			continue;
		/* SVG 1.1 has none there, SVG 2 has */
		enum look_set how = is == E_SVG && str_is(name, "transform")
					? LOOK_UNKNOWN
					: look_set(l, name, a->value);
		if (how == LOOK_UNKNOWN)
			return refuse(s, n, "cannot draw attribute", name);
		if (how == LOOK_WRONG)
			return refuse(s, n, "wrong or too large:", name);
	}
	return true;
}

/* The value of an attribute of no namespace, absent: there is none. */
static struct str
attribute(const struct svg *s, const struct xnode *n, const char *name)
{
	for (uint32_t i = 0; i < n->attrs_n; i++) {
		const struct xattr *a = &s->tree.attrs[n->attrs + i];
		if (str_is(local_name(s, a->name), name) &&
		    !xreader_uri(s->reader, a->name).n)
			return a->value;
	}
	return (struct str){ NULL, 0 };
}

/* A length from that on, 0 when there is none. */
static bool
length(struct svg *s, const struct xnode *n, const char *name, double least,
    double *to)
{
	struct str value = attribute(s, n, name);
	*to = 0;
	return !value.p || look_number(to, value, least, PATH_FAR) ||
	       refuse(s, n, "wrong or too large:", str_of(name));
}

/* ---- elements ------------------------------------------------------ */

static bool
add_rect(struct svg *s, const struct xnode *n, struct path *p)
{
	double x, y, width, height, rx, ry;
	if (!length(s, n, "x", -PATH_FAR, &x) ||
	    !length(s, n, "y", -PATH_FAR, &y) ||
	    !length(s, n, "width", 0, &width) ||
	    !length(s, n, "height", 0, &height) ||
	    !length(s, n, "rx", 0, &rx) || !length(s, n, "ry", 0, &ry))
		return false;
	if (!attribute(s, n, "rx").p)
		rx = ry;
	if (!attribute(s, n, "ry").p)
		ry = rx;
	if (width > 0 && height > 0)
		path_rect(p, x, y, width, height, rx, ry);
	return true;
}

static bool
add_ellipse(struct svg *s, const struct xnode *n, struct path *p, bool circle)
{
	double cx, cy, rx, ry;
	if (!length(s, n, "cx", -PATH_FAR, &cx) ||
	    !length(s, n, "cy", -PATH_FAR, &cy) ||
	    !length(s, n, circle ? "r" : "rx", 0, &rx) ||
	    !length(s, n, circle ? "r" : "ry", 0, &ry))
		return false;
	if (rx > 0 && ry > 0)
		path_ellipse(p, cx, cy, rx, ry);
	return true;
}

static bool
add_line(struct svg *s, const struct xnode *n, struct path *p)
{
	static const char *const names[] = { "x1", "y1", "x2", "y2" };
	double v[4];
	for (int i = 0; i < 4; i++)
		if (!length(s, n, names[i], -PATH_FAR, &v[i]))
			return false;
	path_move(p, v[0], v[1]);
	path_line(p, v[2], v[3]);
	return true;
}

static bool
add_outline(struct svg *s, const struct xnode *n, unsigned is, struct path *p)
{
	switch (is) {
	case E_PATH:
		path_data(p, attribute(s, n, "d"));
		return true;
	case E_RECT:
		return add_rect(s, n, p);
	case E_CIRCLE:
	case E_ELLIPSE:
		return add_ellipse(s, n, p, is == E_CIRCLE);
	case E_LINE:
		return add_line(s, n, p);
	default:
		path_points(p, attribute(s, n, "points"), is == E_POLYGON);
		return true;
	}
}

/* Settles how the shape is painted, or says why it cannot be. */
static bool
settle_paint(struct svg *s, const struct xnode *n, const struct look *l,
    struct asset_shape *shape)
{
	double scale = matrix_scale(l->matrix);
	*shape = l->paint;
	shape->fill_opacity = (float)(l->fill_opacity * l->opacity);
	shape->stroke_opacity = (float)(l->stroke_opacity * l->opacity);
	shape->miter_limit = (float)l->miter_limit;
	shape->filled = shape->filled && shape->fill_opacity > 0;
	shape->stroked = shape->stroked && shape->stroke_opacity > 0 &&
			 l->stroke_width > 0 && scale != 0;
	if (l->opacity < 1 && shape->filled && shape->stroked)
		return refuse(s, n, "on fill and stroke together cannot draw",
		    str_of("opacity"));
	if (shape->stroked && scale < 0)
		return refuse(s, n, "with an uneven transform cannot draw",
		    str_of("stroke"));
	shape->stroke_width = (float)(l->stroke_width * scale);
	return true;
}

static bool
add_shape(
    struct svg *s, const struct xnode *n, unsigned is, const struct look *l)
{
	struct path p = { .arena = s->arena,
		.matrix = l->matrix,
		.most = ASSET_OPS - s->ops_n };
	struct asset_shape shape;
	size_t count = s->asset->shapes_n;

	if (!settle_paint(s, n, l, &shape) || !add_outline(s, n, is, &p))
		return false;
	if (!p.wrong && count == ASSET_SHAPES)
		p.wrong = "the drawing has too many shapes";
	if (p.wrong)
		return refuse(s, n, p.wrong, local_name(s, n->name));
	if (!p.ops_n || (!shape.filled && !shape.stroked))
		return true;
	shape.ops = p.ops;
	shape.ops_n = p.ops_n;
	shape.at = p.at;
	s->ops_n += p.ops_n;
	s->shapes = arena_extend(s->arena, s->shapes, count, sizeof(shape));
	s->shapes[s->asset->shapes_n++] = shape;
	return true;
}

/* The element and what is inside, painted as the look says and as it says. */
static bool
add_element(struct svg *s, uint32_t node, struct look look)
{
	const struct xnode *n = &s->tree.nodes[node];
	unsigned is = element_of(s, n);

	if (n->name == XNAME_TEXT || is == E_SILENT ||
	    (is == E_DEFS && !n->first))
		return true;
	if (!is || is == E_DEFS || (is == E_SVG && node != 1))
		return refuse(
		    s, n, "cannot draw element", local_name(s, n->name));
	if (!take_attributes(s, n, is, &look))
		return false;
	if (is & E_GROUPS && look.opacity < 1)
		return refuse(
		    s, n, "on a group cannot draw", str_of("opacity"));
	if (is & E_SHAPES && !add_shape(s, n, is, &look))
		return false;
	for (uint32_t c = n->first; c; c = s->tree.nodes[c].next) {
		const struct xnode *child = &s->tree.nodes[c];
		unsigned of = element_of(s, child);
		if (is & E_SHAPES && of != E_SILENT)
			return refuse(s, child, "cannot draw element",
			    local_name(s, child->name));
		if (!add_element(s, c, look))
			return false;
	}
	return true;
}

/* The part of the plane that is shown. */
static bool
set_view(struct svg *s, const struct xnode *root)
{
	struct asset *a = s->asset;
	struct str box = str_trim(attribute(s, root, "viewBox"));
	double *v[] = { &a->left, &a->top, &a->width, &a->height };

	if (element_of(s, root) != E_SVG)
		return refuse(s, root, "is no drawing of SVG but",
		    local_name(s, root->name));
	if (!box.p)
		return (length(s, root, "width", 0, &a->width) &&
			   length(s, root, "height", 0, &a->height)) &&
		       ((a->width >= PATH_NEAR && a->height >= PATH_NEAR) ||
			   refuse(s, root, "there is no", str_of("viewBox")));
	for (int i = 0; i < 4; i++) {
		if (i > 0)
			path_separator(&box);
		if (!path_number(&box, v[i]))
			return refuse(
			    s, root, "not understood:", str_of("viewBox"));
	}
	if (box.n || a->width < PATH_NEAR || a->height < PATH_NEAR)
		return refuse(s, root, "not understood:", str_of("viewBox"));
	return true;
}

/* xreader says "line 12"; a file has path:12. */
static bool
refuse_xml(const char *path, const struct fault *why, struct fault *f)
{
	char place[FAULT_TEXT];
	const char *line =
	    strncmp(why->place, "line ", 5) == 0 ? why->place + 5 : "1";
	snprintf(place, sizeof(place), "%s:%s", path, line);
	return fault_set(f, place, why->rule, "%s", why->text);
}

bool
asset_read_svg(struct asset *a, struct str bytes, const char *path,
    struct arena *arena, struct fault *f)
{
	struct svg s = { .reader = xreader_new(),
		.arena = arena,
		.path = path,
		.asset = a,
		.fault = f };
	struct look look = LOOK_INIT;
	struct fault why;
	bool ok;

	a->kind = ASSET_DRAWING;
	if (!xreader_read(s.reader, bytes, (struct str)STR(""), NULL, arena,
		&s.tree, &why))
		ok = refuse_xml(path, &why, f);
	else
		ok = set_view(&s, &s.tree.nodes[1]) && add_element(&s, 1, look);
	a->shapes = s.shapes;
	xreader_free(s.reader);
	return ok;
}
