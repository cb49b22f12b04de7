/* SPDX-License-Identifier: ISC */
#include "base/hash.h"
#include "register_vault.h"

/* The parts with a NUL behind each, the last one without. */
static struct str
join(struct arena *a, const struct str *part, size_t n)
{
	size_t bytes = 0;
	for (size_t i = 0; i < n; i++)
		bytes += part[i].n + 1;
	char *p = arena_alloc(a, bytes), *at = p;
	for (size_t i = 0; i < n; i++) {
		if (part[i].n)
			memcpy(at, part[i].p, part[i].n);
		at += part[i].n;
		*at++ = '\0';
	}
	return (struct str){ p, bytes - 1 };
}

struct str
vault_place(struct arena *a, struct str sender, struct str number,
    struct str channel, const char *column)
{
	const struct str part[] = { sender, number, channel, str_of(column) };
	return join(a, part, 4);
}

void
vault_open(struct vault *v, const struct register_keys *keys)
{
	const struct register_keys none = { 0 };
	*v = (struct vault){ 0 };
	if (!keys)
		keys = &none;
	for (int i = 0; i < VAULT_KEYS; i++) {
		struct str secret = i == VAULT_OLD ? keys->old : keys->current;
		unsigned char key[AEAD_KEY];
		if (!secret.p)
			continue;
		aead_derive(secret, (struct str)STR("mc columns id"), key);
		memcpy(v->key[i].id, key, VAULT_ID);
		aead_derive(
		    secret, (struct str)STR("mc columns find"), v->key[i].hash);
		aead_derive(secret, (struct str)STR("mc columns seal"), key);
		v->key[i].aead = aead_new(key);
		aead_wipe(key, sizeof(key));
	}
}

void
vault_close(struct vault *v)
{
	for (int i = 0; i < VAULT_KEYS; i++)
		aead_free(v->key[i].aead);
	aead_wipe(v, sizeof(*v));
}

struct str
vault_seal(struct vault *v, struct str place, struct str text, struct arena *a)
{
	unsigned char *p = arena_alloc(a, text.n + VAULT_EXTRA);
	memcpy(p, v->key[VAULT_CURRENT].id, VAULT_ID);
	aead_seal(v->key[VAULT_CURRENT].aead, place, text, p + VAULT_ID);
	return (struct str){ (const char *)p, text.n + VAULT_EXTRA };
}

int
vault_key_of(const struct vault *v, struct str sealed)
{
	for (int i = 0; i < VAULT_KEYS; i++)
		if (v->key[i].aead && sealed.n >= VAULT_EXTRA &&
		    memcmp(sealed.p, v->key[i].id, VAULT_ID) == 0)
			return i;
	return -1;
}

enum mc_status
vault_read(struct vault *v, struct str place, struct str sealed,
    struct str *text, struct arena *a, struct fault *f)
{
	int key = vault_key_of(v, sealed);
	if (key < 0) {
		fault_set(f, "register.db", "register",
		    "a value is encrypted by another key than keys.columns%s",
		    v->key[VAULT_OLD].aead ? " and keys.columns_old" : "");
		return MC_CONFIG;
	}
	size_t n = sealed.n - VAULT_EXTRA;
	unsigned char *p = arena_alloc(a, n + 1);
	if (!aead_open(
		v->key[key].aead, place, str_from(sealed, VAULT_ID), p)) {
		fault_set(f, "register.db", "register",
		    "an encrypted value is not what was put in its place");
		return MC_DATA;
	}
	*text = (struct str){ (const char *)p, n };
	return MC_OK;
}

/* What is hashed. */
static struct str
hashed(struct arena *a, struct str sender, struct str channel,
    const char *column, struct str text)
{
	const struct str part[] = { sender, channel, str_of(column), text };
	return join(a, part, 4);
}

bool
vault_hash(const struct vault *v, enum vault_key key, struct str sender,
    struct str channel, const char *column, struct str text, struct arena *a,
    unsigned char hash[VAULT_HASH])
{
	unsigned char digest[SHA256_BYTES];
	if (!v->key[key].aead)
		return false;
	hmac_of((struct str){ (const char *)v->key[key].hash, AEAD_KEY },
	    hashed(a, sender, channel, column, text), digest);
	memcpy(hash, digest, VAULT_HASH);
	return true;
}

void
vault_clear_hash(struct str sender, struct str channel, const char *column,
    struct str text, struct arena *a, unsigned char hash[VAULT_HASH])
{
	unsigned char digest[SHA256_BYTES];
	struct str s = hashed(a, sender, channel, column, text);
	sha256_of(s.p, s.n, digest);
	memcpy(hash, digest, VAULT_HASH);
}
