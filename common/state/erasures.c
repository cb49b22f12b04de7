/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "erasures.h"

enum {
	LINE_MOST = 1 << 26,
	PIECE = 1 << 16,
	HEAD = SHA256_HEX, /* digits and the blank behind them */
};

static enum mc_status
wrong(int64_t line, enum mc_status status, struct fault *f, const char *what)
{
	char place[64];
	if (line > 0)
		snprintf(place, sizeof(place), "archive/erasures:%lld",
		    (long long)line);
	else
		snprintf(place, sizeof(place), "archive/erasures");
	fault_set(f, place, "erasures", "%s", what);
	return status;
}

/* ---- a line as text ----------------------------------------------------- */

static void
put_text(struct buf *b, const char *before, struct str text)
{
	buf_adds(b, before);
	json_put_string(b, text);
}

static void
put_digest(
    struct buf *b, const char *before, const unsigned char digest[SHA256_BYTES])
{
	char hex[SHA256_HEX];
	hex_format(digest, SHA256_BYTES, hex);
	put_text(b, before, str_of(hex));
}

static void
put_version(struct buf *b, const struct erasure_version *v)
{
	put_text(b, "{\"volume\":", v->volume);
	buf_printf(b, ",\"chain\":%lld,\"offset\":%lld,\"line\":%lld",
	    (long long)v->chain, (long long)v->offset, (long long)v->line);
	put_digest(b, ",\"key\":", v->key);
	buf_adds(b, ",\"members\":[");
	for (size_t i = 0; i < v->members_n; i++) {
		put_text(
		    b, i ? ",{\"name\":" : "{\"name\":", v->member[i].name);
		put_digest(b, ",\"sha256\":", v->member[i].sha256);
		buf_addc(b, '}');
	}
	buf_adds(b, "]}");
}

static void
put_erasure(struct buf *b, const struct erasure *e)
{
	put_text(b, "{\"at\":", e->at);
	put_text(b, ",\"user\":", e->user);
	put_text(b, ",\"reason\":", e->reason);
	put_text(b, ",\"id\":", e->id);
	put_text(b, ",\"kind\":", e->kind);
	if (e->number.n)
		put_text(b, ",\"number\":", e->number);
	buf_adds(b, ",\"versions\":[");
	for (size_t i = 0; i < e->versions_n; i++) {
		buf_adds(b, i ? "," : "");
		put_version(b, &e->version[i]);
	}
	buf_adds(b, "]");
	for (size_t i = 0; i < e->claims_n; i++) {
		buf_adds(b, i ? "," : ",\"claims\":[");
		put_digest(b, "{\"key\":", e->claim[i].key);
		if (e->claim[i].document.n)
			put_text(b, ",\"document\":", e->claim[i].document);
		buf_addc(b, '}');
	}
	buf_adds(b, e->claims_n ? "]}" : "}");
}

static bool
get_digest(struct json *j, unsigned char digest[SHA256_BYTES])
{
	struct str hex;
	return json_text(j, &hex) && (hex_parse(hex, digest, SHA256_BYTES) ||
					 json_fail(j, "no SHA-256"));
}

static bool
get_member(struct json *j, struct erasure_member *m)
{
	struct str key;
	*m = (struct erasure_member){ 0 };
	json_begin(j, '{');
	while (json_more(j, '}') && json_key(j, &key))
		if (!(str_is(key, "name")	? json_text(j, &m->name)
			: str_is(key, "sha256") ? get_digest(j, m->sha256)
						: json_skip(j)))
			return false;
	return m->name.n > 0 || json_fail(j, "a member without a name");
}

static bool
get_members(struct json *j, struct erasure_version *v)
{
	json_begin(j, '[');
	while (json_more(j, ']')) {
		v->member = arena_extend(
		    j->arena, v->member, v->members_n, sizeof(*v->member));
		if (!get_member(j, &v->member[v->members_n++]))
			return false;
	}
	return !j->error;
}

