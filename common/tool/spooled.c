/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "spooled.h"

void
spooled_open(struct stream *in, const struct spool *spool, uint64_t reads)
{
	char path[PATH_MAX];
	char *paths[] = { path };
	memcpy(path, spool->path, sizeof(path));
	if (!stream_open(in, paths, 1, reads, false))
		die(in->status, "the spool cannot be read again");
}
