/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"
#include "state/keys.h"
#include "t.h"

static char folder[] = "/tmp/t_keys.XXXXXX";
static struct home home;
static struct arena arena;

static const char secret[] = "opensesame-opensesame-opensesame";

/* The file of the home's key with these bytes; NULL: none. */
static void
put(const char *text, size_t n, mode_t mode)
{
	char path[PATH_MAX];
	struct fault f;
	CHECK(home_join(&home, str_of("keys/identity"), path, &f));
	unlink(path);
	if (text)
		CHECK(file_put(path, text, n, false) && chmod(path, mode) == 0);
}

/* Claims that the home's file is refused for that reason. */
static void
refused(const char *text, size_t n, mode_t mode, const char *why)
{
	struct str key;
	struct fault f = { 0 };
	T_CASE(why);
	put(text, n, mode);
	CHECK(!keys_identity(&home, (struct str){ NULL, 0 }, &arena, &key, &f));
	CHECK_STR(f.text, why);
	CHECK(strstr(f.place, "/keys/identity") != NULL);
	/* a configured one is not asked for the other */
	CHECK(keys_identity(&home, str_of("mine"), &arena, &key, &f));
	CHECK_STR(key, "mine");
}

static void
test_found(void)
{
	static const struct str none;
	struct str key = str_of("x");
	struct fault f;
	CHECK(keys_identity(NULL, none, &arena, &key, &f) && !key.p);
	CHECK(keys_identity(NULL, str_of("mine"), &arena, &key, &f));
	CHECK_STR(key, "mine");
	put(NULL, 0, 0);
	CHECK(keys_identity(&home, none, &arena, &key, &f) && !key.p);
	put(secret, sizeof(secret) - 1, 0600);
	CHECK(keys_identity(&home, none, &arena, &key, &f));
	CHECK_STR(key, secret);
	put("opensesame-opensesame-opensesame\n", sizeof(secret), 0400);
	CHECK(keys_identity(&home, none, &arena, &key, &f));
	CHECK_STR(key, secret);
	CHECK(keys_identity(&home, str_of("mine"), &arena, &key, &f));
	CHECK_STR(key, "mine");
}

static void
test_refused(void)
{
	static char big[SECRET_MAX + 1];
	char path[PATH_MAX];
	struct fault f;
	struct str key;
	memset(big, 'x', sizeof(big));
	refused(
	    secret, 32, 0640, "is open to group or others, make its mode 0600");
	refused(secret, 31, 0600, "holds a key of less than 32 bytes");
	refused("                                \n", 33, 0600,
	    "holds a key of less than 32 bytes");
	refused("", 0, 0600, "is empty");
	refused(big, sizeof(big), 0600, "is larger than 64 KiB");
	T_CASE("folder");
	put(NULL, 0, 0);
	CHECK(home_join(&home, str_of("keys/identity"), path, &f) &&
	      mkdir(path, 0700) == 0);
	CHECK(!keys_identity(&home, (struct str){ NULL, 0 }, &arena, &key, &f));
	CHECK_STR(f.text, "is no regular file");
	CHECK(rmdir(path) == 0);
}

int
main(void)
{
	struct fault f;
	char command[PATH_MAX];
	if (!mkdtemp(folder) || !home_init(folder, true, &f) ||
	    !home_open(&home, folder, &f))
		return 2;
	test_found();
	test_refused();
	arena_free(&arena);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	CHECK(system(command) == 0);
	return T_END();
}
