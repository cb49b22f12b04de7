/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as CSV; what is read and written again must read the same.
 */
#include <stdint.h>

#include "claim.h"
#include "format/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Reads all rows and writes them as one text with commas; false: bad CSV. */
static bool
rewrite(struct str text, struct buf *out, struct arena *a)
{
	struct csv csv;
	struct csv_row row;
	struct fault f;
	enum csv_status status;
	csv_open(&csv, text, a);
	while ((status = csv_next(&csv, &row, &f)) == CSV_ROW) {
		claim(row.n >= 1 && row.n <= CSV_FIELDS && row.line >= 1);
		for (size_t i = 0; i < row.n; i++) {
			buf_adds(out, i ? "," : "");
			csv_put(out, row.fields[i]);
		}
		/* a row of one empty field would be no line at all */
		if (row.n == 1 && !row.fields[0].n)
			buf_adds(out, "\"\"");
		buf_addc(out, '\n');
	}
	claim(status == CSV_END || (f.text[0] && row.line >= 1));
	return status == CSV_END;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	struct buf once = BUF_INIT(1 << 26), twice = BUF_INIT(1 << 26);
	/* a first row of plain fields fixes the separator of what is written */
	buf_adds(&once, "a,b\n");
	if (rewrite((struct str){ (const char *)data, n }, &once, &a)) {
		claim(rewrite(buf_str(&once), &twice, &a));
		claim(str_eq(buf_str(&once), buf_str(&twice)));
	}
	buf_free(&once);
	buf_free(&twice);
	arena_free(&a);
	return 0;
}