static bool
get_version(struct json *j, struct erasure_version *v)
{
	struct str key;
	*v = (struct erasure_version){ 0 };
	json_begin(j, '{');
	while (json_more(j, '}') && json_key(j, &key)) {
		int64_t *number = str_is(key, "chain")	  ? &v->chain
				  : str_is(key, "offset") ? &v->offset
				  : str_is(key, "line")	  ? &v->line
							  : NULL;
		if (!(number			 ? json_int(j, number)
			: str_is(key, "volume")	 ? json_text(j, &v->volume)
			: str_is(key, "key")	 ? get_digest(j, v->key)
			: str_is(key, "members") ? get_members(j, v)
						 : json_skip(j)))
			return false;
	}
	return volume_path_ok(v->volume) || json_fail(j, "no name of a volume");
}

static bool
get_versions(struct json *j, struct erasure *e)
{
	json_begin(j, '[');
	while (json_more(j, ']')) {
		e->version = arena_extend(
		    j->arena, e->version, e->versions_n, sizeof(*e->version));
		if (!get_version(j, &e->version[e->versions_n++]))
			return false;
	}
	return !j->error;
}

static bool
get_claims(struct json *j, struct erasure *e)
{
	struct str key;
	json_begin(j, '[');
	while (json_more(j, ']')) {
		e->claim = arena_extend(
		    j->arena, e->claim, e->claims_n, sizeof(*e->claim));
		struct erasure_claim *c = &e->claim[e->claims_n++];
		*c = (struct erasure_claim){ 0 };
		json_begin(j, '{');
		while (json_more(j, '}') && json_key(j, &key))
			if (!(str_is(key, "key") ? get_digest(j, c->key)
				: str_is(key, "document")
				    ? json_text(j, &c->document)
				    : json_skip(j)))
				return false;
	}
	return !j->error;
}

static bool
get_erasure(struct str text, struct erasure *e, struct arena *a)
{
	struct json j;
	struct str key;
	*e = (struct erasure){ 0 };
	const struct {
		const char *name;
		struct str *text;
	} texts[] = {
		{ "at", &e->at },
		{ "user", &e->user },
		{ "reason", &e->reason },
		{ "id", &e->id },
		{ "kind", &e->kind },
		{ "number", &e->number },
	};
	json_open(&j, text, a);
	json_begin(&j, '{');
	while (json_more(&j, '}') && json_key(&j, &key)) {
		size_t i = 0, n = sizeof(texts) / sizeof(texts[0]);
		while (i < n && !str_is(key, texts[i].name))
			i++;
		if (!(i < n			  ? json_text(&j, texts[i].text)
			: str_is(key, "versions") ? get_versions(&j, e)
			: str_is(key, "claims")	  ? get_claims(&j, e)
						  : json_skip(&j)))
			return false;
	}
	return json_end(&j) && e->id.n > 0;
}

/* ---- the file ----------------------------------------------------------- */

/* Where the line that ends at `end` begins, -1 when that cannot be read. */
static int64_t
line_before(const struct erasures *e, int64_t end)
{
	static char p[PIECE];
	while (end > 0) {
		int64_t from = end > PIECE ? end - PIECE : 0;
		if (!file_read_at(e->fd, p, (size_t)(end - from), from))
			return -1;
		for (; end > from; end--)
			if (p[end - from - 1] == '\n')
				return end;
	}
	return 0;
}

/* Finds the last whole line. */
static enum mc_status
find_end(struct erasures *e, bool write, struct fault *f)
{
	char hex[HEAD];
	struct stat st;
	if (fstat(e->fd, &st) != 0)
		return wrong(0, MC_IO, f, strerror(errno));
	e->bytes = line_before(e, st.st_size);
	if (e->bytes < 0)
		return wrong(0, MC_IO, f, strerror(errno));
	if (e->bytes < st.st_size && write &&
	    ftruncate(e->fd, (off_t)e->bytes) != 0)
		return wrong(0, MC_IO, f, strerror(errno));
	if (e->bytes == 0)
		return MC_OK;
	e->last = line_before(e, e->bytes - 1);
	if (e->last < 0)
		return wrong(0, MC_IO, f, strerror(errno));
	if (e->bytes - e->last <= HEAD ||
	    !file_read_at(e->fd, hex, HEAD, e->last) ||
	    !hex_parse((struct str){ hex, HEAD - 1 }, e->head, SHA256_BYTES))
		return wrong(0, MC_DATA, f, "the last line is damaged");
	return MC_OK;
}

