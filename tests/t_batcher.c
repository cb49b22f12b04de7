/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
/* The course of batch files, with a tool whose steps can be made to fail. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/wait.h>

#include "state/einvoices.h"
#include "tool/batcher.h"

#include "filed.h"

static char in_path[64], out_path[64], error_path[64];
static struct buf in = BUF_INIT(1 << 20), out = BUF_INIT(1 << 20),
		  error = BUF_INIT(1 << 20);

/* ---- the tool -------------------------------------------------------- */

/* The step that fails, at the second record or at a file. */
enum failing { FAILS_NONE, FAILS_TAKE, FAILS_FILE, FAILS_END };

struct tool {
	struct einvoices *e;
	enum failing failing;
	bool channels;
	bool wants; /* the second asks for a place, which all get */
};

static bool
is_second(const struct record *r)
{
	return r->id.p[r->id.n - 1] == '2';
}

static enum mc_status
take(void *arg, struct stream *s, bool *wanted, struct fault *why)
{
	const struct tool *t = arg;
	*wanted = t->wants && is_second(&s->rec.r);
	if (t->failing != FAILS_TAKE || !is_second(&s->rec.r))
		return MC_OK;
	fault_set(why, "/route", "no", "not to be taken");
	return MC_CONFIG;
}

static enum mc_status
file(void *arg, struct batcher_files *x, struct stream *s, struct fault *why)
{
	const struct tool *t = arg;
	const struct record *r = &s->rec.r;
	struct einvoice_place *known;
	enum mc_status status;
	struct batcher_key key = { .scheme = S("bank"),
		.sender = record_sender(r->id),
		.run = r->run->id,
		.currency = S("") };
	size_t n;
	if (!einvoices_find(t->e, r->id, &s->arena, &known, &n, why))
		return filed_status(einvoices_filed(t->e));
	if (n || !batcher_day(r, "sefaktura", &key.day, why))
		return MC_OK;
	struct batcher_file *m = batcher_file(x, &key, &status, why);
	if (!m)
		return status;
	const struct einvoice_place at = { .channel = key.scheme,
		.sha256 = r->source->sha256,
		.file = m->row.row,
		.position = ++m->row.records };
	batch_add(&m->batch, r->id.p, r->id.n);
	batch_add(&m->batch, "\n", 1);
	if (!einvoices_add(t->e, r->id, &at, why))
		return filed_status(einvoices_filed(t->e));
	if (t->failing != FAILS_FILE || !is_second(r))
		return MC_OK;
	fault_set(why, "/id", "no", "not to be filed");
	return MC_DATA;
}

static enum mc_status
end(void *arg, struct batcher_file *m, struct fault *why)
{
	const struct tool *t = arg;
	batch_add(&m->batch, "end\n", 4);
	if (t->failing == FAILS_END) {
		fault_set(why, "", "no", "not to be ended");
		return MC_BUG;
	}
	return einvoices_add_totals(
		   t->e, m->row.row, S("{\"SEK\":\"1.00\"}"), why)
		   ? MC_OK
		   : MC_IO;
}

static void
tell(void *arg, const struct batcher_file *m)
{
	(void)arg;
	msg_warn("made %lld", (long long)m->row.records);
}

static bool
totals(void *arg, const struct batch_row *row, struct str *text,
    struct arena *a, struct fault *why)
{
	const struct tool *t = arg;
	return einvoices_totals(t->e, row->row, text, a, why);
}

/* A record that is in no file is given up, when it is the second. */
static void
print(void *arg, struct batcher_print *p)
{
	const struct tool *t = arg;
	const struct record *r = &p->in.rec.r;
	struct einvoice_place *at;
	size_t n;
	if (!einvoices_find(t->e, r->id, &p->in.arena, &at, &n, &f))
		fault_die(MC_IO, &f);
	if (!n && is_second(r)) {
		fault_set(&f, "/id", "none", "in no file");
		batcher_reject(p, &f);
		return;
	}
	if (n) {
		struct batcher_known *k = batcher_known(p, at->file, &f);
		if (!k)
			fault_die(MC_IO, &f);
		batcher_seal(p, k);
		buf_printf(&p->value, "[{\"position\":%lld}]",
		    (long long)at->position);
	}
	batcher_write(p);
}

/* ---- running it ------------------------------------------------------ */

