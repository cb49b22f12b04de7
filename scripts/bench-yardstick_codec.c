/* SPDX-License-Identifier: ISC */
/*
 * The cost of the codec alone: microseconds a record for what a filter does
 * with a line, without reading and writing files, beside a plain copy and a
 * tree library. The best of several rounds, since other work on the machine
 * only ever adds.
 */

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/msg.h"
#include "bench-yardstick.h"
#include "stream/codec.h"
#include "stream/rec.h"

enum { MOST_LINES = 10000 };

static const double enough = 0.25; /* seconds of one measurement */
enum { ROUNDS = 5 };

struct bench {
	struct str lines[MOST_LINES];
	size_t n, bytes;
	struct arena arena;
	struct rec rec;
	struct buf out;
};

typedef void work(struct bench *, struct str line);

static void
parse(struct bench *b, struct str line, uint64_t want)
{
	struct fault f;
	arena_reset(&b->arena);
	if (!rec_parse(&b->rec, line, want, &b->arena, &f))
		die(MC_DATA, "%s: %s", f.place, f.text);
}

static void
do_copy(struct bench *b, struct str line)
{
	buf_reset(&b->out);
	buf_addstr(&b->out, line);
}

static void
do_skip(struct bench *b, struct str line)
{
	struct json j;
	json_open(&j, line, &b->arena);
	json_skip(&j);
	if (!json_end(&j))
		die(MC_DATA, "%s", j.error);
}

static void
do_parse(struct bench *b, struct str line)
{
	parse(b, line, 0);
}

static void
do_decode(struct bench *b, struct str line)
{
	parse(b, line, REC_BIT(invoice));
}

/* What mc-lookup does to a line, but for looking up. */
static void
do_filter(struct bench *b, struct str line)
{
	static const struct str section =
	    STR("{\"customer\":{\"number\":"
		"\"C-100001\",\"email\":\"a@kund.example\"},\"channels\":"
		"[{\"channel\":\"email\",\"status\":\"yes\"}]}");
	parse(b, line, REC_BIT(invoice));
	buf_reset(&b->out);
	rec_write(&b->out, &b->rec, "mc-lookup", "reach", "reach", section);
}

static void
do_encode(struct bench *b, struct str line)
{
	parse(b, line, REC_BIT(invoice));
	buf_reset(&b->out);
	codec_write_object(&b->out, &record_object, &b->rec.r);
}

/*
 * jansson by dlopen: its json_text and ours may not meet in one link. It
 * need not be there.
 */
static struct {
	void *(*load)(const char *, size_t, size_t, void *error);
	char *(*dump)(const void *tree, size_t flags);
	void (*free)(void *tree);
} jansson;

static bool
open_jansson(void)
{
	enum { SYMBOLS = 3 };
	static const char *const names[SYMBOLS] = { "json_loadb", "json_dumps",
		"json_delete" };
	void *to[SYMBOLS] = { &jansson.load, &jansson.dump, &jansson.free };
	void *lib = dlopen("libjansson.so.4", RTLD_NOW | RTLD_LOCAL);
	for (int i = 0; lib && i < SYMBOLS; i++) {
		void *symbol = dlsym(lib, names[i]);
		if (!symbol)
			return false;
		memcpy(to[i], &symbol, sizeof(symbol));
	}
	return lib != NULL;
}

static void
do_jansson(struct bench *b, struct str line)
{
	enum { COMPACT = 0x20 };
	void *tree = jansson.load(line.p, line.n, 0, NULL);
	char *text = tree ? jansson.dump(tree, COMPACT) : NULL;
	if (!text)
		die(MC_DATA, "jansson does not take a line");
	buf_reset(&b->out);
	buf_adds(&b->out, text);
	free(text);
	jansson.free(tree);
}

static const struct {
	const char *name;
	work *work;
} works[] = {
	{ "copy of the line", do_copy },
	{ "check of the line (json_skip)", do_skip },
	{ "rec_parse, nothing wanted", do_parse },
	{ "rec_parse, invoice decoded", do_decode },
	{ "a filter: decode, append a section", do_filter },
	{ "decode, then encode all again", do_encode },
};

/* Seconds a record, the best of all rounds. */
static double
measure(struct bench *b, work *w)
{
	double best = 1e9;
	for (int round = 0; round < ROUNDS; round++) {
		double start = yard_clock(), took = 0;
		size_t n = 0;
		while (took < enough / ROUNDS) {
			for (size_t i = 0; i < b->n; i++)
				w(b, b->lines[i]);
			n += b->n;
			took = yard_clock() - start;
		}
		if (took / (double)n < best)
			best = took / (double)n;
	}
	return best;
}

static void
take_lines(struct bench *b, struct str text)
{
	const char *lf;
	while (
	    b->n < MOST_LINES && (lf = memchr(text.p, '\n', text.n)) != NULL) {
		struct str line = { text.p, (size_t)(lf - text.p) };
		text = str_from(text, line.n + 1);
		b->lines[b->n++] = line;
		b->bytes += line.n;
	}
	/* a seal is no record */
	if (b->n && str_starts(b->lines[b->n - 1], "{\"mc\":1,\"end\"")) {
		b->n--;
		b->bytes -= b->lines[b->n].n;
	}
	if (!b->n)
		die(MC_DATA, "no lines");
}

void
yard_codec(const char *path, const char *only)
{
	struct buf text = BUF_INIT((size_t)1 << 30);
	struct bench *b = xcalloc(1, sizeof(*b));
	b->out = (struct buf)BUF_INIT((size_t)1 << 26);
	if (!file_read(path, &text))
		die(MC_NOINPUT, "%s: cannot read", path);
	take_lines(b, buf_str(&text));
	printf("%zu records of %zu bytes on average\n", b->n, b->bytes / b->n);
	for (size_t i = 0; i < sizeof(works) / sizeof(works[0]); i++)
		if (strstr(works[i].name, only))
			printf("%-36s %8.2f us\n", works[i].name,
			    measure(b, works[i].work) * 1e6);
	if (strstr("jansson", only) && open_jansson())
		printf("%-36s %8.2f us\n", "jansson loads + dumps",
		    measure(b, do_jansson) * 1e6);
	buf_free(&b->out);
	buf_free(&text);
	arena_free(&b->arena);
	free(b);
}
