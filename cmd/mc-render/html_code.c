/* SPDX-License-Identifier: ISC */
/*
 * A QR code as a PNG of one bit a pixel (ISO/IEC 15948), four modules of
 * white around it. It is stored and not compressed: a code is some hundred
 * bytes, and no version of a library changes them.
 */
#include "base/base64.h"
#include "html_work.h"

enum {
	QUIET = 4, /* modules */
	SIDE = 177 + 2 * QUIET, /* of the largest code */
	ROW = 1 + (SIDE + 7) / 8, /* bytes, its filter with it */
};

static const char signature[8] = { '\x89', 'P', 'N', 'G', '\r', '\n', '\x1a',
	'\n' };

static void
put_32(struct buf *out, uint32_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_addc(out, (char)(n >> shift & 0xff));
}

/* CRC-32 of the chunk's type and data, bit by bit. */
static uint32_t
checksum(const char *p, size_t n)
{
	uint32_t crc = 0xffffffff;
	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned char)p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static void
put_chunk(struct buf *out, const char *type, struct str data)
{
	size_t from = out->n + 4;
	put_32(out, (uint32_t)data.n);
	buf_add(out, type, 4);
	buf_addstr(out, data);
	put_32(out, checksum(out->p + from, out->n - from));
}

/* A zlib stream (RFC 1950) of one stored block. */
static void
put_stored(struct buf *out, struct str data)
{
	uint32_t a = 1, b = 0;
	buf_add(out, "\x78\x01\x01", 3);
	for (int i = 0; i < 4; i++) /* length, and its complement */
		buf_addc(out,
		    (char)(((i < 2 ? data.n : ~data.n) >> i % 2 * 8) & 0xff));
	buf_addstr(out, data);
	for (size_t i = 0; i < data.n; i++) {
		a = (a + (unsigned char)data.p[i]) % 65521;
		b = (b + a) % 65521;
	}
	put_32(out, b << 16 | a);
}

/* The rows, each behind a filter of none; white is 1. */
static struct str
rows_of(const struct code *c, char rows[SIDE * ROW])
{
	unsigned side = c->n + 2 * QUIET, row = 1 + (side + 7) / 8;
	memset(rows, 0xff, (size_t)side * row);
	for (unsigned y = 0; y < side; y++)
		rows[y * row] = 0;
	for (unsigned y = 0; y < c->n; y++)
		for (unsigned x = 0; x < c->n; x++) {
			unsigned at = (y + QUIET) * row + 1 + (x + QUIET) / 8;
			if (c->dark[y * c->n + x])
				rows[at] = (char)(rows[at] &
						  ~(0x80 >> (x + QUIET) % 8));
		}
	return (struct str){ rows, (size_t)side * row };
}

void
html_code(struct buf *out, const struct code *c)
{
	char rows[SIDE * ROW];
	uint32_t side = c->n + 2 * QUIET;
	struct buf png = BUF_INIT(2 * sizeof(rows)), part = png;
	buf_add(&png, signature, sizeof(signature));
	put_32(&part, side);
	put_32(&part, side);
	buf_add(&part, "\x01\0\0\0\0", 5); /* one bit, grey */
	put_chunk(&png, "IHDR", buf_str(&part));
	buf_reset(&part);
	put_stored(&part, rows_of(c, rows));
	put_chunk(&png, "IDAT", buf_str(&part));
	put_chunk(&png, "IEND", (struct str){ "", 0 });
	base64_encode(out, png.p, png.n);
	buf_free(&png);
	buf_free(&part);
}
