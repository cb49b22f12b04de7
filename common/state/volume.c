/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digit.h"
#include "base/file.h"
#include "volume.h"

const char volume_chain_name[] = "chain";

bool
volume_path_ok(struct str path)
{
	static const char form[] = "archive/dddd/dd/xxxxxxxxxxxx-ddd";
	size_t n = sizeof(form) - 1, i;
	if (path.n < n + 4 || path.n > n + 6 ||
	    !str_is(str_from(path, path.n - 4), ".tar"))
		return false;
	for (i = 0; i < path.n - 4; i++) {
		char want = i < n ? form[i] : 'd', c = path.p[i];
		bool digit = is_digit(c);
		bool hex = digit || (c >= 'a' && c <= 'f');
		if (i < 8	  ? c != want
		    : want == 'd' ? !digit
		    : want == 'x' ? !hex
				  : c != want)
			return false;
	}
	return true;
}

void
volume_chain_start(const char *path, unsigned char chain[SHA256_BYTES])
{
	sha256_of(path, strlen(path), chain);
}

void
volume_chain_step(unsigned char chain[SHA256_BYTES], const char *name,
    const unsigned char sha256[SHA256_BYTES])
{
	unsigned char text[2 * SHA256_BYTES + TAR_NAME];
	size_t n = strnlen(name, TAR_NAME);
	memcpy(text, chain, SHA256_BYTES);
	memcpy(text + SHA256_BYTES, name, n);
	memcpy(text + SHA256_BYTES + n, sha256, SHA256_BYTES);
	sha256_of(text, 2 * SHA256_BYTES + n, chain);
}

size_t
volume_line(const struct volume_member *m, char text[VOLUME_LINE])
{
	hex_format(m->chain, SHA256_BYTES, text);
	text[SHA256_HEX - 1] = ' ';
	hex_format(m->sha256, SHA256_BYTES, text + SHA256_HEX);
	size_t n = 2 * SHA256_HEX - 1;
	return n + (size_t)snprintf(text + n, VOLUME_LINE - n, " %lld %s\n",
		       (long long)m->tar.size, m->tar.name);
}

/* Fills the fault with the volume and what in it is wrong. */
static enum mc_status
wrong(const struct volume *v, const char *member, enum mc_status status,
    struct fault *f, const char *what)
{
	char place[VOLUME_PATH + TAR_NAME + 8];
	snprintf(place, sizeof(place), "%s: %s", v->path, member);
	fault_set(f, place, "archive", "%s", what);
	return status;
}

