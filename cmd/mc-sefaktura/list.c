/* SPDX-License-Identifier: ISC */
/* What a person reads: the batch files, and the documents of one. */
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"
#include "sefaktura_cmd.h"

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

/* {"EUR":"1.00","SEK":"2.00"} as 1.00 EUR, 2.00 SEK. */
static void
put_totals(struct buf *b, struct str totals)
{
	struct arena a = { 0 };
	struct str currency, sum;
	struct json j;
	bool first = true;
	json_open(&j, totals, &a);
	json_begin(&j, '{');
	while (json_more(&j, '}') && json_key(&j, &currency) &&
	       json_text(&j, &sum)) {
		buf_adds(b, first ? "" : ", ");
		text_plain(b, sum);
		buf_addc(b, ' ');
		text_plain(b, currency);
		first = false;
	}
	arena_free(&a);
}

static bool
list_file(void *arg, const struct batch_row *file, struct str totals)
{
	struct listing *l = arg;
	struct buf *b = &l->out.buf;
	l->any = true;
	buf_addstr(b, file->path); /* digits that only look like a person's */
	buf_addc(b, '\t');
	column(b, file->sender);
	column(b, file->scheme);
	buf_addstr(b, file->run);
	buf_printf(b, "\t%lld\t", (long long)file->records);
	put_totals(b, totals);
	buf_addc(b, '\n');
	return out_keep_up(&l->out);
}

static bool
list_document(void *arg, struct str id, int64_t position)
{
	struct listing *l = arg;
	struct buf *b = &l->out.buf;
	l->any = true;
	buf_printf(b, "%lld\t", (long long)position);
	text_plain(b, id);
	buf_addc(b, '\n');
	return out_keep_up(&l->out);
}

enum mc_status
run_list(const struct home *h, const char *path)
{
	struct fault f;
	enum mc_status status;
	struct listing l = { .any = false };
	struct einvoices *e = einvoices_open_read(h, &status, &f);
	if (!e && status != MC_OK)
		fault_die(status, &f);
	out_open(&l.out, STDOUT_FILENO);
	if (e && !(path ? einvoices_list(e, str_of(path), list_document, &l, &f)
			: einvoices_files(e, list_file, &l, &f)))
		fault_die(filed_status(einvoices_filed(e)), &f);
	einvoices_close(e);
	if (path && !l.any) {
		msg_warn("%s: no such batch of e-invoices", path);
		status = MC_NOINPUT;
	}
	return out_end(&l.out, status);
}
