/* SPDX-License-Identifier: ISC */
#ifndef FILED_TEST_H
#define FILED_TEST_H

/*
 * What the tests of batch files and their databases share: a home in a fresh
 * folder, the end of a file, and what is there.
 */

#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "state/filed.h"
#include "t.h"

#define S(text) ((struct str)STR(text))

static char folder[] = "/tmp/t_filed.XXXXXX"; /* the home is in it */
static struct home home;
static struct fault f;

static inline void
home_make(void)
{
	char path[PATH_MAX];
	if (!mkdtemp(folder))
		exit(1);
	snprintf(path, sizeof(path), "%s/home", folder);
	if (home_init(path, true, &f) && home_open(&home, path, &f))
		return;
	fprintf(stderr, "no home: %s\n", f.text);
	exit(1);
}

static inline void
home_drop(void)
{
	char command[PATH_MAX];
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	CHECK_INT(system(command), 0);
}

/* Ends the file as one of the run of 2026-11-22, and notes it as `row`. */
static inline void
end_file(struct filed *d, struct batch *b, struct batch_row *row,
    const char *kind, const char *ext)
{
	static const struct date run = { 2026, 11, 22 };
	CHECK(batch_end(b, run, kind, ext, &f));
	row->path = str_of(b->path);
	row->sha256 = str_of(b->sha256);
	row->bytes = b->bytes;
	CHECK(filed_end(d, row, b->temp, &f));
}

/* Claims that the file below the home holds that text; NULL: is not there. */
static inline bool
holds(const char *path, const char *text)
{
	char full[PATH_MAX];
	CHECK(home_join(&home, str_of(path), full, &f));
	return text ? file_same(full, text, strlen(text))
		    : access(full, F_OK) != 0;
}

#endif
