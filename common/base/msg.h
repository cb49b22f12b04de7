/* SPDX-License-Identifier: ISC */
#ifndef BASE_MSG_H
#define BASE_MSG_H

/*
 * Messages and exit status. A message is one line on standard error,
 * `tool: where:line: /pointer: one lower-case clause`; control characters in
 * it are written as \xNN, and every digit run that passes the check of a
 * personal identity number is masked (mask.h). die() is the one way for an
 * environment fault to end a tool; faults of a record are values (model/fault).
 */

#include <stdbool.h>

/* The exit statuses of every tool; mc(7). */
enum mc_status {
	MC_OK = 0,
	MC_REJECTS = 1, /* done and committed, and there are rejects */
	MC_USAGE = 64, /* options or operands wrong, nothing processed */
	MC_DATA = 65, /* input damaged or seal disagrees, nothing committed */
	MC_NOINPUT = 66, /* cannot read an input */
	MC_BUG = 70, /* an error of ours */
	MC_NOMEM = 71, /* out of memory */
	MC_CREATE = 73, /* cannot create an output */
	MC_IO = 74, /* read or write failed, disk full */
	MC_RETRY = 75, /* committed, and work is left; or a lock is busy */
	MC_CONFIG = 78, /* configuration wrong, nothing processed */
};

/* Sets the tool's name that begins each message; text must outlive the run. */
void msg_init(const char *tool);

/* The name given to msg_init, or "mc". */
const char *msg_tool(void);

/* -q: only die() speaks. -v: msg_info() speaks too. */
void msg_quiet(void);
void msg_verbose(void);
bool msg_is_quiet(void);

/* A message for the operator. */
void msg_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A message that only -v shows. */
void msg_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A message, then the end of the process with that status. */
void die(enum mc_status, const char *format, ...)
    __attribute__((format(printf, 2, 3), noreturn));

#endif
