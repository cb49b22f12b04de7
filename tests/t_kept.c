/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "state/kept.h"
#include "t.h"

static char folder[] = "/tmp/t_kept.XXXXXX";
static struct home home;

static const char hex[] = "00112233445566778899aabbccddeeff";
static const char copy[] = "in/stdin-0011223344556677.xml";
static const char note[] = "in/stdin-0011223344556677.run";

static bool
there(const char *relative)
{
	char path[PATH_MAX];
	return home_join(&home, str_of(relative), path, NULL) &&
	       access(path, F_OK) == 0;
}

/* The copy, with the note of a run of twelve documents. */
static void
make(void)
{
	char path[PATH_MAX];
	struct fault f;
	CHECK(home_join(&home, str_of(copy), path, &f) &&
	      file_replace(path, "<x/>", 4, false));
	CHECK(kept_note(&home, str_of(copy), str_of("0123456789ab"), 12, &f));
	CHECK(there(copy) && there(note));
}

static bool
done(const char *path, const char *run, int64_t filed)
{
	struct fault f = { 0 };
	bool ok = kept_done(&home, str_of(path), str_of(run), filed, &f);
	CHECK(ok || f.text[0]);
	return ok;
}

static void
test_name(void)
{
	static const char *const others[] = { "", "run.xml", "in/run.xml",
		"in/stdin-0011223344556677.run", "in/stdin-001122334455667.xml",
		"in/stdin-00112233445566777.xml",
		"in/stdin-001122334455667G.xml",
		"in/stdin-00112233445566/7.xml",
		"/in/stdin-0011223344556677.xml" };
	char path[KEPT_PATH];
	kept_name(hex, path);
	CHECK_STR(path, copy);
	CHECK(kept_is(str_of(copy)));
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		T_CASE(others[i]);
		CHECK(!kept_is(str_of(others[i])));
	}
}

static void
test_done(void)
{
	make();
	T_CASE("not all of them");
	CHECK(done(copy, "0123456789ab", 11));
	CHECK(done(copy, "0123456789ab", 1));
	CHECK(there(copy) && there(note));
	T_CASE("another run");
	CHECK(done(copy, "0123456789ac", 12));
	CHECK(there(copy) && there(note));
	T_CASE("another path");
	CHECK(done("in/run.xml", "0123456789ab", 12));
	CHECK(done("../in/stdin-0011223344556677.xml", "0123456789ab", 12));
	CHECK(there(copy) && there(note));
	T_CASE("all");
	CHECK(done(copy, "0123456789ab", 12));
	CHECK(!there(copy) && !there(note));
	T_CASE("again");
	CHECK(done(copy, "0123456789ab", 12));
}

/* Whoever reads the same input again must not lose it to an earlier run. */
static void
test_begin(void)
{
	struct fault f;
	make();
	CHECK(kept_begin(&home, str_of(copy), &f));
	CHECK(there(copy) && !there(note));
	CHECK(done(copy, "0123456789ab", 12));
	CHECK(there(copy));
	CHECK(kept_begin(&home, str_of(copy), &f));
}

int
main(void)
{
	struct fault f;
	char command[PATH_MAX];
	if (!mkdtemp(folder) || !home_init(folder, true, &f) ||
	    !home_open(&home, folder, &f))
		return 2;
	test_name();
	test_done();
	test_begin();
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	CHECK(system(command) == 0);
	return T_END();
}
