/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/digit.h"
#include "base/file.h"
#include "tar.h"

enum {
	NAME_MAX_USTAR = 100,
	PREFIX_MAX = 155,
	PAX_MAX = 2 * TAR_BLOCK, /* data of a pax header of ours */
};

/* The last number that eleven octal digits hold. */
static const int64_t octal_max = INT64_C(0x1ffffffff);

/* IEEE Std 1003.1-2008, pax, "ustar Interchange Format". */
struct ustar {
	char name[NAME_MAX_USTAR];
	char mode[8], uid[8], gid[8];
	char size[12], mtime[12], checksum[8];
	char type, link[100];
	char magic[6], version[2];
	char user[32], group[32], major[8], minor[8];
	char prefix[PREFIX_MAX], rest[12];
};

_Static_assert(sizeof(struct ustar) == TAR_BLOCK, "a tar header is a block");

static const char pax_name[] = "pax_header";

/* Writes a number as digits and a NUL into a field of that size. */
static void
octal_put(char *field, size_t size, int64_t v)
{
	for (size_t i = size - 1; i-- > 0; v >>= 3)
		field[i] = (char)('0' + (v & 7));
	field[size - 1] = '\0';
}

/* Reads octal digits up to the field's end; -1 at anything else. */
static int64_t
octal_get(const char *field, size_t size)
{
	int64_t v = 0;
	for (size_t i = 0; i + 1 < size; i++) {
		if (field[i] < '0' || field[i] > '7')
			return -1;
		v = v << 3 | (field[i] - '0');
	}
	return v;
}

static void
checksum_put(struct ustar *h)
{
	const unsigned char *p = (const unsigned char *)h;
	unsigned sum = 0;
	memset(h->checksum, ' ', sizeof(h->checksum));
	for (size_t i = 0; i < sizeof(*h); i++)
		sum += p[i];
	octal_put(h->checksum, 7, sum);
}

/* Where a name is cut for the prefix: the length of that, -1 if it cannot. */
static int
prefix_length(const char *name, size_t n)
{
	if (n <= NAME_MAX_USTAR)
		return 0;
	for (size_t i = n - NAME_MAX_USTAR - 1; i < n - 1; i++)
		if (name[i] == '/' && i > 0)
			return i <= PREFIX_MAX ? (int)i : -1;
	return -1;
}

static void
block_put(struct buf *b, const char *name, int prefix, int64_t size,
    int64_t mtime, char type)
{
	struct ustar h;
	memset(&h, 0, sizeof(h));
	if (prefix > 0) {
		memcpy(h.prefix, name, (size_t)prefix);
		name += prefix + 1;
	}
	size_t n = strlen(name);
	memcpy(h.name, name, n < NAME_MAX_USTAR ? n : NAME_MAX_USTAR);
	octal_put(h.mode, sizeof(h.mode), 0600);
	octal_put(h.uid, sizeof(h.uid), 0);
	octal_put(h.gid, sizeof(h.gid), 0);
	octal_put(h.size, sizeof(h.size), size);
	octal_put(h.mtime, sizeof(h.mtime), mtime);
	h.type = type;
	memcpy(h.magic, "ustar", 6);
	memcpy(h.version, "00", 2);
	octal_put(h.major, sizeof(h.major), 0);
	octal_put(h.minor, sizeof(h.minor), 0);
	checksum_put(&h);
	buf_add(b, &h, sizeof(h));
}

/* `LENGTH key=value LF`, where the length counts its own digits. */
static void
pax_record(struct buf *b, const char *key, const char *value)
{
	size_t rest = strlen(key) + strlen(value) + 3, n = rest + 1;
	for (size_t power = 10; n >= power; power *= 10)
		n++;
	buf_printf(b, "%zu %s=%s\n", n, key, value);
}

static void
pax_put(struct buf *b, const char *path, int64_t size, int64_t mtime)
{
	struct buf data = BUF_INIT(PAX_MAX);
	char number[24];
	if (path)
		pax_record(&data, "path", path);
	snprintf(number, sizeof(number), "%lld", (long long)size);
	if (size > octal_max)
		pax_record(&data, "size", number);
	block_put(b, pax_name, 0, (int64_t)data.n, mtime, 'x');
	buf_addstr(b, buf_str(&data));
	for (size_t n = data.n; n % TAR_BLOCK; n++)
		buf_addc(b, '\0');
	buf_free(&data);
}

bool
tar_put(struct buf *b, const struct tar_member *m, struct fault *f)
{
	size_t n = strnlen(m->name, TAR_NAME);
	if (n == 0 || n == TAR_NAME || m->name[0] == '/' || m->size < 0)
		return fault_set(
		    f, "", "tar", "a name or a size that no member can have");
	int prefix = prefix_length(m->name, n);
	bool fits = m->size <= octal_max;
	int64_t mtime = m->mtime < 0 || m->mtime > octal_max ? 0 : m->mtime;
	if (prefix < 0 || !fits)
		pax_put(b, prefix < 0 ? m->name : NULL, m->size, mtime);
	block_put(b, m->name, prefix < 0 ? 0 : prefix, fits ? m->size : 0,
	    mtime, '0');
	return true;
}

