/* SPDX-License-Identifier: ISC */
/*
 * Texts, every byte of which comes from outside: escaped, without what acts
 * instead of being seen, and with right-to-left writing kept from reordering
 * what stands beside it.
 */
#include "base/digit.h"
#include "base/text.h"
#include "html_work.h"
#include "ident/contact.h"

/* What turns the order of a line, tags, and what is no character. */
static const struct text_range dropped[] = {
	{ 0x061C, 0x061C },
	{ 0x200E, 0x200F },
	{ 0x202A, 0x202E },
	{ 0x2066, 0x206F },
	{ 0xFDD0, 0xFDEF },
	{ 0xFEFF, 0xFEFF },
	{ 0xFFF9, 0xFFFB },
	{ 0xE0000, 0xE007F },
};

static const struct text_range backward[] = {
	{ 0x0590, 0x08FF },
	{ 0xFB1D, 0xFDFF },
	{ 0xFE70, 0xFEFE },
	{ 0x10800, 0x10FFF },
	{ 0x1E800, 0x1EFFF },
};

static bool
is_line_end(unsigned long code)
{
	return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 ||
	       code == 0x2029;
}

static bool
is_control(unsigned long code)
{
	return code < ' ' || (code >= 0x7f && code < 0xa0);
}

static bool
is_dropped(unsigned long code)
{
	return TEXT_IN(code, dropped) || (code & 0xfffe) == 0xfffe;
}

/* ---- escaping -------------------------------------------------------- */

/* Characters of one line; true when one of them can be seen. */
static bool
put_line(struct buf *out, struct str line)
{
	bool seen = false;
	for (size_t i = 0, n; i < line.n; i += n) {
		unsigned long code = utf8_get(line.p + i, &n);
		if (is_control(code) || is_line_end(code))
			buf_addc(out, ' ');
		else if (n == 1)
			text_html(out, line.p[i]);
		else if (!is_dropped(code))
			buf_add(out, line.p + i, n);
		else
			continue;
		seen = seen || (code > ' ' && code != 0xa0);
	}
	return seen;
}

void
html_plain(struct html *h, struct str text)
{
	put_line(h->out, text);
}

/* The first line of the text, which is taken off it. */
static struct str
take_line(struct str *text)
{
	struct str line = { text->p, 0 };
	size_t n = 0;
	while (
	    line.n < text->n && !is_line_end(utf8_get(text->p + line.n, &n))) {
		line.n += n;
		n = 0;
	}
	if (n == 1 && text->p[line.n] == '\r' && line.n + 1 < text->n &&
	    text->p[line.n + 1] == '\n')
		n = 2;
	*text = str_from(*text, line.n + n);
	return line;
}

static bool
is_backward(struct str line)
{
	for (size_t i = 0, n; i < line.n; i += n) {
		unsigned long code = utf8_get(line.p + i, &n);
		if (TEXT_IN(code, backward) && !is_dropped(code))
			return true;
	}
	return false;
}

/* The line, its writing direction kept to itself. */
static bool
put_isolated(struct buf *out, struct str line)
{
	bool apart = is_backward(line);
	size_t mark = out->n;
	if (apart)
		buf_adds(out, "<bdi>");
	bool seen = put_line(out, line);
	if (apart)
		buf_adds(out, "</bdi>");
	if (!seen)
		out->n = mark;
	return seen;
}

static bool
put_lines(struct buf *out, struct str text)
{
	bool any = false, empty = false;
	while (text.n) {
		size_t mark = out->n;
		struct str line = str_trim(take_line(&text));
		if (any)
			buf_adds(out, empty ? "<br><br>" : "<br>");
		if (put_isolated(out, line)) {
			any = true;
			empty = false;
		} else {
			out->n = mark;
			empty = any;
		}
	}
	return any;
}

/* ---- links ----------------------------------------------------------- */

/* Claims an address of a page, in characters that mean nothing else here. */
static bool
is_page(struct str text)
{
	if (!str_starts(text, "https://") && !str_starts(text, "http://"))
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] <= ' ' || text.p[i] >= 0x7f ||
		    strchr("\"<>\\^`{|}", text.p[i]))
			return false;
	return true;
}

static bool
is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("@._-", c));
}

/* RFC 6068: what could begin a subject or a copy is encoded. */
static void
put_address(struct buf *out, struct str address)
{
	buf_adds(out, "mailto:");
	for (size_t i = 0; i < address.n; i++)
		if (is_unreserved(address.p[i]))
			buf_addc(out, address.p[i]);
		else
			buf_printf(out, "%%%02X", (unsigned char)address.p[i]);
}

