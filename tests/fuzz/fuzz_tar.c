/* SPDX-License-Identifier: ISC */
/*
 * The tar reader on any bytes: what it takes is what the writer makes, and it
 * always comes to an end. The first input byte chooses what the rest is: the
 * file, or what stands behind good headers, or changes to these, three bytes
 * each (two for the place, one for the value).
 */
#define _GNU_SOURCE /* memfd_create */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "state/tar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
must(bool claim)
{
	if (!claim)
		abort();
}

/* The bytes of the header as read must be those that are made of it. */
static void
check(int fd, const struct tar_member *m)
{
	struct buf b = BUF_INIT(1 << 16);
	char blocks[8 * TAR_BLOCK];
	size_t n = (size_t)(m->data - m->header);
	must(n <= sizeof(blocks));
	must(tar_put(&b, m, NULL) && b.n == n);
	must(file_read_at(fd, blocks, n, m->header));
	must(memcmp(blocks, b.p, n) == 0);
	buf_free(&b);
}

/* The file that the input asks for. */
static void
make(struct buf *b, const uint8_t *data, size_t n)
{
	struct tar_member m = { .size = INT64_C(1) << 34 };
	memset(m.name, 'a', 300);
	if (n > 0 && data[0] & 1) {
		tar_put(b, &m, NULL);
		m.name[1] = '\0';
		m.size = 100;
		tar_put(b, &m, NULL);
	}
	if (n > 0 && data[0] & 2)
		for (size_t i = 1; i + 2 < n && b->n; i += 3)
			b->p[(data[i] << 8 | data[i + 1]) % b->n] =
			    (char)data[i + 2];
	else if (n > 1)
		buf_add(b, data + 1, n - 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static int fd = -1;
	struct tar_member m;
	struct buf b = BUF_INIT((size_t)1 << 24);
	struct fault f;
	int64_t at = 0;

	if (fd < 0)
		must((fd = memfd_create("tar", 0)) >= 0);
	make(&b, data, n);
	must(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
	must(file_write(fd, b.p, b.n));
	buf_free(&b);
	while (tar_next(fd, at, &m, &f) == TAR_MEMBER) {
		check(fd, &m);
		must(m.data > at && m.size >= 0);
		at = m.data + tar_padded(m.size);
	}
	return 0;
}
