/* SPDX-License-Identifier: ISC */
#include "parse.h"

void
ahead_keep(struct ahead *a, const struct slice *s)
{
	a->bytes.max = DOCUMENT_MAX; /* those of the slicer */
	a->scope.max = SLICE_SCOPE_MAX;
	buf_reset(&a->bytes);
	buf_reset(&a->scope);
	buf_addstr(&a->bytes, s->bytes);
	buf_addstr(&a->scope, s->scope);
	a->slice = *s;
	a->slice.bytes = buf_str(&a->bytes);
	a->slice.scope = buf_str(&a->scope);
	if (s->encoding) {
		snprintf(a->encoding, sizeof(a->encoding), "%s", s->encoding);
		a->slice.encoding = a->encoding;
	}
	a->any = true;
}

void
ahead_free(struct ahead *a)
{
	buf_free(&a->bytes);
	buf_free(&a->scope);
}
