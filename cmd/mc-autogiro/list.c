/* SPDX-License-Identifier: ISC */
/* What a person reads: the files, and the debits of one. */
#include <unistd.h>

#include "autogiro_cmd.h"
#include "base/text.h"

enum { HASH_SHOWN = 16 };

struct listing {
	struct out out;
	bool any;
};

static void
column(struct buf *b, struct str text)
{
	text_plain(b, text);
	buf_addc(b, '\t');
}

static bool
list_file(void *arg, const struct batch_row *f)
{
	struct listing *l = arg;
	struct buf *b = &l->out.buf;
	l->any = true;
	buf_addstr(b, f->path); /* has digits that only look like a person's */
	buf_addc(b, '\t');
	column(b, f->sender);
	buf_addstr(b, f->run);
	buf_printf(b, "\t%lld\t", (long long)f->records);
	put_money(b, f->total);
	buf_printf(b, " %.*s\n", STR_ARG(f->currency));
	return out_keep_up(&l->out);
}

static bool
list_debit(void *arg, const struct debit_row *d)
{
	struct listing *l = arg;
	struct buf *b = &l->out.buf;
	l->any = true;
	buf_printf(b, "%lld\t", (long long)d->position);
	column(b, d->id);
	buf_printf(b, "%.*s\t", STR_ARG(d->date));
	put_money(b, d->out ? -d->amount : d->amount);
	buf_printf(b, "\thmac:%.*s\n", HASH_SHOWN, d->payer.p);
	return out_keep_up(&l->out);
}

enum mc_status
run_list(const struct home *h, const char *path)
{
	struct fault f;
	enum mc_status status;
	struct listing l = { .any = false };
	struct debits *d = debits_open_read(h, &status, &f);
	if (!d && status != MC_OK)
		fault_die(status, &f);
	out_open(&l.out, STDOUT_FILENO);
	if (d && !(path ? debits_list(d, str_of(path), list_debit, &l, &f)
			: filed_each(debits_filed(d), list_file, &l, &f)))
		fault_die(filed_status(debits_filed(d)), &f);
	debits_close(d);
	if (path && !l.any) {
		msg_warn("%s: no such file of debits", path);
		status = MC_NOINPUT;
	}
	return out_end(&l.out, status);
}
