/* SPDX-License-Identifier: ISC */
#include "autogiro_cmd.h"
#include "stream/codec.h"

struct printing {
	struct autogiro_cmd *g;
	struct batcher_print *p;
};

static void
must(const struct printing *x, bool ok, const struct fault *f)
{
	if (!ok)
		fault_die(filed_status(debits_filed(x->g->debits)), f);
}

static void
write_filed(const struct printing *x, const struct debit_place *at)
{
	struct fault f;
	struct batcher_known *k = batcher_known(x->p, at->file, &f);
	must(x, k != NULL, &f);
	const struct output o = { .path = k->file.path,
		.sha256 = k->file.sha256,
		.bytes = k->file.bytes,
		.batch = k->name,
		.position = at->position };
	batcher_seal(x->p, k);
	x->g->tally.filed++;
	codec_write_object(&x->p->value, &output_object, &o);
	batcher_write(x->p);
}

static void
write_failed(const struct printing *x, const struct fault *f)
{
	const struct output o = { .failed = str_of(f->text) };
	x->g->tally.failed++;
	codec_write_object(&x->p->value, &output_object, &o);
	batcher_write(x->p);
}

static void
write_rejected(const struct printing *x, const struct fault *f)
{
	x->g->tally.rejected++;
	batcher_reject(x->p, f);
}

static void
write_twice(const struct printing *x, const struct debit_place *at)
{
	struct fault f;
	struct str id;
	must(x, debits_id(x->g->debits, at, &id, &x->p->in.arena, &f), &f);
	fault_set(&f, "/route/payment/0", "debit-twice",
	    "%.*s is the same debit: payer, reference and day",
	    id.n > 128 ? 128 : (int)id.n, id.p);
	write_rejected(x, &f);
}

static void
write_reused(const struct printing *x)
{
	struct fault f;
	fault_set(&f, "/id", "id-reused",
	    "an earlier run debited another document of this id");
	write_rejected(x, &f);
}

/* What there is to say of a record that the database does not know. */
static void
write_unknown(const struct printing *x, enum fate fate, const struct fault *why)
{
	switch (fate) {
	case FATE_NOTHING:
		batcher_write(x->p);
		break;
	case FATE_FAILED:
		write_failed(x, why);
		break;
	case FATE_REJECTED:
		write_rejected(x, why);
		break;
	case FATE_DEBIT:
		die(MC_BUG, "a debit was not filed");
	}
}

/* What the database knows of the record, by the debit or else by its id. */
static enum debits_found
find(const struct printing *x, enum fate fate, const struct want *w,
    struct debit_place *at)
{
	struct fault f;
	const struct record *r = &x->p->in.rec.r;
	struct str sha256 = r->source ? r->source->sha256 : str_of("");
	enum debits_found is =
	    fate == FATE_DEBIT
		? debits_find(x->g->debits, &w->debit, at, &f)
		: debits_find_id(x->g->debits, r->id, sha256, at, &f);
	must(x, is != DEBITS_FAILED, &f);
	return is;
}

void
print_record(void *arg, struct batcher_print *p)
{
	struct fault why;
	struct want w;
	struct debit_place at;
	const struct printing x = { arg, p };
	enum fate fate = judge(x.g, &p->in.rec, &w, &why);
	switch (find(&x, fate, &w, &at)) {
	case DEBITS_FILED:
		write_filed(&x, &at);
		break;
	case DEBITS_TWICE:
		write_twice(&x, &at);
		break;
	case DEBITS_REUSED:
		write_reused(&x);
		break;
	default:
		write_unknown(&x, fate, &why);
	}
}
