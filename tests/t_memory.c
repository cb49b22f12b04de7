/* SPDX-License-Identifier: ISC */
#include <stdalign.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "t.h"

static void
test_buf(void)
{
	struct buf b = BUF_INIT(10);
	CHECK_STR(buf_str(&b), "");
	buf_adds(&b, "abc");
	buf_addstr(&b, (struct str)STR("def"));
	buf_addc(&b, 'g');
	buf_printf(&b, "%d", 123);
	CHECK_STR(buf_str(&b), "abcdefg123");
	CHECK(!b.over);
	buf_addc(&b, 'x');
	CHECK(b.over);
	CHECK_STR(buf_str(&b), "abcdefg123");
	buf_reset(&b);
	CHECK(!b.over);
	CHECK_INT(b.n, 0);
	buf_adds(&b, "0123456789a");
	CHECK(b.over);
	CHECK_INT(b.n, 0);
	buf_reset(&b);
	buf_printf(&b, "%s", "0123456789a");
	CHECK(b.over);
	buf_reset(&b);
	buf_printf(&b, "%s", "");
	buf_add(&b, NULL, 0);
	CHECK(!b.over);
	buf_free(&b);
	CHECK(b.p == NULL);
	CHECK_INT(b.max, 10);
}

static void
test_buf_growth(void)
{
	struct buf b = BUF_INIT(100000);
	size_t n = 0;
	for (; !b.over; n++)
		buf_addc(&b, (char)('a' + n % 26));
	CHECK_INT(b.n, 100000);
	CHECK_INT(n, 100001);
	CHECK_INT(b.p[99999], 'a' + 99999 % 26);
	CHECK(b.cap <= b.max);
	CHECK(!buf_room(&b, SIZE_MAX));
	buf_free(&b);
}

static void
test_arena(void)
{
	struct arena a = { 0 };
	CHECK(arena_alloc(&a, 0) != NULL);
	int odd = 0, dirty = 0;
	for (size_t n = 1; n < 3000; n++) {
		unsigned char *p = arena_alloc(&a, n);
		odd += (uintptr_t)p % alignof(max_align_t) != 0;
		memset(p, 0xa5, n);
	}
	CHECK_INT(odd, 0);
	struct str s = arena_str(&a, (struct str){ "kept", 2 });
	CHECK_STR(s, "ke");
	CHECK_INT(s.p[2], '\0');
	CHECK(arena_str(&a, (struct str){ 0 }).p == NULL);
	CHECK_STR(arena_printf(&a, "%s-%d", "a", 7), "a-7");
	struct str parts[] = { STR("a"), { NULL, 0 }, STR("bc"), STR("") };
	CHECK_STR(arena_join(&a, parts, 4), "abc");
	CHECK_STR(arena_join(&a, parts, 0), "");
	CHECK_INT(arena_join(&a, parts, 4).p[3], 0);
	arena_reset(&a);
	const unsigned char *p = arena_zero(&a, 100, 100);
	for (size_t i = 0; i < 10000; i++)
		dirty += p[i] != 0;
	CHECK_INT(dirty, 0);
	CHECK(arena_zero(&a, 0, 8) != NULL);
	char *big = arena_alloc(&a, 10 << 20);
	big[(10 << 20) - 1] = 1;
	arena_reset(&a);
	/* the chunk of that size is kept and used again */
	CHECK(arena_alloc(&a, 10 << 20) == big);
	arena_free(&a);
	CHECK(a.chunk == NULL);
}

static void
test_sha256(void)
{
	static const struct {
		const char *text, *want; /* FIPS 180-4 examples */
	} cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb924"
		      "27ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223"
			 "b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		    "248d6a61d20638b8e5c026930c3e6039"
		    "a33ce45964ff2167f6ecedd419db06c1" },
	};
	char hex[SHA256_HEX];
	unsigned char digest[SHA256_BYTES];
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = cases[i].text;
		size_t n = strlen(text);
		T_CASE(text);
		sha256_text(text, n, hex);
		CHECK_STR(hex, cases[i].want);
		struct sha256 *h = sha256_new();
		sha256_add(h, text, n / 2);
		sha256_add(h, text + n / 2, n - n / 2);
		sha256_end(h, digest);
		hex_format(digest, sizeof(digest), hex);
		CHECK_STR(hex, cases[i].want);
	}
	struct sha256 *h = sha256_new();
	char a[1000];
	memset(a, 'a', sizeof(a));
	for (int i = 0; i < 1000; i++)
		sha256_add(h, a, sizeof(a));
	sha256_end(h, digest);
	hex_format(digest, sizeof(digest), hex);
	CHECK_STR(hex, "cdc76e5c9914fb9281a1c7e284d73e67"
		       "f1809a48a497200e046d39ccc7112cd0");
}

static void
test_hmac(void)
{
	unsigned char key[131], data[50], digest[SHA256_BYTES];
	char hex[SHA256_HEX];
	/* RFC 4231, test cases 1, 2, 3 and 6 */
	memset(key, 0x0b, 20);
	hmac_of((struct str){ (char *)key, 20 }, str_of("Hi There"), digest);
	hex_format(digest, sizeof(digest), hex);
	CHECK_STR(hex, "b0344c61d8db38535ca8afceaf0bf12b"
		       "881dc200c9833da726e9376c2e32cff7");
	hmac_of(str_of("Jefe"), str_of("what do ya want for nothing?"), digest);
	hex_format(digest, sizeof(digest), hex);
	CHECK_STR(hex, "5bdcc146bf60754e6a042426089575c7"
		       "5a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	memset(data, 0xdd, sizeof(data));
	hmac_of((struct str){ (char *)key, 20 },
	    (struct str){ (char *)data, sizeof(data) }, digest);
	hex_format(digest, sizeof(digest), hex);
	CHECK_STR(hex, "773ea91e36800e46854db8ebd09181a7"
		       "2959098b3ef8c122d9635514ced565fe");
	hmac_of((struct str){ (char *)key, 131 },
	    str_of("Test Using Larger Than Block-Size Key - Hash Key First"),
	    digest);
	hex_format(digest, sizeof(digest), hex);
	CHECK_STR(hex, "60e431591ee0b67f0d8a26aacbf5b77f"
		       "8e0bc6213728c5140546040f0ee37f54");
}

static void
test_hex(void)
{
	unsigned char p[3] = { 0 };
	char hex[7];
	CHECK(hex_parse(str_of("00fFa9"), p, 3));
	hex_format(p, 3, hex);
	CHECK_STR(hex, "00ffa9");
	CHECK(!hex_parse(str_of("00ffa"), p, 3));
	CHECK(!hex_parse(str_of("00ffa900"), p, 3));
	CHECK(!hex_parse(str_of("00ffag"), p, 3));
	CHECK(!hex_parse(str_of("0 ffa9"), p, 3));
}

int
main(void)
{
	test_buf();
	test_buf_growth();
	test_arena();
	test_sha256();
	test_hmac();
	test_hex();
	return T_END();
}
