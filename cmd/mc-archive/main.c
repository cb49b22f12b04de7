/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "archive_cmd.h"
#include "base/digit.h"
#include "base/text.h"

static const struct cli_command commands[] = {
	{ "find", cmd_find },
	{ "get", cmd_get },
	{ "story", cmd_story },
	{ "verify", cmd_verify },
	{ "erase", cmd_erase },
	{ "rebuild", cmd_rebuild },
	{ NULL, NULL },
};

void
cmd_text(struct buf *b, struct str s)
{
	if (!s.n) {
		buf_addc(b, '-');
		return;
	}
	text_plain(b, s);
}

size_t
cmd_number(const struct cli *cli, const char *zero)
{
	size_t n = 0, length = strlen(cli->value);
	if (!digits_only(cli->value, length) || length > 9)
		cli_wrong(cli, "'%s' is no number", cli->value);
	for (const char *p = cli->value; *p; p++)
		n = n * 10 + (size_t)(*p - '0');
	if (n == 0)
		cli_wrong(cli, "%s", zero);
	return n;
}

void
cmd_flush(struct out *out)
{
	if (!out_close(out))
		die(MC_IO, "standard output: %s", strerror(out->error));
}

int
main(int argc, char **argv)
{
	cli_command(commands, argc, argv);
	return (int)cmd_sink(argc, argv);
}
