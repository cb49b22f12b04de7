/* SPDX-License-Identifier: ISC */
#ifndef UBL_MUTATE_H
#define UBL_MUTATE_H

/*
 * Changes to a document of UBL that keep most of it whole: elements dropped,
 * doubled, moved and renamed, texts and attributes of interest. It works on
 * the bytes between tags, so that what is no XML can be changed as well.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

enum { PIECES_MAX = 4000, PIECES_DEPTH = 100, REPEATS_MAX = 40 };

/* An element: its bytes, its name, and what stands in it. */
struct piece {
	size_t from, to;
	struct str name;
	size_t in, end; /* behind its start tag, before its end tag */
};

struct pieces {
	struct str bytes;
	struct piece all[PIECES_MAX];
	size_t n;
	uint64_t seed;
};

static const char *const pieces_names[] = {
#define ROOT(local) #local,
#define EXT(local) "ext:" #local,
#define CAC(local) "cac:" #local,
#define CBC(local) "cbc:" #local,
#define ATT(local)
#include "model/ubl_names.def"
#undef ROOT
#undef EXT
#undef CAC
#undef CBC
#undef ATT
};

static const char *const pieces_attributes[] = {
#define ROOT(local)
#define EXT(local)
#define CAC(local)
#define CBC(local)
#define ATT(local) #local,
#include "model/ubl_names.def"
#undef ROOT
#undef EXT
#undef CAC
#undef CBC
#undef ATT
};

/* Lists of codes, by a blank. */
static const char *const pieces_codes[] = {
#define CODES(list, name, codes) codes,
#include "rules/codes.def"
#undef CODES
};

#define PIECES_SELFBILLING                                                     \
	"urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:"      \
	"selfbilling:3.0"

static const char *const pieces_values[] = { "", " ", "0", "-0", "0.00", "1",
	"-1.50", "+2", "1.", ".5", "1.005", "0.015", "1,5", "1e3", "1E-400",
	"1e999999999", "INF", "-INF", "NaN", "0.1234567890123456789",
	"99999999999999999999.99", "123456789012345678901234567890123456789",
	"170141183460469231731687303715884105727", "\t7\n", "true", "false",
	"TRUE", "1 ", "2026-02-28", "2026-02-29", "2026-11-22Z",
	"2026-11-22+14:59", " 2026-11-22", "99999999999999999-01-01",
	"-0044-03-15", "0000-00-00", "30", "58", "49", "59", "130", "50", "381",
	"384", "326", "VAT", "vat", " VAT ", "TAX", "GST", "SEPA", "S", "Z",
	"E", "AE", "K", "G", "O", "L", "M", "B", "SE", "NO", "DK", "FI", "DE",
	"NL", "IT", "IS", "GR", "EL", "1A", "XI", "GB", "SEK", "EUR",
	"SE559999001601", "NO999999999MVA", "5599990016", "FI99999028",
	"DE123456788", "0007", "0088", "0192", "0184", "9902", "0196", "0204",
	"7350000000016", "191212121212", "121212-1212", "SE:BANKGIRO",
	"#SKONTO#TAGE=7#PROZENT=2.00#", "#SKONTO#TAGE=7#PROZENT=2.00#\n",
	"#REG#note", "#AAA#", "a|b|c", "1|2|3|4|5|6|7", "|", "eindagi",
	"urn:cen.eu:en16931:2017", PIECES_SELFBILLING,
	"urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
	"SE4550000000058398257466", "r\xc3\xa4ksm\xc3\xb6rg\xc3\xa5s",
	"\xe2\x80\x8b", "\xc3\x9f", "\xf0\x9f\x98\x80", "&#13;", "&#x2028;",
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xc3\xa5xxxxx", "<!-- -->",
	"a<!-- -->b", "<![CDATA[a]]>", "<cbc:ID>1</cbc:ID>",
	"1<cbc:ID>1</cbc:ID>" };

#define PIECES_PICK(p, list)                                                   \
	(list)[pieces_draw(p, sizeof(list) / sizeof((list)[0]))]

