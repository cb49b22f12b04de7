/* SPDX-License-Identifier: ISC */
#ifndef STATE_REGISTER_VAULT_H
#define STATE_REGISTER_VAULT_H

/*
 * The encrypted columns of the register: sealing, opening, and the hashes by
 * which a value is found. A sealed value is the id of its key, then what
 * aead_seal makes beside `place`; a value in another place does not open.
 * Keys of encryption, of hashes and of ids are derived from the one secret,
 * each for its purpose. Private to register*.c.
 */

#include "base/aead.h"
#include "base/arena.h"
#include "base/msg.h"
#include "model/fault.h"
#include "register.h"

enum { VAULT_ID = 8, VAULT_HASH = 16, VAULT_EXTRA = VAULT_ID + AEAD_EXTRA };

enum vault_key { VAULT_CURRENT, VAULT_OLD, VAULT_KEYS };

struct vault {
	struct {
		struct aead *aead; /* NULL: there is no such secret */
		unsigned char id[VAULT_ID], hash[AEAD_KEY];
	} key[VAULT_KEYS];
};

/* What a sealed value is bound to, in the arena. */
struct str vault_place(struct arena *, struct str sender, struct str number,
    struct str channel, const char *column);

void vault_open(struct vault *, const struct register_keys *);
void vault_close(struct vault *);

/* The text sealed by the current key, which there must be. */
struct str vault_seal(
    struct vault *, struct str place, struct str text, struct arena *);

/* The key that the sealed value is of; -1: neither. */
int vault_key_of(const struct vault *, struct str sealed);

/* Opens a sealed value: MC_OK, else the status that the fault asks for. */
enum mc_status vault_read(struct vault *, struct str place, struct str sealed,
    struct str *text, struct arena *, struct fault *);

/*
 * The hash of a text for one sender, channel and column. False without that
 * key.
 */
bool vault_hash(const struct vault *, enum vault_key, struct str sender,
    struct str channel, const char *column, struct str text, struct arena *,
    unsigned char hash[VAULT_HASH]);

/* The hash of what stands in clear, without any key. */
void vault_clear_hash(struct str sender, struct str channel, const char *column,
    struct str text, struct arena *, unsigned char hash[VAULT_HASH]);

#endif
