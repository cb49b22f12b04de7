/* SPDX-License-Identifier: ISC */
/*
 * Batch files: what a tool before made for a bank or a print shop, named by
 * the seal. A file is a document of its own in the journal, so that it can be
 * held, stopped, released and resolved as one. One of payments leaves when
 * nothing that should tell the payer of the debit waits any more; one of
 * documents when each in it goes that way and none is kept back.
 */
#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "channel.h"
#include "send.h"

enum { NAME_MAX_BYTES = 128, LEASE = 3600, TOOL_MAX = 32 };

static const struct {
	const char *tool;
	enum conf_scheme scheme;
} makers[] = {
	{ "mc-autogiro", CONF_AUTOGIRO },
	{ "mc-avtalegiro", CONF_AVTALEGIRO },
	{ "mc-suoramaksu", CONF_SUORAMAKSU },
};

static const char einvoices[] = "mc-sefaktura";

/* ---- reading a seal -------------------------------------------------- */

/* Claims that the text can stand in an id and be a file's name. */
static bool
is_name(struct str text, size_t max)
{
	struct buf safe = BUF_INIT(NAME_MAX_BYTES * 2);
	text_safe_name(&safe, text, NAME_MAX_BYTES);
	bool is = text.n && text.n <= max && str_eq(buf_str(&safe), text);
	buf_free(&safe);
	return is;
}

static bool
read_members(struct json *j, struct bank_file *b)
{
	struct str key;
	json_begin(j, '{');
	while (json_more(j, '}') && json_key(j, &key)) {
		struct str *text = str_is(key, "tool")	    ? &b->tool
				   : str_is(key, "channel") ? &b->channel
				   : str_is(key, "path")    ? &b->path
				   : str_is(key, "sha256")  ? &b->sha256
							    : NULL;
		struct str *as_is = str_is(key, "records")  ? &b->records
				    : str_is(key, "totals") ? &b->totals
							    : NULL;
		if (text)
			json_text(j, text);
		else if (as_is)
			json_raw(j, as_is);
		else
			json_skip(j);
	}
	return json_end(j);
}

/* Fills the file from its element of the seal. */
static bool
read_file(
    struct str json, struct arena *a, struct bank_file *b, struct fault *f)
{
	struct json j;
	unsigned char digest[SHA256_BYTES];
	*b = (struct bank_file){ .json = json };
	json_open(&j, json, a);
	if (!read_members(&j, b))
		return fault_set(f, "/end/files", "seal", "%s",
		    j.error ? j.error : "no file");
	b->name = str_base(b->path);
	b->use = str_is(b->tool, einvoices) ? BANK_DOCUMENTS : BANK_PAYMENTS;
	if (!str_starts(b->tool, "mc-") || !is_name(b->tool, TOOL_MAX) ||
	    !is_name(b->name, NAME_MAX_BYTES))
		return fault_set(f, "/end/files", "seal",
		    "a file without a tool, or of a name that cannot be");
	if (!hex_parse(b->sha256, digest, sizeof(digest)))
		return fault_set(f, "/end/files", "seal",
		    "file %.*s has no SHA-256", STR_ARG(b->name));
	b->id = arena_printf(
	    a, SEND_FILE "/%.*s/%.*s", STR_ARG(b->tool), STR_ARG(b->name));
	return bank_count(b, f);
}

/* Adds the file unless it is there; false when that one is another. */
static bool
add_file(const struct bank_file *b, struct arena *a, struct bank_file **list,
    size_t *n, struct fault *f)
{
	for (size_t i = 0; i < *n; i++) {
		if (!str_eq((*list)[i].id, b->id))
			continue;
		return str_eq((*list)[i].sha256, b->sha256) ||
		       fault_set(f, "/end/files", "seal",
			   "two files of the name %.*s", STR_ARG(b->name));
	}
	*list = arena_extend(a, *list, *n, sizeof(**list));
	(*list)[(*n)++] = *b;
	return true;
}

bool
bank_list(struct str files, struct arena *a, struct bank_file **list, size_t *n,
    struct fault *f)
{
	struct json j;
	struct bank_file b;
	struct str json;
	if (!files.p)
		return true;
	json_open(&j, arena_str(a, files), a);
	json_begin(&j, '[');
	while (json_more(&j, ']')) {
		if (!json_raw(&j, &json) || !read_file(json, a, &b, f) ||
		    !add_file(&b, a, list, n, f))
			return false;
	}
	return json_end(&j) || fault_set(f, "/end/files", "seal", "no list");
}

bool
course_files(struct course *c, struct str seal, struct fault *f)
{
	struct seal said;
	return seal_parse(&said, seal, f) &&
	       bank_list(said.files, &c->arena, &c->files, &c->files_n, f);
}