static inline size_t
pieces_draw(struct pieces *p, size_t below)
{
	p->seed = p->seed * UINT64_C(6364136223846793005) +
		  UINT64_C(1442695040888963407);
	return below ? (size_t)(p->seed >> 33) % below : 0;
}

/* ---- finding elements -------------------------------------------------- */

static inline struct str
pieces_name(const char *p, const char *end)
{
	const char *from = p;
	while (p < end && !strchr(" \t\r\n/>", *p))
		p++;
	return (struct str){ from, (size_t)(p - from) };
}

/* What looks like elements; those that are not closed are none. */
static inline void
pieces_find(struct pieces *p, struct str bytes)
{
	size_t open[PIECES_DEPTH], depth = 0, i = 0;
	p->bytes = bytes;
	p->n = 0;
	while (i < bytes.n) {
		const char *at = memchr(bytes.p + i, '<', bytes.n - i);
		const char *to =
		    at ? memchr(at, '>', (size_t)(bytes.p + bytes.n - at))
		       : NULL;
		if (!to)
			return;
		i = (size_t)(to - bytes.p) + 1;
		size_t from = (size_t)(at - bytes.p);
		if (at[1] == '!' || at[1] == '?')
			continue;
		if (at[1] == '/') {
			if (!depth)
				continue;
			struct piece *e = &p->all[open[--depth]];
			e->end = from;
			e->to = i;
			continue;
		}
		if (p->n == PIECES_MAX)
			return;
		p->all[p->n] = (struct piece){ .from = from,
			.to = i,
			.name = pieces_name(at + 1, to),
			.in = i,
			.end = i };
		if (to[-1] != '/' && depth < PIECES_DEPTH)
			open[depth++] = p->n;
		p->n++;
	}
}

/* ---- one change -------------------------------------------------------- */

static inline void
pieces_part(struct buf *out, struct str bytes, size_t from, size_t to)
{
	if (to > from)
		buf_add(out, bytes.p + from, to - from);
}

/* The bytes with those from .. to replaced. */
static inline void
pieces_splice(struct pieces *p, struct buf *out, size_t from, size_t to,
    struct str instead)
{
	pieces_part(out, p->bytes, 0, from);
	buf_addstr(out, instead);
	pieces_part(out, p->bytes, to, p->bytes.n);
}

static inline struct str
pieces_of(const struct pieces *p, const struct piece *e)
{
	return (struct str){ p->bytes.p + e->from, e->to - e->from };
}

static inline struct piece *
pieces_any(struct pieces *p)
{
	return &p->all[pieces_draw(p, p->n)];
}

/* A value: of interest, a code, or what another element has. */
static inline struct str
pieces_value(struct pieces *p)
{
	const struct piece *e = pieces_any(p);
	struct str codes;
	switch (pieces_draw(p, 4)) {
	case 0:
		return (struct str){ p->bytes.p + e->in, e->end - e->in };
	case 1:
		codes = str_of(PIECES_PICK(p, pieces_codes));
		codes = str_from(codes, pieces_draw(p, codes.n));
		return pieces_name(codes.p, codes.p + codes.n);
	default:
		return str_of(PIECES_PICK(p, pieces_values));
	}
}

/* An element of UBL with a value, or with another one in it. */
static inline void
pieces_new(struct pieces *p, struct buf *b)
{
	const char *name = PIECES_PICK(p, pieces_names);
	struct str value = pieces_value(p);
	buf_printf(b, "<%s>", name);
	buf_addstr(b, value);
	buf_printf(b, "</%s>", name);
}

/* Renames both tags. */
static inline void
pieces_rename(struct pieces *p, struct buf *out, const struct piece *e)
{
	struct str name = pieces_draw(p, 2)
			      ? pieces_any(p)->name
			      : str_of(PIECES_PICK(p, pieces_names));
	pieces_part(out, p->bytes, 0, e->from + 1);
	buf_addstr(out, name);
	pieces_part(out, p->bytes, e->from + 1 + e->name.n, e->end);
	if (e->to > e->end) {
		buf_adds(out, "</");
		buf_addstr(out, name);
		buf_addc(out, '>');
	}
	pieces_part(out, p->bytes, e->to, p->bytes.n);
}

