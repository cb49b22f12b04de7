/* SPDX-License-Identifier: ISC */
#ifndef CLAIM_H
#define CLAIM_H

/* What must hold of every input; the fuzzer keeps one that breaks it. */

#include <stdio.h>
#include <stdlib.h>

#define claim(holds) claim_at(__FILE__, __LINE__, #holds, !!(holds))

static inline void
claim_at(const char *file, int line, const char *what, int holds)
{
	if (holds)
		return;
	fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
	abort();
}

#endif
