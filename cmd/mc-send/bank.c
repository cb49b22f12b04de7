/* SPDX-License-Identifier: ISC */
/*
 * Batch files: what a tool before made for a bank or a print shop, named by
 * the seal. A file is a document of its own in the journal, so that it can be
 * held, stopped, released and resolved as one, and leaves when nothing that
 * should tell the payer of the debit waits any more.
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

/* ---- reading a seal -------------------------------------------------- */

/* What follows the last slash. */
static struct str
base_name(struct str path)
{
	for (size_t i = path.n; i; i--)
		if (path.p[i - 1] == '/')
			return str_from(path, i);
	return path;
}

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
		struct str *text = str_is(key, "tool")	   ? &b->tool
				   : str_is(key, "path")   ? &b->path
				   : str_is(key, "sha256") ? &b->sha256
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
	b->name = base_name(b->path);
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

const struct conf_channel *
bank_channel(const struct conf *c, const struct bank_file *b, struct fault *f)
{
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

/* The part of the record that says where its debit is: index of makers, or -1.
 */
static int
debit_of(const struct record *r, const struct output **o)
{
	const struct output *const made[] = { r->autogiro, r->avtalegiro };
	for (int i = 0; i < (int)(sizeof(made) / sizeof(made[0])); i++) {
		*o = made[i];
		if (made[i] && made[i]->batch.n && !made[i]->failed.n)
			return i;
	}
	return -1;
}

struct str
bank_id_of(const struct record *r, struct arena *a)
{
	const struct output *o;
	int i = debit_of(r, &o);
	if (i < 0)
		return (struct str){ NULL, 0 };
	return arena_printf(a, SEND_FILE "/%s/%.*s", makers[i].tool,
	    STR_ARG(base_name(o->batch)));
}

int64_t
bank_position(const struct record *r)
{
	const struct output *o;
	return debit_of(r, &o) < 0 ? 0 : o->position;
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

/* Looks at one document; claims that it keeps the files waiting. */
static bool
weigh_record(const struct send *s, struct course *c, struct stream *in)
{
	struct fault f;
	struct journal_document d;
	const struct record *r = &in->rec.r;
	enum fate fate = record_fate(&in->rec, &f);
	enum standing standing = STANDING_FAILED;
	if (fate == FATE_SEND || fate == FATE_HELD) {
		send_must(s,
		    journal_find(
			s->journal, r->id, &c->view, &in->arena, &d, &f),
		    &f);
		standing = record_standing(r, &d);
	}
	struct bank_file *b = bank_note(r, c, &in->arena);
	if (standing == STANDING_KEPT)
		return true;
	if (!b || standing == STANDING_SENT || standing == STANDING_OPEN)
		return false;
	b->orphans++;
	b->stopped += standing == STANDING_STOPPED;
	msg_warn("%.*s: it is in %.*s, and its notice does not reach the payer",
	    STR_ARG(r->id), STR_ARG(b->name));
	return false;
}

/* Counts debits without notice; claims that a document makes all wait. */
static bool
weigh(const struct send *s, struct course *c)
{
	struct stream in;
	enum stream_item item;
	bool kept = false;
	course_read(c, &in, SEND_READS);
	while (
	    (item = stream_next(&in)) == STREAM_RECORD || item == STREAM_SEAL)
		if (item == STREAM_RECORD && weigh_record(s, c, &in))
			kept = true;
	course_end(&in, item);
	return kept;
}

/* What keeps a file back. */
struct reason {
	enum journal_state state; /* free: nothing does */
	char text[128];
};

static void
find_reason(const struct send *s, const struct bank_file *b, bool kept,
    struct reason *why)
{
	unsigned long long missing = b->debits - b->here;
	*why = (struct reason){ .state = JOURNAL_HELD };
	if (b->stopped)
		snprintf(why->text, sizeof(why->text),
		    "debits of stopped documents: %llu",
		    (unsigned long long)b->stopped);
	else if (b->orphans && s->conf.run.orphan_debit)
		snprintf(why->text, sizeof(why->text),
		    "debits without notice: %llu",
		    (unsigned long long)b->orphans);
	else if (missing)
		snprintf(why->text, sizeof(why->text),
		    "debits of documents that the stream does not have: %llu",
		    missing);
	else if (kept)
		snprintf(why->text, sizeof(why->text),
		    "documents of the stream have not left yet");
	if (!why->text[0])
		why->state = JOURNAL_FREE;
	else if (!b->stopped && !(b->orphans && s->conf.run.orphan_debit))
		why->state = JOURNAL_LATE;
}

/*
 * Keeps the file back, or lets it go when what kept it is over. What a person
 * said stands, so its state is looked at behind the lock.
 */
static bool
may_leave(
    const struct send *s, const struct bank_file *b, const struct reason *why)
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
	struct reason why;
	if (!now || now->outcome == OUTCOME_ACCEPTED ||
	    now->outcome == OUTCOME_UNKNOWN)
		return false;
	if (!delivery_is_free(s, now, str_of(spool_name(&c->spool))))
		return true;
	find_reason(s, b, kept, &why);
	if (!may_leave(s, b, &why))
		return false;
	deliver(s, c, b, now);
	return false;
}

void
bank_deliver(const struct send *s, struct course *c)
{
	const struct timespec wait = { .tv_nsec = 100 * 1000 * 1000 };
	bool kept = c->files_n && weigh(s, c);
	for (size_t i = 0; i < c->files_n; i++)
		while (send_file(s, c, &c->files[i], kept))
			nanosleep(&wait, NULL);
}
