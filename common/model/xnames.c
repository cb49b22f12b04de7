/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "base/arena.h"
#include "ubl.h"
#include "xnames.h"

struct name {
	struct str uri, local, text;
};

/* A name by the addresses of its texts. */
struct by_pointer {
	const char *uri, *local;
	uint32_t id;
};

struct xnames {
	struct name *names; /* names[1] is the first */
	size_t n, cap, max;
	uint32_t *slots; /* by content, open addressing; 0 free */
	size_t slots_n;
	struct by_pointer *pointers;
	size_t pointers_n, pointers_cap;
	struct arena lasting; /* texts until the first xnames_keep */
	struct arena passing[2]; /* those behind it, by turns */
	struct arena *arena; /* where new ones go */
	unsigned turn;
};

/*
 * The namespaces by the prefix that tables have for them, and by the one that
 * paths show, as their documents usually do: "" for that of the root.
 */
#define UBL "urn:oasis:names:specification:ubl:schema:xsd:"
static const struct {
	struct str prefix, uri;
	const char *shown;
} known[] = {
	{ STR("cbc"), STR(UBL "CommonBasicComponents-2"), "cbc:" },
	{ STR("cac"), STR(UBL "CommonAggregateComponents-2"), "cac:" },
	{ STR("ext"), STR(UBL "CommonExtensionComponents-2"), "ext:" },
	{ STR("inv"), STR(UBL "Invoice-2"), "" },
	{ STR("cn"), STR(UBL "CreditNote-2"), "" },
	{ STR("sf"), STR("urn:sfti:documents:BasicInvoice:1:0"), "" },
	{ STR("sa"), STR("urn:sfti:CommonAggregateComponents:1:0"), "cac:" },
	{ STR("sb"), STR("urn:oasis:names:tc:ubl:CommonBasicComponents:1:0"),
	    "cbc:" },
	{ STR("so"), STR("urn:sfti:documents:ObjectEnvelope:1:0"), "" },
	{ STR("mc"), STR("urn:mc:delivery:1"), "mc:" },
};

enum { KNOWN = sizeof(known) / sizeof(known[0]), FIRST_SLOTS = 4096 };

/* Numbers the names of ubl.h as it says. */
static void
add_ubl(struct xnames *x)
{
#define UBL_NAME(uri, local)                                                   \
	xnames_id(x, (struct str)STR(uri), (struct str)STR(#local));
#define ROOT(local) UBL_NAME(UBL #local "-2", local)
#define EXT(local) UBL_NAME(UBL "CommonExtensionComponents-2", local)
#define CAC(local) UBL_NAME(UBL "CommonAggregateComponents-2", local)
#define CBC(local) UBL_NAME(UBL "CommonBasicComponents-2", local)
#define ATT(local) UBL_NAME("", local)
	xnames_id(x, (struct str)STR(""), (struct str)STR("#text"));
#include "ubl_names.def"
}

struct xnames *
xnames_new(size_t max)
{
	struct xnames *x = xcalloc(1, sizeof(*x));
	x->max = max;
	x->arena = &x->lasting;
	x->slots_n = FIRST_SLOTS;
	x->slots = xcalloc(x->slots_n, sizeof(*x->slots));
	x->pointers_cap = FIRST_SLOTS;
	x->pointers = xcalloc(x->pointers_cap, sizeof(*x->pointers));
	add_ubl(x);
	return x;
}

void
xnames_free(struct xnames *x)
{
	arena_free(&x->lasting);
	arena_free(&x->passing[0]);
	arena_free(&x->passing[1]);
	free(x->names);
	free(x->slots);
	free(x->pointers);
	free(x);
}

struct str
xnames_prefix_uri(struct str prefix)
{
	for (size_t i = 0; i < KNOWN; i++)
		if (str_eq(known[i].prefix, prefix))
			return known[i].uri;
	return (struct str){ NULL, 0 };
}

/* FNV-1a over both parts. */
static size_t
hash(struct str uri, struct str local)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < uri.n; i++)
		h = (h ^ (unsigned char)uri.p[i]) * UINT64_C(0x100000001b3);
	for (size_t i = 0; i < local.n; i++)
		h = (h ^ (unsigned char)local.p[i]) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 32);
}

