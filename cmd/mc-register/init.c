/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "register_cmd.h"

enum { KEY_BYTES = 32 };

/* Ends the process if the path is too long. */
static void
join(char out[PATH_MAX], const char *folder, const char *name)
{
	if (snprintf(out, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX)
		die(MC_CREATE, "%s: path is too long", folder);
}

/* Claims that an init cut short, or an operator before it, may leave this. */
static bool
is_ours(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       strcmp(name, "mc.yaml") == 0 || home_makes(name);
}

/*
 * A folder that is there already becomes an MC_HOME, and private, only if
 * nothing else lives in it.
 */
static void
check_folder(const char *folder)
{
	const struct dirent *e;
	DIR *d = opendir(folder);
	if (!d && errno == ENOENT)
		return;
	if (!d)
		die(MC_CREATE, "%s: %s", folder, strerror(errno));
	while ((e = readdir(d)) != NULL)
		if (!is_ours(e->d_name))
			die(MC_CREATE,
			    "%s: holds other files, such as '%s', and is no "
			    "MC_HOME",
			    folder, e->d_name);
	closedir(d);
	if (chmod(folder, 0700) != 0)
		die(MC_CREATE, "%s: cannot make it private: %s", folder,
		    strerror(errno));
}

static void
make_key(const char *folder, const char *name)
{
	unsigned char random[KEY_BYTES];
	char text[2 * KEY_BYTES + 2], path[PATH_MAX], keys[PATH_MAX];

	join(keys, folder, "keys");
	join(path, keys, name);
	if (!file_mkdirs(keys))
		die(MC_CREATE, "%s: %s", keys, strerror(errno));
	if (access(path, F_OK) == 0)
		return;
	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		die(MC_IO, "no random bytes: %s", strerror(errno));
	hex_format(random, sizeof(random), text);
	text[2 * KEY_BYTES] = '\n';
	if (!file_put(path, text, 2 * KEY_BYTES + 1, true))
		die(MC_CREATE, "%s: %s", path, strerror(errno));
	msg_info("%s: made", path);
}

/*
 * A home in use: nothing is made. A key that is gone cannot be made again,
 * what was hashed with it would never be found.
 */
static void
check_home(const struct home *h, const char *environment)
{
	char path[PATH_MAX];
	join(path, h->path, "keys/identity");
	if (environment && (strcmp(environment, "test") == 0) != h->test)
		die(MC_CREATE, "%s: is stamped for the other environment",
		    h->path);
	if (access(path, F_OK) != 0)
		die(MC_CONFIG, "%s: the key of a home in use is missing: %s",
		    path, strerror(errno));
}

/* The keys come before the stamp, so that a stamped home has had them. */
static void
make_home(const char *folder, bool test)
{
	struct fault f;
	struct home h;
	check_folder(folder);
	if (!file_mkdirs(folder))
		die(MC_CREATE, "%s: %s", folder, strerror(errno));
	make_key(folder, "identity");
	make_key(folder, "columns");
	if (!home_init(folder, test, &f))
		fault_die(MC_CREATE, &f);
	if (!home_open(&h, folder, &f) || !home_barrier(&h, &f))
		fault_die(MC_IO, &f);
}

int
cmd_init(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'e', "environment", "NAME", "test (usual) or production" },
		{ 0 },
	};
	const char *environment = NULL, *folder = getenv("MC_HOME");
	char stamp[PATH_MAX];
	struct home h;
	struct fault f;
	struct cli cli;

	cli_start(&cli, "mc-register init", "[DIR]", options, argc, argv);
	while (cli_next(&cli) != 0)
		environment = cli.value;
	if (environment && strcmp(environment, "test") != 0 &&
	    strcmp(environment, "production") != 0)
		cli_wrong(&cli, "environment is neither test nor production");
	if (cli.operands_n > 1)
		cli_wrong(&cli, "more than one folder");
	if (cli.operands_n)
		folder = cli.operands[0];
	if (!folder || !*folder)
		cli_wrong(&cli, "no folder, and MC_HOME is not set");
	join(stamp, folder, "mc.home");
	if (access(stamp, F_OK) != 0) {
		make_home(
		    folder, !environment || strcmp(environment, "test") == 0);
		return MC_OK;
	}
	if (!home_open(&h, folder, &f))
		fault_die(MC_CONFIG, &f);
	check_home(&h, environment);
	return MC_OK;
}
