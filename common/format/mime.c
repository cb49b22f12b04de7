/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>

#include "base/base64.h"
#include "mime_header.h"

enum {
	COLUMNS = 76, /* of encoded lines, without the line end */
	BYTES = COLUMNS / 4 * 3, /* that a line of base64 holds */
	BOUNDARY = MIME_KEY + 32,
	BOUNDARIES = 1000, /* tried before we give up */
};

/* ---- encodings ------------------------------------------------------- */

/* The end of line at s: its length, 0 when there is none. */
static size_t
line_end(struct str s)
{
	if (s.n && s.p[0] == '\n')
		return 1;
	return s.n > 1 && s.p[0] == '\r' && s.p[1] == '\n' ? 2 : 0;
}

/* Claims that the first byte must be encoded, `column` bytes into its line. */
static bool
needs_quoting(struct str s, size_t column)
{
	char c = s.p[0];
	if (c == ' ' || c == '\t')
		return s.n == 1 || line_end(str_from(s, 1)) > 0;
	if (c < '!' || c > '~' || c == '=')
		return true;
	return column == 0 && (c == '.' || str_starts(s, "From "));
}

void
mime_quoted(struct buf *out, struct str s, enum mime_lines lines)
{
	size_t column = 0, n;
	for (; s.n; s = str_from(s, n)) {
		n = line_end(s);
		if (n) {
			buf_adds(out, mime_end(lines));
			column = 0;
			continue;
		}
		n = 1;
		bool last = s.n == 1 || line_end(str_from(s, 1)) > 0;
		size_t width = needs_quoting(s, column) ? 3 : 1;
		/* a soft break's = needs a column, unless the line ends */
		if (column + width + !last > COLUMNS) {
			buf_addc(out, '=');
			buf_adds(out, mime_end(lines));
			column = 0;
			width = needs_quoting(s, 0) ? 3 : 1;
		}
		if (width == 3)
			buf_printf(out, "=%02X", (unsigned char)s.p[0]);
		else
			buf_addc(out, s.p[0]);
		column += width;
	}
}

void
mime_base64(struct buf *out, struct str s, enum mime_lines lines)
{
	while (s.n) {
		size_t n = s.n < BYTES ? s.n : BYTES;
		base64_encode(out, s.p, n);
		buf_adds(out, mime_end(lines));
		s = str_from(s, n);
	}
}

/* ---- the message ----------------------------------------------------- */

/* The parts as they will stand in the message. */
struct parts {
	struct buf text, html, file;
};

static bool
occurs(const struct buf *part, const char *boundary)
{
	return part->n &&
	       memmem(part->p, part->n, boundary, strlen(boundary)) != NULL;
}

/* The first number with which the boundary is in no part. */
static bool
choose_boundary(const struct mime *m, const struct parts *p,
    char boundary[BOUNDARY], struct fault *f)
{
	for (int i = 0; i < BOUNDARIES; i++) {
		snprintf(boundary, BOUNDARY, "mc-%.*s-%d-", STR_ARG(m->key), i);
		if (!occurs(&p->text, boundary) &&
		    !occurs(&p->html, boundary) && !occurs(&p->file, boundary))
			return true;
	}
	return fault_set(
	    f, "Content-Type", "mime", "every boundary occurs in a part");
}

static bool
check_key(struct str key, struct fault *f)
{
	bool ok = key.n && key.n <= MIME_KEY;
	for (size_t i = 0; ok && i < key.n; i++) {
		char c = key.p[i];
		ok = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		     (c >= 'A' && c <= 'Z');
	}
	return ok ||
	       fault_set(f, "Message-ID", "mime",
		   "the key is not of 1 to %d letters and digits", MIME_KEY);
}

