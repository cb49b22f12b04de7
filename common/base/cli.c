/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <getopt.h>
#include <stdbool.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "msg.h"

static const struct cli_option common[] = {
	{ 'q', "quiet", NULL, "only say what ends the run" },
	{ 'v', "verbose", NULL, "say more" },
	{ 'h', "help", NULL, "this text" },
	{ 'V', "version", NULL, "the version" },
	{ 0 },
};

/* The subcommands of a tool that has some; NULL in one of them. */
static const struct cli_command *commands;

/* Bytes of the tool's name before its subcommand. */
static int
first_word(const char *tool)
{
	return (int)strcspn(tool, " ");
}

/*
 * A standard stream that came closed would be the next file that is opened:
 * what is printed would be written into a ledger. Using it fails as it did.
 */
static void
hold_standard(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null",
			fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			die(MC_IO, "/dev/null: cannot be opened");
}

void
cli_start(struct cli *cli, const char *tool, const char *operand_names,
    const struct cli_option *options, int argc, char **argv)
{
	static char name[64]; /* messages bear the tool, no subcommand */
	*cli = (struct cli){ .tool = tool,
		.operand_names = operand_names,
		.options = options,
		.argc = argc,
		.argv = argv };
	snprintf(name, sizeof(name), "%.*s", first_word(tool), tool);
	msg_init(name);
	hold_standard();
	signal(SIGPIPE, SIG_IGN);
	umask(077);
}

static void
print_options(const struct cli_option *o)
{
	for (; o->letter; o++) {
		char name[64];
		snprintf(name, sizeof(name), "--%s%s%s", o->name,
		    o->value ? " " : "", o->value ? o->value : "");
		printf("  -%c, %-24s %s\n", o->letter, name, o->help);
	}
}

static void
usage(const struct cli *cli)
{
	printf("usage: %s [options]%s%s\n", cli->tool,
	    *cli->operand_names ? " " : "", cli->operand_names);
	print_options(cli->options);
	print_options(common);
	for (const struct cli_command *c = commands; c && c->name; c++)
		printf("%s%s%s", c == commands ? "commands: " : " ", c->name,
		    c[1].name ? "" : "\n");
	printf("See %.*s(1).\n", first_word(cli->tool), cli->tool);
}

/* Ends the process after something was printed, if that went well. */
static void
end_printed(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		die(MC_IO, "standard output: write failed");
	exit(MC_OK);
}

/* Adds the table's rows to what getopt_long wants. */
static void
add(const struct cli_option *o, char *letters, struct option *rows, int *n)
{
	for (; o->letter; o++) {
		rows[(*n)++] = (struct option){ .name = o->name,
			.has_arg = o->value ? required_argument : no_argument,
			.val = o->letter };
		size_t end = strlen(letters);
		letters[end++] = o->letter;
		if (o->value)
			letters[end++] = ':';
		letters[end] = '\0';
	}
}

/* Claims that it is spelt as commands are, and files hardly ever. */
static bool
is_word(const char *s)
{
	return *s && s[strspn(s, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* Of a tool that takes commands or files, a word that is neither. */
static void
refuse_misspelt(const struct cli *cli)
{
	const char *first = cli->operands_n ? cli->operands[0] : "";
	if (commands && strstr(cli->operand_names, "FILE") && is_word(first) &&
	    access(first, F_OK) != 0)
		cli_wrong(cli, "'%s' is neither a command nor a file", first);
}

int
cli_next(struct cli *cli)
{
	char letters[3 * CLI_OPTIONS] = "";
	struct option rows[CLI_OPTIONS + 5] = { { 0 } };
	int n = 0;

	add(cli->options, letters, rows, &n);
	add(common, letters, rows, &n);
	for (;;) {
		/* an id can begin with "-/": that is an operand, no option */
		char *next = optind < cli->argc ? cli->argv[optind] : NULL;
		bool operand = next && next[0] == '-' && next[1] == '/';
		int c = operand ? -1
				: getopt_long(cli->argc, cli->argv, letters,
				      rows, NULL);
		switch (c) {
		case -1:
			cli->operands = cli->argv + optind;
			cli->operands_n = cli->argc - optind;
			refuse_misspelt(cli);
			return 0;
		case '?':
			exit(MC_USAGE); /* getopt_long has said why */
		case 'h':
			usage(cli);
			end_printed();
			break;
		case 'V':
			printf("%.*s %s\n", first_word(cli->tool), cli->tool,
			    MC_VERSION);
			end_printed();
			break;
		case 'q':
			msg_quiet();
			break;
		case 'v':
			msg_verbose();
			break;
		default:
			cli->value = optarg;
			return c;
		}
	}
}

void
cli_wrong(const struct cli *cli, const char *format, ...)
{
	char text[512];
	va_list ap;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	die(MC_USAGE, "%s (%s -h shows the options)", text, cli->tool);
}

void
cli_command(const struct cli_command *c, int argc, char **argv)
{
	commands = c;
	for (; argc > 1 && c->name; c++)
		if (strcmp(argv[1], c->name) == 0) {
			commands = NULL;
			argv[1] = argv[0]; /* whom getopt_long speaks for */
			exit(c->run(argc - 1, argv + 1));
		}
}
