/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "story.h"

enum { WHEN = 25 }; /* columns of a time with its offset */

void
story_begin(struct story *s)
{
	buf_reset(&s->b);
}

static struct story_line
line_of(struct story *s, struct str when, int64_t at)
{
	return (struct story_line){ .at = at,
		.when = arena_str(&s->arena, when),
		.text = arena_str(&s->arena, buf_str(&s->b)) };
}

void
story_end(struct story *s, struct str when, int64_t at)
{
	s->line =
	    arena_extend(&s->arena, s->line, s->lines_n, sizeof(*s->line));
	s->line[s->lines_n] = line_of(s, when, at);
	s->line[s->lines_n].order = s->lines_n;
	s->lines_n++;
}

void
story_event(struct story *s, const struct fold_event *e, struct str when)
{
	size_t n = s->events_n++;
	s->event = arena_extend(&s->arena, s->event, n, sizeof(*s->event));
	s->event_line =
	    arena_extend(&s->arena, s->event_line, n, sizeof(*s->event_line));
	s->event[n] = *e;
	s->event_line[n] = line_of(s, when, e->at);
}

/* ---- gathering ---------------------------------------------------------- */

static struct rec *
read_rec(struct story *s, const struct store *st, const struct place *at)
{
	struct str line;
	struct fault f;
	struct rec *rec = arena_zero(&s->arena, 1, sizeof(*rec));
	enum mc_status status = place_record(st, at, &s->arena, &line, &f);
	if (status != MC_OK)
		fault_die(status, &f);
	if (!rec_parse(
		rec, line, store_reads() | REC_BIT(problems), &s->arena, &f))
		fault_die(MC_DATA, &f);
	return rec;
}

/* What the archive itself did. */
static void
tell_filing(struct story *s, const struct record *r, const struct place *at,
    size_t version)
{
	struct instant when = { 0 };
	instant_parse(&when, str_of(at->filed));
	if (r && r->rejected) {
		story_begin(s);
		buf_adds(&s->b, "rejected by ");
		cmd_text(&s->b, r->rejected->tool);
		buf_addc(&s->b, ' ');
		cmd_text(&s->b, r->rejected->rule);
		buf_addc(&s->b, ' ');
		cmd_text(&s->b, r->rejected->place);
		buf_adds(&s->b, ": ");
		cmd_text(&s->b, r->rejected->text);
		story_end(s, str_of(at->filed), when.seconds);
	}
	story_begin(s);
	buf_printf(&s->b, "filed as version %zu in %s", version, at->volume);
	story_end(s, str_of(at->filed), when.seconds);
}

/* Who took a version out, with the first of those that went with it. */
static void
tell_erasure(struct story *s, const struct store *st, const struct place *at)
{
	struct instant when = { 0 };
	struct erasure e;
	struct fault f;
	enum mc_status status = place_erasure(st, at, &e, &s->arena, &f);
	if (status != MC_OK)
		fault_die(status, &f);
	if (memcmp(e.version[0].key, at->key, sizeof(at->key)) != 0)
		return;
	instant_parse(&when, e.at);
	story_begin(s);
	buf_adds(&s->b, "erased by ");
	cmd_text(&s->b, e.user);
	buf_adds(&s->b, ": ");
	cmd_text(&s->b, e.reason);
	story_end(s, e.at, when.seconds);
}

static void
fold(struct story *s)
{
	if (s->versions_n)
		fold_events(
		    &s->fold, s->version, s->versions_n, s->event, s->events_n);
	for (size_t i = 0; !s->versions_n && i < s->events_n; i++)
		s->event[i].order = i;
}

