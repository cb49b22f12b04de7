/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <qrencode.h>

#include "base/msg.h"
#include "code.h"

bool
code_make(struct code *c, struct str text, struct arena *a, struct fault *f)
{
	QRcode *qr;
	if (!text.n)
		return fault_set(f, NULL, "code", "the code has no text");
	if (text.n > CODE_MAX)
		return fault_set(f, NULL, "code",
		    "%zu bytes are too many for a code", text.n);
	/* bytes as they are: readers take what is no Latin-1 for UTF-8 */
	qr = QRcode_encodeData(
	    (int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M);
	if (!qr && errno == ENOMEM)
		die(MC_NOMEM, "out of memory");
	if (!qr)
		return fault_set(f, NULL, "code", "the code cannot be made");
	size_t n = (size_t)qr->width * (size_t)qr->width;
	uint8_t *dark = arena_alloc(a, n);
	for (size_t i = 0; i < n; i++)
		dark[i] = qr->data[i] & 1;
	*c = (struct code){ (unsigned)qr->width, dark };
	QRcode_free(qr);
	return true;
}
