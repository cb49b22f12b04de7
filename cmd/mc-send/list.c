/* SPDX-License-Identifier: ISC */
/* What a person reads: the dry run, the journal's deliveries and events. */
#include <unistd.h>

#include "base/cli.h"
#include "base/text.h"
#include "send.h"

/* Writes the columns with tabs between them; absent ones behind are left out.
 */
static void
write_line(struct out *out, const struct str *columns, size_t n)
{
	while (n && !columns[n - 1].p)
		n--;
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_addc(&out->buf, '\t');
		text_escape(&out->buf, columns[i]);
	}
	buf_addc(&out->buf, '\n');
	out_keep_up(out);
}

/* What keeps a document back, in a word. */
static struct str
state_word(enum journal_state s)
{
	static const char *const words[] = {
		[JOURNAL_FREE] = "free",
		[JOURNAL_HELD] = "held",
		[JOURNAL_STOPPED] = "stopped",
		[JOURNAL_RELEASED] = "released",
		[JOURNAL_LATE] = "held",
		[JOURNAL_PILOT] = "pilot",
	};
	return str_of(words[s]);
}

/* ---- dry run --------------------------------------------------------- */

/* What a run would do with the document: its word, and by which channel. */
static struct str
would(const struct send *s, const struct rec *rec, struct arena *a,
    struct str *channel)
{
	struct fault f;
	struct journal_document d = { 0 };
	const struct journal_view view = { .purpose =
					       str_of(SEND_PRESENTATION) };
	const struct record *r = &rec->r;
	const struct choice *next;

	if (s->journal)
		send_must(
		    s, journal_find(s->journal, r->id, &view, a, &d, &f), &f);
	if (document_differs(&d, r) && !d.replace)
		return str_of("id-reused");
	if (document_differs(&d, r))
		d = (struct journal_document){ 0 };
	const struct journal_delivery *now = document_current(&d);
	bool accepted = now && now->outcome == OUTCOME_ACCEPTED;
	if (!accepted && journal_blocks(d.state)) {
		*channel = now ? now->channel : *channel;
		return state_word(d.state);
	}
	if (now) {
		bool again = now->outcome == OUTCOME_WAITING ||
			     now->outcome == OUTCOME_TRANSIENT;
		*channel = now->channel;
		return str_of(again ? "send" : outcome_name(now->outcome));
	}
	next = record_next(s, r, &d, a);
	while (next && !record_can_go(&s->conf, r,
			   (size_t)(next - r->route->presentation)))
		next =
		    next + 1 < r->route->presentation + r->route->presentation_n
			? next + 1
			: NULL;
	if (!next)
		return str_of("undeliverable");
	*channel = next->channel;
	return str_of("send");
}

static void
dry_record(const struct send *s, struct stream *in, struct out *out)
{
	struct fault f;
	struct str channel = str_of("-"), word = str_of("held");
	switch (record_fate(&in->rec, &f)) {
	case FATE_FOREIGN:
		return;
	case FATE_UNFIT:
		word = str_of(f.rule);
		break;
	case FATE_HELD:
		break;
	case FATE_SEND:
		word = would(s, &in->rec, &in->arena, &channel);
		break;
	}
	const struct str columns[] = { in->rec.r.id, channel, word };
	write_line(out, columns, 3);
}

/* What the stream says of batch files. */
struct dry_bank {
	struct bank_file *files;
	size_t n;
	struct bank_names names;
	struct arena arena;
};

static void
dry_file(const struct send *s, const struct bank_file *b, struct out *out)
{
	struct fault f;
	struct arena a = { 0 };
	struct journal_document d = { 0 };
	const struct journal_view view = { .purpose = str_of(SEND_FILE) };
	if (s->journal)
		send_must(
		    s, journal_find(s->journal, b->id, &view, &a, &d, &f), &f);
	const struct journal_delivery *now = document_current(&d);
	bool over = now && now->outcome == OUTCOME_ACCEPTED;
	const struct str columns[] = { b->id,
		bank_channel(&s->conf, b, &f)->name,
		over			  ? str_of("accepted")
		: journal_blocks(d.state) ? state_word(d.state)
					  : str_of("send") };
	write_line(out, columns, 3);
	arena_free(&a);
}

static enum mc_status
dry_item(const struct send *s, struct stream *in, enum stream_item item,
    struct dry_bank *bank, struct out *out)
{
	size_t i = bank->n;
	enum mc_status status =
	    item == STREAM_RECORD
		? take_check(s, in)
		: take_files(s, in, &bank->arena, &bank->files, &bank->n);
	if (status != MC_OK)
		return status;
	if (item == STREAM_RECORD) {
		bank_name(&bank->names, &in->rec, &in->arena);
		dry_record(s, in, out);
	}
	for (; i < bank->n; i++)
		dry_file(s, &bank->files[i], out);
	return MC_OK;
}