bool
html_put(struct html *h, struct str text, const struct style *style, bool link)
{
	struct str one = str_trim(text);
	bool page = link && is_page(one), mail = contact_email_ok(one);
	if (!page && !mail)
		return put_lines(h->out, text);
	buf_adds(h->out, "<a href=\"");
	if (page)
		put_line(h->out, one);
	else
		put_address(h->out, one);
	buf_printf(h->out, "\" style=\"color:#%06x\">", style->colour);
	bool seen = put_isolated(h->out, one);
	buf_adds(h->out, "</a>");
	return seen;
}

/* ---- texts of templates ---------------------------------------------- */

struct str
html_said(struct html *h, const struct wordings *text, bool *figures)
{
	struct str none = { NULL, 0 };
	buf_reset(&h->text);
	bool there = say_add(&h->say, text, &h->text, figures);
	if (h->text.over)
		html_fail(
		    h, NULL, "size", "has a text of over %d bytes", HTML_TEXT);
	return there ? arena_str(h->arena, buf_str(&h->text)) : none;
}

bool
html_say(struct html *h, const struct wordings *text, const struct style *style)
{
	struct str said = html_said(h, text, NULL);
	return said.n && html_put(h, said, style, false);
}

bool
html_words(struct html *h, const struct node *n, const struct style *style,
    bool *figures)
{
	bool any = false;
	if (n->kind == NODE_TEXT) {
		struct str said = html_said(h, &n->text, figures);
		return said.n && html_put(h, said, style, n->link);
	}
	for (size_t i = 0; i < n->lines_n; i++) {
		size_t mark = h->out->n;
		struct str said = html_said(h, &n->lines[i], figures);
		if (any && n->join.p)
			put_line(h->out, n->join);
		else if (any)
			buf_adds(h->out, "<br>");
		if (said.n && html_put(h, said, style, false))
			any = true;
		else
			h->out->n = mark;
	}
	return any;
}

/* ---- styles ---------------------------------------------------------- */

enum { FIGURE = 60 }; /* most bytes of what is not divided */

static const double type_scale = 1.5; /* pixels for a point */
static const double least_scale = 0.4;

static int
type_pixels(double points)
{
	return (int)(points * type_scale + 0.5);
}

static struct str
look_of(struct html *h, const struct style *style, double scale)
{
	return arena_printf(h->arena,
	    "font:%s%dpx/%dpx Arial,sans-serif;color:#%06x",
	    style->bold ? "bold " : "", type_pixels(style->face.size * scale),
	    type_pixels(style->leading * scale), style->colour);
}

void
html_look(struct html *h, const struct style *style)
{
	size_t i = 0;
	while (i < h->looks_n && h->look[i].style != style)
		i++;
	if (i == h->looks_n) {
		h->look = arena_extend(
		    h->arena, h->look, h->looks_n++, sizeof(*h->look));
		h->look[i] = (struct look){ style, look_of(h, style, 1) };
	}
	buf_addstr(h->out, h->look[i].css);
}

void
html_look_scaled(struct html *h, const struct style *style, double scale)
{
	if (scale < 1)
		buf_addstr(h->out, look_of(h, style, scale));
	else
		html_look(h, style);
}

/* About what sans-serif type has, in ems. */
static double
advance(unsigned long code)
{
	if (code >= 0x1100)
		return 1;
	if (code == 0xa0 ||
	    (code < 0x80 && strchr(" .,:;'|!()-/ijltfI", (int)code)))
		return 0.3;
	if (code < 0x80 && strchr("mwMW@%", (int)code))
		return 0.85;
	return code >= 'A' && code <= 'Z' ? 0.7 : 0.56;
}

double
html_wide(const struct style *style, struct str text)
{
	const double bolder = 1.06;
	double ems = 0;
	for (size_t i = 0, n; i < text.n; i += n)
		ems += advance(utf8_get(text.p + i, &n));
	return ems * style->face.size * type_scale * (style->bold ? bolder : 1);
}

/* The next word of the text, which is taken off it. */
static struct str
take_word(struct str *text)
{
	struct str word = { text->p, 0 };
	while (word.n < text->n && !is_blank(text->p[word.n]))
		word.n++;
	*text = str_from(*text, word.n + (word.n < text->n));
	return word;
}

double
html_wide_word(const struct style *style, struct str text)
{
	double most = 0;
	while (text.n) {
		double wide = html_wide(style, take_word(&text));
		most = wide > most ? wide : most;
	}
	return most;
}

static bool
is_figure(struct str word)
{
	size_t i = 0;
	while (i < word.n && !is_digit(word.p[i]))
		i++;
	return i < word.n && word.n <= FIGURE;
}

double
html_fit(const struct style *style, struct str text, double width)
{
	double scale = 1;
	while (text.n) {
		struct str word = take_word(&text);
		double wide = html_wide(style, word);
		if (wide * scale > width && is_figure(word))
			scale = width / wide;
	}
	return scale > least_scale ? scale : least_scale;
}
