/* SPDX-License-Identifier: ISC */
#include <errno.h>

#include "base/file.h"
#include "sefaktura_cmd.h"

/*
 * A record may name any path below MC_HOME, keys too: only artefacts go out,
 * and only those whose digest it has, which who reads the file checks.
 */
int
attach_open(void *arg, const struct attachment *at, struct fault *f)
{
	const struct attaching *x = arg;
	char path[PATH_MAX];
	int fd = -1;
	if (!str_starts(at->path, "out/") || !at->sha256.n)
		fault_set(f, "", "attachment",
		    "an attachment that is no artefact with a digest");
	else if (home_join(&x->g->home, at->path, path, f) &&
		 (fd = file_open(path)) < 0)
		fault_set(f, "", "attachment", "%.*s: %s", STR_ARG(at->path),
		    strerror(errno));
	return fd;
}
