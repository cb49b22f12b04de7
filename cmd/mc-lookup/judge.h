/* SPDX-License-Identifier: ISC */
#ifndef MC_LOOKUP_JUDGE_H
#define MC_LOOKUP_JUDGE_H

/*
 * Which channels reach the recipient of a document, from what the document,
 * its sender's file and the register say; no clock, no network.
 *
 *	judge.c		each kind of address; protected identity
 *	post.c		postal addresses
 *	agreement.c	agreements and identity numbers
 *
 * For each kind of address the first source that has one decides, also when
 * what it has is no such address: file, register, document. A postal address
 * is that of the document, if a letter could go there, else the register's.
 */

#include "base/arena.h"
#include "conf/conf.h"
#include "model/record.h"
#include "state/register.h"

/* What is known about one recipient. Text is borrowed from the record. */
struct known {
	const struct party *buyer;
	const struct delivery *delivery; /* never NULL */
	const struct customer *customer; /* likewise; number absent: unknown */
	const struct register_agreement *agreements;
	size_t agreements_n;
	struct str identity; /* the register's, or absent */
	struct date today; /* of the run; absent: not known */
	bool never; /* the sender keeps no identity numbers */
	struct arena *arena;
};

/* Claims that the recipient's identity is protected, as anyone says. */
bool is_protected(const struct known *);

/*
 * Fills reach->channels with one entry for each channel of the configuration,
 * in its order. Of a protected recipient only what is in the document counts,
 * and only on paper.
 */
void judge(const struct conf *, const struct known *, struct reach *);

/* ---- for the files of judge.c only ----------------------------------------
 */

/* The verdict on one channel. Text is borrowed. */
void set(struct reachable *, const char *status, struct str address,
    const char *evidence);
void no(struct reachable *, const char *evidence);

/* "register customer C-1" */
const char *in_register(const struct known *);

void judge_address(const struct known *, struct reachable *);
void judge_agreement(
    const struct known *, const struct conf_channel *, struct reachable *);
void judge_identity(const struct known *, struct reachable *);

#endif
