/* SPDX-License-Identifier: ISC */
/*
 * usage: schema_suite TABLE DIRECTORY
 *        schema_suite -f FILE...
 *        schema_suite -b COUNT FILE
 *
 * Holds rules/schema against the verdicts of TABLE: lines of path below
 * DIRECTORY, number of the document in the file from 1, "valid" or "invalid",
 * and the reason of the other validator, tabs between. Prints each document
 * that is judged otherwise and `N of M agree`; exits 1 then. With -f a line
 * for each file: its path, the verdict, what was found first. With -b the
 * time of one check, the mean of COUNT.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "format/slice.h"
#include "format/xread.h"
#include "rules/schema.h"

enum { MAX = 1 << 26, LINE = 1 << 16 };

struct verdict {
	unsigned n; /* findings */
	char first[600];
};

static void
on_finding(void *arg, uint32_t node, xname attr, const char *text)
{
	struct verdict *v = arg;
	(void)node, (void)attr;
	if (!v->n++)
		snprintf(v->first, sizeof(v->first), "%s", text);
}

/* Judges document number n of the file, from 1; false: there is none. */
static bool
judge(struct xreader *r, const char *path, long n, struct verdict *v)
{
	static const char *const roots[] = { "Invoice", "CreditNote", NULL };
	struct arena a = { 0 };
	struct xtree tree;
	struct slice s = { 0 };
	struct fault f;
	int fd = file_open(path);
	if (fd < 0)
		return false;
	struct slicer *slicer = slicer_new(fd, roots, MAX);
	enum slice_status status = SLICE_END;
	while (n-- > 0 && (status = slicer_next(slicer, &s, &f)) != SLICE_END)
		;
	bool found =
	    status == SLICE_DOCUMENT &&
	    xreader_read(r, s.bytes, s.scope, s.encoding, &a, &tree, &f);
	*v = (struct verdict){ 0 };
	if (found)
		schema_check(&tree, on_finding, v);
	slicer_free(slicer);
	close(fd);
	arena_free(&a);
	return found;
}

/* Cuts the line at its next tab and returns what stands before it. */
static char *
column(char **line)
{
	char *start = *line;
	size_t n = strcspn(start, "\t\n");
	*line = start + n + (start[n] != '\0');
	start[n] = '\0';
	return start;
}

/* The tail of a reason with a line break in it is a line of its own. */
static int
suite(struct xreader *r, const char *table, const char *directory)
{
	static char line[LINE], path[2 * LINE];
	unsigned agree = 0, all = 0;
	FILE *f = fopen(table, "r");
	while (f && fgets(line, sizeof(line), f)) {
		char *at = line;
		const char *name = column(&at);
		long n = strtol(column(&at), NULL, 10);
		const char *want = column(&at);
		struct verdict v = { 0 };
		if (n < 1 || !*want)
			continue;
		snprintf(path, sizeof(path), "%s/%s", directory, name);
		const char *got = !judge(r, path, n, &v) ? "not there"
				  : v.n			 ? "invalid"
							 : "valid";
		bool same = strcmp(want, got) == 0;
		all++;
		agree += same;
		if (!same)
			printf("%s %ld: %s, not %s: %s\n", name, n, got, want,
			    v.n ? v.first : column(&at));
	}
	if (f)
		fclose(f);
	printf("%u of %u agree\n", agree, all);
	return agree < all || !all;
}

static int
verdicts(struct xreader *r, char *files[], int n)
{
	struct verdict v;
	int bad = n < 1;
	for (int i = 0; i < n; i++) {
		bool found = judge(r, files[i], 1, &v);
		printf("%s\t%s\t%s\n", files[i],
		    !found ? "unreadable"
		    : v.n  ? "invalid"
			   : "valid",
		    found && v.n ? v.first : "");
		bad |= !found;
	}
	return bad;
}

/* The best of nine means, for a machine that has other work. */
static int
bench(struct xreader *r, long count, const char *path)
{
	struct buf b = BUF_INIT(MAX);
	struct arena a = { 0 };
	struct xtree tree;
	struct fault f;
	struct verdict v = { 0 };
	double best = 0;
	bool ok = count > 0 && file_read(path, &b) &&
		  xreader_read(
		      r, buf_str(&b), (struct str)STR(""), NULL, &a, &tree, &f);
	for (int round = 0; ok && round < 9; round++) {
		struct timespec from, to;
		clock_gettime(CLOCK_MONOTONIC, &from);
		for (long i = 0; i < count; i++)
			schema_check(&tree, on_finding, &v);
		clock_gettime(CLOCK_MONOTONIC, &to);
		double ns = ((double)(to.tv_sec - from.tv_sec) * 1e9 +
				(double)(to.tv_nsec - from.tv_nsec)) /
			    (double)count;
		best = round && best < ns ? best : ns;
	}
	if (ok)
		printf("%zu nodes, %zu attributes, %u findings: %.0f ns\n",
		    tree.nodes_n - 1, tree.attrs_n, v.n, best);
	buf_free(&b);
	arena_free(&a);
	return !ok;
}

int
main(int argc, char *argv[])
{
	struct xreader *r = xreader_new();
	int status = 64;
	if (argc > 2 && strcmp(argv[1], "-f") == 0)
		status = verdicts(r, argv + 2, argc - 2);
	else if (argc == 4 && strcmp(argv[1], "-b") == 0)
		status = bench(r, strtol(argv[2], NULL, 10), argv[3]);
	else if (argc == 3)
		status = suite(r, argv[1], argv[2]);
	xreader_free(r);
	return status;
}
