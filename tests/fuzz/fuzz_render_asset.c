/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a logo: PNG, JPEG, SVG. A refusal has a place and a text; what
 * is taken keeps what asset.h promises, and can be drawn.
 */
#include <math.h>
#include <stdint.h>

#include "asset_path.h"
#include "claim.h"
#include "device.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check_shape(const struct asset_shape *s)
{
	static const size_t numbers[] = { 2, 2, 6, 0 };
	size_t at = 0;
	claim(s->ops_n > 0 && s->ops[0] == ASSET_MOVE);
	claim(s->filled || s->stroked);
	claim(!s->filled || (s->fill_opacity > 0 && s->fill_opacity <= 1));
	claim(!s->stroked || (s->stroke_opacity > 0 && s->stroke_opacity <= 1));
	claim(!s->stroked || (s->stroke_width >= 0 && s->miter_limit >= 1 &&
				 isfinite((double)s->stroke_width)));
	claim(s->fill <= 0xffffff && s->stroke <= 0xffffff);
	for (size_t i = 0; i < s->ops_n; i++) {
		claim(s->ops[i] <= ASSET_CLOSE);
		claim(i == 0 || s->ops[i] == ASSET_MOVE ||
		      s->ops[i - 1] != ASSET_CLOSE);
		at += numbers[s->ops[i]];
	}
	for (size_t i = 0; i < at; i++)
		claim(fabs((double)s->at[i]) <= PATH_FAR);
}

static void
draw(const struct asset *a)
{
	static const struct device_info info = { .tagged = false };
	struct buf out = BUF_INIT(256 << 20);
	struct type *type = type_new();
	struct device *d = device_new(type);
	struct fault fault;
	device_begin(d, &out, &info);
	device_page(d);
	device_asset(d, a, 20, 20, 40, 30);
	claim(device_end(d, &fault));
	device_free(d);
	type_free(type);
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fault fault = { .text = "" };
	struct str bytes = { (const char *)data, n };
	struct arena arena = { 0 };
	struct asset a;
	if (n > ASSET_MAX)
		return 0;
	if (asset_read(&a, bytes, "logo", &arena, &fault)) {
		claim(a.width > 0 && a.height > 0);
		for (size_t i = 0; i < a.shapes_n; i++)
			check_shape(&a.shapes[i]);
		if (a.width * a.height < 1e6 || a.kind == ASSET_DRAWING)
			draw(&a);
	} else
		claim(str_starts(str_of(fault.place), "logo") &&
		      fault.text[0] && fault.rule[0]);
	arena_free(&arena);
	return 0;
}
