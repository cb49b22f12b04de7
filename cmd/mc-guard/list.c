/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "base/cli.h"
#include "base/text.h"
#include "guard.h"

static void
add_column(struct buf *b, struct str text)
{
	if (text.n)
		text_plain(b, text);
	else
		buf_addc(b, '-');
	buf_addc(b, '\t');
}

/* "NOK 12.00, SEK 3400.50", of totals or of the largest amounts. */
static void
add_amounts(struct buf *b, const struct history_run *r, bool largest)
{
	char text[DEC_TEXT];
	for (size_t i = 0; i < r->amounts_n; i++) {
		const struct history_amount *a = &r->amounts[i];
		dec_format(largest ? a->largest : a->total, text);
		buf_adds(b, i ? ", " : "");
		text_plain(b, a->currency);
		buf_printf(b, " %s", text);
	}
	buf_adds(b, r->amounts_n ? "\t" : "-\t");
}

static void
add_mix(struct buf *b, const struct history_run *r)
{
	int64_t passed = r->documents - r->rejected;
	for (size_t i = 0; i < r->shares_n && passed > 0; i++) {
		buf_adds(b, i ? ", " : "");
		text_plain(b, r->shares[i].way);
		buf_addc(b, ' ');
		judge_percent(b, r->shares[i].documents, passed);
	}
	buf_adds(b, r->shares_n && passed > 0 ? "\t" : "-\t");
}

/* What was passed, or why it was let through and by whom. */
static void
add_reason(struct buf *b, const struct history_run *r)
{
	if (r->reason.n) {
		text_plain(b, r->reason);
		buf_adds(b, " (");
		text_plain(b, r->user);
		buf_adds(b, "): ");
	}
	if (r->limits.n)
		text_plain(b, r->limits);
	else
		buf_addc(b, '-');
	buf_addc(b, '\n');
}

static bool
list_one(void *arg, const struct history_run *r)
{
	struct out *out = arg;
	struct buf *b = &out->buf;
	struct instant at;
	char date[DATE_TEXT] = "-";
	if (instant_parse(&at, r->at))
		date_format(instant_date(at), date);
	buf_printf(b, "%s\t", date);
	add_column(b, r->run);
	add_column(b, r->sender);
	buf_printf(b, "%lld\t", (long long)r->documents);
	add_amounts(b, r, false);
	add_amounts(b, r, true);
	add_mix(b, r);
	buf_printf(b, "%lld\t", (long long)r->rejected);
	buf_printf(b, "%s\t", history_verdict_name(r->verdict));
	add_reason(b, r);
	return out_keep_up(out);
}

int
list_main(int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 's', "sender", "SENDER", "only the runs of this sender" },
		{ 0 },
	};
	struct cli cli;
	struct home home;
	struct fault f;
	struct out out;
	struct str sender = { NULL, 0 };
	enum mc_status status;

	cli_start(&cli, "mc-guard list", "", table, argc, argv);
	while (cli_next(&cli) != 0)
		sender = str_of(cli.value);
	if (cli.operands_n)
		cli_wrong(&cli, "list takes no operands");
	if (!home_open(&home, NULL, &f))
		fault_die(MC_CONFIG, &f);
	struct history *h = history_open_read(&home, &status, &f);
	if (!h && status != MC_OK)
		fault_die(status, &f);
	out_open(&out, STDOUT_FILENO);
	if (h && !history_list(h, sender, list_one, &out, &f))
		fault_die(history_status(h), &f);
	history_close(h);
	return (int)out_end(&out, MC_OK);
}
