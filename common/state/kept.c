/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "kept.h"

static const char head[] = "in/stdin-", end[] = ".xml", note_end[] = ".run";

enum {
	HEAD = sizeof(head) - 1,
	END = sizeof(end) - 1,
	HEX = 16,
	NOTE_MAX = 256
};

void
kept_name(const char *hex, char path[KEPT_PATH])
{
	snprintf(path, KEPT_PATH, "%s%.*s%s", head, HEX, hex, end);
}

bool
kept_is(struct str path)
{
	if (path.n != HEAD + HEX + END || !str_starts(path, head) ||
	    !str_is(str_from(path, HEAD + HEX), end))
		return false;
	for (size_t i = HEAD; i < HEAD + HEX; i++)
		if (!strchr("0123456789abcdef", path.p[i]))
			return false;
	return true;
}

/* The absolute path of the note on that copy. */
static bool
note_path(
    const struct home *h, struct str path, char out[PATH_MAX], struct fault *f)
{
	char relative[KEPT_PATH];
	snprintf(relative, sizeof(relative), "%.*s%s", (int)(path.n - END),
	    path.p, note_end);
	return home_join(h, str_of(relative), out, f);
}

/* Removes what may be gone already. */
static bool
removes(const char *path, struct fault *f)
{
	if (unlink(path) == 0 || errno == ENOENT)
		return true;
	return fault_set(
	    f, path, "kept", "cannot remove it: %s", strerror(errno));
}

bool
kept_begin(const struct home *h, struct str path, struct fault *f)
{
	char note[PATH_MAX];
	return note_path(h, path, note, f) && removes(note, f);
}

/* The whole note. */
static struct str
write_note(char text[NOTE_MAX], struct str run, int64_t documents)
{
	int n = snprintf(text, NOTE_MAX, "run %.*s\ndocuments %lld\n",
	    STR_ARG(run), (long long)documents);
	return (struct str){ text, n < NOTE_MAX ? (size_t)n : 0 };
}

bool
kept_note(const struct home *h, struct str path, struct str run,
    int64_t documents, struct fault *f)
{
	char note[PATH_MAX], room[NOTE_MAX];
	struct str text = write_note(room, run, documents);
	if (!note_path(h, path, note, f))
		return false;
	return file_replace(note, text.p, text.n, false) ||
	       fault_set(f, note, "kept", "%s", strerror(errno));
}

bool
kept_done(const struct home *h, struct str path, struct str run, int64_t filed,
    struct fault *f)
{
	char note[PATH_MAX], copy[PATH_MAX], room[NOTE_MAX];
	struct str text = write_note(room, run, filed);
	if (!kept_is(path))
		return true;
	if (!note_path(h, path, note, f) || !home_join(h, path, copy, f))
		return false;
	if (!file_same(note, text.p, text.n))
		return true;
	/* the note last: a kill between leaves what a next call removes */
	return removes(copy, f) && removes(note, f);
}
