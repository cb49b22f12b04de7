/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* syncfs */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "home.h"

static const char stamp_name[] = "mc.home";
static const char *const folders[] = { "keys", "in", "spool", "out",
	"archive" };

/* The whole stamp of a home of that environment. */
static const char *
stamp_of(bool test)
{
	return test ? "mc 1\nenvironment: test\n"
		    : "mc 1\nenvironment: production\n";
}

static bool
full_path(const char *path, char out[PATH_MAX], struct fault *f)
{
	if (realpath(path, out))
		return true;
	return fault_set(f, path, "home", "no MC_HOME: %s", strerror(errno));
}

/* Reads the stamp: 0 production, 1 test, -1 with the fault. */
static int
read_stamp(const struct home *h, struct fault *f)
{
	char path[PATH_MAX + sizeof(stamp_name) + 1];
	struct buf b = BUF_INIT(1 << 18);
	int test = -1;
	snprintf(path, sizeof(path), "%s/%s", h->path, stamp_name);
	bool read = file_read(path, &b);
	int why = errno;
	if (!read)
		fault_set(f, path, "home", "%s%s",
		    why == ENOENT ? "no MC_HOME (mc-register init makes one): "
				  : "cannot be read: ",
		    strerror(why));
	else if (str_is(buf_str(&b), stamp_of(true)))
		test = 1;
	else if (str_is(buf_str(&b), stamp_of(false)))
		test = 0;
	else
		fault_set(f, path, "home", "not the stamp of an MC_HOME");
	buf_free(&b);
	return test;
}

/* Claims that nobody else may look into it. */
static bool
is_private(const struct home *h, struct fault *f)
{
	struct stat st;
	if (stat(h->path, &st) != 0)
		return fault_set(
		    f, h->path, "home", "no MC_HOME: %s", strerror(errno));
	if (!(st.st_mode & 077))
		return true;
	return fault_set(f, h->path, "home",
	    "is open to others (mode %03o), chmod 700 closes it",
	    (unsigned)st.st_mode & 0777);
}

bool
home_open(struct home *h, const char *path, struct fault *f)
{
	if (!path)
		path = getenv("MC_HOME");
	if (!path || !*path)
		return fault_set(f, "MC_HOME", "home", "not set");
	if (!full_path(path, h->path, f))
		return false;
	int test = read_stamp(h, f);
	h->test = test == 1;
	return test >= 0 && is_private(h, f);
}

bool
home_is(const struct home *h, bool test, struct fault *f)
{
	if (h->test == test)
		return true;
	return fault_set(f, h->path, "home",
	    "is stamped for %s, the configuration is for %s",
	    h->test ? "test" : "production", test ? "test" : "production");
}

bool
home_makes(const char *name)
{
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (strcmp(name, folders[i]) == 0)
			return true;
	/* the stamp, or the temporary file it is made from */
	return strncmp(name, stamp_name, sizeof(stamp_name) - 1) == 0;
}

bool
home_init(const char *path, bool test, struct fault *f)
{
	struct home h;
	char sub[PATH_MAX + 32];
	if (!file_mkdirs(path))
		return fault_set(
		    f, path, "home", "cannot make it: %s", strerror(errno));
	if (!full_path(path, h.path, f))
		return false;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		snprintf(sub, sizeof(sub), "%s/%s", h.path, folders[i]);
		if (mkdir(sub, 0700) != 0 && errno != EEXIST)
			return fault_set(f, sub, "home", "cannot make it: %s",
			    strerror(errno));
	}
	snprintf(sub, sizeof(sub), "%s/%s", h.path, stamp_name);
	if (file_put(sub, stamp_of(test), strlen(stamp_of(test)), true))
		return true;
	return fault_set(f, sub, "home", "%s",
	    errno == EEXIST ? "is stamped for the other environment"
			    : strerror(errno));
}

/* Claims that no step of the path is `..`. */
static bool
stays_inside(struct str path)
{
	for (size_t i = 0; i + 1 < path.n; i++) {
		bool step = i == 0 || path.p[i - 1] == '/';
		bool dots = path.p[i] == '.' && path.p[i + 1] == '.';
		if (step && dots && (i + 2 == path.n || path.p[i + 2] == '/'))
			return false;
	}
	return path.n > 0 && path.p[0] != '/' && !memchr(path.p, '\0', path.n);
}

bool
home_join(const struct home *h, struct str relative, char out[PATH_MAX],
    struct fault *f)
{
	if (!stays_inside(relative))
		return fault_set(
		    f, "", "path", "a path that leads out of MC_HOME");
	int n = snprintf(out, PATH_MAX, "%s/%.*s", h->path, STR_ARG(relative));
	if (n >= PATH_MAX)
		return fault_set(f, "", "path", "a path that is too long");
	return true;
}

struct str
home_relative(const struct home *h, const char *absolute)
{
	size_t n = strlen(h->path);
	if (strncmp(absolute, h->path, n) == 0 && absolute[n] == '/')
		return str_of(absolute + n + 1);
	return (struct str){ NULL, 0 };
}

bool
home_barrier(const struct home *h, struct fault *f)
{
	int fd = open(h->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && syncfs(fd) == 0;
	int why = errno;
	if (fd >= 0)
		close(fd);
	return ok ||
	       fault_set(f, h->path, "home", "cannot sync: %s", strerror(why));
}

bool
home_source(
    const struct home *h, struct str path, char out[PATH_MAX], struct fault *f)
{
	if (stays_inside(path) && home_join(h, path, out, f) &&
	    access(out, R_OK) == 0)
		return true;
	if (path.n == 0 || path.n >= PATH_MAX || str_is(path, "-"))
		return fault_set(f, "/source/path", "source",
		    "the document came by standard input and was not kept");
	memcpy(out, path.p, path.n);
	out[path.n] = '\0';
	if (access(out, R_OK) == 0)
		return true;
	return fault_set(
	    f, "/source/path", "source", "%s: %s", out, strerror(errno));
}
