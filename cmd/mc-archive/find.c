/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <unistd.h>

#include "archive_cmd.h"

/* `a`, `a..`, `..b` or `a..b`: absent is an end that is open. */
static void
range(const char *text, struct str *from, struct str *to)
{
	const char *dots = strstr(text, "..");
	*from = *to = str_of(text);
	if (!dots)
		return;
	from->n = (size_t)(dots - text);
	*to = str_of(dots + 2);
}

static void
amounts(const struct cli *cli, struct archive_query *q)
{
	struct str from, to;
	range(cli->value, &from, &to);
	if ((from.n == 0 && to.n == 0) ||
	    (from.n && !dec_parse(&q->amount_from, from)) ||
	    (to.n && !dec_parse(&q->amount_to, to)))
		cli_wrong(cli, "'%s' is no amount, nor A..B", cli->value);
	if (from.n && to.n && dec_cmp(q->amount_from, q->amount_to) > 0)
		cli_wrong(cli, "'%s' ends before it begins", cli->value);
}

static void
dates(const struct cli *cli, struct archive_query *q)
{
	struct str from, to;
	range(cli->value, &from, &to);
	if ((from.n == 0 && to.n == 0) ||
	    (from.n && !date_parse(&q->date_from, from)) ||
	    (to.n && !date_parse(&q->date_to, to)))
		cli_wrong(
		    cli, "'%s' is no date YYYY-MM-DD, nor D..D", cli->value);
	if (from.n && to.n && date_cmp(q->date_from, q->date_to) > 0)
		cli_wrong(cli, "'%s' ends before it begins", cli->value);
}

static struct str
state(const struct cli *cli)
{
	struct str word = str_of(cli->value);
	if (fold_is_word(word) || str_is(word, "unmatched") ||
	    str_is(word, "erased"))
		return word;
	cli_wrong(cli, "'%s' is no state, see mc-archive(1)", cli->value);
}

static void
option(const struct cli *cli, int c, struct archive_query *q)
{
	struct str value = str_of(cli->value);
	switch (c) {
	case 'N':
		q->number = value;
		break;
	case 'C':
		q->customer = value;
		break;
	case 'B':
		q->name = value;
		break;
	case 'R':
		q->reference = value;
		break;
	case 'A':
		amounts(cli, q);
		break;
	case 'D':
		dates(cli, q);
		break;
	case 'K':
		q->channel = value;
		break;
	case 'S':
		q->state = state(cli);
		break;
	case 's':
		q->sender = value;
		break;
	case 'l':
		q->limit =
		    (int64_t)cmd_number(cli, "a limit of 0 shows nothing");
		break;
	default:
		q->all = true;
	}
}

static bool
print(void *arg, const struct archive_hit *h)
{
	struct out *out = arg;
	struct buf *b = &out->buf;
	cmd_text(b, h->id);
	buf_addc(b, '\t');
	cmd_text(b, h->date);
	buf_addc(b, '\t');
	cmd_text(b, h->amount);
	if (h->currency.n) {
		buf_addc(b, ' ');
		cmd_text(b, h->currency);
	}
	buf_addc(b, '\t');
	cmd_text(b, h->name);
	buf_addc(b, '\t');
	cmd_text(b, h->state);
	buf_addc(b, '\t');
	cmd_text(b, h->volume);
	buf_addc(b, '\n');
	out_keep_up(out);
	return out->error == 0;
}

int
cmd_find(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'N', "number", "NUMBER", "invoice number" },
		{ 'C', "customer", "NUMBER", "customer number or buyer's id" },
		{ 'B', "name", "GLOB", "name of the buyer, with * and ?" },
		{ 'R', "reference", "TEXT", "payment or buyer's reference" },
		{ 'A', "amount", "A[..B]", "amount due" },
		{ 'D', "date", "D[..D]", "date of issue" },
		{ 'K', "channel", "NAME", "channel it went by" },
		{ 'S', "state", "STATE", "sent, failed, held, paid ..." },
		{ 's', "sender", "KEY", "whose document" },
		{ 'l', "limit", "N", "at most so many" },
		{ 'a', "all", NULL, "older versions of a document too" },
		{ 0 },
	};
	struct archive_query q = { 0 };
	struct store st;
	struct out out;
	struct fault f;
	struct cli cli;

	cli_start(&cli, "mc-archive find", "", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;)
		option(&cli, c, &q);
	if (cli.operands_n)
		cli_wrong(&cli, "find takes options only");
	store_open(&st, false);
	out_open(&out, STDOUT_FILENO);
	if (!archive_index_search(&st.index, &q, print, &out, &f))
		fault_die(st.index.status, &f);
	cmd_flush(&out);
	store_close(&st);
	return MC_OK;
}
