/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/file.h"
#include "t.h"

static char folder[] = "/tmp/t_file.XXXXXX";

/* A path in the folder, static for the next four calls. */
static const char *
in(const char *name)
{
	static char paths[4][128];
	static int next;
	char *path = paths[next++ % 4];
	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static void
holds(const char *name, const char *want)
{
	struct buf b = BUF_INIT(1 << 20);
	CHECK(file_read(in(name), &b));
	CHECK_STR(buf_str(&b), want);
	buf_free(&b);
}

static void
test_put(void)
{
	struct stat st;
	for (int durable = 0; durable < 2; durable++) {
		const char *name = durable ? "durable" : "plain";
		CHECK(file_put(in(name), "abc", 3, durable));
		holds(name, "abc");
		CHECK(stat(in(name), &st) == 0 && (st.st_mode & 0777) == 0600);
		/* the same again is fine, other bytes are not */
		CHECK(file_put(in(name), "abc", 3, durable));
		errno = 0;
		CHECK(!file_put(in(name), "abd", 3, durable));
		CHECK_INT(errno, EEXIST);
		CHECK(!file_put(in(name), "abcd", 4, durable));
		CHECK(!file_put(in(name), "", 0, durable));
		holds(name, "abc");
		CHECK(unlink(in(name)) == 0);
	}
	CHECK(!file_put(in("none/x"), "abc", 3, false));
	CHECK_INT(errno, ENOENT);
	CHECK(file_put(in("empty"), "", 0, false));
	holds("empty", "");
	CHECK(unlink(in("empty")) == 0);
}

/* What a killed process left under the temporary name does not matter. */
static void
test_put_by(void)
{
	CHECK(file_put(in("temp"), "half", 4, false));
	CHECK(file_put_by(in("temp"), in("x"), "abc", 3, true));
	holds("x", "abc");
	CHECK(access(in("temp"), F_OK) != 0);
	CHECK(!file_put_by(in("temp"), in("x"), "abd", 3, true));
	CHECK_INT(errno, EEXIST);
	CHECK(access(in("temp"), F_OK) != 0);
	/* killed between link and unlink: both names are one file */
	CHECK(link(in("x"), in("temp")) == 0);
	CHECK(file_put_by(in("temp"), in("x"), "abc", 3, false));
	holds("x", "abc");
	CHECK(unlink(in("x")) == 0);
}

static void
test_read(void)
{
	struct buf b = BUF_INIT(70000);
	char got[3] = "";
	CHECK(file_put(in("x"), "abcdef", 6, false));
	buf_adds(&b, "before ");
	CHECK(file_read(in("x"), &b));
	CHECK_STR(buf_str(&b), "before abcdef");
	CHECK(!file_read(in("missing"), &b));
	CHECK_INT(errno, ENOENT);
	CHECK(!file_read(folder, &b));
	CHECK_INT(errno, EISDIR);
	int fd = open(in("x"), O_RDONLY | O_CLOEXEC);
	CHECK(file_read_at(fd, got, 3, 2) && memcmp(got, "cde", 3) == 0);
	CHECK(!file_read_at(fd, got, 3, 4));
	CHECK_INT(errno, EIO);
	close(fd);
	buf_free(&b);
	struct buf small = BUF_INIT(100);
	CHECK(!file_read(in("x"), &small));
	CHECK_INT(errno, EFBIG);
	buf_free(&small);
	CHECK(unlink(in("x")) == 0);
}

static void
test_mkdirs(void)
{
	struct stat st;
	CHECK(file_mkdirs(in("d/e/f")));
	CHECK(file_mkdirs(in("d/e/f/")));
	CHECK(stat(in("d/e/f"), &st) == 0 && (st.st_mode & 0777) == 0700);
	CHECK(file_sync(in("d")) && !file_sync(in("none")));
	CHECK(file_mkdirs("/"));
	CHECK(!file_mkdirs("")); /* looked behind the end of it */
	CHECK(rmdir(in("d/e/f")) == 0 && rmdir(in("d/e")) == 0 &&
	      rmdir(in("d")) == 0);
}

static void
test_write_to_full(void)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	CHECK(file_write(fd, "", 0));
	CHECK(!file_write(fd, "x", 1));
	CHECK_INT(errno, ENOSPC);
	close(fd);
}

static void
test_base64(void)
{
	static const struct {
		struct str bytes;
		const char *text;
	} cases[] = {
		/* RFC 4648 10 */
		{ STR(""), "" },
		{ STR("f"), "Zg==" },
		{ STR("fo"), "Zm8=" },
		{ STR("foo"), "Zm9v" },
		{ STR("foob"), "Zm9vYg==" },
		{ STR("fooba"), "Zm9vYmE=" },
		{ STR("foobar"), "Zm9vYmFy" },
		{ STR("\0\xff\xfe\xfb"), "AP/++w==" },
	};
	static const char *const bad[] = { "Z", "Zg", "Zg=", "Zm8", "=",
		"====", "Z===", "Zg==Zg==", "Zm8=x", "Zg=x", "Zm9-", "Zm9v!",
		"Zm\x80v", "Zg===", "Zm9v====" };
	struct buf b = BUF_INIT(100);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		buf_reset(&b);
		base64_encode(&b, cases[i].bytes.p, cases[i].bytes.n);
		CHECK_STR(buf_str(&b), cases[i].text);
		buf_reset(&b);
		CHECK(base64_decode(&b, str_of(cases[i].text)));
		CHECK(str_eq(buf_str(&b), cases[i].bytes));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		T_CASE(bad[i]);
		buf_reset(&b);
		CHECK(!base64_decode(&b, str_of(bad[i])));
	}
	buf_reset(&b);
	CHECK(base64_decode(&b, str_of(" Zm\r\n9vYm\tE =\n")));
	CHECK_STR(buf_str(&b), "fooba");
	struct buf tight = BUF_INIT(2);
	CHECK(!base64_decode(&tight, str_of("Zm9v")));
	buf_free(&tight);
	buf_free(&b);
}

int
main(void)
{
	CHECK(mkdtemp(folder) != NULL);
	test_put();
	test_put_by();
	test_read();
	test_mkdirs();
	test_write_to_full();
	test_base64();
	CHECK(rmdir(folder) == 0); /* and no temporary file is left */
	return T_END();
}
