/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "stream/filter.h"
#include "stream/line.h"
#include "t.h"

#define HEAD "{\"mc\":1,\"kind\":\"invoice\",\"id\":\"a/b/c\""
#define SEAL "{\"mc\":1,\"end\":{}}\n"

static char folder[] = "/tmp/t_filter.XXXXXX";
static char in_path[64], out_path[64], error_path[64];

/* What the tool of this test does with a record; arg is that text. */
static bool
each(void *arg, const struct rec *rec, struct arena *a, struct buf *value,
    struct fault *f)
{
	const char *what = arg;
	(void)rec, (void)a;
	if (strcmp(what, "reject") == 0)
		return fault_set(f, "/reach", "RULE", "%s", "not this one");
	if (strcmp(what, "fill") == 0) { /* up to what a buffer may hold */
		CHECK(buf_room(value, LINE_MAX_BYTES - 2));
		memset(value->p, 'x', LINE_MAX_BYTES - 2);
		value->p[0] = value->p[LINE_MAX_BYTES - 3] = '"';
		value->n = LINE_MAX_BYTES - 2;
	} else if (*what) {
		buf_adds(value, what);
	}
	return true;
}

/* A process of its own, with files as standard output and error. */
static int
run(struct str in, const char *what, struct buf *out, struct buf *error)
{
	static const char *const needs[] = { "reach", NULL };
	char what_copy[64];
	int status = -1;
	unlink(in_path);
	CHECK(file_put(in_path, in.p, in.n, false));
	snprintf(what_copy, sizeof(what_copy), "%s", what);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		struct filter f = { .tool = "mc-route",
			.section = "route",
			.needs = needs,
			.kinds = filter_invoices,
			.each = each,
			.arg = what_copy };
		char *paths[1] = { in_path };
		int to = open(out_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		int err = open(error_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		msg_init("mc-route");
		if (dup2(to, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0)
			_exit(99);
		_exit((int)filter_run(&f, paths, 1));
	}
	CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
	buf_reset(out);
	buf_reset(error);
	CHECK(file_read(out_path, out) && file_read(error_path, error));
	return WEXITSTATUS(status);
}

static void
test_records(struct buf *out, struct buf *error)
{
	static const struct {
		const char *in, *what, *out, *error;
		int status;
	} cases[] = {
		{ HEAD ",\"reach\":{}}\n" SEAL, "{\"a\":1}",
		    HEAD ",\"reach\":{},\"route\":{\"a\":1}}\n" SEAL, "", 0 },
		{ HEAD ",\"reach\":{},\"route\":{},\"sent\":[]}\n", "",
		    HEAD ",\"reach\":{}}\n", "", 0 },
		{ HEAD ",\"reach\":{}}\n" SEAL, "reject",
		    HEAD ",\"reach\":{},\"rejected\":{\"tool\":\"mc-route\","
			 "\"place\":\"/reach\",\"rule\":\"RULE\","
			 "\"text\":\"not this one\"}}\n" SEAL,
		    "", 0 },
		/* given up before, and kinds of others: untouched */
		{ HEAD " ,\"rejected\":{\"tool\":\"mc-parse\"} }\n", "{}",
		    HEAD " ,\"rejected\":{\"tool\":\"mc-parse\"} }\n", "", 0 },
		{ "{\"mc\":1,\"kind\":\"payment\",\"id\":\"a\",\"sent\":[]}\n",
		    "{}",
		    "{\"mc\":1,\"kind\":\"payment\",\"id\":\"a\",\"sent\":[]}"
		    "\n",
		    "", 0 },
		{ HEAD "}\n" SEAL, "{}", "", "mc-lookup writes it", 65 },
		{ HEAD ",\"reach\":null}\n" SEAL, "{}", "",
		    "mc-lookup writes it", 65 },
		{ HEAD ",\"reach\":{}}\nx\n" SEAL, "{}",
		    HEAD ",\"reach\":{},\"route\":{}}\n", "in:2: ", 65 },
		{ HEAD ",\"reach\":{}}\n\n" SEAL, "{}",
		    HEAD ",\"reach\":{},\"route\":{}}\n", "a blank line", 65 },
		{ HEAD ",\"reach\":{}}", "{}", "", "line is cut off", 65 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].in);
		int status =
		    run(str_of(cases[i].in), cases[i].what, out, error);
		CHECK_INT(status, cases[i].status);
		CHECK_STR(buf_str(out), cases[i].out);
		buf_addc(error, '\0');
		CHECK(strstr(error->p, cases[i].error) != NULL);
		CHECK_INT(error->n == 1, cases[i].status == 0);
	}
}

/* The section of a long line did not fit, nor then did its `rejected`. */
static void
test_rejected_of_a_long_line_fits(struct buf *out, struct buf *error)
{
	static const size_t lengths[] = { 1000, LINE_MAX_BYTES - 66000 };
	struct buf in = BUF_INIT(LINE_MAX_BYTES + 1000);
	for (size_t i = 0; i < 2; i++) {
		buf_reset(&in);
		buf_adds(&in, HEAD ",\"reach\":{},\"x\":\"");
		size_t n = lengths[i] - in.n - 2;
		CHECK(buf_room(&in, n));
		memset(in.p + in.n, 'y', n);
		in.n += n;
		buf_adds(&in, "\"}\n");
		CHECK_INT(
		    run(buf_str(&in), i ? "reject" : "fill", out, error), 0);
		CHECK(out->n > in.n && out->n <= LINE_MAX_BYTES);
		buf_addc(out, '\0');
		CHECK(strstr(out->p, i ? "not this one" : "over 64 MiB"));
	}
	buf_free(&in);
}

int
main(void)
{
	struct buf out = BUF_INIT(LINE_MAX_BYTES + (1 << 20));
	struct buf error = BUF_INIT(1 << 20);
	CHECK(mkdtemp(folder) != NULL);
	snprintf(in_path, sizeof(in_path), "%s/in", folder);
	snprintf(out_path, sizeof(out_path), "%s/out", folder);
	snprintf(error_path, sizeof(error_path), "%s/error", folder);
	test_records(&out, &error);
	test_rejected_of_a_long_line_fits(&out, &error);
	buf_free(&out);
	buf_free(&error);
	CHECK(unlink(in_path) == 0 && unlink(out_path) == 0 &&
	      unlink(error_path) == 0 && rmdir(folder) == 0);
	return T_END();
}
