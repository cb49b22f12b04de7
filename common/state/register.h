/* SPDX-License-Identifier: ISC */
#ifndef STATE_REGISTER_H
#define STATE_REGISTER_H

/*
 * The register of customers and channel agreements, MC_HOME/register.db: who
 * the customers of each sender are, how each can be reached and what he asked
 * for. A customer is found by sender and customer number, both byte for byte.
 *
 * Identity numbers, and the keys of agreements, which may be or hide one,
 * stand in it encrypted (AES-256-GCM, bound to sender, number and column) and
 * are found by keyed hash; the other columns refuse values that look like one
 * (register_row.h). A key that looks like none may stand in clear while there
 * is no secret.
 *
 * Reading is safe beside other readers and one writer: every reader holds a
 * snapshot. A register that nobody has filled yet is an empty one; one of an
 * earlier schema is brought to this one when it is opened.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/msg.h"
#include "base/str.h"
#include "home.h"
#include "model/fault.h"
#include "model/record.h"

struct registry;

/* The secrets that the keys of encryption and hashes are made of. */
struct register_keys {
	struct str current; /* conf.keys.columns; absent: none */
	struct str old; /* conf.keys.columns_old: read by, never written */
};

/*
 * Opens the register of the home; `writes` makes it when it is not there.
 * The secrets are only read here; NULL is none of them. NULL with the fault
 * and *status. Close it with register_close, which takes NULL.
 */
struct registry *register_open(const struct home *, bool writes,
    const struct register_keys *, enum mc_status *, struct fault *);
void register_close(struct registry *);

/* The exit status that the last failure of a function below asks for. */
enum mc_status register_status(const struct registry *);

/* Holds the state of this moment for all reads until register_close. */
bool register_snapshot(struct registry *, struct fault *);

enum register_found { REGISTER_FAULT = -1, REGISTER_NONE, REGISTER_FOUND };

/*
 * The customer, with all that the register has of him but his identity
 * number; text is put into the arena.
 */
enum register_found register_find(struct registry *, struct str sender,
    struct str number, struct customer *, struct arena *, struct fault *);

/*
 * The customer who has that identity number, in any spelling. One without a
 * century is found if all who match are the same person; the customer with
 * the lowest number (by its bytes) of those who have it. None without a
 * secret.
 */
enum register_found register_find_identity(struct registry *, struct str sender,
    struct str identity, struct customer *, struct arena *, struct fault *);

/*
 * The customer's identity number in the arena: YYYYMMDDNNNC, DDMMYYNNNCC,
 * DDMMYYxNNNC, or that of an organisation. None when the register has none.
 * A fault when its key is not among those given to register_open (MC_CONFIG),
 * and when it is not what was put there for this customer (MC_DATA).
 */
enum register_found register_identity(struct registry *, struct str sender,
    struct str number, struct str *identity, struct arena *, struct fault *);

/* What a customer has agreed on for one channel. */
struct register_agreement {
	struct str channel;
	struct str key; /* address or payer number there, or absent */
	struct str status; /* new active cancelled refused */
	struct str source; /* who said so, or absent */
	struct str changed; /* when the register was told, RFC 3339, UTC */
	struct date from, to; /* both days included; absent: no limit */
};

/*
 * All agreements of a customer, by channel, in the arena; faults as above.
 * None: *n is 0.
 */
enum register_found register_agreements(struct registry *, struct str sender,
    struct str number, struct register_agreement **, size_t *n, struct arena *,
    struct fault *);

/*
 * The number of the customer who has the agreement with that key, whatever
 * its status: a bank's report names him by nothing else.
 */
enum register_found register_find_key(struct registry *, struct str sender,
    struct str channel, struct str key, struct str *number, struct arena *,
    struct fault *);

#endif