static const struct conf_channel *
channel_of_documents(
    const struct conf *c, const struct bank_file *b, struct fault *f)
{
	const struct conf_channel *found = conf_find_channel(c, b->channel);
	if (found && found->format == CONF_EFAKTURA)
		return found;
	fault_set(f, "/end/files", "channel",
	    "no channel '%.*s' of format efaktura, to take the files of %.*s",
	    b->channel.n > 64 ? 64 : (int)b->channel.n, b->channel.p,
	    STR_ARG(b->tool));
	return NULL;
}

const struct conf_channel *
bank_channel(const struct conf *c, const struct bank_file *b, struct fault *f)
{
	if (b->use == BANK_DOCUMENTS)
		return channel_of_documents(c, b, f);
	const struct conf_channel *found = NULL;
	int scheme = CONF_NO_SCHEME, n = 0;
	for (size_t i = 0; i < sizeof(makers) / sizeof(makers[0]); i++)
		if (str_is(b->tool, makers[i].tool))
			scheme = (int)makers[i].scheme;
	for (size_t i = 0; i < c->channels_n; i++)
		if (scheme != CONF_NO_SCHEME &&
		    c->channels[i].scheme == scheme) {
			found = &c->channels[i];
			n++;
		}
	if (n == 1)
		return found;
	fault_set(f, "/end/files", "channel",
	    n ? "several channels have the scheme of %.*s: which one takes "
		"its files?"
	      : "no channel has the scheme of %.*s, to take its files",
	    STR_ARG(b->tool));
	return NULL;
}

/* ---- planning -------------------------------------------------------- */

void
bank_find(const struct send *s, const struct bank_file *b, struct arena *a,
    struct journal_document *d)
{
	struct fault f;
	const struct journal_view view = { .purpose = str_of(SEND_FILE) };
	send_must(s, journal_find(s->journal, b->id, &view, a, d, &f), &f);
}

enum outcome
bank_outcome(const struct send *s, struct str id, struct arena *a,
    struct journal_delivery *d)
{
	struct journal_document file;
	const struct bank_file b = { .id = id };
	bank_find(s, &b, a, &file);
	*d = (struct journal_delivery){ .outcome = OUTCOME_WAITING };
	if (file.deliveries_n)
		*d = file.deliveries[file.deliveries_n - 1];
	return outcome_is_final(d->outcome) ? d->outcome : OUTCOME_WAITING;
}

static void
plan_file(const struct send *s, struct course *c, const struct bank_file *b)
{
	struct fault f;
	struct journal_document d;
	const struct conf_channel *channel = bank_channel(&s->conf, b, &f);
	bank_find(s, b, &c->arena, &d);
	if (!channel)
		fault_die(MC_CONFIG, &f);
	if (!d.row)
		send_must(s,
		    journal_add(
			s->journal, b->id, b->sha256, c->run, &d.row, &f),
		    &f);
	else if (!str_eq(d.sha256, b->sha256))
		die(MC_DATA, "%.*s: another file of this name was sent before",
		    STR_ARG(b->id));
	if (!d.deliveries_n && d.state != JOURNAL_STOPPED)
		send_must(s,
		    journal_plan(s->journal, d.row, 1, str_of(SEND_FILE),
			channel->name, str_of(""), &f),
		    &f);
}

void
bank_plan(const struct send *s, struct course *c)
{
	for (size_t i = 0; i < c->files_n; i++)
		plan_file(s, c, &c->files[i]);
}

/* ---- whether they may leave ------------------------------------------ */

/*
 * Keeps the file back, or lets it go when what kept it is over. What a person
 * said stands, so its state is looked at behind the lock.
 */
static bool
may_leave(const struct send *s, const struct bank_file *b,
    const struct bank_reason *why)
{
	struct fault f;
	struct journal_document d;
	struct arena a = { 0 };
	enum journal_state want = why->state;
	send_must(s, journal_begin(s->journal, &f), &f);
	bank_find(s, b, &a, &d);
	bool ours = d.state == JOURNAL_FREE || d.state == JOURNAL_LATE;
	if (ours && want != d.state)
		send_must(s,
		    journal_set_state(s->journal, d.row, want,
			want == JOURNAL_FREE
			    ? 0
			    : send_note(s, d.row, "hold", str_of(SEND_TOOL),
				  str_of(why->text)),
			&f),
		    &f);
	if (ours)
		d.state = want;
	send_must(s, journal_commit(s->journal, &f), &f);
	arena_free(&a);
	return !journal_blocks(d.state);
}

