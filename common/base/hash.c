/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "hash.h"
#include "msg.h"

struct sha256; /* an EVP_MD_CTX under a name of ours */

static void
check(int ok)
{
	if (ok != 1)
		die(MC_BUG, "libcrypto failed to hash");
}

/* EVP_sha256 looks the algorithm up at each use; fetch it once. */
static const EVP_MD *
algorithm(void)
{
	static EVP_MD *md;
	if (md)
		return md;
	errno = 0;
	md = EVP_MD_fetch(NULL, "SHA256", NULL);
	if (!md && errno == ENOMEM)
		die(MC_NOMEM, "out of memory");
	if (!md)
		die(MC_BUG, "libcrypto has no SHA-256");
	return md;
}

struct sha256 *
sha256_new(void)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	if (!c)
		die(MC_NOMEM, "out of memory");
	check(EVP_DigestInit_ex2(c, algorithm(), NULL));
	return (struct sha256 *)c;
}

void
sha256_add(struct sha256 *h, const void *p, size_t n)
{
	check(EVP_DigestUpdate((EVP_MD_CTX *)h, p, n));
}

void
sha256_end(struct sha256 *h, unsigned char digest[SHA256_BYTES])
{
	check(EVP_DigestFinal_ex((EVP_MD_CTX *)h, digest, NULL));
	EVP_MD_CTX_free((EVP_MD_CTX *)h);
}

void
sha256_of(const void *p, size_t n, unsigned char digest[SHA256_BYTES])
{
	static EVP_MD_CTX *c;
	if (!c && !(c = EVP_MD_CTX_new()))
		die(MC_NOMEM, "out of memory");
	check(EVP_DigestInit_ex2(c, algorithm(), NULL));
	check(EVP_DigestUpdate(c, p, n));
	check(EVP_DigestFinal_ex(c, digest, NULL));
}

void
sha256_chain(unsigned char head[SHA256_BYTES], const void *p, size_t n)
{
	struct sha256 *h = sha256_new();
	sha256_add(h, head, SHA256_BYTES);
	sha256_add(h, p, n);
	sha256_end(h, head);
}

void
sha256_text(const void *p, size_t n, char hex[SHA256_HEX])
{
	unsigned char digest[SHA256_BYTES];
	sha256_of(p, n, digest);
	hex_format(digest, sizeof(digest), hex);
}

void
hmac_of(struct str key, struct str text, unsigned char digest[SHA256_BYTES])
{
	unsigned int n = SHA256_BYTES;
	if (!HMAC(algorithm(), key.p, (int)key.n, (const unsigned char *)text.p,
		text.n, digest, &n))
		die(MC_BUG, "libcrypto failed to hash");
}

void
hex_format(const unsigned char *p, size_t n, char *hex)
{
	for (size_t i = 0; i < n; i++) {
		*hex++ = "0123456789abcdef"[p[i] >> 4];
		*hex++ = "0123456789abcdef"[p[i] & 15];
	}
	*hex = '\0';
}

static int
nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
hex_parse(struct str hex, unsigned char *p, size_t n)
{
	if (hex.n != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int high = nibble(hex.p[2 * i]), low = nibble(hex.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		p[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}
