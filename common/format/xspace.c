/* SPDX-License-Identifier: ISC */
#include <libxml/uri.h>
#include <stdlib.h>

#include "base/arena.h"
#include "xchars.h"
#include "xspace.h"

/*
 * So many names of such a length that libxml2 takes them all: its limit is
 * ten million bytes. A document with more is left to it.
 */
enum { MEANINGS_MAX = 2047, NAME_MAX_BYTES = 200, URI_MAX_BYTES = 200 };
enum { SPACES_MAX = 256, SLOTS = 4096, TRIES_MAX = 64, GUESSES = 2048 };

/* What a name meant in a space. */
struct meaning {
	uint64_t head, tail; /* its first and its last eight bytes */
	const char *p; /* all of it */
	uint32_t n;
	uint32_t key; /* space and kind */
	xname name;
};

struct xspaces {
	struct xnames *names;
	struct xspace none;
	size_t spaces_n;
	struct meaning meanings[MEANINGS_MAX + 1]; /* of [1] and up */
	size_t used;
	uint16_t slots[SLOTS]; /* of meanings, open addressing; 0 free */
	/* the meaning of what came next, by the elements before it */
	uint16_t guesses[GUESSES];
	uint32_t last, before_last; /* meanings of elements */
	uint16_t *guess; /* where the next one is to be learned */
	struct arena arena;
};

struct xspaces *
xspaces_new(struct xnames *names)
{
	struct xspaces *s = xcalloc(1, sizeof(*s));
	s->names = names;
	s->guess = s->guesses;
	return s;
}

void
xspaces_free(struct xspaces *s)
{
	arena_free(&s->arena);
	free(s);
}

void
xspaces_forget(struct xspaces *s)
{
	arena_reset(&s->arena);
	memset(s->slots, 0, sizeof(s->slots));
	s->used = 0;
	s->last = s->before_last = 0;
	s->guess = s->guesses;
	memset(s->guesses, 0, sizeof(s->guesses));
	s->spaces_n = 0;
	s->none = (struct xspace){ 0 };
}

const struct xspace *
xspaces_begin(struct xspaces *s)
{
	if (s->used > MEANINGS_MAX / 2 || s->spaces_n > SPACES_MAX / 2)
		xspaces_forget(s);
	return &s->none;
}

/* ---- declarations --------------------------------------------------- */

/* NCName, of ASCII. */
static bool
is_plain_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], lower = (char)(c | 0x20);
		bool letter = (lower >= 'a' && lower <= 'z') || c == '_';
		bool later = (c >= '0' && c <= '9') || c == '-' || c == '.';
		if (!letter && !(later && i > 0))
			return false;
	}
	return s.n > 0 && s.n <= NAME_MAX_BYTES;
}

/*
 * Claims that libxml2 would say nothing about the name of a namespace, which
 * is to be a URI.
 */
static bool
is_plain_uri(struct str s)
{
	char text[URI_MAX_BYTES + 1];
	if (s.n > URI_MAX_BYTES)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~' || s.p[i] == '&' ||
		    s.p[i] == '<')
			return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	xmlURIPtr uri = xmlParseURI(text);
	bool absolute = uri && uri->scheme;
	xmlFreeURI(uri);
	return absolute && !str_starts(s, "http://www.w3.org/XML/1998/") &&
	       !str_starts(s, "http://www.w3.org/2000/xmlns");
}

const struct xspace *
xspaces_declare(struct xspaces *s, const struct xspace *outer,
    struct str prefix, struct str uri)
{
	/* all spaces are ours, and lent as constant */
	struct xspace *in = (struct xspace *)(uintptr_t)outer, *new;
	for (struct xspace *i = in->inner; i; i = i->next)
		if (str_eq(i->uri, uri) && str_eq(i->prefix, prefix))
			return i;
	if (s->spaces_n == SPACES_MAX ||
	    (prefix.n && (!is_plain_name(prefix) || str_is(prefix, "xml") ||
			     str_is(prefix, "xmlns"))) ||
	    (uri.n ? !is_plain_uri(uri) : prefix.n > 0))
		return NULL;
	new = arena_zero(&s->arena, 1, sizeof(*new));
	new->outer = outer;
	new->prefix = arena_str(&s->arena, prefix);
	new->uri = arena_str(&s->arena, uri);
	new->next = in->inner;
	new->id = (uint32_t)++s->spaces_n;
	in->inner = new;
	return new;
}

/* ---- names ---------------------------------------------------------- */

