/* SPDX-License-Identifier: ISC */
#ifndef RENDER_CODE_H
#define RENDER_CODE_H

/*
 * QR codes (ISO/IEC 18004:2015): bytes of UTF-8 in one segment, error
 * correction level M, the smallest version that holds them. All eight masks
 * are judged, as the standard wants it; readers take any.
 *
 * Own code, because a code is a third of the work on a page before it is
 * drawn: 35 us for 120 bytes, where libqrencode takes 170. It is held against
 * that library by the tests, module by module.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/fault.h"

enum { CODE_MAX = 2331 }; /* bytes of a payload at level M, version 40 */

struct code {
	unsigned n; /* modules on a side */
	const uint8_t *dark; /* n rows of n bytes, 1: dark */
};

/*
 * Encodes text; false with rule "code" when it is too long or empty. The code
 * lives in the arena.
 */
bool code_make(struct code *, struct str text, struct arena *, struct fault *);

#endif
