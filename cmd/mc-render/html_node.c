/* SPDX-License-Identifier: ISC */
#include "base/base64.h"
#include "html_work.h"

static const int code_width = 150; /* pixels */

bool
html_is_framed(const struct node *n)
{
	return n->filled || n->bar > 0 || n->rule_above > 0 ||
	       n->rule_below > 0 || n->height > 0 || n->pad[0] > 0 ||
	       n->pad[1] > 0 || n->pad[2] > 0 || n->pad[3] > 0;
}

/* ---- nodes below each other ------------------------------------------ */

struct pile {
	int width;
	bool any; /* something is there: what comes next has space above */
};

static bool pile_each(
    struct html *, const struct node *, struct pile *, int space);
static bool pile_first(
    struct html *, const struct node *, struct pile *, int space);

/*
 * Adds a node to the pile, `space` or its own above it. Lists and choices add
 * what they come to as if it stood in their place.
 */
static bool
pile_node(struct html *h, const struct node *n, struct pile *p, int space)
{
	int own = html_mm(n->space);
	space = own > space ? own : space;
	if (!html_is_framed(n) && n->kind == NODE_EACH)
		return say_holds(&h->say, n->when) && pile_each(h, n, p, space);
	if (!html_is_framed(n) && n->kind == NODE_CHOOSE)
		return say_holds(&h->say, n->when) &&
		       pile_first(h, n, p, space);
	if (!html_node(h, n, p->width, p->any ? space : 0))
		return false;
	p->any = true;
	return true;
}

static bool
pile_all(struct html *h, const struct nodes *all, struct pile *p, int space)
{
	bool any = false;
	for (size_t i = 0; i < all->n; i++)
		any |= pile_node(h, &all->one[i], p, any ? 0 : space);
	return any;
}

static bool
pile_each(struct html *h, const struct node *n, struct pile *p, int space)
{
	struct say_list list = say_elements(&h->say, &n->list);
	const void *outside = h->say.item;
	bool any = false;
	for (size_t i = 0; i < list.n && !h->failed; i++) {
		h->say.item = list.base + i * list.size;
		any |= pile_all(h, &n->nodes, p, any ? 0 : space);
	}
	h->say.item = outside;
	return any;
}

/* The first of the nodes that is there. */
static bool
pile_first(struct html *h, const struct node *n, struct pile *p, int space)
{
	for (size_t i = 0; i < n->nodes.n; i++)
		if (pile_node(h, &n->nodes.one[i], p, space))
			return true;
	return false;
}

/* STACK, EACH, CHOOSE. */
static bool
put_pile(struct html *h, const struct node *n, int width)
{
	struct pile p = { width, false };
	if (n->kind == NODE_EACH)
		return pile_each(h, n, &p, 0);
	if (n->kind == NODE_CHOOSE)
		return pile_first(h, n, &p, 0);
	return pile_all(h, &n->nodes, &p, 0) || n->nodes.n == 0;
}

/* ---- nodes side by side ---------------------------------------------- */

/* How many nodes share what those with a width leave, and their part. */
struct shares {
	int n, each;
	bool alone; /* all share: none has a width */
};

static struct shares
shares_of(const struct html *h, const struct node *n, int width)
{
	struct shares s = { .alone = true };
	int shown = 0;
	for (size_t i = 0; i < n->nodes.n; i++) {
		const struct node *one = &n->nodes.one[i];
		if (!say_shows(&h->say, one))
			continue;
		shown++;
		s.n += one->width <= 0;
		width -= html_mm(one->width);
		s.alone = s.alone && one->width <= 0;
	}
	width -= shown ? html_mm(n->gap) * (shown - 1) : 0;
	s.each = s.n && width > s.n ? width / s.n : 1;
	return s;
}

