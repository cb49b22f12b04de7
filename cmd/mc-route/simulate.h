/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_SIMULATE_H
#define MC_ROUTE_SIMULATE_H

/*
 * What a stream would come to under several configurations, as a table for
 * people: a column a configuration. Of each document only what would be tried
 * first counts. A channel that reach does not have, because mc-lookup ran
 * under another configuration, would come first if it reached the recipient:
 * then nothing can be said of the document but that it was not judged.
 */

#include "conf/conf.h"
#include "stream/filter.h"

enum { SIMULATE_POLICIES = 16 }; /* most configurations */

/*
 * Reads the stream of the files (none: standard input) as `like` does, which
 * decodes what all n configurations read, and prints their table under these
 * names; the exit status.
 */
enum mc_status simulate(const struct conf *, const char *const *names, size_t n,
    const struct filter *like, char *const *paths, int paths_n);

#endif
