/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/ocr.h"

enum { OCR_MIN = 2 };

bool
ocr_ok(struct str t, const struct ocr_plan *plan)
{
	if (plan->rule == OCR_NONE)
		return t.n >= 1 && t.n <= OCR_MAX;
	if (t.n < OCR_MIN || t.n > OCR_MAX || !luhn_ok(t.p, t.n))
		return false;
	if (plan->rule == OCR_LENGTH)
		return t.p[t.n - 2] - '0' == (int)(t.n % 10);
	if (plan->rule == OCR_FIXED)
		return t.n == plan->length[0] || t.n == plan->length[1];
	return true;
}

/* Zeros to put before n digits for the shortest fixed length that holds them
 * and a check digit; -1 when none does. */
static int
padding(size_t n, const struct ocr_plan *plan)
{
	int best = -1;
	for (int i = 0; i < 2; i++) {
		int pad = (int)plan->length[i] - (int)n - 1;
		if (plan->length[i] <= OCR_MAX && pad >= 0 &&
		    (best < 0 || pad < best))
			best = pad;
	}
	return best;
}

bool
ocr_build(char ocr[OCR_TEXT], struct str body, const struct ocr_plan *plan)
{
	size_t n = body.n;
	int pad = 0;
	if (!digits_only(body.p, n) || n > OCR_MAX)
		return false;
	if (plan->rule == OCR_FIXED)
		pad = padding(n, plan);
	if (pad < 0)
		return false;
	memset(ocr, '0', (size_t)pad);
	memcpy(ocr + pad, body.p, n);
	n += (size_t)pad;
	if (plan->rule == OCR_LENGTH && n + 2 <= OCR_MAX) {
		ocr[n] = (char)('0' + (n + 2) % 10);
		n++;
	}
	if (plan->rule != OCR_NONE && n < OCR_MAX) {
		ocr[n] = (char)('0' + luhn_digit(ocr, n));
		n++;
	}
	ocr[n] = '\0';
	return ocr_ok((struct str){ ocr, n }, plan);
}