static bool
put_columns(struct html *h, const struct node *n, int width)
{
	struct shares shares = shares_of(h, n, width);
	bool any = false;
	buf_adds(h->out, HTML_LAYOUT "><tr>");
	for (size_t i = 0; i < n->nodes.n; i++) {
		const struct node *one = &n->nodes.one[i];
		size_t mark = h->out->n;
		int own = one->width > 0 ? html_mm(one->width) : shares.each;
		buf_adds(h->out, "<td class=\"c\" valign=\"top\"");
		if (one->width > 0)
			buf_printf(h->out, " width=\"%d\"", own);
		else if (shares.alone && shares.n)
			buf_printf(h->out, " width=\"%d%%\"", 100 / shares.n);
		buf_printf(h->out, " style=\"padding:0 0 0 %dpx\">",
		    any ? html_mm(n->gap) : 0);
		if (html_node(h, one, own, 0)) {
			buf_adds(h->out, "</td>");
			any = true;
		} else
			h->out->n = mark;
	}
	buf_adds(h->out, "</tr></table>\n");
	return any;
}

/* ---- one thing ------------------------------------------------------- */

/* A text, its space above as a margin. */
static bool
put_text(struct html *h, const struct node *n, int width, int space)
{
	static const char *const aligns[] = { [ALIGN_LEFT] = "",
		[ALIGN_RIGHT] = "text-align:right;",
		[ALIGN_CENTRE] = "text-align:center;" };
	const char *tag = n->tag == TAG_H1   ? "h1"
			  : n->tag == TAG_H2 ? "h2"
					     : "p";
	bool figures = false;
	struct str text = { NULL, 0 };
	double scale = 1;
	if (n->kind == NODE_TEXT)
		text = html_said(h, &n->text, &figures);
	if (figures)
		scale = html_fit(n->style, text, width);
	buf_printf(h->out, "<%s style=\"margin:%dpx 0 0;%s", tag, space,
	    aligns[n->align]);
	html_look_scaled(h, n->style, scale);
	buf_adds(h->out, "\">");
	if (n->kind == NODE_TEXT
		? !text.n || !html_put(h, text, n->style, n->link)
		: !html_words(h, n, n->style, NULL))
		return false;
	buf_printf(h->out, "</%s>\n", tag);
	return true;
}

/* The words for a picture. */
static bool
put_alt(struct html *h, const struct node *n)
{
	buf_adds(h->out, "<p style=\"margin:0;");
	html_look(h, n->style);
	buf_adds(h->out, "\">");
	if (!html_put(h, n->asset->alt, n->style, false))
		return false;
	buf_adds(h->out, "</p>\n");
	return true;
}

/* Mail programs show no drawings, and none shows a picture that is too big. */
static bool
put_image(struct html *h, const struct node *n, int width)
{
	const struct asset *a = n->asset;
	if (!a || a->width <= 0 || a->height <= 0)
		return false;
	if (a->kind == ASSET_DRAWING || a->bytes.n > HTML_PICTURE)
		return put_alt(h, n);
	double wide = n->width > 0 ? html_mm(n->width) : width;
	double high = wide * a->height / a->width, most = html_mm(n->height);
	if (n->height > 0 && high > most) {
		wide *= most / high;
		high = most;
	}
	buf_printf(h->out, "<img src=\"data:image/%s;base64,",
	    a->kind == ASSET_PNG ? "png" : "jpeg");
	base64_encode(h->out, a->bytes.p, a->bytes.n);
	buf_adds(h->out, "\" alt=\"");
	html_plain(h, a->alt);
	buf_printf(h->out,
	    "\" width=\"%d\" height=\"%d\" "
	    "style=\"display:block;border:0\">\n",
	    (int)(wide + 0.5), (int)(high + 0.5));
	return true;
}

/*
 * The code as a picture: as cells of a table it would be larger than all the
 * rest. Programs that show no such pictures lose nothing that is not said in
 * words beside it.
 */