enum mc_status
run_dry(const struct send *s, char *const *paths, int n)
{
	struct stream in;
	struct out out;
	struct fault f;
	struct dry_bank bank = { 0 };
	enum stream_item item;
	enum mc_status status = MC_OK;

	if (!stream_open(&in, paths, n, SEND_READS, true)) {
		stream_close(&in);
		return in.status;
	}
	out_open(&out, STDOUT_FILENO);
	while (status == MC_OK && ((item = stream_next(&in)) == STREAM_RECORD ||
				      item == STREAM_SEAL))
		status = dry_item(s, &in, item, &bank, &out);
	if (status == MC_OK)
		status = in.status;
	if (status == MC_OK &&
	    !bank_names_known(s, &bank.names, bank.files, bank.n, &f)) {
		stream_complain(&in, &f);
		status = MC_DATA;
	}
	stream_close(&in);
	arena_free(&bank.names.arena);
	arena_free(&bank.arena);
	return out_end(&out, status);
}

/* ---- list ------------------------------------------------------------ */

struct listing {
	struct out out;
	struct str state; /* only those; absent: all */
};

/* The word that says where the delivery stands. */
static struct str
entry_word(const struct journal_entry *e)
{
	enum outcome o = e->delivery.outcome;
	if (journal_blocks(e->state) && !outcome_is_final(o) &&
	    o != OUTCOME_UNKNOWN)
		return state_word(e->state);
	return str_of(outcome_name(o));
}

static bool
list_one(void *arg, const struct journal_entry *e)
{
	struct listing *l = arg;
	struct str word = entry_word(e), note = { NULL, 0 }, at = { NULL, 0 };
	struct buf b = BUF_INIT(1 << 20);
	if (l->state.p && !str_eq(l->state, word))
		return true;
	if (journal_blocks(e->state) && e->user.p) {
		buf_printf(&b, "%.*s by %.*s: %.*s",
		    STR_ARG(state_word(e->state)), STR_ARG(e->user),
		    STR_ARG(e->reason));
		note = buf_str(&b);
	}
	if (e->delivery.at.p || note.p)
		at = e->delivery.at.p ? e->delivery.at : str_of("-");
	const struct str columns[] = { e->id,
		e->delivery.row ? e->delivery.channel : str_of("-"), word, at,
		note };
	write_line(&l->out, columns, 5);
	buf_free(&b);
	return l->out.error == 0;
}

static bool
list_event(void *arg, const struct journal_event *e, struct str id)
{
	struct listing *l = arg;
	const struct str columns[] = { e->at, e->user, e->what,
		id.n ? id : e->run, e->reason };
	write_line(&l->out, columns, 5);
	return l->out.error == 0;
}

/* What is asked for of the journal, by the options and operands. */
struct ask {
	struct str run, state;
	bool events;
	char **ids;
	int ids_n;
};

static enum mc_status
run_list(const struct home *h, const struct ask *ask)
{
	struct fault f;
	struct listing l = { .state = ask->state };
	enum mc_status status;
	struct journal *j = journal_open_read(h, &status, &f);
	if (!j && status != MC_OK)
		fault_die(status, &f);
	out_open(&l.out, STDOUT_FILENO);
	for (int i = 0; j && i < (ask->ids_n ? ask->ids_n : 1); i++) {
		struct str id = { NULL, 0 };
		if (ask->ids_n)
			id = str_of(ask->ids[i]);
		if (!(ask->events
			    ? journal_events(
				  j, ask->run, id, list_event, &l, &f)
			    : journal_list(j, ask->run, id, list_one, &l, &f)))
			fault_die(journal_status(j), &f);
	}
	journal_close(j);
	return out_end(&l.out, MC_OK);
}

/* Claims that some delivery may be in a state of that name. */
static bool
is_state(struct str word)
{
	enum outcome o;
	return outcome_parse(&o, word) || str_is(word, "stopped") ||
	       str_is(word, "pilot");
}

int
list_main(int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'e', "events", NULL, "what operators did, not deliveries" },
		{ 'i', "run", "ID", "only those of this run" },
		{ 's', "state", "STATE", "only those in this state" },
		{ 0 },
	};
	struct cli cli;
	struct home home;
	struct fault f;
	struct ask ask = { 0 };

	cli_start(&cli, SEND_TOOL " list", "[ID ...]", table, argc, argv);
	msg_init(SEND_TOOL);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'e')
			ask.events = true;
		else if (c == 'i')
			ask.run = str_of(cli.value);
		else if (is_state(str_of(cli.value)))
			ask.state = str_of(cli.value);
		else
			cli_wrong(&cli, "no state '%s'", cli.value);
	}
	if (ask.events && ask.state.p)
		cli_wrong(&cli, "events have no state");
	ask.ids = cli.operands;
	ask.ids_n = cli.operands_n;
	if (!home_open(&home, NULL, &f))
		fault_die(MC_CONFIG, &f);
	return (int)run_list(&home, &ask);
}