/* The slot where the name is or would be. */
static uint32_t *
slot_of(const struct xnames *x, struct str uri, struct str local)
{
	size_t i = hash(uri, local) & (x->slots_n - 1);
	for (;; i = (i + 1) & (x->slots_n - 1)) {
		uint32_t id = x->slots[i];
		if (!id || (str_eq(x->names[id].local, local) &&
			       str_eq(x->names[id].uri, uri)))
			return &x->slots[i];
	}
}

static struct str
text_of(struct xnames *x, struct str uri, struct str local)
{
	if (!uri.n)
		return local;
	for (size_t i = 0; i < KNOWN; i++)
		if (str_eq(known[i].uri, uri))
			return arena_printf(
			    x->arena, "%s%.*s", known[i].shown, STR_ARG(local));
	return arena_printf(
	    x->arena, "{%.*s}%.*s", STR_ARG(uri), STR_ARG(local));
}

static void
rehash(struct xnames *x)
{
	free(x->slots);
	x->slots_n *= 2;
	x->slots = xcalloc(x->slots_n, sizeof(*x->slots));
	for (uint32_t id = 1; id <= x->n; id++)
		*slot_of(x, x->names[id].uri, x->names[id].local) = id;
}

uint32_t
xnames_id(struct xnames *x, struct str uri, struct str local)
{
	if (uri.n > XNAMES_URI_MAX || local.n > XNAMES_LOCAL_MAX)
		return 0;
	uint32_t *slot = slot_of(x, uri, local);
	if (*slot)
		return *slot;
	if (x->n == x->max)
		return 0;
	if (x->n + 2 > x->cap) {
		x->cap = x->cap ? x->cap * 2 : 256;
		x->names = xrealloc(x->names, x->cap * sizeof(*x->names));
	}
	uint32_t id = (uint32_t)++x->n;
	struct name *name = &x->names[id];
	name->uri = uri.n ? arena_str(x->arena, uri) : (struct str)STR("");
	name->local = arena_str(x->arena, local);
	name->text = text_of(x, name->uri, name->local);
	*slot = id;
	if (x->n * 2 > x->slots_n)
		rehash(x);
	return id;
}

void
xnames_forget_pointers(struct xnames *x)
{
	memset(x->pointers, 0, x->pointers_cap * sizeof(*x->pointers));
	x->pointers_n = 0;
}

static struct by_pointer *
pointer_slot(const struct xnames *x, const char *uri, const char *local)
{
	uint64_t h = ((uint64_t)(uintptr_t)uri >> 3) * 31 +
		     ((uint64_t)(uintptr_t)local >> 3);
	h *= UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(h >> 32) & (x->pointers_cap - 1);
	for (;; i = (i + 1) & (x->pointers_cap - 1)) {
		struct by_pointer *p = &x->pointers[i];
		if (!p->id || (p->local == local && p->uri == uri))
			return p;
	}
}

static void
grow_pointers(struct xnames *x)
{
	struct by_pointer *old = x->pointers;
	size_t n = x->pointers_cap;
	x->pointers_cap *= 2;
	x->pointers = xcalloc(x->pointers_cap, sizeof(*x->pointers));
	for (size_t i = 0; i < n; i++)
		if (old[i].id)
			*pointer_slot(x, old[i].uri, old[i].local) = old[i];
	free(old);
}

uint32_t
xnames_by_pointer(struct xnames *x, const char *uri, const char *local)
{
	struct by_pointer *p = pointer_slot(x, uri, local);
	if (p->id)
		return p->id;
	uint32_t id = xnames_id(x, str_of(uri), str_of(local));
	if (!id)
		return 0;
	*p = (struct by_pointer){ uri, local, id };
	if (++x->pointers_n * 2 > x->pointers_cap)
		grow_pointers(x);
	return id;
}

struct str
xnames_text(const struct xnames *x, uint32_t id)
{
	return x->names[id].text;
}

struct str
xnames_local(const struct xnames *x, uint32_t id)
{
	return x->names[id].local;
}

struct str
xnames_uri(const struct xnames *x, uint32_t id)
{
	return x->names[id].uri;
}

size_t
xnames_count(const struct xnames *x)
{
	return x->n;
}

void
xnames_keep(struct xnames *x, size_t n)
{
	if (n < x->n)
		x->n = n;
	x->turn = !x->turn;
	x->arena = &x->passing[x->turn];
	arena_reset(x->arena);
	memset(x->slots, 0, x->slots_n * sizeof(*x->slots));
	for (uint32_t id = 1; id <= x->n; id++)
		*slot_of(x, x->names[id].uri, x->names[id].local) = id;
	xnames_forget_pointers(x);
}