static bool
put_code(struct html *h, const struct node *n)
{
	struct fault f;
	struct code code;
	struct str text = html_said(h, &n->text, NULL);
	int wide = n->width > 0 ? html_mm(n->width) : code_width;
	if (!text.n)
		return false;
	if (!code_make(&code, text, h->arena, &f))
		return html_fail(h, n, f.rule, "%s", f.text);
	wide = wide < code_width ? code_width : wide;
	buf_adds(h->out, "<img src=\"data:image/png;base64,");
	html_code(h->out, &code);
	buf_printf(h->out,
	    "\" alt=\"QR\" width=\"%d\" height=\"%d\" style=\"display:block;"
	    "border:0;image-rendering:pixelated\">\n",
	    wide, wide);
	return true;
}

/* ---- any node -------------------------------------------------------- */

static bool
put_content(struct html *h, const struct node *n, int width, int space)
{
	switch (n->kind) {
	case NODE_TEXT:
	case NODE_LINES:
		return put_text(h, n, width, space);
	case NODE_GRID:
		return html_grid(h, n, width);
	case NODE_STACK:
	case NODE_CHOOSE:
	case NODE_EACH:
		return put_pile(h, n, width);
	case NODE_COLUMNS:
		return put_columns(h, n, width);
	case NODE_TABLE:
		return html_table(h, n, width);
	case NODE_SUMS:
		return html_sums(h, n, width);
	case NODE_IMAGE:
		return put_image(h, n, width);
	case NODE_CODE:
		return put_code(h, n);
	}
	return false;
}

static void
put_edge(struct html *h, const struct node *n, const char *edge, double points)
{
	if (points > 0)
		buf_printf(h->out, "border-%s:%dpx %s #%06x;", edge,
		    html_rule(points), n->dash > 0 ? "dashed" : "solid",
		    n->rule_colour);
}

static void
begin_frame(struct html *h, const struct node *n)
{
	buf_adds(h->out, HTML_LAYOUT "><tr>");
	if (n->bar > 0)
		buf_printf(h->out, "<td width=\"%d\" bgcolor=\"#%06x\"></td>",
		    html_mm(n->bar), n->bar_colour);
	buf_adds(h->out, "<td valign=\"top\"");
	if (n->height > n->pad[0] + n->pad[2] && n->kind != NODE_IMAGE)
		buf_printf(h->out, " height=\"%d\"",
		    html_mm(n->height - n->pad[0] - n->pad[2]));
	if (n->filled)
		buf_printf(h->out, " bgcolor=\"#%06x\"", n->fill);
	buf_adds(h->out, " style=\"");
	if (n->filled)
		buf_printf(h->out, "background:#%06x;", n->fill);
	if (n->filled && n->radius > 0 && n->bar <= 0)
		buf_printf(h->out, "border-radius:%dpx;", html_mm(n->radius));
	put_edge(h, n, "top", n->rule_above);
	put_edge(h, n, "bottom", n->rule_below);
	buf_printf(h->out, "padding:%dpx %dpx %dpx %dpx\">", html_mm(n->pad[0]),
	    html_mm(n->pad[1]), html_mm(n->pad[2]),
	    html_mm(n->pad[3] > n->bar ? n->pad[3] - n->bar : 0));
}

static bool
put_framed(struct html *h, const struct node *n, int width, int space)
{
	if (!html_is_framed(n))
		return put_content(h, n, width, space);
	width -= html_mm(n->pad[1]) + html_mm(n->pad[3]);
	begin_frame(h, n);
	if (!put_content(h, n, width > 1 ? width : 1, 0))
		return false;
	buf_adds(h->out, "</td></tr></table>\n");
	return true;
}

bool
html_node(struct html *h, const struct node *n, int width, int space)
{
	bool text = n->kind == NODE_TEXT || n->kind == NODE_LINES;
	size_t mark = h->out->n;
	if (h->failed || !say_holds(&h->say, n->when))
		return false;
	if (space > 0 && (!text || html_is_framed(n)))
		buf_printf(h->out,
		    "<div style=\"height:%dpx;line-height:%dpx;"
		    "font-size:1px\">&nbsp;</div>\n",
		    space, space);
	if (put_framed(h, n, width, space))
		return true;
	h->out->n = mark;
	return false;
}
