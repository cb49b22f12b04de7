/* SPDX-License-Identifier: ISC */
#ifndef TOOL_SPOOLED_H
#define TOOL_SPOOLED_H

/* A spool read back as the stream that was taken into it. */

#include "state/spool.h"
#include "stream/stream.h"

/*
 * Opens the spool, which is as whole as it was taken and is not held against
 * its seals again; `reads` is a set of REC_BITs. One that cannot be read ends
 * the process.
 */
void spooled_open(struct stream *, const struct spool *, uint64_t reads);

#endif
