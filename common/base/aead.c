/* SPDX-License-Identifier: ISC */
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdlib.h>

#include "aead.h"
#include "arena.h"
#include "buf.h"
#include "hash.h"
#include "msg.h"

struct aead {
	EVP_CIPHER_CTX *seal, *open; /* with the key in place */
};

static void
must(bool ok)
{
	if (!ok)
		die(MC_BUG, "libcrypto: AES-256-GCM failed");
}

static EVP_CIPHER_CTX *
context(const unsigned char key[AEAD_KEY], int seals)
{
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
	must(c && EVP_CipherInit_ex(
		      c, EVP_aes_256_gcm(), NULL, key, NULL, seals) == 1);
	return c;
}

struct aead *
aead_new(const unsigned char key[AEAD_KEY])
{
	struct aead *a = xcalloc(1, sizeof(*a));
	a->seal = context(key, 1);
	a->open = context(key, 0);
	return a;
}

void
aead_free(struct aead *a)
{
	if (!a)
		return;
	EVP_CIPHER_CTX_free(a->seal);
	EVP_CIPHER_CTX_free(a->open);
	free(a);
}

/* Nonce and associated data; both ways begin with them. */
static void
begin(EVP_CIPHER_CTX *c, const unsigned char *nonce, struct str data)
{
	int n;
	must(data.n < ARENA_MAX &&
	     EVP_CipherInit_ex(c, NULL, NULL, NULL, nonce, -1) == 1);
	if (data.n)
		must(EVP_CipherUpdate(c, NULL, &n,
			 (const unsigned char *)data.p, (int)data.n) == 1);
}

void
aead_seal(struct aead *a, struct str data, struct str text, unsigned char *out)
{
	unsigned char *body = out + AEAD_NONCE;
	int n = 0, rest = 0;
	must(text.n < ARENA_MAX && RAND_bytes(out, AEAD_NONCE) == 1);
	begin(a->seal, out, data);
	if (text.n)
		must(EVP_CipherUpdate(a->seal, body, &n,
			 (const unsigned char *)text.p, (int)text.n) == 1);
	must(EVP_CipherFinal_ex(a->seal, body + n, &rest) == 1 &&
	     EVP_CIPHER_CTX_ctrl(
		 a->seal, EVP_CTRL_GCM_GET_TAG, AEAD_TAG, body + text.n) == 1);
}

bool
aead_open(
    struct aead *a, struct str data, struct str sealed, unsigned char *out)
{
	const unsigned char *p = (const unsigned char *)sealed.p;
	unsigned char tag[AEAD_TAG], none[1];
	int n = 0, rest = 0;
	if (sealed.n < AEAD_EXTRA || sealed.n >= ARENA_MAX)
		return false;
	size_t text = sealed.n - AEAD_EXTRA;
	memcpy(tag, p + AEAD_NONCE + text, AEAD_TAG);
	begin(a->open, p, data);
	if (text)
		must(EVP_CipherUpdate(
			 a->open, out, &n, p + AEAD_NONCE, (int)text) == 1);
	must(EVP_CIPHER_CTX_ctrl(
		 a->open, EVP_CTRL_GCM_SET_TAG, AEAD_TAG, tag) == 1);
	return EVP_CipherFinal_ex(a->open, text ? out + n : none, &rest) == 1;
}

void
aead_derive(struct str secret, struct str purpose, unsigned char key[AEAD_KEY])
{
	unsigned char extract[SHA256_BYTES];
	const struct str no_salt = { "", 0 };
	struct buf info = BUF_INIT(1 << 16);
	buf_addstr(&info, purpose);
	buf_addc(&info, 1); /* the number of the block */
	hmac_of(no_salt, secret, extract);
	hmac_of((struct str){ (const char *)extract, sizeof(extract) },
	    buf_str(&info), key);
	OPENSSL_cleanse(extract, sizeof(extract));
	buf_free(&info);
}

void
aead_wipe(void *p, size_t n)
{
	OPENSSL_cleanse(p, n);
}