static void
gather(struct story *s, const struct store *st, const struct places *versions,
    const struct places *news)
{
	const struct rec *before = NULL;
	for (size_t i = 0; i < versions->n; i++) {
		const struct place *at = &versions->list[i];
		if (place_is_erased(at)) {
			tell_filing(s, NULL, at, i + 1);
			tell_erasure(s, st, at);
			continue;
		}
		struct rec *rec = read_rec(s, st, at);
		s->version = arena_extend(
		    &s->arena, s->version, s->versions_n, sizeof(*s->version));
		s->version[s->versions_n++] = store_version(&rec->r);
		story_version(s, rec, before);
		story_news(s, &rec->r, false);
		s->is_news = store_news(&rec->r).kind != FOLD_ATTEMPT;
		tell_filing(s, &rec->r, at, i + 1);
		before = rec;
	}
	for (size_t i = 0; i < news->n; i++)
		story_news(s, &read_rec(s, st, &news->list[i])->r, true);
	fold(s);
}

/* ---- telling ------------------------------------------------------------ */

/* The lines of the events, now that the balance behind them is known. */
static void
add_events(struct story *s)
{
	struct str currency = { NULL, 0 };
	if (s->versions_n)
		currency = s->version[s->fold.governs].currency;
	for (size_t i = 0; i < s->events_n; i++) {
		const struct fold_event *e = &s->event[i];
		const struct story_line *l = &s->event_line[e->order];
		if (!l->text.n)
			continue;
		story_begin(s);
		buf_addstr(&s->b, l->text);
		if (e->kind == FOLD_PAYMENT && e->counts) {
			buf_adds(&s->b, "; balance ");
			story_amount(&s->b, e->balance, currency);
		} else if (e->kind == FOLD_PAYMENT && s->versions_n) {
			buf_adds(&s->b, "; not counted");
		}
		story_end(s, l->when, l->at);
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct story_line *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void
print_line(struct out *out, struct str when, struct str text)
{
	size_t from = out->buf.n;
	cmd_text(&out->buf, when);
	while (out->buf.n - from < WHEN)
		buf_addc(&out->buf, ' ');
	buf_adds(&out->buf, "  ");
	buf_addstr(&out->buf, text);
	buf_addc(&out->buf, '\n');
	out_keep_up(out);
}

static void
print_now(struct story *s, const char *state, struct out *out)
{
	if (!s->versions_n) {
		print_line(out, str_of("now"), str_of(state));
		return;
	}
	const struct fold_version *v = &s->version[s->fold.governs];
	story_begin(s);
	buf_adds(&s->b, s->is_news ? state : fold_word(&s->fold));
	if (s->fold.money != FOLD_UNPAID) {
		buf_adds(&s->b, ", delivery ");
		buf_adds(&s->b, fold_delivery_word(s->fold.delivery));
	}
	if (v->payable.set) {
		buf_adds(&s->b, ", balance ");
		story_amount(&s->b, s->fold.balance, v->currency);
	}
	print_line(out, str_of("now"), buf_str(&s->b));
}

int
cmd_story(int argc, char **argv)
{
	static const struct cli_option none[] = { { 0 } };
	struct story s = { .b = BUF_INIT(STORY_TEXT) };
	struct places versions = { 0 }, news = { 0 };
	struct store st;
	struct out out;
	struct fault f;
	struct cli cli;

	cli_start(&cli, "mc-archive story", "ID", none, argc, argv);
	while (cli_next(&cli) != 0)
		;
	if (cli.operands_n != 1)
		cli_wrong(&cli, "one id is wanted");
	store_open(&st, false);
	struct str id = str_of(cli.operands[0]);
	if (!archive_index_versions(&st.index, id, place_note, &versions, &f) ||
	    !archive_index_news(&st.index, id, place_note, &news, &f))
		fault_die(st.index.status, &f);
	if (versions.n == 0)
		die(MC_NOINPUT, "%s: not in the archive", cli.operands[0]);
	gather(&s, &st, &versions, &news);
	add_events(&s);
	qsort(s.line, s.lines_n, sizeof(*s.line), by_time);
	out_open(&out, STDOUT_FILENO);
	for (size_t i = 0; i < s.lines_n; i++)
		print_line(&out, s.line[i].when, s.line[i].text);
	print_now(&s, versions.list[versions.n - 1].state, &out);
	cmd_flush(&out);
	free(versions.list);
	free(news.list);
	buf_free(&s.b);
	arena_free(&s.arena);
	store_close(&st);
	return MC_OK;
}