enum mc_status
erasures_open(
    struct erasures *e, const struct home *h, bool write, struct fault *f)
{
	char path[PATH_MAX], folder[PATH_MAX];
	*e = (struct erasures){ .fd = -1 };
	if (!home_join(h, str_of("archive"), folder, f) ||
	    !home_join(h, str_of("archive/erasures"), path, f))
		return MC_CREATE;
	e->fd = open(path,
	    O_CLOEXEC | O_NOFOLLOW |
		(write ? O_RDWR | O_CREAT | O_APPEND : O_RDONLY),
	    0600);
	if (e->fd < 0 && errno == ENOENT && !write)
		return MC_OK;
	if (e->fd < 0)
		return wrong(0, MC_CREATE, f, strerror(errno));
	/* its name must be as durable as its first line */
	if (write && !file_sync(folder))
		return wrong(0, MC_IO, f, strerror(errno));
	return find_end(e, write, f);
}

void
erasures_close(struct erasures *e)
{
	if (e->fd >= 0)
		close(e->fd);
	e->fd = -1;
}

/* The line at that offset without its LF; absent when there is none. */
static struct str
line_at(const struct erasures *e, int64_t at, struct arena *a)
{
	struct str none = { NULL, 0 };
	for (int64_t n = PIECE;; n *= 4) {
		n = n < e->bytes - at ? n : e->bytes - at;
		if (n <= 0 || n > LINE_MOST)
			return none;
		char *p = arena_alloc(a, (size_t)n);
		if (!file_read_at(e->fd, p, (size_t)n, at))
			return none;
		const char *lf = memchr(p, '\n', (size_t)n);
		if (lf)
			return (struct str){ p, (size_t)(lf - p) };
		if (n == e->bytes - at)
			return none;
	}
}

enum mc_status
erasures_read(const struct erasures *e, int64_t at, struct erasure *out,
    struct arena *a, struct fault *f)
{
	struct str line = line_at(e, at, a);
	if (line.n <= HEAD || !get_erasure(str_from(line, HEAD), out, a))
		return wrong(0, MC_DATA, f, "no line of erasures");
	return MC_OK;
}

static void
head_step(unsigned char head[SHA256_BYTES], struct str text, char hex[HEAD])
{
	sha256_chain(head, text.p, text.n);
	hex_format(head, SHA256_BYTES, hex);
	hex[HEAD - 1] = ' ';
}

enum mc_status
erasures_next(const struct erasures *e, struct erasures_walk *w,
    struct erasure *out, struct arena *a, bool *end, struct fault *f)
{
	char hex[HEAD];
	*end = w->at >= e->bytes;
	if (*end)
		return MC_OK;
	struct str line = line_at(e, w->at, a);
	w->line++;
	if (line.n <= HEAD || !get_erasure(str_from(line, HEAD), out, a))
		return wrong(w->line, MC_DATA, f, "no line of erasures");
	head_step(w->head, str_from(line, HEAD), hex);
	if (memcmp(hex, line.p, HEAD) != 0)
		return wrong(w->line, MC_DATA, f,
		    "the head does not follow from the lines before");
	w->at += (int64_t)line.n + 1;
	return MC_OK;
}

enum mc_status
erasures_add(struct erasures *e, const struct erasure *it, struct fault *f)
{
	struct buf b = BUF_INIT(LINE_MOST);
	unsigned char head[SHA256_BYTES];
	enum mc_status s = MC_OK;
	memcpy(head, e->head, sizeof(head));
	buf_room(&b, HEAD);
	b.n = HEAD;
	put_erasure(&b, it);
	if (!b.over)
		head_step(head, str_from(buf_str(&b), HEAD), b.p);
	buf_addc(&b, '\n');
	if (b.over) {
		s = wrong(0, MC_DATA, f, "more than a line can hold");
	} else if (!file_write(e->fd, b.p, b.n) || fsync(e->fd) != 0) {
		s = wrong(0, MC_IO, f, strerror(errno));
		/* half a line would be taken for a crash: the same thing */
		if (ftruncate(e->fd, (off_t)e->bytes) != 0)
			s = wrong(0, MC_IO, f, strerror(errno));
	} else {
		e->last = e->bytes;
		e->bytes += (int64_t)b.n;
		memcpy(e->head, head, sizeof(head));
	}
	buf_free(&b);
	return s;
}
