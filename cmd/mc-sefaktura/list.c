/* SPDX-License-Identifier: ISC */
/* What a person reads: the batch files, and the documents of one. */
#include "base/json.h"
#include "base/text.h"
#include "sefaktura_cmd.h"

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
	struct batcher_listing *l = arg;
	struct buf *b = batcher_row(l, file, true);
	put_totals(b, totals);
	buf_addc(b, '\n');
	return out_keep_up(&l->out);
}

static bool
list_document(void *arg, struct str id, int64_t position)
{
	struct batcher_listing *l = arg;
	struct buf *b = &l->out.buf;
	l->any = true;
	buf_printf(b, "%lld\t", (long long)position);
	text_plain(b, id);
	buf_addc(b, '\n');
	return out_keep_up(&l->out);
}

static enum mc_status
show(const struct home *h, const char *path, struct batcher_listing *l,
    struct fault *f)
{
	enum mc_status status;
	struct einvoices *e = einvoices_open_read(h, &status, f);
	if (!e)
		return status;
	if (!(path ? einvoices_list(e, str_of(path), list_document, l, f)
		   : einvoices_files(e, list_file, l, f)))
		status = filed_status(einvoices_filed(e));
	einvoices_close(e);
	return status;
}

int
list_main(int argc, char **argv)
{
	static const struct batcher_list list = { .tool = TOOL,
		.program = TOOL " list",
		.help = "the documents of this batch",
		.what = "batch of e-invoices",
		.show = show };
	return batcher_list_main(&list, argc, argv);
}