static bool
add_headers(
    struct buf *out, const struct mime *m, char id[MIME_ID], struct fault *f)
{
	const char *end = mime_end(m->lines);
	struct mime_mailbox from, other;
	mime_date_line(out, m->date, m->lines);
	if (!check_key(m->key, f) ||
	    !mime_mailbox_line(out, "From", m->from, m->lines, &from, f) ||
	    !mime_mailbox_line(out, "To", m->to, m->lines, &other, f))
		return false;
	if (m->reply_to.n && !mime_mailbox_line(out, "Reply-To", m->reply_to,
				 m->lines, &other, f))
		return false;
	if (!mime_line(out, "Subject", m->subject, m->lines, f))
		return false;
	const char *at = memchr(from.address.p, '@', from.address.n);
	struct str domain =
	    str_from(from.address, (size_t)(at - from.address.p));
	snprintf(id, MIME_ID, "<%.*s%.*s>", STR_ARG(m->key), STR_ARG(domain));
	buf_printf(out,
	    "Message-ID: %s%sMIME-Version: 1.0%s"
	    "Auto-Submitted: auto-generated%s",
	    id, end, end, end);
	return true;
}

static void
open_multipart(
    struct buf *out, const char *kind, const char *boundary, const char *end)
{
	buf_printf(out, "Content-Type: multipart/%s;%s boundary=\"%s\"%s%s",
	    kind, end, boundary, end, end);
}

/* A part of text; the headers alone are the rest of the message's own. */
static void
add_text(
    struct buf *out, const char *kind, const struct buf *part, const char *end)
{
	buf_printf(out,
	    "Content-Type: text/%s; charset=utf-8%s"
	    "Content-Transfer-Encoding: quoted-printable%s%s",
	    kind, end, end, end);
	buf_addstr(out, buf_str(part));
	buf_adds(out, end);
}

/* The text, or the choice between it and the HTML. */
static void
add_body(struct buf *out, const struct mime *m, const struct parts *p,
    const char *boundary)
{
	const char *end = mime_end(m->lines);
	char inner[BOUNDARY + 4];
	if (!m->html.p) {
		add_text(out, "plain", &p->text, end);
		return;
	}
	snprintf(inner, sizeof(inner), "%salt", boundary);
	open_multipart(out, "alternative", inner, end);
	buf_printf(out, "--%s%s", inner, end);
	add_text(out, "plain", &p->text, end);
	buf_printf(out, "--%s%s", inner, end);
	add_text(out, "html", &p->html, end);
	buf_printf(out, "--%s--%s", inner, end);
}

static bool
add_parts(struct buf *out, const struct mime *m, const struct parts *p,
    struct fault *f)
{
	const char *end = mime_end(m->lines);
	char boundary[BOUNDARY], outer[BOUNDARY + 4];
	if (!choose_boundary(m, p, boundary, f))
		return false;
	if (!m->file.p) {
		add_body(out, m, p, boundary);
		return true;
	}
	snprintf(outer, sizeof(outer), "%smix", boundary);
	open_multipart(out, "mixed", outer, end);
	buf_printf(out, "--%s%s", outer, end);
	add_body(out, m, p, boundary);
	buf_printf(out, "--%s%s", outer, end);
	if (!mime_line(out, "Content-Type", m->file_type, m->lines, f))
		return false;
	buf_printf(out, "Content-Transfer-Encoding: base64%s", end);
	if (!mime_file_line(out, m->file_name, m->lines, f))
		return false;
	buf_adds(out, end);
	buf_addstr(out, buf_str(&p->file));
	buf_printf(out, "--%s--%s", outer, end);
	return true;
}

bool
mime_write(
    struct buf *out, const struct mime *m, char id[MIME_ID], struct fault *f)
{
	/* quoted-printable and line ends take at most four times the bytes */
	struct parts p = { BUF_INIT(4 * m->text.n + 4),
		BUF_INIT(4 * m->html.n + 4), BUF_INIT(2 * m->file.n + 4) };
	mime_quoted(&p.text, m->text, m->lines);
	mime_quoted(&p.html, m->html, m->lines);
	mime_base64(&p.file, m->file, m->lines);
	bool ok = add_headers(out, m, id, f) && add_parts(out, m, &p, f);
	buf_free(&p.text);
	buf_free(&p.html);
	buf_free(&p.file);
	if (ok && out->over)
		ok = fault_set(f, "", "mime", "the message is too long");
	return ok;
}