static int
course(struct tool *t)
{
	enum mc_status status;
	char *paths[] = { in_path };
	msg_init("mc-sefaktura");
	t->e = einvoices_open(&home, &status, &f);
	if (!t->e)
		return 99;
	const struct batcher b = { .tool = "mc-sefaktura",
		.section = "sefaktura",
		.kind = "efaktura",
		.ext = "txt",
		.home = &home,
		.filed = einvoices_filed(t->e),
		.reads = REC_BIT(run) | REC_BIT(source) | REC_BIT(route),
		.channels = t->channels,
		.artefacts = true,
		.take = take,
		.file = file,
		.end = end,
		.tell = tell,
		.totals = totals,
		.print = print,
		.arg = t };
	status = batcher_run(&b, paths, 1);
	einvoices_close(t->e);
	return (int)status;
}

/* A process of its own over `in`, with files as its output and messages. */
static int
run(struct tool t)
{
	int status = -1;
	unlink(in_path);
	CHECK(file_put(in_path, in.p, in.n, false));
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		int to = open(out_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		int err = open(error_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		if (dup2(to, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0)
			_exit(99);
		_exit(course(&t));
	}
	CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
	buf_reset(&out);
	buf_reset(&error);
	CHECK(file_read(out_path, &out) && file_read(error_path, &error));
	return WEXITSTATUS(status);
}

static void
add_record(struct seal *sum, const char *id, const char *rest)
{
	struct arena a = { 0 };
	struct rec rec;
	size_t from = in.n;
	buf_printf(&in,
	    "{\"mc\":1,\"kind\":\"invoice\",\"id\":\"%s\",\"run\":{\"id\":"
	    "\"0123456789ab\",\"at\":\"2026-11-22T04:00:00Z\"},\"source\":"
	    "{\"sha256\":\"5a\"},\"invoice\":{\"currency\":\"SEK\","
	    "\"payable\":\"1.00\"}%s}",
	    id, rest);
	CHECK(rec_parse(&rec, str_from(buf_str(&in), from),
	    REC_BIT(source) | REC_BIT(invoice), &a, &f));
	CHECK(seal_add(sum, &rec.r, &f));
	buf_addc(&in, '\n');
	arena_free(&a);
}

/* Sealed records of those ids in `in`, each with `rest` behind its content. */
static void
make_input(const char *const *ids, const char *rest)
{
	struct seal sum = { 0 };
	buf_reset(&in);
	for (; *ids; ids++)
		add_record(&sum, *ids, rest);
	seal_write(&in, &sum, (struct str){ NULL, 0 });
}

static int
count(const char *text)
{
	int n = 0;
	for (struct str s = buf_str(&out); s.n; s = str_from(s, 1))
		n += str_starts(s, text);
	return n;
}

static bool
says(const struct buf *b, const char *text)
{
	return memmem(b->p, b->n, text, strlen(text)) != NULL;
}

/* How many files the folder of the home has. */
static int
entries(const char *name)
{
	char path[PATH_MAX];
	int n = 0;
	CHECK(home_join(&home, str_of(name), path, &f));
	DIR *dir = opendir(path);
	for (struct dirent *e; dir && (e = readdir(dir)) != NULL;)
		n +=
		    strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	if (dir)
		closedir(dir);
	return n;
}

static bool
count_file(void *arg, const struct batch_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

static int
filed(void)
{
	enum mc_status status;
	int n = 0;
	struct einvoices *e = einvoices_open_read(&home, &status, &f);
	CHECK(e && filed_each(einvoices_filed(e), count_file, &n, &f));
	einvoices_close(e);
	return n;
}

/* ---- tests ----------------------------------------------------------- */

static const char *const ids[] = { "a/invoice/1", "a/invoice/2", "b/invoice/3",
	NULL };

static void
test_failing(void)
{
	static const struct {
		enum failing failing;
		enum mc_status status;
		const char *says;
	} cases[] = {
		{ FAILS_TAKE, MC_CONFIG, "in:2: /route: not to be taken" },
		{ FAILS_FILE, MC_DATA, "mc-sefaktura: /id: not to be filed" },
		{ FAILS_END, MC_BUG, "mc-sefaktura: not to be ended" },
	};
	make_input(ids, ",\"route\":{}");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].says);
		CHECK_INT(run((struct tool){
			      .failing = cases[i].failing, .wants = true }),
		    cases[i].status);
		CHECK(says(&error, cases[i].says));
		CHECK_INT(out.n, 0);
		CHECK_INT(filed(), 0);
		CHECK_INT(entries("spool"), 0);
		CHECK_INT(entries("out"), 0);
	}
}

