/* SPDX-License-Identifier: ISC */
#ifndef RENDER_CODE_H
#define RENDER_CODE_H

/* QR codes (ISO/IEC 18004, by libqrencode), error correction level M. */

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

/* Encodes UTF-8 text; false with rule "code" when it is too long or empty. */
bool code_make(struct code *, struct str text, struct arena *, struct fault *);

#endif
