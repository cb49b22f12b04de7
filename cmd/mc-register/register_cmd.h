/* SPDX-License-Identifier: ISC */
#ifndef MC_REGISTER_CMD_H
#define MC_REGISTER_CMD_H

/* The subcommands of mc-register; each parses its options and may die(). */

#include "base/buf.h"
#include "base/cli.h"
#include "base/msg.h"
#include "conf/conf.h"
#include "state/home.h"
#include "state/register.h"

int cmd_init(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_list(int argc, char **argv);

/* The register of $MC_HOME, which goes to *home; never NULL. */
struct registry *cmd_open(struct home *, bool writes);

/* Rows of a file. */
struct rows {
	struct register_row *row;
	size_t n, cap;
	const char *path;
	size_t faults; /* messages about the file */
	const struct conf *conf;
	struct arena arena;
	struct buf text; /* the file, from which rows borrow */
};

/*
 * Reads a CSV file, or JSON lines when the first byte is {, into rows; "-" is
 * standard input. Rows that are not fit for the register, or name a sender or
 * channel that the configuration does not have, are left out. Everything
 * wrong is a message at path:line and is counted.
 */
void rows_read(struct rows *, const char *path, const struct conf *);
void rows_free(struct rows *);

/* A message at path:line, unless there were too many already. */
void rows_complain(struct rows *, size_t line, const struct fault *);

#endif
