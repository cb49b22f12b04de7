/* SPDX-License-Identifier: ISC */
#ifndef BENCH_YARDSTICK_H
#define BENCH_YARDSTICK_H

/* What the parts of bench-yardstick share. */

/* Seconds on a clock that nobody sets. */
double yard_clock(void);

/*
 * Prints microseconds per record of the codec over the lines of the file, of
 * the works in whose names `only` stands; "" is all of them.
 */
void yard_codec(const char *path, const char *only);

#endif
