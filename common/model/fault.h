/* SPDX-License-Identifier: ISC */
#ifndef MODEL_FAULT_H
#define MODEL_FAULT_H

/*
 * What is wrong with a document, record or file, as a value that functions
 * of common/ fill in and a tool turns into `rejected`, into a line of
 * `problems`, or into the message that ends it. Text of fixed room: a fault
 * outlives the record it is about. Personal identity numbers do not belong in
 * it; fault_set masks what looks like one.
 */

#include <stdbool.h>

#include "base/msg.h"

enum { FAULT_TEXT = 256 };

struct fault {
	char place[FAULT_TEXT]; /* "file:line", "/invoice/lines/0/amount" */
	char rule[64]; /* identifier, "" when there is none */
	char text[FAULT_TEXT]; /* one lower-case clause, no full stop */
};

/*
 * Fills the fault; always answers false, so that a function can end with
 * `return fault_set(...)`. Text that does not fit is cut between characters.
 * place and rule may be NULL. f may be NULL: nobody wants to know.
 */
bool fault_set(struct fault *f, const char *place, const char *rule,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * The fault as a message, `place: text`: a warning, or the end of the process
 * with that status. For the tools; functions of common/ hand faults on.
 */
void fault_warn(const struct fault *);
void fault_die(enum mc_status, const struct fault *) __attribute__((noreturn));

#endif
