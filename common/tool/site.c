/* SPDX-License-Identifier: ISC */
#include "conf/where.h"
#include "site.h"

enum { NAME_SHOWN = 64 };

const char *
site_start(struct cli *cli, const char *tool, const char *operand_names,
    int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 0 },
	};
	const char *config = NULL;
	cli_start(cli, tool, operand_names, options, argc, argv);
	while (cli_next(cli) != 0)
		config = cli->value;
	return config;
}

bool
site_open(
    struct home *home, struct conf *conf, const char *config, struct fault *f)
{
	return home_open(home, NULL, f) && conf_open(conf, config, f) &&
	       home_is(home, conf->environment == CONF_TEST, f);
}

bool
site_knows(const struct conf *conf, const struct choice *list, size_t n,
    const char *place, struct fault *f)
{
	for (size_t i = 0; i < n; i++) {
		struct str name = list[i].channel;
		if (!conf_find_channel(conf, name))
			return fault_set(f, place, "channel",
			    "the configuration has no channel '%.*s'",
			    name.n > NAME_SHOWN ? NAME_SHOWN : (int)name.n,
			    name.p);
	}
	return true;
}