static enum mc_status
open_file(struct volume *v, const struct home *h, struct fault *f)
{
	char full[PATH_MAX];
	struct stat st;
	if (!home_join(h, str_of(v->path), full, f))
		return MC_DATA;
	v->fd = open(full, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (v->fd < 0 && errno == ENOENT)
		return wrong(v, "volume", MC_NOINPUT, f, "is missing");
	if (v->fd < 0 || fstat(v->fd, &st) != 0)
		return wrong(v, "volume", MC_IO, f, strerror(errno));
	v->bytes = st.st_size;
	if (!S_ISREG(st.st_mode) || v->bytes % TAR_BLOCK != 0 ||
	    v->bytes < TAR_BLOCK + TAR_END_BYTES)
		return wrong(v, "volume", MC_DATA, f,
		    "is cut off, or has a length that no volume has");
	return MC_OK;
}

/*
 * The last header before `end`, read backwards: the text of `chain` has no
 * byte in it that could be taken for one.
 */
static bool
last_header(struct volume *v, int64_t end, int64_t *at)
{
	char *p = v->window;
	while (end > 0) {
		int64_t from = end > VOLUME_WINDOW ? end - VOLUME_WINDOW : 0;
		if (!file_read_at(v->fd, p, (size_t)(end - from), from))
			return false;
		for (*at = end - TAR_BLOCK; *at >= from; *at -= TAR_BLOCK)
			if (memcmp(p + (*at - from) + 257, "ustar\00000", 8) ==
			    0)
				return true;
		end = from;
	}
	errno = 0;
	return false;
}

/* Claims that what stands behind the data in its last block is zero. */
static bool
padding_ok(const struct volume *v, const struct tar_member *m)
{
	char pad[TAR_BLOCK], none[TAR_BLOCK] = { 0 };
	size_t n = (size_t)(tar_padded(m->size) - m->size);
	return file_read_at(v->fd, pad, n, m->data + m->size) &&
	       memcmp(pad, none, n) == 0;
}

/* Reads the header at that place, which must be that of the last member. */
static enum mc_status
read_chain(struct volume *v, int64_t at, int64_t end, struct fault *f)
{
	struct fault why;
	if (tar_next(v->fd, at, &v->lines, &why) != TAR_MEMBER)
		return wrong(v, "chain", MC_DATA, f, why.text);
	if (strcmp(v->lines.name, volume_chain_name) != 0 ||
	    v->lines.data + tar_padded(v->lines.size) != end)
		return wrong(v, "chain", MC_DATA, f,
		    "is damaged, or not the last member");
	if (!padding_ok(v, &v->lines))
		return wrong(v, "chain", MC_DATA, f,
		    "bytes other than zero behind the data");
	return MC_OK;
}

static enum mc_status
find_chain(struct volume *v, int64_t at, struct fault *f)
{
	char zeros[TAR_END_BYTES], none[TAR_END_BYTES] = { 0 };
	int64_t end = v->bytes - TAR_END_BYTES;

	if (!file_read_at(v->fd, zeros, sizeof(zeros), end))
		return wrong(v, "volume", MC_IO, f, strerror(errno));
	if (memcmp(zeros, none, sizeof(zeros)) != 0)
		return wrong(
		    v, "end", MC_DATA, f, "no two blocks of zeros at the end");
	v->window = xmalloc(VOLUME_WINDOW);
	if (at > 0 && at < end && read_chain(v, at, end, f) == MC_OK)
		return MC_OK;
	if (!last_header(v, end, &at))
		return wrong(v, "chain", errno ? MC_IO : MC_DATA, f,
		    errno ? strerror(errno) : "is missing");
	return read_chain(v, at, end, f);
}

enum mc_status
volume_open_at(struct volume *v, const struct home *h, const char *path,
    int64_t chain, struct fault *f)
{
	*v = (struct volume){ .fd = -1 };
	if (!volume_path_ok(str_of(path))) {
		fault_set(f, path, "archive", "no name of a volume");
		return MC_DATA;
	}
	snprintf(v->path, sizeof(v->path), "%s", path);
	volume_chain_start(path, v->chain);
	enum mc_status s = open_file(v, h, f);
	return s == MC_OK ? find_chain(v, chain, f) : s;
}

enum mc_status
volume_open(
    struct volume *v, const struct home *h, const char *path, struct fault *f)
{
	return volume_open_at(v, h, path, 0, f);
}

void
volume_close(struct volume *v)
{
	if (v->fd >= 0)
		close(v->fd);
	free(v->window);
	*v = (struct volume){ .fd = -1 };
}

void
volume_seek(struct volume *v, int64_t header, int64_t line)
{
	v->at = header;
	v->line = line;
	v->sought = true;
}

/* The line of `chain` at v->line, with its LF; absent when there is none. */
static struct str
chain_line(struct volume *v)
{
	struct str none = { NULL, 0 };
	int64_t left = v->lines.size - v->line;
	int64_t from = v->line - v->window_at;
	if (left <= 0 || v->line < 0)
		return none;
	if (from < 0 || ((int64_t)v->window_n - from < VOLUME_LINE &&
			    from + left > (int64_t)v->window_n)) {
		v->window_n =
		    left < VOLUME_WINDOW ? (size_t)left : VOLUME_WINDOW;
		v->window_at = v->line;
		from = 0;
		if (!file_read_at(v->fd, v->window, v->window_n,
			v->lines.data + v->line)) {
			v->window_n = 0;
			return none;
		}
	}
	struct str s = { v->window + from, v->window_n - (size_t)from };
	const char *lf = memchr(s.p, '\n', s.n);
	if (!lf)
		return none;
	s.n = (size_t)(lf - s.p) + 1;
	return s;
}

/* Reads the digests of a line; claims that it is the member's. */
static bool
line_get(struct str line, struct volume_member *m)
{
	char text[VOLUME_LINE];
	struct str hex = { line.p, SHA256_HEX - 1 };
	if (line.n <= 2 * SHA256_HEX || !hex_parse(hex, m->chain, SHA256_BYTES))
		return false;
	hex.p += SHA256_HEX;
	if (!hex_parse(hex, m->sha256, SHA256_BYTES))
		return false;
	struct str want = { text, volume_line(m, text) };
	return str_eq(line, want);
}

/* The name in a line, for a message about a header that has none. */
static void
line_name(struct str line, char name[TAR_NAME])
{
	int blanks = 0;
	*name = '\0';
	for (size_t i = 0; i < line.n; i++) {
		blanks += line.p[i] == ' ';
		if (blanks < 3)
			continue;
		line = str_from(line, i + 1);
		snprintf(name, TAR_NAME, "%.*s", (int)line.n - 1, line.p);
		return;
	}
}

static enum mc_status
at_end(const struct volume *v, struct fault *f)
{
	if (v->line == v->lines.size)
		return MC_OK;
	return wrong(v, volume_chain_name, MC_DATA, f,
	    "names more members than there are");
}

enum mc_status
volume_next(
    struct volume *v, struct volume_member *m, bool *end, struct fault *f)
{
	char name[TAR_NAME];
	struct fault why;
	*end = v->at == v->lines.header;
	if (*end)
		return at_end(v, f);
	struct str line = chain_line(v);
	m->line = v->line;
	line_name(line, name);
	enum tar_status s = tar_next(v->fd, v->at, &m->tar, &why);
	if (s != TAR_MEMBER)
		return wrong(v, *name ? name : "a member",
		    s == TAR_IO ? MC_IO : MC_DATA, f,
		    s == TAR_END ? "is missing" : why.text);
	if (!line_get(line, m))
		return wrong(
		    v, m->tar.name, MC_DATA, f, "header and chain disagree");
	if (v->sought)
		memcpy(v->chain, m->chain, sizeof(v->chain));
	else
		volume_chain_step(v->chain, m->tar.name, m->sha256);
	if (memcmp(v->chain, m->chain, sizeof(v->chain)) != 0)
		return wrong(
		    v, m->tar.name, MC_DATA, f, "the chain is broken here");
	v->at = m->tar.data + tar_padded(m->tar.size);
	v->line += (int64_t)line.n;
	if (v->at > v->lines.header)
		return wrong(
		    v, m->tar.name, MC_DATA, f, "is longer than the volume");
	return MC_OK;
}

enum mc_status
volume_check(struct volume *v, const struct volume_member *m, struct fault *f)
{
	unsigned char digest[SHA256_BYTES];
	char *p = xmalloc(VOLUME_WINDOW);
	struct sha256 *h = sha256_new();
	int64_t at = 0;
	bool ok = true;

	while (ok && at < m->tar.size) {
		int64_t n = m->tar.size - at;
		n = n < VOLUME_WINDOW ? n : VOLUME_WINDOW;
		ok = file_read_at(v->fd, p, (size_t)n, m->tar.data + at);
		sha256_add(h, p, (size_t)n);
		at += n;
	}
	int why = errno;
	sha256_end(h, digest);
	free(p);
	if (!ok)
		return wrong(v, m->tar.name, MC_IO, f, strerror(why));
	if (memcmp(digest, m->sha256, sizeof(digest)) != 0)
		return wrong(v, m->tar.name, MC_DATA, f,
		    "the data does not have the digest it was filed with");
	if (!padding_ok(v, &m->tar))
		return wrong(v, m->tar.name, MC_DATA, f,
		    "bytes other than zero behind the data");
	return MC_OK;
}

enum mc_status
volume_is_wiped(struct volume *v, const struct volume_member *m, bool *wiped,
    struct fault *f)
{
	char *p = xmalloc(VOLUME_WINDOW);
	bool ok = true;
	*wiped = true;
	for (int64_t at = 0; ok && *wiped && at < m->tar.size;) {
		int64_t n = m->tar.size - at;
		n = n < VOLUME_WINDOW ? n : VOLUME_WINDOW;
		ok = file_read_at(v->fd, p, (size_t)n, m->tar.data + at);
		*wiped =
		    ok && p[0] == '\0' && memcmp(p, p + 1, (size_t)n - 1) == 0;
		at += n;
	}
	int why = errno;
	free(p);
	if (!ok)
		return wrong(v, m->tar.name, MC_IO, f, strerror(why));
	if (!padding_ok(v, &m->tar))
		return wrong(v, m->tar.name, MC_DATA, f,
		    "bytes other than zero behind the data");
	return MC_OK;
}

enum mc_status
volume_wipe(
    struct volume *v, const struct volume_member *m, int fd, struct fault *f)
{
	static const char zeros[VOLUME_WINDOW];
	for (int64_t at = 0; at < m->tar.size;) {
		int64_t n = m->tar.size - at;
		n = n < VOLUME_WINDOW ? n : VOLUME_WINDOW;
		ssize_t did =
		    pwrite(fd, zeros, (size_t)n, (off_t)(m->tar.data + at));
		if (did < 0 && errno == EINTR)
			continue;
		if (did <= 0)
			return wrong(v, m->tar.name, MC_IO, f,
			    did < 0 ? strerror(errno) : "cannot write");
		at += did;
	}
	return MC_OK;
}
