/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "archive_cmd.h"
#include "base/arena.h"
#include "base/mask.h"

static const struct command {
	const char *name;
	enum mc_status (*run)(int argc, char **argv);
} commands[] = {
	{ "find", cmd_find },
	{ "get", cmd_get },
	{ "verify", cmd_verify },
	{ "rebuild", cmd_rebuild },
};

void
cmd_start(struct cli *cli, const char *tool, const char *operand_names,
    const struct cli_option *options, int argc, char **argv)
{
	argv[1] = argv[0]; /* what getopt_long names in its messages */
	cli_start(cli, tool, operand_names, options, argc - 1, argv + 1);
	msg_init("mc-archive");
}

void
cmd_die(enum mc_status status, const struct fault *f)
{
	die(status, "%s%s%s", f->place, *f->place ? ": " : "", f->text);
}

void
cmd_warn(const struct fault *f)
{
	msg_warn("%s%s%s", f->place, *f->place ? ": " : "", f->text);
}

void
cmd_text(struct buf *b, struct str s)
{
	if (!s.n) {
		buf_addc(b, '-');
		return;
	}
	char *copy = xmalloc(s.n);
	memcpy(copy, s.p, s.n);
	mask_text(copy, s.n);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)copy[i];
		if (c < 0x20 || c == 0x7f)
			buf_printf(b, "\\x%02x", c);
		else
			buf_addc(b, copy[i]);
	}
	free(copy);
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
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (argc > 1 && strcmp(argv[1], commands[i].name) == 0)
			return (int)commands[i].run(argc, argv);
	return (int)cmd_sink(argc, argv);
}