/* ---- sending --------------------------------------------------------- */

/*
 * Claims the delivery as it was seen, which then is as it is now. Without a
 * digest the claim says that nothing has left yet, with one that it may have.
 */
static bool
claim(const struct send *s, const struct course *c, struct journal_delivery *d,
    struct str sha256)
{
	struct fault f;
	bool got;
	struct str owner = str_of(spool_name(&c->spool));
	int64_t expiry = instant_now().seconds + LEASE;
	send_must(s,
	    journal_claim(s->journal, d, owner, expiry, sha256, &got, &f), &f);
	if (got) {
		d->owner = owner;
		d->expiry = expiry;
	}
	return got;
}

/* Settles it for who has the claim. */
static void
settle(const struct send *s, const struct journal_delivery *d, enum outcome o,
    const struct answer *r)
{
	struct fault f;
	bool got;
	char at[TIME_TEXT];
	if (!home_barrier(&s->home, &f))
		fault_die(MC_IO, &f);
	instant_format(instant_now(), at);
	const struct journal_delivery settled = { .row = d->row,
		.outcome = o,
		.owner = d->owner,
		.at = str_of(at),
		.receipt = str_of(*r->receipt ? r->receipt : NULL),
		.sha256 = str_of(*r->sha256 ? r->sha256 : NULL),
		.text = str_of(*r->text ? r->text : NULL) };
	send_must(s, journal_settle(s->journal, &settled, &got, &f), &f);
}

/*
 * Stages only under a claim, for of one that a dead run had with a digest the
 * staged file says that it has not left: nobody may stage behind it.
 */
static void
deliver(const struct send *s, const struct course *c, const struct bank_file *b,
    const struct journal_delivery *seen)
{
	struct fault f;
	struct answer answer;
	struct journal_delivery d = *seen;
	bool begun = d.owner.p && d.sha256.n;
	const struct conf_channel *channel = bank_channel(&s->conf, b, &f);
	if (!channel)
		fault_die(MC_CONFIG, &f);
	const struct outlet outlet = {
		.home = &s->home, .conf = &s->conf, .channel = channel
	};
	enum outcome o = OUTCOME_ACCEPTED;
	if (!claim(s, c, &d, (struct str){ NULL, 0 }))
		return;
	if (!begun)
		o = bank_stage(&outlet, b, &answer);
	if (o == OUTCOME_ACCEPTED) {
		if (!claim(s, c, &d, b->sha256))
			return;
		o = bank_hand_over(&outlet, b, begun, &answer);
	}
	settle(s, &d, o, &answer);
}

/* Sends the file if it may leave; claims that another is at it just now. */
static bool
send_file(const struct send *s, struct course *c, const struct bank_file *b,
    bool kept)
{
	struct journal_document d;
	bank_find(s, b, &c->arena, &d);
	const struct journal_delivery *now = document_current(&d);
	struct bank_reason why;
	if (!now || now->outcome == OUTCOME_ACCEPTED ||
	    now->outcome == OUTCOME_UNKNOWN)
		return false;
	if (!delivery_is_free(s, now, str_of(spool_name(&c->spool))))
		return true;
	bank_weighed(s, b, kept, &why);
	if (!may_leave(s, b, &why))
		return false;
	deliver(s, c, b, now);
	return false;
}

/* Sends the files of that use that may leave. */
static void
send_files(const struct send *s, struct course *c, enum bank_use use)
{
	const struct timespec wait = { .tv_nsec = 100 * 1000 * 1000 };
	bool kept = bank_weigh(s, c, use);
	for (size_t i = 0; i < c->files_n; i++)
		while (c->files[i].use == use &&
		       send_file(s, c, &c->files[i], kept))
			nanosleep(&wait, NULL);
}

/* How many files of that use have not been settled. */
static size_t
count_open(const struct send *s, const struct course *c, enum bank_use use)
{
	struct arena a = { 0 };
	struct journal_delivery d;
	size_t n = 0;
	for (size_t i = 0; i < c->files_n; i++)
		n += c->files[i].use == use &&
		     bank_outcome(s, c->files[i].id, &a, &d) == OUTCOME_WAITING;
	arena_free(&a);
	return n;
}

bool
bank_present(const struct send *s, struct course *c)
{
	size_t open = count_open(s, c, BANK_DOCUMENTS);
	if (!open)
		return false;
	send_files(s, c, BANK_DOCUMENTS);
	return count_open(s, c, BANK_DOCUMENTS) < open;
}

void
bank_deliver(const struct send *s, struct course *c)
{
	if (count_open(s, c, BANK_PAYMENTS))
		send_files(s, c, BANK_PAYMENTS);
}
