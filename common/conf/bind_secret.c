/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "bind.h"
#include "word.h"

static bool
refuse(struct bind *b, const struct yaml *v, const char *why)
{
	return bind_fault(
	    b, v, "secret file '%.*s' %s", STR_ARG(word_clip(v->text)), why);
}

/* The path as open() wants it, found from the configuration's folder. */
static const char *
secret_path(struct bind *b, struct str path)
{
	const char *slash = strrchr(b->file, '/');
	int folder = slash ? (int)(slash + 1 - b->file) : 0;
	if (path.p[0] == '/')
		folder = 0;
	return arena_printf(
	    b->arena, "%.*s%.*s", folder, b->file, STR_ARG(path))
	    .p;
}

/* Why the open file cannot hold a secret, NULL when it can. */
static const char *
objection(const struct stat *st)
{
	if (!S_ISREG(st->st_mode))
		return "is no regular file";
	if (st->st_mode & 077)
		return "is open to group or others, make its mode 0600";
	if (st->st_size > BIND_SECRET_MAX)
		return "is larger than 64 KiB";
	return st->st_size == 0 ? "is empty" : NULL;
}

static struct str
without_line_end(struct str s)
{
	if (s.n && s.p[s.n - 1] == '\n') {
		s.n--;
		if (s.n && s.p[s.n - 1] == '\r')
			s.n--;
	}
	return s;
}

static bool
read_secret(struct bind *b, const struct yaml *v, int fd, struct str *content)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return refuse(b, v, strerror(errno));
	const char *why = objection(&st);
	if (why)
		return refuse(b, v, why);
	size_t n = (size_t)st.st_size;
	char *text = arena_alloc(b->arena, n);
	if (!file_read_at(fd, text, n, 0))
		return refuse(b, v, "cannot be read");
	*content = without_line_end((struct str){ text, n });
	return content->n > 0 || refuse(b, v, "is empty");
}

bool
bind_secret(struct bind *b, const struct yaml *v, struct str *content)
{
	/* without O_NONBLOCK a pipe of that name would hold us here */
	int fd = open(secret_path(b, v->text),
	    O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return bind_fault(b, v, "secret file '%.*s' cannot be read: %s",
		    STR_ARG(word_clip(v->text)), strerror(errno));
	bool ok = read_secret(b, v, fd, content);
	close(fd);
	return ok;
}
