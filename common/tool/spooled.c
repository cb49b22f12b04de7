/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "spooled.h"

bool
spooled_open(struct stream *in, const struct spool *spool, uint64_t reads)
{
	char path[PATH_MAX];
	char *paths[] = { path };
	memcpy(path, spool->path, sizeof(path));
	return stream_open(in, paths, 1, reads, false);
}
