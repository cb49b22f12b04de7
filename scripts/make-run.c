/* SPDX-License-Identifier: ISC */
/*
 * Makes a batch of realistic Peppol BIS Billing 3 invoices and credit notes
 * of three fictitious companies. The bytes depend on the operands and options
 * alone: document i is the same whatever comes behind it, and a customer
 * follows from seed, sender and customer number. scripts/make-run is how it
 * is called; -h lists the options.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cli.h"
#include "base/digit.h"
#include "base/file.h"
#include "base/msg.h"
#include "make-run.h"

enum { FLUSH = 1 << 20, DOCUMENT = 64 << 20 };

static void
flush(struct run *run)
{
	if (run->out.over || !file_write(run->fd, run->out.p, run->out.n))
		die(MC_IO, "cannot write: %s", strerror(errno));
	buf_reset(&run->out);
}

static void
make_run(struct run *run, bool bare)
{
	buf_adds(&run->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	if (!bare)
		buf_adds(&run->out, "<Batch xmlns=\"urn:example:mc:batch\">\n");
	for (unsigned i = 0; i < run->n; i++) {
		struct doc d;
		doc_make(&d, run, i);
		ubl_write(run, &d);
		if (run->out.n >= FLUSH)
			flush(run);
		if (d.bad == BAD_NAMESPACE || d.bad == BAD_XML)
			continue; /* nobody reads its sum */
		struct dec *sum = &run->sums[d.s - senders];
		if (!dec_add(
			sum, *sum, d.credit ? dec_neg(d.payable) : d.payable))
			die(MC_BUG, "a total is out of range");
	}
	if (!bare)
		buf_adds(&run->out, "</Batch>\n");
	flush(run);
}

/* The billing system's own figures, for mc-parse --expect. */
static void
print_sums(const struct run *run)
{
	char digits[DEC_TEXT];
	fprintf(stderr, "%u", run->n);
	for (int i = 0; i < SENDERS; i++)
		if (run->serials[i]) {
			dec_format(run->sums[i], digits);
			fprintf(stderr, ",%s %s", digits, senders[i].currency);
		}
	fputc('\n', stderr);
}

static const struct cli_option options[] = {
	{ 'o', "output", "FILE", "write there" },
	{ 's', "sums", NULL, "count and totals to standard error" },
	{ 'c', "csv", "FILE", "write the customer register that matches" },
	{ 'k', "kind", "KIND",
	    "good, or one in 50 is bad: mixed-bad, bad-sum, bad-account, "
	    "bad-namespace, bad-xml" },
	{ 'S', "sender", "KEY", "only norrlid, nordfjell or pohjanlahti" },
	{ 'l', "lines", "N", "N lines in each, told at length: 1.1 KB a line" },
	{ 'b', "bare", NULL, "no wrapper; N must be 1" },
	{ 0 },
};

static unsigned
kinds(const struct cli *cli)
{
	static const char *const names[] = { "bad-sum", "bad-account",
		"bad-namespace", "bad-xml" };
	if (strcmp(cli->value, "good") == 0)
		return 0;
	if (strcmp(cli->value, "mixed-bad") == 0)
		return 15;
	for (unsigned i = 0; i < GOOD; i++)
		if (strcmp(cli->value, names[i]) == 0)
			return 1u << i;
	cli_wrong(cli, "no kind '%s'", cli->value);
}

static int
sender_of(const struct cli *cli)
{
	for (int i = 0; i < SENDERS; i++)
		if (strcmp(cli->value, senders[i].key) == 0)
			return i;
	cli_wrong(cli, "no sender '%s'", cli->value);
}

static uint64_t
number(const struct cli *cli, const char *text, uint64_t least, uint64_t most)
{
	char *end;
	uint64_t v = strtoull(text, &end, 10);
	if (!is_digit(*text) || *end || v < least || v > most)
		cli_wrong(cli, "'%s' is no number from %llu to %llu", text,
		    (unsigned long long)least, (unsigned long long)most);
	return v;
}

int
main(int argc, char **argv)
{
	struct run run = { .only = -1,
		.fd = STDOUT_FILENO,
		.out = BUF_INIT(FLUSH + DOCUMENT) };
	const char *csv = NULL, *output = NULL;
	bool sums = false, bare = false;
	struct cli cli;

	cli_start(&cli, "make-run", "N SEED", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;)
		switch (c) {
		case 'o':
			output = cli.value;
			break;
		case 's':
			sums = true;
			break;
		case 'c':
			csv = cli.value;
			break;
		case 'k':
			run.kinds = kinds(&cli);
			break;
		case 'S':
			run.only = sender_of(&cli);
			break;
		case 'l':
			run.lines_n =
			    (unsigned)number(&cli, cli.value, 1, LINES_MOST);
			break;
		default:
			bare = true;
		}
	if (cli.operands_n != 2)
		cli_wrong(&cli, "two operands: how many, and a seed");
	run.n = (unsigned)number(&cli, cli.operands[0], 0, 10000000);
	run.seed = run.random = number(&cli, cli.operands[1], 0, UINT64_MAX);
	if (bare && run.n != 1)
		cli_wrong(&cli, "without a wrapper there is one document");
	if (output &&
	    (run.fd = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666)) < 0)
		die(MC_CREATE, "%s: %s", output, strerror(errno));
	run.lines = xcalloc(
	    run.lines_n > LINES ? run.lines_n : LINES, sizeof(*run.lines));
	make_run(&run, bare);
	if (csv && !doc_register(&run, csv))
		die(MC_CREATE, "%s: %s", csv, strerror(errno));
	if (sums)
		print_sums(&run);
	free(run.lines);
	buf_free(&run.out);
	return MC_OK;
}
