/* SPDX-License-Identifier: ISC */
/*
 * Any text, cleaned, broken into lines of some width and cut: what type.h says
 * of lines holds, whatever was set before it. The first byte is the width.
 */
#include <stdint.h>

#include "../render_type.h"
#include "claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (!type)
		claim(set_up());
	if (n == 0)
		return 0;
	struct str text = { (const char *)data + 1, n - 1 };
	text.n = utf8_check(text.p, text.n);
	claim(faults_of_text(text, data[0] / 2.0) == 0);
	struct line line = type_line(
	    type, at_size(full, 9), &arena, (struct str){ text.p, text.n });
	claim(near(line.width, type_width(type, at_size(full, 9), text)));
	arena_reset(&arena);
	return 0;
}
