/* SPDX-License-Identifier: ISC */
/* What a person reads: the files, and the debits of one. */
#include "autogiro_cmd.h"

enum { HASH_SHOWN = 16 };

static bool
list_file(void *arg, const struct batch_row *file)
{
	struct batcher_listing *l = arg;
	struct buf *b = batcher_row(l, file, false);
	put_money(b, file->total);
	buf_printf(b, " %.*s\n", STR_ARG(file->currency));
	return out_keep_up(&l->out);
}

static bool
list_debit(void *arg, const struct debit_row *d)
{
	struct batcher_listing *l = arg;
	struct buf *b = &l->out.buf;
	l->any = true;
	buf_printf(b, "%lld\t", (long long)d->position);
	batcher_column(b, d->id);
	buf_printf(b, "%.*s\t", STR_ARG(d->date));
	put_money(b, d->out ? -d->amount : d->amount);
	buf_printf(b, "\thmac:%.*s\n", HASH_SHOWN, d->payer.p);
	return out_keep_up(&l->out);
}

static enum mc_status
show(const struct home *h, const char *path, struct batcher_listing *l,
    struct fault *f)
{
	enum mc_status status;
	struct debits *d = debits_open_read(h, &status, f);
	if (!d)
		return status;
	if (!(path ? debits_list(d, str_of(path), list_debit, l, f)
		   : filed_each(debits_filed(d), list_file, l, f)))
		status = filed_status(debits_filed(d));
	debits_close(d);
	return status;
}

int
list_main(int argc, char **argv)
{
	static const struct batcher_list list = { .tool = TOOL,
		.program = TOOL " list",
		.help = "the debits of this file",
		.what = "file of debits",
		.show = show };
	return batcher_list_main(&list, argc, argv);
}
