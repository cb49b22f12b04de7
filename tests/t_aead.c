/* SPDX-License-Identifier: ISC */
#include "base/aead.h"
#include "base/hash.h"
#include "t.h"

static const struct str data = STR("a\0C-1\0identity");

static struct str
bytes(const unsigned char *p, size_t n)
{
	return (struct str){ (const char *)p, n };
}

/* RFC 5869 A.1 is salted; A.3 has neither salt nor info. */
static void
test_derive(void)
{
	static const char want[] = "8da4e775a563c18f715f802a063c5a31"
				   "b8a11f5c5ee1879ec3454e5f3c738d2d";
	unsigned char secret[22], key[AEAD_KEY], other[AEAD_KEY];
	char hex[2 * AEAD_KEY + 1];
	memset(secret, 0x0b, sizeof(secret));
	T_CASE("RFC 5869 A.3");
	aead_derive(bytes(secret, sizeof(secret)), (struct str){ "", 0 }, key);
	hex_format(key, sizeof(key), hex);
	CHECK_STR(hex, want);
	T_CASE("another purpose, another secret");
	aead_derive(bytes(secret, sizeof(secret)), (struct str)STR("x"), other);
	CHECK(memcmp(key, other, sizeof(key)) != 0);
	secret[0] = 1;
	aead_derive(
	    bytes(secret, sizeof(secret)), (struct str){ "", 0 }, other);
	CHECK(memcmp(key, other, sizeof(key)) != 0);
}

/* The GCM specification, test case 16, in our order: nonce, text, tag. */
static void
test_vector(void)
{
	static const char key_hex[] = "feffe9928665731c6d6a8f9467308308"
				      "feffe9928665731c6d6a8f9467308308",
			  data_hex[] =
			      "feedfacedeadbeeffeedfacedeadbeefabaddad2",
			  sealed_hex[] =
			      "cafebabefacedbaddecaf888"
			      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c9"
			      "7598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
			      "c5f61e6393ba7a0abcc9f662"
			      "76fc6ece0f4e1768cddf8853bb2d551b",
			  text_hex[] = "d9313225f88406e5a55909c5aff5269a"
				       "86a7a9531534f7da2e4c303d8a318a72"
				       "1c3c0c95956809532fcf0e2449a6b525"
				       "b16aedf5aa0de657ba637b39";
	unsigned char key[32], ad[20], sealed[88], text[60], got[60];
	T_CASE("vector");
	CHECK(hex_parse(str_of(key_hex), key, sizeof(key)));
	CHECK(hex_parse(str_of(data_hex), ad, sizeof(ad)));
	CHECK(hex_parse(str_of(sealed_hex), sealed, sizeof(sealed)));
	CHECK(hex_parse(str_of(text_hex), text, sizeof(text)));
	struct aead *a = aead_new(key);
	CHECK(aead_open(
	    a, bytes(ad, sizeof(ad)), bytes(sealed, sizeof(sealed)), got));
	CHECK(memcmp(got, text, sizeof(text)) == 0);
	aead_free(a);
}

static void
test_round(void)
{
	static const char *const texts[] = { "", "x", "8112189876",
		"a text that is longer than one block of the cipher" };
	unsigned char key[AEAD_KEY] = { 7 }, sealed[128], again[128], got[128];
	struct aead *a = aead_new(key);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct str text = str_of(texts[i]);
		size_t n = text.n + AEAD_EXTRA;
		T_CASE(texts[i]);
		aead_seal(a, data, text, sealed);
		aead_seal(a, data, text, again);
		CHECK(memcmp(sealed, again, n) != 0);
		CHECK(aead_open(a, data, bytes(sealed, n), got));
		CHECK(str_eq(bytes(got, text.n), text));
		CHECK(aead_open(a, data, bytes(again, n), got));
	}
	aead_free(a);
}

/* Each bit, each cut, other data, another key. */
static void
test_forged(void)
{
	unsigned char key[AEAD_KEY] = { 7 }, sealed[64], got[64];
	struct str text = str_of("8112189876");
	size_t n = text.n + AEAD_EXTRA;
	struct aead *a = aead_new(key);
	T_CASE("forged");
	aead_seal(a, data, text, sealed);
	for (size_t i = 0; i < n; i++) {
		sealed[i] ^= 1u << i % 8;
		CHECK(!aead_open(a, data, bytes(sealed, n), got));
		sealed[i] ^= 1u << i % 8;
	}
	for (size_t i = 0; i < n; i++)
		CHECK(!aead_open(a, data, bytes(sealed, i), got));
	CHECK(!aead_open(
	    a, (struct str)STR("a\0C-2\0identity"), bytes(sealed, n), got));
	CHECK(!aead_open(a, (struct str){ "", 0 }, bytes(sealed, n), got));
	key[31] = 1;
	struct aead *other = aead_new(key);
	CHECK(!aead_open(other, data, bytes(sealed, n), got));
	CHECK(aead_open(a, data, bytes(sealed, n), got));
	aead_free(other);
	aead_free(a);
	aead_free(NULL);
}

int
main(void)
{
	test_derive();
	test_vector();
	test_round();
	test_forged();
	return T_END();
}