/* Nothing is wanted: no file is made, and the records show it. */
static void
test_unwanted(void)
{
	T_CASE("unwanted");
	make_input(ids, ",\"route\":{},\"sefaktura\":[]");
	CHECK_INT(run((struct tool){ .wants = false }), MC_OK);
	CHECK_INT(filed(), 0);
	CHECK_INT(entries("out"), 0);
	CHECK(!says(&out, "\"sefaktura\""));
	CHECK(
	    says(&out, "\"rejected\":{\"tool\":\"mc-sefaktura\",\"place\":"
		       "\"/id\",\"rule\":\"none\",\"text\":\"in no file\"}}"));
	CHECK(says(&out, "\"files\":[]"));
	T_CASE("what is not ours");
	make_input(ids, ",\"rejected\":{\"tool\":\"mc-parse\"} ");
	CHECK_INT(run((struct tool){ .failing = FAILS_TAKE }), MC_OK);
	CHECK_STR(buf_str(&out), buf_str(&in));
	T_CASE("no route");
	make_input(ids, "");
	CHECK_INT(run((struct tool){ .wants = true }), MC_DATA);
	CHECK(says(&error, "in:1: "));
	CHECK(says(&error, "mc-route writes it"));
	CHECK_INT(out.n, 0);
}

static void
test_course(void)
{
	struct buf first = BUF_INIT(1 << 20);
	T_CASE("the whole course");
	make_input(ids, ",\"route\":{}");
	CHECK_INT(run((struct tool){ .wants = true }), MC_OK);
	CHECK_STR(
	    buf_str(&error), "mc-sefaktura: made 2\nmc-sefaktura: made 1\n");
	CHECK_INT(filed(), 2);
	CHECK_INT(entries("spool"), 0);
	CHECK_INT(entries("out"), 1);
	CHECK(says(&out, "\"sefaktura\":[{\"position\":2}]}"));
	CHECK(says(&out, "\"files\":[{\"tool\":\"mc-sefaktura\",\"path\":"
			 "\"out/2026-11-22/efaktura/"));
	CHECK(says(&out, "/test-a-0123456789ab-"));
	/* two documents, two LFs, and what the file ends with */
	CHECK(says(&out, "\"bytes\":28,\"records\":2,\"totals\":"
			 "{\"SEK\":\"1.00\"}},{"));
	CHECK_INT(count("{\"tool\":"), 2);
	buf_addstr(&first, buf_str(&out));
	T_CASE("again: the same bytes, and nothing is made");
	CHECK_INT(run((struct tool){ .wants = true }), MC_OK);
	CHECK_STR(buf_str(&out), buf_str(&first));
	CHECK_INT(error.n, 0);
	CHECK_INT(filed(), 2);
	T_CASE("channels are said");
	static const char *const more[] = { "c/invoice/2", NULL };
	make_input(more, ",\"route\":{}");
	CHECK_INT(run((struct tool){ .wants = true, .channels = true }), MC_OK);
	CHECK(says(&out, "{\"tool\":\"mc-sefaktura\",\"channel\":\"bank\","
			 "\"path\":\"out/"));
	CHECK(says(&out, "/test-c-bank-0123456789ab-"));
	buf_free(&first);
}

static void
test_record(void)
{
	struct date day = { 0 };
	struct run r = { .id = S("0123456789ab"),
		.at = S("2026-11-22T04:00:00Z") };
	struct record record = { .run = &r };
	struct rec *rec = xcalloc(1, sizeof(*rec));
	T_CASE("the day of a run");
	CHECK(batcher_day(&record, "autogiro", &day, &f));
	CHECK(date_cmp(day, (struct date){ 2026, 11, 22 }) == 0);
	r.id = S("../../../etc");
	CHECK(!batcher_day(&record, "autogiro", &day, &f));
	CHECK_STR(f.rule, "autogiro-run");
	CHECK_STR(f.place, "/run");
	r.id = S("0123456789ab");
	r.at = S("yesterday");
	CHECK(!batcher_day(&record, "autogiro", &day, &f));
	record.run = NULL;
	CHECK(!batcher_day(&record, "sefaktura", &day, &f));
	CHECK_STR(f.rule, "sefaktura-run");
	T_CASE("room for a section");
	rec->line.n = LINE_MAX_BYTES - 65536;
	CHECK(batcher_fits(rec, &f));
	rec->line.n++;
	CHECK(!batcher_fits(rec, &f));
	CHECK_STR(f.rule, "size");
	free(rec);
}

int
main(void)
{
	home_make();
	snprintf(in_path, sizeof(in_path), "%s/in", folder);
	snprintf(out_path, sizeof(out_path), "%s/out", folder);
	snprintf(error_path, sizeof(error_path), "%s/error", folder);
	test_failing();
	test_unwanted();
	test_course();
	test_record();
	buf_free(&in);
	buf_free(&out);
	buf_free(&error);
	home_drop();
	return T_END();
}
