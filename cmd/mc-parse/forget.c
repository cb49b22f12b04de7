/* SPDX-License-Identifier: ISC */
/*
 * Documents of a sender with `identity: never`. Every text of the record is
 * searched for numbers that pass a check; those that are found once are known,
 * and are found again in any other spelling and inside of longer numbers.
 */
#include "base/digit.h"
#include "base/mask.h"
#include "model/field.h"
#include "model/problems.h"
#include "parse.h"

enum { CORES_MAX = 64, CORE_LEAST = 10, GAP_MAX = 3 };

/* What becomes of a text that has a number in it. */
enum fate {
	STARS, /* of the number */
	KEYED, /* the number becomes its hash, as in ids */
	GONE, /* the text, which would address or pay another */
	REFUSED, /* the document, which cannot go without it */
	KEPT, /* the text is made by us, or the sender's own */
};

static const struct {
	const struct object *object;
	const char *field;
	enum fate fate;
	const char *place; /* REFUSED */
} fates[] = {
	{ &invoice_object, "number", REFUSED, "invoice.number" },
	{ &payment_means_object, "reference", REFUSED,
	    "invoice.payment.reference" },
	{ &payment_means_object, "account", KEPT, NULL },
	{ &debit_object, "mandate", REFUSED, "invoice.payment.debit.mandate" },
	{ &debit_object, "account", GONE, NULL },
	{ &identifier_object, "id", KEYED, NULL },
	{ &party_object, "legal_id", KEYED, NULL },
	{ &party_object, "vat_id", KEYED, NULL },
	{ &party_object, "tax_id", KEYED, NULL },
	{ &party_object, "endpoint", GONE, NULL },
	{ &contact_object, "email", GONE, NULL },
	{ &attachment_object, "path", KEPT, NULL },
	{ &attachment_object, "url", GONE, NULL },
	{ &delivery_object, "identity", GONE, NULL },
	{ &delivery_object, "email", GONE, NULL },
	{ &delivery_object, "mobile", GONE, NULL },
	{ &agreement_key_object, "key", GONE, NULL },
};

struct forgetting {
	struct parse *p;
	struct record *r;
	struct str sender; /* for the findings */
	bool own; /* in a party whose identifiers the law wants */
	bool ours; /* in text that is not of the document */
};

/* ---- finding ---------------------------------------------------------------
 */

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool
is_plain(char c)
{
	return is_digit(c) || (upper(c) >= 'A' && upper(c) <= 'Z');
}

/* The bytes that the core takes at the beginning of the text, 0: none. */
static size_t
core_length(struct str text, struct str core)
{
	size_t i = 0, k = 0, gap = 0;
	for (; k < core.n; i++) {
		if (i == text.n || gap > GAP_MAX)
			return 0;
		if (!is_plain(text.p[i])) {
			gap++;
			continue;
		}
		if (upper(text.p[i]) != core.p[k++])
			return 0;
		gap = 0;
	}
	return i;
}

/* The first known number at or after `from`, whatever is between its digits. */
static bool
find_core(const struct never *never, struct str text, size_t from, size_t *at,
    size_t *n)
{
	for (size_t i = from; i < text.n; i++) {
		if (!is_digit(text.p[i]))
			continue;
		for (size_t k = 0; k < never->cores_n; k++) {
			*n = core_length(str_from(text, i), never->cores[k]);
			*at = i;
			if (*n)
				return true;
		}
	}
	return false;
}

/* The first number of either kind. */
static bool
find(const struct never *never, struct str text, size_t from, size_t *at,
    size_t *n)
{
	size_t core_at, core_n;
	bool shaped = mask_find(text, from, at, n);
	if (!find_core(never, text, from, &core_at, &core_n) ||
	    (shaped && *at <= core_at))
		return shaped;
	*at = core_at;
	*n = core_n;
	return true;
}

/* Remembers the number without century, dress and signs. */
static void
learn(struct never *never, struct str number, struct arena *a)
{
	char bare[32];
	size_t n = 0;
	for (size_t i = 0; i < number.n && n < sizeof(bare); i++)
		if (is_plain(number.p[i]))
			bare[n++] = upper(number.p[i]);
	struct str core = { bare, n };
	/* 8112189876 of 198112189876, 811218987601 and 19811218987601 */
	if (n == 14 || (n == 12 && mask_hit((struct str){ bare + 2, 10 })))
		core = (struct str){ bare + 2, 10 };
	else if (n == 12)
		core.n = 10;
	for (size_t i = 0; i < never->cores_n; i++)
		if (str_eq(never->cores[i], core))
			return;
	if (core.n < CORE_LEAST || never->cores_n == CORES_MAX)
		return;
	never->cores = arena_extend(
	    a, never->cores, never->cores_n, sizeof(*never->cores));
	never->cores[never->cores_n++] = arena_str(a, core);
}

static void
learn_text(struct forgetting *w, const struct object *o, const struct field *f,
    struct str *text)
{
	struct parse *p = w->p;
	size_t from = 0, at, n;
	if (o == &attachment_object && str_is(f->name, "path"))
		return; /* base64 as yet */
	for (; mask_find(*text, from, &at, &n); from = at + n)
		learn(&p->never, (struct str){ text->p + at, n }, &p->arena);
}

