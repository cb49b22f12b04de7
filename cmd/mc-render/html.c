/* SPDX-License-Identifier: ISC */
#include <stdarg.h>

#include "html_work.h"

/*
 * A column as wide as mail programs show it, on a ground of its own so that
 * what is in it keeps its colours where the program is dark.
 */
enum { WIDTH = 640, MARGIN = 19, GROUND = 0xeef0f2 };

/*
 * What narrow screens do, in programs that know style sheets: columns (c)
 * below each other, two cells of a grid (g) side by side but for those that are
 * wide, of a table's row (r) the words (w) above the figures (f).
 */
static const char narrow[] =
    "<style>@media (max-width:520px){"
    ".c,.w{display:block;width:auto!important;min-width:0!important}"
    ".c{padding:0 0 12px!important}"
    ".c>h1,.c>p{text-align:left!important}"
    ".g{display:inline-block;width:49%!important;box-sizing:border-box}"
    ".g[colspan]{width:100%!important}"
    ".r{display:block;text-align:right;border-bottom:1px solid #d8dce0}"
    ".w{text-align:left}.w,.f{border:0!important}"
    ".f{display:inline-block}.n{display:none}}</style>\n";

bool
html_fail(struct html *h, const struct node *n, const char *rule,
    const char *format, ...)
{
	char text[FAULT_TEXT], place[FAULT_TEXT] = "";
	va_list args;
	if (h->failed)
		return false;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (n)
		snprintf(place, sizeof(place), "%s:%u", n->file, n->line);
	h->failed = true;
	return fault_set(h->fault, place, rule, "%s", text);
}

int
html_mm(double mm)
{
	return (int)(mm * 96 / 25.4 + 0.5);
}

int
html_rule(double points)
{
	int pixels = (int)(points * 96 / 72 + 0.5);
	return pixels < 1 ? 1 : pixels;
}

/* Claims that the block reaches from one edge of the column to the other. */
static bool
is_band(const struct node *n)
{
	return n->filled && n->radius <= 0 && n->bar <= 0;
}

/* A block of the column; what is above it in *any. */
static void
put_block(struct html *h, const struct node *n, bool *any)
{
	size_t mark = h->out->n;
	bool band = is_band(n);
	int side = band ? 0 : MARGIN, above = *any ? html_mm(n->space) : MARGIN;
	if (band && !*any)
		above = 0;
	buf_printf(h->out,
	    "<tr><td align=\"left\" style=\"padding:%dpx %dpx "
	    "0;word-break:break-word\">\n",
	    above, side);
	if (html_node(h, n, WIDTH - 2 * side, 0)) {
		buf_adds(h->out, "</td></tr>\n");
		*any = true;
	} else
		h->out->n = mark;
}

static void
put_head(struct html *h)
{
	struct str title = html_said(h, &h->t->title, NULL);
	buf_printf(h->out,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width,"
	    "initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light\">\n"
	    "<meta name=\"supported-color-schemes\" content=\"light\">\n"
	    "<meta name=\"format-detection\" content=\"telephone=no,date=no,"
	    "address=no,email=no\">\n<title>",
	    language_codes[h->say.lang]);
	html_plain(h, title.n ? title : h->t->name);
	buf_adds(h->out, "</title>\n");
	buf_adds(h->out, narrow);
	buf_adds(h->out, "</head>\n");
}

static void
put_body(struct html *h)
{
	const struct nodes *blocks = h->t->html.n ? &h->t->html : &h->t->flow;
	const struct node *last = NULL;
	bool any = false;
	buf_printf(h->out,
	    "<body style=\"margin:0;padding:0;background:#%06x\">\n", GROUND);
	buf_adds(h->out, HTML_LAYOUT);
	buf_printf(h->out,
	    " bgcolor=\"#%06x\"><tr><td align=\"center\" "
	    "style=\"padding:12px 8px\">\n"
	    "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" "
	    "border=\"0\" width=\"%d\" bgcolor=\"#ffffff\" style=\"width:100%%;"
	    "max-width:%dpx;background:#ffffff\">\n",
	    GROUND, WIDTH, WIDTH);
	for (size_t i = 0; i < blocks->n && !h->failed; i++) {
		size_t mark = h->out->n;
		put_block(h, &blocks->one[i], &any);
		if (h->out->n > mark)
			last = &blocks->one[i];
	}
	if (!last || !is_band(last))
		buf_printf(
		    h->out, "<tr><td height=\"%d\"></td></tr>\n", MARGIN);
	buf_adds(h->out, "</table>\n</td></tr></table>\n</body>\n</html>\n");
}

bool
html_write(const struct template *t, const struct view *view,
    enum language lang, struct arena *arena, struct buf *out, struct fault *f)
{
	/* nothing is too long here, whatever it was on a page */
	struct view seen = *view;
	seen.longs_n = 0;
	seen.doc.page = seen.doc.pages = 0;
	struct html h = { .t = t,
		.say = say_begin(t, &seen, lang, arena),
		.arena = arena,
		.out = out,
		.text = BUF_INIT(HTML_TEXT),
		.fault = f };
	put_head(&h);
	put_body(&h);
	buf_free(&h.text);
	if (out->over)
		html_fail(&h, NULL, "size", "the HTML is larger than %zu bytes",
		    out->max);
	return !h.failed;
}
