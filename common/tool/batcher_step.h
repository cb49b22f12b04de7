/* SPDX-License-Identifier: ISC */
#ifndef BATCHER_STEP_H
#define BATCHER_STEP_H

/* The steps of a course; for common/tool/batcher*.c. */

#include "batcher.h"
#include "state/spool.h"

/* Claims a record of our kinds that no tool before gave up. */
bool batcher_is_ours(const struct batcher *, const struct rec *);

/* Files what the spool asks for. Any status but MC_OK is after a message. */
enum mc_status batcher_file_all(const struct batcher *, const struct spool *);

/* Writes the spool's lines and seals to standard output. */
enum mc_status batcher_print_all(const struct batcher *, const struct spool *);

#endif
