/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as lines: a seal among them is read, written and read again,
 * with and without one more file; records are counted into a seal, which
 * agrees with itself after a trip through its line.
 */
#include <stdint.h>

#include "base/json.h"
#include "claim.h"
#include "stream/rec.h"
#include "stream/seal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { MAX = 1 << 26 };

/* Writes the seal, perhaps with a file; what is read back agrees. */
static void
round_trip(const struct seal *s, struct str file)
{
	struct buf b = BUF_INIT(MAX);
	struct seal again;
	struct fault f;
	seal_write(&b, s, file);
	struct str line = { b.p, b.n - 1 };
	claim(b.p[b.n - 1] == '\n' && !memchr(line.p, '\n', line.n));
	claim(seal_parse(&again, line, &f));
	claim(seal_agrees(s, &again, &f) && seal_agrees(&again, s, &f));
	claim(again.files.n >= s->files.n + (file.n ? file.n : 0));
	if (!file.p)
		claim(str_eq(again.files, s->files));
	buf_free(&b);
}

static void
each_line(struct str line, struct seal *count)
{
	static const struct str file = STR("{\"tool\":\"mc-autogiro\"}");
	struct arena a = { 0 };
	struct fault f = { .text = "" };
	struct rec rec;
	struct seal said;
	if (seal_parse(&said, line, &f)) {
		round_trip(&said, (struct str){ NULL, 0 });
		round_trip(&said, file);
	} else {
		claim(f.text[0]);
	}
	uint64_t want = REC_BIT(source) | REC_BIT(invoice);
	if (rec_parse(&rec, line, want, &a, &f) && !rec.is_seal)
		seal_add(count, &rec.r, &f);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct seal count = { 0 };
	const char *p = (const char *)data, *end = p + n;
	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		const char *to = lf ? lf : end;
		each_line((struct str){ p, (size_t)(to - p) }, &count);
		p = to + 1;
	}
	round_trip(&count, (struct str){ NULL, 0 });
	return 0;
}
