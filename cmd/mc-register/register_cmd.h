/* SPDX-License-Identifier: ISC */
#ifndef MC_REGISTER_CMD_H
#define MC_REGISTER_CMD_H

/* The subcommands of mc-register; each parses its options and may die(). */

#include "base/buf.h"
#include "base/cli.h"
#include "base/msg.h"
#include "conf/conf.h"
#include "state/home.h"
#include "state/register_row.h"

int cmd_init(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_list(int argc, char **argv);
int cmd_history(int argc, char **argv);
int cmd_rotate(int argc, char **argv);

/*
 * The configuration that -c (NULL: none) or the environment names, zeroed
 * when there is none: a new installation may fill its register before it has
 * an mc.yaml.
 */
void cmd_conf(struct conf *, const char *option);

/* The register of $MC_HOME with the secrets of the configuration. */
struct registry *cmd_open(const struct conf *, bool writes);

/* Adds an agreement's key, for eyes that may not see identity numbers. */
void cmd_put_key(struct buf *, struct str key);

/* Adds a value likewise, "nothing" when there is none. */
void cmd_put_side(struct buf *, const struct register_table *, int column,
    const struct register_row *);

/*
 * Adds ": email a@b.example, language sv", what the row has besides its keys;
 * nothing when that is nothing.
 */
void cmd_put_values(struct buf *, const char *lead,
    const struct register_table *, const struct register_row *);

/* Rows of a file. */
struct rows {
	const struct register_table *table;
	struct register_row *row;
	size_t n, cap;
	const char *path;
	size_t faults; /* messages about the file */
	size_t unkeyed; /* first line with what needs a secret; 0: none */
	const struct conf *conf;
	struct date today;
	struct arena arena;
	struct buf text; /* the file, from which rows borrow */
};

/*
 * Reads a CSV file, or JSON lines when the first byte is {, into rows; "-" is
 * standard input. Rows of a header, or a first line, that names a channel are
 * agreements, others are customers. Rows that are not fit for the register, or
 * name a sender or channel that the configuration does not have, are left out.
 * Everything wrong is a message at path:line and is counted.
 */
void rows_read(struct rows *, const char *path, const struct conf *);
void rows_free(struct rows *);

/* A message at path:line, unless there were too many already. */
void rows_complain(struct rows *, size_t line, const struct fault *);

#endif
