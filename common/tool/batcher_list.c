/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "base/text.h"
#include "batcher.h"

void
batcher_column(struct buf *b, struct str text)
{
	text_plain(b, text);
	buf_addc(b, '\t');
}

struct buf *
batcher_row(
    struct batcher_listing *l, const struct batch_row *file, bool scheme)
{
	struct buf *b = &l->out.buf;
	l->any = true;
	buf_addstr(b, file->path); /* digits that only look like a person's */
	buf_addc(b, '\t');
	batcher_column(b, file->sender);
	if (scheme)
		batcher_column(b, file->scheme);
	buf_addstr(b, file->run);
	buf_printf(b, "\t%lld\t", (long long)file->records);
	return b;
}

static enum mc_status
list(const struct batcher_list *t, const struct home *h, const char *path)
{
	struct fault f;
	struct batcher_listing l = { .any = false };
	out_open(&l.out, STDOUT_FILENO);
	enum mc_status status = t->show(h, path, &l, &f);
	if (status != MC_OK)
		fault_die(status, &f);
	if (path && !l.any) {
		msg_warn("%s: no such %s", path, t->what);
		status = MC_NOINPUT;
	}
	return out_end(&l.out, status);
}

int
batcher_list_main(const struct batcher_list *t, int argc, char **argv)
{
	const struct cli_option table[] = {
		{ 'f', "file", "FILE", t->help },
		{ 0 },
	};
	struct cli cli;
	struct home home;
	struct fault f;
	const char *path = NULL;
	cli_start(&cli, t->program, "", table, argc, argv);
	msg_init(t->tool);
	while (cli_next(&cli) != 0)
		path = cli.value;
	if (cli.operands_n)
		cli_wrong(&cli, "list takes no operands");
	if (!home_open(&home, NULL, &f))
		fault_die(MC_CONFIG, &f);
	return (int)list(t, &home, path);
}
