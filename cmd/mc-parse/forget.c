/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
/*
 * The numbers of a document, wherever they stand in it. Every text of the
 * record is searched for numbers that pass a check; those that are found once
 * are known, and are found again in any other spelling and inside of longer
 * numbers. Of a sender with `identity: never` they are taken out.
 */
#include "base/mask.h"
#include "model/field.h"
#include "model/problems.h"
#include "parse.h"

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
	bool any; /* a number was found */
	bool own; /* in a party whose identifiers the law wants */
	bool ours; /* in text that is not of the document */
};

/* Claims that the text is one of the document that may be looked at. */
static bool
is_open(
    const struct forgetting *w, const struct object *o, const struct field *f)
{
	bool base64 = o == &attachment_object && str_is(f->name, "path");
	bool payee = o == &payment_means_object && str_is(f->name, "account");
	return !base64 && !payee && (!w->own || f->kind == FIELD_IDENTITY);
}

static void
learn_text(struct forgetting *w, const struct object *o, const struct field *f,
    struct str *text)
{
	if (is_open(w, o, f) && known_learn(&w->p->known, *text))
		w->any = true;
}

/* Notes where the text's numbers stand in the document's own bytes. */
static void
note_text(struct forgetting *w, const struct object *o, const struct field *f,
    struct str *text)
{
	struct parse *p = w->p;
	size_t at, n;
	if (!is_open(w, o, f))
		return;
	for (size_t from = 0; known_find(&p->known, true, *text, from, &at, &n);
	     from = at + n)
		hide_value(&p->hiding, (struct str){ text->p + at, n });
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
	while (known_find(&p->known, true, *text, from, &at, &n)) {
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

/* Passes over texts that are too short for a number: they are most. */
static void
each_text(
    struct forgetting *w, const struct object *o, void *base, text_visit *visit)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		void *value = field_of(base, f);
		bool own = w->own;
		switch (f->kind) {
		case FIELD_TEXT:
		case FIELD_IDENTITY:
			if (((struct str *)value)->n >= MASK_LEAST)
				visit(w, o, f, value);
			break;
		case FIELD_GROUP:
			if (field_blank(f->sub, value))
				break;
			if (o == &invoice_object)
				w->own = str_is(f->name, "seller") ||
					 str_is(f->name, "representative");
			each_text(w, f->sub, value, visit);
			w->own = own;
			break;
		case FIELD_OPTION:
			if (*(void **)value)
				each_text(w, f->sub, *(void **)value, visit);
			break;
		case FIELD_LIST:
		case FIELD_TEXTS:
			each_list(w, o, f, base, visit);
			break;
		default:
			break;
		}
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

/* Learns the numbers in one kind of remark, <!-- --> or <? ?>. */
static bool
learn_remarks(
    struct known *known, struct str bytes, const char *open, const char *close)
{
	bool any = false;
	size_t n = strlen(open);
	const char *end = bytes.p + bytes.n, *p = bytes.p;
	while ((p = memmem(p, (size_t)(end - p), open, n)) != NULL) {
		const char *last =
		    memmem(p + n, (size_t)(end - p) - n, close, strlen(close));
		if (!last)
			last = end;
		any |=
		    known_learn(known, (struct str){ p, (size_t)(last - p) });
		p = last;
	}
	return any;
}

/* UTF-16 of what numbers are written in, a byte each. */
static struct str
without_nul(struct parse *p, struct str bytes)
{
	char *text = arena_alloc(&p->arena, bytes.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < bytes.n; i++)
		if (bytes.p[i])
			text[n++] = bytes.p[i];
	return (struct str){ text, n };
}

/*
 * What is in no record may still be in the bytes that are archived. The place
 * of a number in UTF-16 cannot be named: then it is all of the document.
 */
static bool
learn_all_remarks(struct parse *p)
{
	struct str bytes = p->hiding.bytes;
	if (!intake_tree(p->intake)->remarks)
		return false;
	bool wide = memchr(bytes.p, '\0', bytes.n) != NULL;
	if (wide)
		bytes = without_nul(p, bytes);
	bool any = learn_remarks(&p->known, bytes, "<!--", "-->");
	any |= learn_remarks(&p->known, bytes, "<?", "?>");
	p->hiding.all |= any && wide;
	return any;
}

void
note_identities(struct parse *p, struct record *r)
{
	struct forgetting w = { .p = p, .r = r };
	each_part(&w, learn_text);
	w.any |= learn_all_remarks(p);
	if (!w.any)
		return; /* nor is one in a field of type identity */
	hide_identities(&p->hiding, r);
	each_part(&w, note_text);
	hide_known(&p->hiding, &p->known, false);
}

void
forget_identities(
    struct parse *p, struct record *r, const struct conf_sender *s)
{
	struct forgetting w = { .p = p, .r = r, .sender = s->key };
	size_t at, n, findings = r->problems_n;
	p->never = true;
	each_part(&w, forget_text);
	w.ours = true;
	for (size_t i = 0; i < findings; i++)
		each_text(&w, &problem_object, &r->problems[i], forget_text);
	if (known_find(&p->known, true, r->id, 0, &at, &n))
		r->id = name_by_digest(r->source->sha256, &p->arena);
}
