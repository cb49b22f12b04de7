/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "t.h"
#include "tool/site.h"

#define S(text) ((struct str)STR(text))

static char folder[] = "/tmp/t_site.XXXXXX";
static struct fault f;

/* Opens with a configuration of that text, or without one for NULL. */
static bool
opens(const char *text)
{
	char path[PATH_MAX];
	struct home home;
	struct conf conf = { 0 };
	snprintf(path, sizeof(path), "%s/home/mc.yaml", folder);
	unlink(path);
	CHECK(!text || file_put(path, text, strlen(text), false));
	bool ok = site_open(&home, &conf, NULL, &f);
	CHECK(!ok || (home.test && conf.environment == CONF_TEST));
	conf_free(&conf);
	return ok;
}

static void
test_open(void)
{
	char path[PATH_MAX];
	T_CASE("no home");
	unsetenv("MC_HOME");
	CHECK(!opens(NULL));
	CHECK_STR(f.place, "MC_HOME");
	snprintf(path, sizeof(path), "%s/home", folder);
	CHECK(setenv("MC_HOME", path, 1) == 0);
	T_CASE("no configuration");
	CHECK(!opens(NULL));
	CHECK(strstr(f.place, "mc.yaml") != NULL);
	T_CASE("both");
	CHECK(opens("environment: test\n"));
	T_CASE("of another environment");
	CHECK(!opens("environment: production\n"));
	CHECK(*f.text != '\0');
	T_CASE("a damaged one");
	CHECK(!opens("environment: [\n"));
}

static void
test_knows(void)
{
	static const char text[] = "environment: test\n"
				   "channels:\n"
				   "  email:\n"
				   "    kind: directory\n"
				   "    path: deliveries/email\n";
	const struct choice list[] = { { .channel = S("email") },
		{ .channel = S("kivra") } };
	char name[256] = "", said[256];
	struct conf conf;
	T_CASE("channels");
	CHECK(conf_load_text(&conf, str_of(text), "mc.yaml", &f));
	CHECK_STR(f.text, "");
	CHECK(site_knows(&conf, list, 0, "/x", &f));
	CHECK(site_knows(&conf, list, 1, "/x", &f));
	CHECK(!site_knows(&conf, list, 2, "/route/payment", &f));
	CHECK_STR(f.place, "/route/payment");
	CHECK_STR(f.rule, "channel");
	CHECK_STR(f.text, "the configuration has no channel 'kivra'");
	T_CASE("a long name is cut");
	memset(name, 'x', 200);
	const struct choice longer = { .channel = str_of(name) };
	CHECK(!site_knows(&conf, &longer, 1, "/x", &f));
	snprintf(said, sizeof(said), "the configuration has no channel '%.64s'",
	    name);
	CHECK_STR(f.text, said);
	conf_free(&conf);
}

int
main(void)
{
	char path[PATH_MAX];
	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof(path), "%s/home", folder);
	CHECK(home_init(path, true, &f));
	test_open();
	f = (struct fault){ .text = "" };
	test_knows();
	snprintf(path, sizeof(path), "rm -rf '%s'", folder);
	CHECK_INT(system(path), 0);
	return T_END();
}
