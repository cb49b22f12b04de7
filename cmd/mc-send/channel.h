/* SPDX-License-Identifier: ISC */
#ifndef CHANNEL_H
#define CHANNEL_H

/*
 * The way out. A channel of one kind hands a parcel over and says what came
 * of it; it never ends the process. What is handed over twice under one key
 * must arrive once: after a crash nobody knows whether it had left.
 */

#include "base/buf.h"
#include "base/hash.h"
#include "conf/conf.h"
#include "model/outcome.h"
#include "model/record.h"
#include "state/home.h"

enum {
	PARCEL_KEY = 17,
	RECEIPT_TEXT = 512,
	CHANNEL_FILE_MAX = 256 << 20,
};

/* One delivery; text is borrowed for the call. */
struct parcel {
	struct str id; /* of the record */
	struct str run; /* that brought the document first */
	struct str number; /* last step of the id, for people; any bytes */
	struct str channel; /* name */
	struct str address; /* in clear, absent if the channel needs none */
	const struct record *record; /* invoice, delivery, run, route and
					reach decoded */
	const struct choice *choice; /* of its route, the way it goes */
	const struct artefact *file; /* PDF, or the e-invoice that the channel
					takes; it may have failed; NULL: none */
	const char *section; /* that should have it: "pages" */
	struct str earlier; /* digest of what a run that died may have handed
			       over in this delivery, else absent */
	bool copy; /* a copy on an operator's order, to be marked as one */
	char key[PARCEL_KEY]; /* 16 hex digits, one value for each delivery */
};

struct answer {
	char sha256[SHA256_HEX]; /* of what left, "" when nothing did */
	char receipt[RECEIPT_TEXT]; /* the channel's own reference, or "" */
	char text[FAULT_TEXT]; /* why it was not accepted, or "" */
};

/* Where a parcel goes out; all borrowed. */
struct outlet {
	const struct home *home;
	const struct conf *conf;
	const struct conf_channel *channel;
};

/*
 * Checks what the channels of the configuration need of it and of the home
 * before anything is processed. False with a fault: the caller ends with
 * MC_CONFIG.
 */
bool channel_check(const struct home *, const struct conf *, struct fault *);

/* Hands over. The receipt is filled whatever the outcome. */
enum outcome channel_deliver(
    const struct outlet *, const struct parcel *, struct answer *);

/* One function a kind of channel. */
enum outcome channel_directory(
    const struct outlet *, const struct parcel *, struct answer *);
enum outcome channel_maildir(
    const struct outlet *, const struct parcel *, struct answer *);

/* ---- for them (channel_load.c) --------------------------------------- */

/* Notes why it was not accepted, `what: why`, and returns the outcome. */
enum outcome channel_because(
    struct answer *, enum outcome, const char *what, const char *why);

/*
 * Reads the parcel's file and holds it against the record; OUTCOME_ACCEPTED,
 * with its digest in the answer, when it may go.
 */
enum outcome channel_load(const struct home *, const struct parcel *,
    struct buf *file, struct answer *);

#endif
