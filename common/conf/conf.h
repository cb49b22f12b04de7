/* SPDX-License-Identifier: ISC */
#ifndef CONF_CONF_H
#define CONF_CONF_H

/*
 * The configuration of an installation, mc.yaml, as structs: loaded whole and
 * checked whole, before anything is processed, and constant from then on.
 * mc.conf(5) is the operator's side of this. A key is added as a member here
 * and a row in conf.c.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/dec.h"
#include "base/str.h"
#include "bind.h"
#include "cond.h"
#include "model/fault.h"

enum conf_environment { CONF_TEST, CONF_PRODUCTION };

/* How a channel hands over. */
enum conf_kind { CONF_DIRECTORY };

/* What must be known of a recipient for a channel to reach him. */
enum conf_needs {
	CONF_NEEDS_NOTHING,
	CONF_NEEDS_EMAIL,
	CONF_NEEDS_MOBILE,
	CONF_NEEDS_ADDRESS,
	CONF_NEEDS_ENDPOINT,
};

struct conf_keys {
	struct str identity; /* key of the hashes of identity numbers; absent:
				none is configured, else >= 32 bytes */
};

struct conf_run {
	int64_t max_rejected; /* documents; -1: no limit */
};

struct conf_sender {
	struct str key; /* its name in the file and in ids */
	struct str name; /* legal name */
	struct bind_pair *ids; /* "0007", "vat" ...: the number */
	size_t ids_n;
	struct bind_pair *accounts; /* bankgiro plusgiro iban bban */
	size_t accounts_n;
	struct str *languages; /* sv nb nn fi da en, the first is usual */
	size_t languages_n;
};

struct conf_channel {
	struct str name;
	int kind; /* enum conf_kind */
	int needs; /* enum conf_needs */
	struct str path; /* directory: relative to MC_HOME, no ".." in it */
	struct dec cost; /* of one delivery, >= 0; absent: not known */
};

struct conf_rule {
	struct str when; /* the condition as written */
	const struct cond *cond; /* and compiled */
	struct str *channels; /* names that exist, at least one */
	size_t channels_n;
	struct str reason; /* in an operator's words, or absent */
};

struct conf_policy {
	struct str *priority; /* channel names that exist, wanted first */
	size_t priority_n;
	struct conf_rule *rules; /* the first that holds replaces priority */
	size_t rules_n;
};

struct conf {
	int environment; /* enum conf_environment */
	struct conf_keys keys;
	struct conf_run run;
	struct conf_sender *senders;
	size_t senders_n;
	struct conf_channel *channels;
	size_t channels_n;
	struct conf_policy policy;
	struct arena arena; /* owns all of it */
};

/*
 * Loads the file at path, which faults name as it is given; secret files are
 * found from its folder. On false there is a fault at `path:line` and nothing
 * to free. On true the caller owns *conf until conf_free.
 */
bool conf_load(struct conf *, const char *path, struct fault *);

/* The same of text in memory, as if it had been read from path. */
bool conf_load_text(
    struct conf *, struct str text, const char *path, struct fault *);

/* Gives the memory back; safe on a zeroed struct and twice. */
void conf_free(struct conf *);

/* The channel of that name, NULL when there is none. */
const struct conf_channel *conf_find_channel(
    const struct conf *, struct str name);

/* The sender of that key, NULL when there is none. */
const struct conf_sender *conf_find_sender(const struct conf *, struct str key);

/*
 * The sender that has the identifier, NULL when none has. Blanks and hyphens
 * in the value do not count, nor do the cases of ASCII letters.
 */
const struct conf_sender *conf_sender_by_id(
    const struct conf *, struct str scheme, struct str value);

/* Claims that the account may appear on the sender's documents, as above. */
bool conf_sender_has_account(
    const struct conf_sender *, struct str scheme, struct str value);

#endif
