/* SPDX-License-Identifier: ISC */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

/*
 * How far long work has come, for who watches it: one line on standard error,
 * written over and over and taken away at the end,
 *
 *	mc-send: 12 345 delivered, 8 s
 *
 * Only when standard error is a terminal, standard output is no pipe (there
 * the last tool speaks for the pipeline) and -q is not given; and only from
 * the second second on. A message (msg.h) takes the line away first.
 */

#include <stdbool.h>
#include <stddef.h>

/* So much more of `what` ("documents", "delivered") has been done. */
void progress_step(const char *what, size_t n);

/* Takes the line away. What is counted next begins anew. */
void progress_end(void);

/* Takes the line away until the next step: something else is to be said. */
void progress_clear(void);

#endif
