/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/hash.h"
#include "base/date.h"
#include "base/mask.h"
#include "model/einvoice.h"
#include "model/pages.h"
#include "model/section.h"
#include "send.h"
#include "stream/filter.h"

/* What a record may have, so that `sent` always fits behind it. */
enum {
	ALTERNATIVES_MAX = 16,
	TEXT_MAX = 1024, /* bytes of id, run, channel, address */
	LINE_ROOM = LINE_MAX_BYTES - (1 << 20),
	KEY_HEX = 32, /* digits of an address's HMAC that are kept */
};

void
send_must(const struct send *s, bool ok, const struct fault *f)
{
	if (!ok)
		fault_die(journal_status(s->journal), f);
}

int64_t
send_note(const struct send *s, int64_t document, const char *what,
    struct str user, struct str reason)
{
	struct fault f;
	char at[TIME_TEXT];
	int64_t row;
	instant_format(instant_now(), at);
	const struct journal_event e = { .at = str_of(at),
		.user = user.p ? user : str_of(s->user),
		.what = str_of(what),
		.reason = reason,
		.document = document };
	send_must(s, journal_note(s->journal, &e, &row, &f), &f);
	return row;
}

static bool
fits(const struct rec *rec, struct fault *f)
{
	const struct route *route = rec->r.route;
	if (rec->line.n > LINE_ROOM || rec->r.id.n > TEXT_MAX ||
	    rec->r.run->id.n > TEXT_MAX)
		return fault_set(f, "", "size", "the record is too long");
	if (route->presentation_n > ALTERNATIVES_MAX)
		return fault_set(f, "/route/presentation", "size",
		    "more than %d alternatives", ALTERNATIVES_MAX);
	for (size_t i = 0; i < route->presentation_n; i++)
		if (route->presentation[i].address.n > TEXT_MAX)
			return fault_set(f, "/route/presentation", "size",
			    "an address is too long");
	return true;
}

enum fate
record_fate(const struct rec *rec, struct fault *f)
{
	if (!filter_names(filter_invoices, rec->r.kind) ||
	    rec_is_rejected(rec, SEND_TOOL))
		return FATE_FOREIGN;
	if (!fits(rec, f))
		return FATE_UNFIT;
	return rec->r.route->held.n ? FATE_HELD : FATE_SEND;
}

/* Which of the sections that hold what is sent is missing; NULL: none. */
static const char *
lacks_files(const struct conf *c, const struct record *r)
{
	for (size_t i = 0; i < r->route->presentation_n; i++) {
		const struct conf_channel *channel =
		    conf_find_channel(c, r->route->presentation[i].channel);
		bool einvoice = channel && channel->format;
		if (einvoice && !r->sefaktura_n)
			return "sefaktura";
		if (!einvoice && !r->pages_n)
			return "pages";
	}
	return NULL;
}

const char *
record_lacks(const struct conf *c, const struct rec *rec)
{
	if (!filter_names(filter_invoices, rec->r.kind) ||
	    rec_is_rejected(rec, SEND_TOOL))
		return NULL;
	if (!rec->r.run)
		return "run";
	if (!rec->r.source || !rec->r.source->sha256.n)
		return "source";
	if (!rec->r.route)
		return "route";
	return rec->r.route->held.n ? NULL : lacks_files(c, &rec->r);
}

const struct artefact *
record_file(const struct conf *c, const struct record *r, size_t choice,
    bool copy, struct arena *a)
{
	const struct choice *way = &r->route->presentation[choice];
	const struct conf_channel *channel = conf_find_channel(c, way->channel);
	if (!channel || !channel->format)
		return pages_for(r, way, copy);
	const struct output *o = einvoice_for(r, choice);
	if (!o)
		return NULL;
	struct artefact *file = arena_zero(a, 1, sizeof(*file));
	*file = (struct artefact){ .path = o->path,
		.mime = str_of(EINVOICE_MIME),
		.sha256 = o->sha256,
		.bytes = o->bytes,
		.failed = o->failed };
	if (copy)
		file->failed = str_of("an e-invoice is not marked as a copy");
	else if (o->batch.n)
		file->failed = str_of("it stands in a batch file");
	return file;
}

bool
record_can_go(const struct conf *c, const struct record *r, size_t choice)
{
	const struct conf_channel *channel =
	    conf_find_channel(c, r->route->presentation[choice].channel);
	const struct output *o = einvoice_for(r, choice);
	return !channel || !channel->format || (o && !o->failed.p);
}

struct str
address_key(const struct send *s, struct str address, struct arena *a)
{
	unsigned char digest[SHA256_BYTES];
	char hex[SHA256_HEX];
	if (!address.n)
		return str_of("");
	if (!mask_hit(address))
		return address;
	if (s->identity.p) {
		hmac_of(s->identity, address, digest);
		hex_format(digest, sizeof(digest), hex);
		return arena_printf(a, "hmac:%.*s", KEY_HEX, hex);
	}
	char *masked = arena_alloc(a, address.n);
	memcpy(masked, address.p, address.n);
	mask_text(masked, address.n);
	return (struct str){ masked, address.n };
}

static bool
is_choice(const struct send *s, const struct choice *c,
    const struct journal_delivery *d, struct arena *a)
{
	return str_eq(c->channel, d->channel) &&
	       str_eq(address_key(s, c->address, a), d->address);
}

size_t
record_choice(const struct send *s, const struct record *r,
    const struct journal_delivery *d, struct arena *a)
{
	for (size_t i = 0; i < r->route->presentation_n; i++)
		if (is_choice(s, &r->route->presentation[i], d, a))
			return i;
	return SIZE_MAX;
}

const struct choice *
record_next(const struct send *s, const struct record *r,
    const struct journal_document *d, struct arena *a)
{
	for (size_t i = 0; i < r->route->presentation_n; i++) {
		const struct choice *c = &r->route->presentation[i];
		size_t k = 0;
		while (k < d->deliveries_n &&
		       !is_choice(s, c, &d->deliveries[k], a))
			k++;
		if (k == d->deliveries_n)
			return c;
	}
	return NULL;
}

const struct journal_delivery *
document_current(const struct journal_document *d)
{
	for (size_t i = 0; i < d->deliveries_n; i++)
		if (d->deliveries[i].outcome != OUTCOME_PERMANENT)
			return &d->deliveries[i];
	return NULL;
}

bool
document_differs(const struct journal_document *d, const struct record *r)
{
	return d->row && !str_eq(d->sha256, r->source->sha256);
}

enum standing
record_standing(const struct record *r, const struct journal_document *d)
{
	const struct journal_delivery *now = document_current(d);
	if (document_differs(d, r))
		return STANDING_OTHER;
	if (now && now->outcome == OUTCOME_ACCEPTED)
		return STANDING_SENT;
	if (d->state == JOURNAL_STOPPED)
		return STANDING_STOPPED;
	if (r->route->held.n)
		return STANDING_HELD;
	if (journal_blocks(d->state))
		return STANDING_KEPT;
	return now ? STANDING_OPEN : STANDING_FAILED;
}

bool
choice_is_late(
    const struct send *s, const struct record *r, const struct choice *c)
{
	struct instant at, now = instant_now();
	if (!date_set(c->latest) || !instant_parse(&at, r->run->at))
		return false;
	if (!s->home.test)
		at.seconds = now.seconds;
	return date_cmp(instant_date(at), c->latest) > 0;
}
