/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "secret.h"

/* Why the open file cannot hold a secret, NULL when it can. */
static const char *
objection(const struct stat *st)
{
	if (!S_ISREG(st->st_mode))
		return "is no regular file";
	if (st->st_mode & 077)
		return "is open to group or others, make its mode 0600";
	if (st->st_size > SECRET_MAX)
		return "is larger than 64 KiB";
	return st->st_size == 0 ? "is empty" : NULL;
}

static const char *
read_open(int fd, struct arena *a, struct str *content)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return "cannot be read";
	const char *why = objection(&st);
	if (why)
		return why;
	size_t n = (size_t)st.st_size;
	char *text = arena_alloc(a, n);
	if (!file_read_at(fd, text, n, 0))
		return "cannot be read";
	*content = (struct str){ text, n };
	return NULL;
}

const char *
secret_read(const char *path, struct arena *a, struct str *content)
{
	/* without O_NONBLOCK a pipe of that name would hold us here */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return arena_printf(a, "cannot be read: %s", strerror(errno)).p;
	const char *why = read_open(fd, a, content);
	close(fd);
	return why;
}
