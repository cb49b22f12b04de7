/* SPDX-License-Identifier: ISC */
#include <errno.h>

#include "asset.h"
#include "asset_svg.h"
#include "base/file.h"
#include "device_cairo.h"

static const char png_head[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

static bool
refuse(const char *path, const char *what, struct fault *f)
{
	return fault_set(f, path, "asset", "%s", what);
}

static uint32_t
big_endian(const char *p, int n)
{
	uint32_t v = 0;
	for (int i = 0; i < n; i++)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

static bool
set_size(struct asset *a, uint32_t width, uint32_t height, const char *path,
    struct fault *f)
{
	if (!width || !height || width > ASSET_SIDE || height > ASSET_SIDE ||
	    width > ASSET_PIXELS / height)
		return fault_set(f, path, "asset",
		    "a picture of %u by %u pixels is not taken", width, height);
	a->width = width;
	a->height = height;
	return true;
}

/* ---- PNG ----------------------------------------------------------- */

/* The size comes first: a small file can hold a flood of pixels. */
static bool
read_png(struct asset *a, const char *path, struct fault *f)
{
	const size_t head = sizeof(png_head) - 1;
	const char *size = a->bytes.p + head;
	if (a->bytes.n < head + 8)
		return refuse(path, "is no whole PNG", f);
	if (!set_size(a, big_endian(size, 4), big_endian(size + 4, 4), path, f))
		return false;
	cairo_surface_t *s = device_png(a->bytes);
	cairo_status_t status = cairo_surface_status(s);
	cairo_surface_destroy(s);
	return status == CAIRO_STATUS_SUCCESS ||
	       refuse(path, "is no whole PNG", f);
}

/* ---- JPEG ---------------------------------------------------------- */

/* Markers (ITU-T T.81, B.1) */
enum {
	SOF0 = 0xc0,
	SOF2 = 0xc2,
	DHT = 0xc4,
	SOF15 = 0xcf,
	RST0 = 0xd0,
	RST7 = 0xd7,
	SOI = 0xd8,
	EOI = 0xd9,
	SOS = 0xda,
	DQT = 0xdb,
};

struct jpeg {
	struct str rest;
	bool frame, tables, codes, scan; /* SOF, DQT, DHT, SOS were there */
};

/* The next marker, its segment in *body; 0: the file ends or is damaged. */
static int
next_marker(struct jpeg *j, struct str *body)
{
	struct str *s = &j->rest;
	if (s->n < 2 || s->p[0] != '\xff')
		return 0;
	while (s->n > 2 && s->p[1] == '\xff') /* fill bytes */
		*s = str_from(*s, 1);
	int marker = (unsigned char)s->p[1];
	*s = str_from(*s, 2);
	*body = (struct str){ s->p, 0 };
	if (marker == EOI)
		return marker;
	size_t n = s->n >= 2 ? big_endian(s->p, 2) : 0;
	if (marker < SOF0 || marker == SOI ||
	    (marker >= RST0 && marker <= RST7) || n < 2 || n > s->n)
		return 0;
	*body = (struct str){ s->p + 2, n - 2 };
	*s = str_from(*s, n);
	return marker;
}

/* Goes over the coded picture behind SOS, to the next marker. */
static void
skip_scan(struct str *s)
{
	for (; s->n >= 2; *s = str_from(*s, 1)) {
		int marker = (unsigned char)s->p[1];
		if (s->p[0] == '\xff' && marker != 0 && marker != 0xff &&
		    !(marker >= RST0 && marker <= RST7))
			return;
	}
}

/* Precision, height, width, components. */
static bool
read_frame(struct asset *a, int marker, struct str body, const char *path,
    struct fault *f)
{
	if (marker > SOF2)
		return refuse(path, "JPEG of a kind that PDF has not", f);
	if (body.n < 6 || body.n != 6 + 3 * (size_t)(unsigned char)body.p[5])
		return refuse(path, "is no whole JPEG", f);
	if (body.p[0] != 8)
		return refuse(path, "JPEG with samples of not 8 bits", f);
	if (body.p[5] != 1 && body.p[5] != 3)
		return refuse(
		    path, "JPEG in other colours than grey or RGB", f);
	return set_size(
	    a, big_endian(body.p + 3, 2), big_endian(body.p + 1, 2), path, f);
}

static bool
read_jpeg(struct asset *a, const char *path, struct fault *f)
{
	struct jpeg j = { .rest = str_from(a->bytes, 2) };
	struct str body;
	int marker;
	while ((marker = next_marker(&j, &body)) && marker != EOI) {
		if (marker == DQT)
			j.tables = true;
		else if (marker == DHT)
			j.codes = true;
		else if (marker == SOS) {
			if (!j.frame || !j.tables || !j.codes)
				break;
			j.scan = true;
			skip_scan(&j.rest);
		} else if (marker <= SOF15 && j.frame)
			break;
		else if (marker <= SOF15) {
			if (!read_frame(a, marker, body, path, f))
				return false;
			j.frame = true;
		}
	}
	return (marker == EOI && j.scan) || refuse(path, "is no whole JPEG", f);
}

/* ---- any kind ------------------------------------------------------ */

bool
asset_read(struct asset *a, struct str bytes, const char *path,
    struct arena *arena, struct fault *f)
{
	struct str text = bytes;
	*a = (struct asset){ .bytes = bytes };
	if (text.n >= 16 && memcmp(text.p, png_head, 16) == 0) {
		a->kind = ASSET_PNG;
		return read_png(a, path, f);
	}
	if (str_starts(text, "\xff\xd8\xff")) {
		a->kind = ASSET_JPEG;
		return read_jpeg(a, path, f);
	}
	if (str_starts(text, "\xef\xbb\xbf"))
		text = str_from(text, 3);
	text = str_trim(text);
	if (!text.n || text.p[0] != '<')
		return refuse(path, "is neither PNG nor JPEG nor SVG", f);
	a->bytes = (struct str){ NULL, 0 };
	return asset_read_svg(a, bytes, path, arena, f);
}

bool
asset_load(
    struct asset *a, const char *path, struct arena *arena, struct fault *f)
{
	struct buf b = BUF_INIT(ASSET_MAX);
	bool ok = file_read(path, &b);
	struct str bytes = { NULL, 0 };
	if (ok)
		bytes = arena_str(arena, buf_str(&b));
	else
		fault_set(
		    f, path, "asset", "cannot be read: %s", strerror(errno));
	buf_free(&b);
	return ok && asset_read(a, bytes, path, arena, f);
}
