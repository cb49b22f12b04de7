/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "stream/line.h"
#include "t.h"

static struct fault fault;
static char folder[] = "/tmp/t_line.XXXXXX";

/* Makes a file in the folder; its path, static for the next four calls. */
static char *
file_with(const char *name, struct str text)
{
	static char paths[4][64];
	static int next;
	char *path = paths[next++ % 4];
	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	unlink(path);
	CHECK(file_put(path, text.p, text.n, false));
	return path;
}

static void
is_line(struct lines *l, const char *want, const char *place)
{
	struct str line = { NULL, 0 };
	char text[256];
	CHECK_INT(lines_next(l, &line, &fault), LINE_OK);
	CHECK_STR(line, want);
	lines_place(l, text, sizeof(text));
	const char *slash = strrchr(text, '/');
	CHECK_STR(slash ? slash + 1 : text, place);
}

static void
ends(struct lines *l, enum line_status status, const char *place,
    const char *text)
{
	struct str line;
	fault = (struct fault){ .text = "" };
	CHECK_INT(lines_next(l, &line, &fault), status);
	const char *slash = strrchr(fault.place, '/');
	CHECK_STR(slash ? slash + 1 : fault.place, place);
	CHECK_STR((const char *)fault.text, text);
	lines_close(l);
}

static void
test_several_files(void)
{
	char *paths[4] = { file_with("a", str_of("1\n\n22\n")),
		file_with("b", str_of("")), file_with("c", str_of("\r\n")),
		file_with("d", (struct str)STR("x\0y\n")) };
	struct lines l;
	struct str line;
	CHECK(lines_open(&l, paths, 4, &fault));
	is_line(&l, "1", "a:1");
	is_line(&l, "", "a:2");
	is_line(&l, "22", "a:3");
	is_line(&l, "\r", "c:1");
	CHECK_INT(lines_next(&l, &line, &fault), LINE_OK);
	CHECK(str_eq(line, (struct str)STR("x\0y")));
	ends(&l, LINE_END, "", "");
}

static void
test_cut_last_line(void)
{
	char *paths[2] = { file_with("a", str_of("1\n{\"mc\":")),
		file_with("b", str_of("2\n")) };
	struct lines l;
	CHECK(lines_open(&l, paths, 1, &fault));
	is_line(&l, "1", "a:1");
	ends(&l, LINE_BAD, "a:2", "line is cut off");
	/* not even when another file follows */
	CHECK(lines_open(&l, paths, 2, &fault));
	is_line(&l, "1", "a:1");
	ends(&l, LINE_BAD, "a:2", "line is cut off");
}

static void
test_open_fails_before_any_read(void)
{
	char missing[64];
	char *paths[2] = { file_with("a", str_of("1\n")), missing };
	struct lines l;
	snprintf(missing, sizeof(missing), "%s/missing", folder);
	CHECK(!lines_open(&l, paths, 2, &fault));
	CHECK_STR((const char *)fault.place, (const char *)missing);
	CHECK(strstr(fault.text, "cannot open: ") != NULL);
	lines_close(&l);
}

static void
test_read_fails(void)
{
	char memory[] = "/proc/self/mem"; /* nothing is mapped at 0 */
	char *paths[2] = { file_with("a", str_of("1\n")), memory };
	struct lines l;
	CHECK(lines_open(&l, paths, 2, &fault));
	is_line(&l, "1", "a:1");
	ends(&l, LINE_IO, "mem:1", strerror(EIO));
	paths[1] = folder;
	CHECK(!lines_open(&l, paths, 2, &fault));
	CHECK_STR((const char *)fault.place, (const char *)folder);
	lines_close(&l);
}

/* ---- borders of what one read brings -------------------------------- */

/* Standard input from a child that writes text in pieces of `size` bytes. */
static pid_t
feed(struct str text, size_t size)
{
	int pair[2];
	/* a packet is one read(2), whatever else is waiting */
	CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) == 0);
	pid_t child = fork();
	if (child == 0) {
		close(pair[0]);
		for (size_t at = 0; at < text.n; at += size) {
			size_t n = text.n - at < size ? text.n - at : size;
			if (write(pair[1], text.p + at, n) != (ssize_t)n)
				_exit(1);
		}
		_exit(0);
	}
	close(pair[1]);
	CHECK(dup2(pair[0], STDIN_FILENO) == STDIN_FILENO);
	close(pair[0]);
	return child;
}