/* ---- replacing -------------------------------------------------------------
 */

static enum fate
fate_of(const struct forgetting *w, const struct object *o,
    const struct field *f, const char **place)
{
	enum fate fate = STARS;
	for (size_t i = 0; i < sizeof(fates) / sizeof(*fates); i++)
		if (fates[i].object == o && str_is(f->name, fates[i].field)) {
			fate = fates[i].fate;
			*place = fates[i].place;
		}
	if (!w->own || f->kind != FIELD_IDENTITY)
		return fate;
	*place = "invoice.seller";
	return REFUSED;
}

/* What stands for the number. */
static struct str
instead(const struct parse *p, struct str number, bool keyed, struct arena *a)
{
	if (keyed && p->key.p)
		return name_hash(p, number, a);
	char *stars = arena_alloc(a, number.n);
	memset(stars, '*', number.n);
	return (struct str){ stars, number.n };
}

/* Replaces what is found in the text and notes where it stands; else false. */
static bool
replace(struct forgetting *w, struct str *text, bool keyed)
{
	struct parse *p = w->p;
	struct arena *a = &p->arena;
	size_t at, n, from = 0;
	bool any = false;
	while (find(&p->never, *text, from, &at, &n)) {
		struct str number = { text->p + at, n };
		struct str put = instead(p, number, keyed, a);
		if (!w->ours)
			hide_value(&p->hiding, number);
		from = at + put.n;
		*text = arena_printf(a, "%.*s%.*s%.*s", (int)at, text->p,
		    STR_ARG(put), (int)(text->n - at - n), text->p + at + n);
		any = true;
	}
	return any;
}

static void
forget_text(struct forgetting *w, const struct object *o, const struct field *f,
    struct str *text)
{
	const char *place = NULL;
	enum fate fate = fate_of(w, o, f, &place);
	if (fate == KEPT || !text->n ||
	    !replace(w, text, fate == KEYED || fate == REFUSED))
		return;
	if (fate == GONE)
		*text = (struct str){ NULL, 0 };
	if (fate == REFUSED)
		problem_add(w->r, &w->p->arena, "identity-never", "fatal",
		    str_of(place), 0,
		    "it has a personal identity number, of which sender '%.*s' "
		    "keeps none, and the document cannot go without it",
		    STR_ARG(w->sender));
}

/* ---- every text of a struct ------------------------------------------------
 */

typedef void text_visit(struct forgetting *, const struct object *,
    const struct field *, struct str *);

static void each_text(
    struct forgetting *, const struct object *, void *base, text_visit *);

static void
each_list(struct forgetting *w, const struct object *o, const struct field *f,
    void *base, text_visit *visit)
{
	char *item = *(char **)field_of(base, f);
	for (size_t n = field_count(base, f); n > 0; n--) {
		if (f->kind == FIELD_TEXTS) {
			visit(w, o, f, (void *)item);
			item += sizeof(struct str);
		} else {
			each_text(w, f->sub, item, visit);
			item += f->sub->size;
		}
	}
}

static void
each_text(
    struct forgetting *w, const struct object *o, void *base, text_visit *visit)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		void *value = field_of(base, f);
		bool own = w->own;
		if (o == &invoice_object)
			w->own = str_is(f->name, "seller") ||
				 str_is(f->name, "representative");
		if (f->kind == FIELD_TEXT || f->kind == FIELD_IDENTITY)
			visit(w, o, f, value);
		else if (f->kind == FIELD_GROUP)
			each_text(w, f->sub, value, visit);
		else if (f->kind == FIELD_OPTION && *(void **)value)
			each_text(w, f->sub, *(void **)value, visit);
		else if (f->kind == FIELD_LIST || f->kind == FIELD_TEXTS)
			each_list(w, o, f, base, visit);
		w->own = own;
	}
}

static void
each_part(struct forgetting *w, text_visit *visit)
{
	struct record *r = w->r;
	each_text(w, &invoice_object, r->invoice, visit);
	if (r->delivery)
		each_text(w, &delivery_object, r->delivery, visit);
}

void
forget_identities(
    struct parse *p, struct record *r, const struct conf_sender *s)
{
	struct forgetting w = { .p = p, .r = r, .sender = s->key };
	size_t at, n, findings = r->problems_n;
	p->never.on = true;
	each_part(&w, learn_text);
	each_part(&w, forget_text);
	w.ours = true;
	for (size_t i = 0; i < findings; i++)
		each_text(&w, &problem_object, &r->problems[i], forget_text);
	if (find(&p->never, r->id, 0, &at, &n))
		r->id = name_by_digest(r->source->sha256, &p->arena);
}

bool
forget_hit(const struct never *never, struct str mime, struct str bytes)
{
	size_t at, n;
	bool text =
	    str_starts(mime, "text/") || str_is(mime, "application/xml");
	return find_core(never, bytes, 0, &at, &n) || (text && mask_hit(bytes));
}
