/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "parse.h"
#include "state/kept.h"

/* Copies the input to fd, hashing it on the way. */
static bool
copy(int fd, char hex[SHA256_HEX])
{
	static char chunk[1 << 16];
	unsigned char digest[SHA256_BYTES];
	struct sha256 *h = sha256_new();
	ssize_t got;
	bool ok = true;
	while (ok && (got = read(STDIN_FILENO, chunk, sizeof(chunk))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		ok = got > 0 && file_write(fd, chunk, (size_t)got);
		if (ok)
			sha256_add(h, chunk, (size_t)got);
	}
	sha256_end(h, digest);
	hex_format(digest, sizeof(digest), hex);
	return ok && fsync(fd) == 0;
}

/* Renames the temporary file to a name made from its digest, and opens it. */
static int
settle(const struct home *home, const char *folder, const char *temp,
    const char *hex, char **path, struct fault *f)
{
	char relative[KEPT_PATH], full[PATH_MAX];
	kept_name(hex, relative);
	if (!kept_begin(home, str_of(relative), f) ||
	    !home_join(home, str_of(relative), full, f))
		return -1;
	if (rename(temp, full) != 0 || !file_sync(folder)) {
		fault_set(f, full, "input", "%s", strerror(errno));
		return -1;
	}
	*path = xstrdup(relative);
	int fd = open(full, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fault_set(f, full, "input", "%s", strerror(errno));
	return fd;
}

int
keep_input(const struct home *home, char **path, struct fault *f)
{
	char folder[PATH_MAX], temp[PATH_MAX], hex[SHA256_HEX];
	if (!home_join(home, str_of("in"), folder, f) ||
	    !home_join(home, str_of("in/.stdin-XXXXXX"), temp, f))
		return -1;
	int fd = file_mkdirs(folder) ? mkstemp(temp) : -1;
	if (fd < 0) {
		fault_set(f, folder, "input", "%s", strerror(errno));
		return -1;
	}
	bool ok = copy(fd, hex);
	int why = errno;
	close(fd);
	if (ok)
		return settle(home, folder, temp, hex, path, f);
	unlink(temp);
	fault_set(
	    f, "standard input", "input", "cannot keep it: %s", strerror(why));
	return -1;
}
