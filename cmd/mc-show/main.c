/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "base/cli.h"
#include "show.h"
#include "stream/stream.h"

static const struct cli_option options[] = {
	{ '1', "one-line", NULL, "one line a record" },
	{ 'r', "route", NULL, "how each goes and why, in words" },
	{ 'i', "id", "ID", "only the record of that id" },
	{ 'b', "bare", NULL, "do not mask identity numbers" },
	{ 'S', "schema", NULL, "the JSON Schema of a record, no stream" },
	{ 'F', "fields", NULL, "the table of fields, no stream" },
	{ 'M', "mdoc", NULL, "that table as part of a manual page" },
	{ 0 },
};

struct show {
	bool one_line, route, bare;
	const char *id;
	struct out out;
};

static void
show_record(struct show *w, const struct rec *rec)
{
	if (w->id && !str_is(rec->r.id, w->id))
		return;
	if (w->one_line)
		show_line(&w->out.buf, rec);
	else if (w->route)
		show_route(&w->out.buf, rec, w->bare);
	else
		show_fields(&w->out.buf, rec, w->bare);
	out_keep_up(&w->out);
}

static enum mc_status
show_all(struct show *w, struct stream *s)
{
	enum stream_item item;
	while (!w->out.error && ((item = stream_next(s)) == STREAM_RECORD ||
				    item == STREAM_SEAL)) {
		if (item == STREAM_RECORD) {
			show_record(w, &s->rec);
		} else if (!w->id) {
			buf_addstr(&w->out.buf, rec_raw(&s->rec, "end"));
			buf_addc(&w->out.buf, '\n');
		}
	}
	return s->status;
}

/* What is printed without reading a stream; false for a letter that is not. */
static bool
show_model(struct show *w, int c)
{
	if (c == 'S')
		show_schema(&w->out.buf);
	else if (c == 'F')
		show_table(&w->out.buf);
	else if (c == 'M')
		show_mdoc(&w->out.buf);
	else
		return false;
	return true;
}

/* Reads the options; true when they ask for no stream. */
static bool
read_options(struct cli *cli, struct show *w)
{
	bool model = false;
	for (int c; (c = cli_next(cli)) != 0;) {
		if (c == '1')
			w->one_line = true;
		else if (c == 'r')
			w->route = true;
		else if (c == 'b')
			w->bare = true;
		else if (c == 'i')
			w->id = cli->value;
		else
			model = show_model(w, c);
	}
	if (w->one_line && w->route)
		cli_wrong(cli, "--one-line and --route exclude each other");
	return model;
}

int
main(int argc, char **argv)
{
	struct show w = { 0 };
	struct stream s;
	struct cli cli;
	enum mc_status status = MC_NOINPUT;

	out_open(&w.out, STDOUT_FILENO);
	cli_start(&cli, "mc-show", "[FILE ...]", options, argc, argv);
	if (read_options(&cli, &w))
		return (int)out_end(&w.out, MC_OK);
	/* all sections, decoded */
	if (stream_open(&s, cli.operands, cli.operands_n, UINT64_MAX, false))
		status = show_all(&w, &s);
	status = out_end(&w.out, status);
	stream_close(&s);
	return (int)status;
}