/* The number of a name that is not remembered. */
static xname
resolve(struct xspaces *s, const struct xspace *in, struct str qualified,
    bool attribute)
{
	const char *colon = memchr(qualified.p, ':', qualified.n);
	struct str prefix = { "", 0 }, local = qualified, uri = { "", 0 };
	if (colon) {
		prefix.p = qualified.p;
		prefix.n = (size_t)(colon - qualified.p);
		local = str_from(qualified, prefix.n + 1);
	}
	if ((colon && !is_plain_name(prefix)) || !is_plain_name(local))
		return 0;
	if (colon || !attribute) {
		while (in->outer && !str_eq(in->prefix, prefix))
			in = in->outer;
		if (in->outer)
			uri = in->uri;
		if (colon && !uri.n)
			return 0;
	}
	return xnames_id(s->names, uri, local);
}

static inline uint64_t
load(const char *p, size_t n)
{
	uint64_t w = 0;
	memcpy(&w, p, n);
	return w;
}

static uint32_t
key_of(const struct xspace *in, bool attribute)
{
	return in->id << 1 | attribute;
}

/*
 * What the name means, remembered from now on; NULL: nothing, or too much is
 * remembered, or names were chosen so that they all fall into one place.
 */
static const struct meaning *
look_up(
    struct xspaces *s, const struct xspace *in, struct str q, bool attribute)
{
	struct meaning m = {
		.p = q.p, .n = (uint32_t)q.n, .key = key_of(in, attribute)
	};
	if (q.n >= 8) {
		m.head = load(q.p, 8);
		m.tail = load(q.p + q.n - 8, 8);
	} else if (q.n >= 4) {
		m.head = load(q.p, 4);
		m.tail = load(q.p + q.n - 4, 4);
	} else if (q.n) {
		m.head = load(q.p, 1) << 8 | load(q.p + q.n - 1, 1);
		m.tail = load(q.p + q.n / 2, 1);
	}
	uint64_t h = (m.head ^ (uint64_t)m.key << 32 ^ m.n) *
		     UINT64_C(0x9e3779b97f4a7c15);
	h = (h ^ h >> 29 ^ m.tail) * UINT64_C(0xbf58476d1ce4e5b9);
	size_t i = (size_t)(h >> 40) & (SLOTS - 1), tries = 0;
	for (; s->slots[i]; i = (i + 1) & (SLOTS - 1)) {
		struct meaning *k = &s->meanings[s->slots[i]];
		if (k->head == m.head && k->tail == m.tail && k->n == m.n &&
		    k->key == m.key &&
		    (m.n <= 16 || memcmp(k->p + 8, m.p + 8, m.n - 16) == 0))
			return k;
		if (++tries == TRIES_MAX)
			return NULL;
	}
	if (s->used == MEANINGS_MAX)
		return NULL;
	m.name = resolve(s, in, q, attribute);
	if (!m.name)
		return NULL;
	m.p = arena_str(&s->arena, q).p;
	s->slots[i] = (uint16_t)++s->used;
	s->meanings[s->used] = m;
	return &s->meanings[s->used];
}

/* An element of that meaning has come. */
static void
came(struct xspaces *s, uint32_t meaning)
{
	s->before_last = s->last;
	s->last = meaning;
}

xname
xspaces_element(struct xspaces *s, const struct xspace *in, struct str q)
{
	const struct meaning *m = look_up(s, in, q, false);
	if (!m)
		return 0;
	*s->guess = (uint16_t)(m - s->meanings);
	came(s, *s->guess);
	return m->name;
}

xname
xspaces_attribute(struct xspaces *s, const struct xspace *in, struct str q)
{
	const struct meaning *m = look_up(s, in, q, true);
	return m ? m->name : 0;
}

xname
xspaces_guess(struct xspaces *s, const struct xspace *in, struct str bytes,
    unsigned closed, size_t *n)
{
	uint32_t h = (s->last * 31 + s->before_last) * 5 + closed;
	s->guess = &s->guesses[(h * UINT32_C(0x9e3779b1)) >> 21];
	const struct meaning *m = &s->meanings[*s->guess];
	if (!m->name || m->key != key_of(in, false) || bytes.n <= m->n ||
	    !xchars_same(bytes.p, m->p, m->n))
		return 0;
	char c = bytes.p[m->n];
	if ((unsigned char)c > ' ' && c != '>' && c != '/')
		return 0;
	came(s, *s->guess);
	*n = m->n;
	return m->name;
}
