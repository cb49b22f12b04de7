/* SPDX-License-Identifier: ISC */
#include "base64.h"

static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* 0-63, or -1 for what is no letter of the alphabet. */
static int
value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool
base64_decode(struct buf *out, struct str text)
{
	unsigned bits = 0;
	size_t count = 0, padding = 0;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
			continue;
		int v = value_of(c);
		if (c == '=')
			padding++;
		else if (v < 0 || padding)
			return false;
		bits = bits << 6 | (unsigned)(v < 0 ? 0 : v);
		if (++count % 4)
			continue;
		if (padding > 2)
			return false;
		for (size_t k = 0; k < 3 - padding; k++)
			buf_addc(out, (char)(bits >> (16 - 8 * k)));
		bits = 0;
	}
	return count % 4 == 0 && !out->over;
}

void
base64_encode(struct buf *out, const void *data, size_t n)
{
	const unsigned char *p = data;
	for (; n >= 3; n -= 3, p += 3) {
		buf_addc(out, letters[p[0] >> 2]);
		buf_addc(out, letters[(p[0] & 3) << 4 | p[1] >> 4]);
		buf_addc(out, letters[(p[1] & 15) << 2 | p[2] >> 6]);
		buf_addc(out, letters[p[2] & 63]);
	}
	if (n == 0)
		return;
	unsigned second = n == 2 ? p[1] : 0;
	buf_addc(out, letters[p[0] >> 2]);
	buf_addc(out, letters[(p[0] & 3) << 4 | second >> 4]);
	buf_addc(out, n == 2 ? letters[(second & 15) << 2] : '=');
	buf_addc(out, '=');
}