static void
test_pieces(void)
{
	static const char text[] = "1\n\n{\"mc\":1}\n\xc3\xa5\n12345678\n";
	for (size_t size = 1; size <= sizeof(text); size++) {
		int status = 1;
		struct lines l;
		pid_t child = feed(str_of(text), size);
		CHECK(lines_open(&l, NULL, 0, &fault));
		is_line(&l, "1", "standard input:1");
		is_line(&l, "", "standard input:2");
		is_line(&l, "{\"mc\":1}", "standard input:3");
		is_line(&l, "\xc3\xa5", "standard input:4");
		is_line(&l, "12345678", "standard input:5");
		ends(&l, LINE_END, "", "");
		CHECK(waitpid(child, &status, 0) == child && status == 0);
	}
}

/* Lines of every length around the size of the window, in odd pieces. */
static void
test_lines_longer_than_the_window(void)
{
	static const size_t lengths[] = { 262143, 262144, 262145, 131072, 0,
		131071, 524288, 1, 1000000 };
	enum { N = sizeof(lengths) / sizeof(lengths[0]) };
	struct buf b = BUF_INIT(1 << 24);
	for (int i = 0; i < N; i++) {
		CHECK(buf_room(&b, lengths[i] + 1));
		memset(b.p + b.n, 'a' + i, lengths[i]);
		b.n += lengths[i];
		buf_addc(&b, '\n');
	}
	int status = 1;
	pid_t child = feed(buf_str(&b), 65521);
	struct lines l;
	char *paths[1] = { (char[]){ "-" } };
	CHECK(lines_open(&l, paths, 1, &fault));
	for (int i = 0; i < N; i++) {
		struct str line = { NULL, 0 };
		size_t same = 0;
		CHECK_INT(lines_next(&l, &line, &fault), LINE_OK);
		CHECK_INT(line.n, lengths[i]);
		while (same < line.n && line.p[same] == 'a' + i)
			same++;
		CHECK_INT(same, line.n);
	}
	ends(&l, LINE_END, "", "");
	CHECK(waitpid(child, &status, 0) == child && status == 0);
	buf_free(&b);
}

/* A line of n bytes in a sparse file, with a short one before it. */
static void
long_line(size_t n, enum line_status want)
{
	char *path = file_with("long", str_of("1\n"));
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	CHECK(fd >= 0 && ftruncate(fd, (off_t)(n + 2)) == 0 &&
	      pwrite(fd, "\n", 1, (off_t)(n + 2)) == 1);
	close(fd);
	struct lines l;
	struct str line;
	CHECK(lines_open(&l, &path, 1, &fault));
	is_line(&l, "1", "long:1");
	if (want == LINE_OK) {
		CHECK_INT(lines_next(&l, &line, &fault), LINE_OK);
		CHECK_INT(line.n, n);
		ends(&l, LINE_END, "", "");
	} else {
		ends(&l, want, "long:2", "line is over 64 MiB");
	}
	unlink(path);
}

static void
test_limit(void)
{
	long_line(LINE_MAX_BYTES, LINE_OK);
	long_line((size_t)LINE_MAX_BYTES + 1, LINE_BAD);
}

/* Without an LF it must not be read to its end, which may never come. */
static void
test_limit_without_end(void)
{
	char path[] = "/dev/zero";
	char *paths[1] = { path };
	struct lines l;
	CHECK(lines_open(&l, paths, 1, &fault));
	ends(&l, LINE_BAD, "zero:1", "line is over 64 MiB");
}

/* ---- output --------------------------------------------------------- */

static void
test_out(void)
{
	char *path = file_with("out", str_of(""));
	struct buf back = BUF_INIT(1 << 24);
	struct out o;
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	out_open(&o, fd);
	for (int i = 0; i < 100000; i++)
		out_add(&o, str_of("0123456789"));
	CHECK(o.buf.n < 1000000); /* most has been written by now */
	CHECK(out_close(&o));
	close(fd);
	CHECK(file_read(path, &back));
	CHECK_INT(back.n, 1000000);
	CHECK(memcmp(back.p + 999990, "0123456789", 10) == 0);
	buf_free(&back);
}

static void
test_out_keeps_the_first_error(void)
{
	struct out o;
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	out_open(&o, fd);
	CHECK(out_flush(&o)); /* nothing to write */
	out_add(&o, str_of("1"));
	CHECK(!out_flush(&o));
	CHECK_INT(o.error, ENOSPC);
	close(fd); /* would now be EBADF */
	out_add(&o, str_of("2"));
	CHECK(!out_close(&o));
	CHECK_INT(o.error, ENOSPC);
}

int
main(void)
{
	CHECK(mkdtemp(folder) != NULL);
	test_several_files();
	test_cut_last_line();
	test_open_fails_before_any_read();
	test_read_fails();
	test_pieces();
	test_lines_longer_than_the_window();
	test_limit();
	test_limit_without_end();
	test_out();
	test_out_keeps_the_first_error();
	static const char *const names[] = { "a", "b", "c", "d", "out" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char path[64];
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		CHECK(unlink(path) == 0);
	}
	CHECK(rmdir(folder) == 0);
	return T_END();
}
