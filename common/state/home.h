/* SPDX-License-Identifier: ISC */
#ifndef STATE_HOME_H
#define STATE_HOME_H

/*
 * MC_HOME, the folder that holds everything one installation remembers:
 *
 *	mc.home		its stamp: version and environment
 *	mc.yaml		configuration, unless -c names another
 *	keys/		secrets, each a file of mode 0600
 *	templates/	what pages look like, of one's own
 *	register.db	customers and channel agreements
 *	journal.db	deliveries
 *	debits.db	debits in files for banks
 *	einvoices.db	documents in batches of e-invoices
 *	guard.db	what the runs came to
 *	in/		files to parse; standard input is kept here (kept.h)
 *	spool/		streams a tool with effects has taken in
 *	out/		artefacts
 *	archive/	volumes, ledger and index
 *
 * It is made by home_init alone, never in silence, with mode 0700. Paths in
 * records are relative to it.
 */

#include <limits.h>
#include <stdbool.h>

#include "base/str.h"
#include "model/fault.h"

struct home {
	char path[PATH_MAX]; /* absolute, no slash at the end */
	bool test; /* environment: test, else production */
};

/*
 * Opens the home at path, NULL: at $MC_HOME. False when it is not set, not
 * there, not stamped by home_init, or open to others than its owner: the
 * caller ends with MC_CONFIG.
 */
bool home_open(struct home *, const char *path, struct fault *);

/*
 * Claims that the home is of that environment, as the configuration says; the
 * fault otherwise: the caller ends with MC_CONFIG.
 */
bool home_is(const struct home *, bool test, struct fault *);

/* Claims that init makes a file or folder of that name in a home. */
bool home_makes(const char *name);

/* Makes a home; one that is there already must be of that environment. */
bool home_init(const char *path, bool test, struct fault *);

/*
 * Writes the absolute path of a relative one to out. False when it is too
 * long, absolute, or has a `..` step: nothing in a record may lead outside.
 */
bool home_join(const struct home *, struct str relative, char out[PATH_MAX],
    struct fault *);

/* The part of an absolute path below the home; absent when it is elsewhere. */
struct str home_relative(const struct home *, const char *absolute);

/* Makes all files written below the home durable (syncfs). */
bool home_barrier(const struct home *, struct fault *);

/*
 * Where a source document is: below the home, else from the working folder.
 * False when neither is there.
 */
bool home_source(
    const struct home *, struct str path, char out[PATH_MAX], struct fault *);

#endif