/* Gives it another attribute, or its first one another value. */
static inline void
pieces_attribute(struct pieces *p, struct buf *out, const struct piece *e)
{
	size_t behind = e->from + 1 + e->name.n;
	const char *quote = memchr(p->bytes.p + behind, '"', e->in - behind);
	const char *close = quote
				? memchr(quote + 1, '"',
				      e->in - (size_t)(quote + 1 - p->bytes.p))
				: NULL;
	struct str value = pieces_value(p);
	if (close && pieces_draw(p, 3)) {
		pieces_splice(p, out, (size_t)(quote + 1 - p->bytes.p),
		    (size_t)(close - p->bytes.p), value);
		return;
	}
	if (close && pieces_draw(p, 2)) {
		pieces_splice(p, out, behind, (size_t)(close + 1 - p->bytes.p),
		    (struct str){ "", 0 });
		return;
	}
	pieces_part(out, p->bytes, 0, behind);
	buf_printf(out, " %s=\"%.*s\"", PIECES_PICK(p, pieces_attributes),
	    STR_ARG(value));
	pieces_part(out, p->bytes, behind, p->bytes.n);
}

/* Moves one element, or a copy of it, before, behind or into another. */
static inline void
pieces_move(struct pieces *p, struct buf *out, const struct piece *e,
    const struct piece *to, bool copy)
{
	size_t places[] = { to->from, to->to, to->in, to->end };
	size_t at = places[pieces_draw(p, 4)];
	bool inside = at > e->from && at < e->to;
	if (copy || inside) {
		pieces_splice(p, out, at, at, pieces_of(p, e));
	} else if (at <= e->from) {
		pieces_part(out, p->bytes, 0, at);
		buf_addstr(out, pieces_of(p, e));
		pieces_part(out, p->bytes, at, e->from);
		pieces_part(out, p->bytes, e->to, p->bytes.n);
	} else {
		pieces_part(out, p->bytes, 0, e->from);
		pieces_part(out, p->bytes, e->to, at);
		buf_addstr(out, pieces_of(p, e));
		pieces_part(out, p->bytes, at, p->bytes.n);
	}
}

static inline void
pieces_repeat(struct pieces *p, struct buf *out, const struct piece *e)
{
	size_t n = 1 + (pieces_draw(p, 4) ? 0 : pieces_draw(p, REPEATS_MAX));
	pieces_part(out, p->bytes, 0, e->to);
	while (n--)
		buf_addstr(out, pieces_of(p, e));
	pieces_part(out, p->bytes, e->to, p->bytes.n);
}

/* Adds the changed document; nothing when it has no elements. */
static inline void
pieces_change(struct pieces *p, struct buf *out)
{
	struct buf new = BUF_INIT(1 << 20);
	if (!p->n)
		return;
	const struct piece *e = pieces_any(p), *other = pieces_any(p);
	switch (pieces_draw(p, 12)) {
	case 0:
		pieces_splice(p, out, e->from, e->to, (struct str){ "", 0 });
		break;
	case 1:
		pieces_repeat(p, out, e);
		break;
	case 2:
		pieces_move(p, out, e, other, false);
		break;
	case 3:
		pieces_move(p, out, e, other, true);
		break;
	case 4:
		pieces_rename(p, out, e);
		break;
	case 5:
	case 6:
		pieces_attribute(p, out, e);
		break;
	case 7:
		pieces_new(p, &new);
		pieces_splice(p, out, e->from, e->from, buf_str(&new));
		break;
	default: /* the value of a leaf, for the most part */
		for (int i = 0; i < 8; i++, e = pieces_any(p))
			if (!memchr(p->bytes.p + e->in, '<', e->end - e->in))
				break;
		pieces_splice(p, out, e->in, e->end, pieces_value(p));
	}
	buf_free(&new);
}

#endif