static enum tar_status
bad(struct fault *f, int64_t at, const char *what)
{
	char place[32];
	snprintf(place, sizeof(place), "byte %lld", (long long)at);
	fault_set(f, place, "tar", "%s", what);
	return TAR_BAD;
}

static enum tar_status
block_get(int fd, int64_t at, void *p, size_t n, struct fault *f)
{
	if (file_read_at(fd, p, n, at))
		return TAR_MEMBER;
	bad(f, at, errno == EIO ? "the file ends too early" : strerror(errno));
	return TAR_IO;
}

static bool
is_zero(const void *p, size_t n)
{
	const char *c = p;
	return n == 0 || (c[0] == '\0' && memcmp(c, c + 1, n - 1) == 0);
}

/* Takes one `LENGTH key=value LF` off the text. */
static bool
pax_take(struct str *text, struct tar_member *m)
{
	size_t n = 0, i = 0;
	for (; i < text->n && is_digit(text->p[i]) && n < PAX_MAX; i++)
		n = n * 10 + (size_t)(text->p[i] - '0');
	if (i == text->n || text->p[i] != ' ' || n > text->n || n < i + 2 ||
	    text->p[n - 1] != '\n')
		return false;
	struct str r = { text->p + i + 1, n - i - 2 };
	*text = str_from(*text, n);
	if (str_starts(r, "path=") && r.n - 5 < TAR_NAME) {
		memcpy(m->name, r.p + 5, r.n - 5);
		m->name[r.n - 5] = '\0';
		return true;
	}
	if (!str_starts(r, "size=") || r.n - 5 > 18 || r.n == 5)
		return false;
	m->size = 0;
	for (i = 5; i < r.n; i++) {
		if (!is_digit(r.p[i]))
			return false;
		m->size = m->size * 10 + (r.p[i] - '0');
	}
	return true;
}

/*
 * The pax header in *h at m->data: what it says goes to m, the block behind
 * it to *h.
 */
static enum tar_status
pax_get(int fd, struct ustar *h, struct tar_member *m, struct fault *f)
{
	char data[PAX_MAX];
	int64_t n = octal_get(h->size, sizeof(h->size));
	if (n < 0 || n > PAX_MAX)
		return bad(f, m->header, "a pax header that is not ours");
	int64_t padded = tar_padded(n);
	enum tar_status s = block_get(fd, m->data, data, (size_t)padded, f);
	struct str text = { data, (size_t)n };
	while (s == TAR_MEMBER && text.n)
		if (!pax_take(&text, m))
			return bad(
			    f, m->header, "a pax header that is not ours");
	m->data += padded;
	if (s == TAR_MEMBER)
		s = block_get(fd, m->data, h, sizeof(*h), f);
	m->data += TAR_BLOCK;
	return s;
}

/* The name as the header block has it. */
static void
name_get(const struct ustar *h, char name[TAR_NAME])
{
	size_t p = strnlen(h->prefix, sizeof(h->prefix));
	size_t n = strnlen(h->name, sizeof(h->name));
	memcpy(name, h->prefix, p);
	if (p)
		name[p++] = '/';
	memcpy(name + p, h->name, n);
	name[p + n] = '\0';
}

/*
 * Claims that the blocks read are those that tar_put makes of m; h is the
 * last of them.
 */
static enum tar_status
check(
    int fd, const struct tar_member *m, const struct ustar *h, struct fault *f)
{
	char blocks[PAX_MAX + 2 * TAR_BLOCK];
	const void *got = h;
	struct buf want = BUF_INIT(sizeof(blocks));
	size_t n = (size_t)(m->data - m->header);
	enum tar_status s = TAR_MEMBER;

	if (n > TAR_BLOCK && n <= sizeof(blocks)) {
		s = block_get(fd, m->header, blocks, n, f);
		got = blocks;
	}
	if (s == TAR_MEMBER && (!tar_put(&want, m, f) || want.n != n ||
				   memcmp(got, want.p, n) != 0))
		s = bad(f, m->header, "the header is damaged");
	buf_free(&want);
	return s;
}

enum tar_status
tar_next(int fd, int64_t at, struct tar_member *m, struct fault *f)
{
	struct ustar h;
	*m = (struct tar_member){
		.header = at, .data = at + TAR_BLOCK, .size = -1
	};
	enum tar_status s = block_get(fd, at, &h, sizeof(h), f);
	if (s == TAR_MEMBER && is_zero(&h, sizeof(h))) {
		s = block_get(fd, m->data, &h, sizeof(h), f);
		if (s == TAR_MEMBER && !is_zero(&h, sizeof(h)))
			return bad(f, at, "a single block of zeros");
		return s == TAR_MEMBER ? TAR_END : s;
	}
	if (s == TAR_MEMBER && h.type == 'x')
		s = pax_get(fd, &h, m, f);
	if (s != TAR_MEMBER)
		return s;
	if (!*m->name)
		name_get(&h, m->name);
	if (m->size < 0)
		m->size = octal_get(h.size, sizeof(h.size));
	m->mtime = octal_get(h.mtime, sizeof(h.mtime));
	if (m->size < 0 || m->mtime < 0 ||
	    m->size > INT64_MAX - TAR_BLOCK - m->data)
		return bad(f, at, "the header is damaged");
	return check(fd, m, &h, f);
}
