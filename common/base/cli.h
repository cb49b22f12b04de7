/* SPDX-License-Identifier: ISC */
#ifndef BASE_CLI_H
#define BASE_CLI_H

/*
 * Options by one table a tool, which getopt_long(3), -h and the usage line
 * are made from. Every tool has -h, -V, -q and -v without listing them; -h
 * and -V print and end the process with 0, a wrong option ends it with 64.
 *
 *	static const struct cli_option options[] = {
 *		{ 'c', "config", "FILE", "configuration" },
 *		{ 0 },
 *	};
 *	struct cli cli;
 *	cli_start(&cli, "mc-route", "[FILE ...]", options, argc, argv);
 *	for (int c; (c = cli_next(&cli)) != 0;)
 *		...cli.value
 *	cli.operands, cli.operands_n
 */

struct cli_option {
	char letter;
	const char *name; /* long name */
	const char *value; /* name of its value, NULL when it takes none */
	const char *help; /* one clause */
};

/* A subcommand: its name, and what runs it and returns the exit status. */
struct cli_command {
	const char *name; /* NULL ends a table */
	int (*run)(int argc, char **argv);
};

enum { CLI_OPTIONS = 24 }; /* most rows of a table */

struct cli {
	const char *tool;
	const char *operand_names; /* "" when it takes none */
	const struct cli_option *options;
	int argc;
	char **argv;
	const char *value; /* of the option cli_next returned, or NULL */
	char **operands; /* when cli_next returned 0 */
	int operands_n;
};

/*
 * Begins a tool: names it in messages, ignores SIGPIPE so that a closed pipe
 * is a write error with a message, sees to it that no file is opened in the
 * place of a standard stream that is closed, and makes files and folders
 * private. A tool with subcommands passes "mc-register import", argc - 1 and
 * argv + 1; messages name the tool alone.
 */
void cli_start(struct cli *, const char *tool, const char *operand_names,
    const struct cli_option *, int argc, char **argv);

/*
 * Runs the subcommand that argv[1] names and ends the process with its status;
 * returns when it names none; -h lists them then, and a word that is neither a
 * command nor a file ends cli_next with MC_USAGE. The subcommand gets argv from
 * argv[1] on, with the tool in its first place, and calls cli_start with "tool
 * subcommand".
 */
void cli_command(const struct cli_command *, int argc, char **argv);

/* The letter of the next option, 0 behind the last. */
int cli_next(struct cli *);

/* A message about the command line and where to read on; ends with 64. */
void cli_wrong(const struct cli *, const char *format, ...)
    __attribute__((format(printf, 2, 3), noreturn));

#endif
