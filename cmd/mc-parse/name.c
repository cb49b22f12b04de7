/* SPDX-License-Identifier: ISC */
#include "base/hash.h"
#include "base/mask.h"
#include "parse.h"

enum { HASH_HEX = 16, SENDER_MAX = 64 };

struct str
name_by_digest(struct str sha256, struct arena *a)
{
	return arena_printf(a, "-/document/%.*s", HASH_HEX, sha256.p);
}

/* ---- whose document ---------------------------------------------------- */

/* The best that the document itself calls its seller by. */
static struct str
own_name(const struct party *p)
{
	if (p->legal_id.n)
		return p->legal_id;
	if (p->vat_id.n)
		return p->vat_id;
	if (p->endpoint.n)
		return p->endpoint;
	if (p->ids_n)
		return p->ids[0].id;
	return p->name;
}

struct str
name_hash(const struct parse *p, struct str number, struct arena *a)
{
	unsigned char digest[SHA256_BYTES];
	char hex[SHA256_HEX];
	hmac_of(p->key, number, digest);
	hex_format(digest, HASH_HEX / 2, hex);
	/* a hash of digits alone must not look like a number again */
	return arena_printf(a, "~%.8s.%.8s", hex, hex + 8);
}

/*
 * Text with each identity number replaced by its hash; false when there is
 * one and no key to hide it with.
 */
static bool
hide(const struct parse *p, struct str text, struct arena *a, struct str *out,
    struct fault *f)
{
	size_t at, n;
	*out = text;
	while (mask_find(*out, 0, &at, &n)) {
		struct str number = { out->p + at, n };
		if (!p->key.p)
			return fault_set(f, "", "identity-key",
			    "its name holds an identity number, and there is "
			    "no key to hide it with (keys.identity)");
		struct str hash = name_hash(p, number, a);
		*out = arena_printf(a, "%.*s%.*s%.*s", (int)at, out->p,
		    STR_ARG(hash), (int)(out->n - at - n), out->p + at + n);
	}
	return true;
}

/* Lower-case letters, digits, '~', '.'; a run of anything else is one '-'. */
static struct str
slug(struct str text, struct arena *a)
{
	char *p = arena_alloc(a, SENDER_MAX + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n && n < SENDER_MAX; i++) {
		char c = text.p[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			     c == '~' || c == '.';
		if (plain)
			p[n++] = c;
		else if (n && p[n - 1] != '-')
			p[n++] = '-';
	}
	return (struct str){ p, n };
}

/* The first step of the id. */
static bool
name_sender(const struct parse *p, const struct conf_sender *s,
    const struct party *seller, struct arena *a, struct str *sender,
    struct fault *f)
{
	if (s) {
		*sender = s->key;
		return true;
	}
	if (p->conf && p->conf->senders_n)
		return fault_set(f, "invoice.seller", "sender-unknown",
		    "no sender of the configuration has this seller's "
		    "identifiers, nor one alone its accounts");
	if (!hide(p, own_name(seller), a, sender, f))
		return false;
	*sender = slug(*sender, a);
	if (!sender->n)
		return fault_set(f, "invoice.seller", "sender-unknown",
		    "the seller has neither identifier nor name");
	return true;
}

/* ---- the number as a step of the id -------------------------------------- */

/* Percent-encodes what would break a line, a path or the id's steps. */
static struct str
encode(struct str number, struct arena *a)
{
	char *p = arena_alloc(a, 3 * number.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < number.n; i++) {
		unsigned char c = (unsigned char)number.p[i];
		if (c > 0x20 && c != 0x7f && c != '/' && c != '%') {
			p[n++] = (char)c;
			continue;
		}
		p[n++] = '%';
		p[n++] = "0123456789ABCDEF"[c >> 4];
		p[n++] = "0123456789ABCDEF"[c & 15];
	}
	return (struct str){ p, n };
}

bool
name_document(const struct parse *p, struct record *r,
    const struct conf_sender *s, struct arena *a, struct fault *f)
{
	struct str sender, number;
	if (!name_sender(p, s, &r->invoice->seller, a, &sender, f) ||
	    !hide(p, r->invoice->number, a, &number, f))
		return false;
	number = encode(number, a);
	const struct str slash = STR("/");
	const struct str steps[] = { sender, slash, r->kind, slash, number };
	r->id = arena_join(a, steps, sizeof(steps) / sizeof(*steps));
	return true;
}
