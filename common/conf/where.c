/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "where.h"

/* The variable's value, NULL when it is not set or empty. */
static const char *
variable(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

bool
conf_where(const char *option, char path[PATH_MAX], struct fault *f)
{
	const char *named = option ? option : variable("MC_CONF");
	const char *home = variable("MC_HOME");
	int n;
	if (named)
		n = snprintf(path, PATH_MAX, "%s", named);
	else if (home)
		n = snprintf(path, PATH_MAX, "%s/mc.yaml", home);
	else
		return fault_set(f, "MC_HOME", "conf",
		    "not set, nor is MC_CONF: there is no configuration");
	return n < PATH_MAX || fault_set(f, "", "conf", "path is too long");
}

bool
conf_open(struct conf *c, const char *option, struct fault *f)
{
	char path[PATH_MAX];
	return conf_where(option, path, f) && conf_load(c, path, f);
}

bool
conf_has_channels(const struct conf *c, const char *option, struct fault *f)
{
	char path[PATH_MAX];
	return c->channels_n > 0 ||
	       (conf_where(option, path, f) &&
		   fault_set(f, path, "conf", "no channels are configured"));
}

bool
conf_open_if(struct conf *c, const char *option, bool *found, struct fault *f)
{
	char path[PATH_MAX];
	bool named = option || variable("MC_CONF");
	*c = (struct conf){ 0 };
	*found = false;
	if (!named && !variable("MC_HOME"))
		return true;
	if (!conf_where(option, path, f))
		return false;
	if (!named && access(path, F_OK) != 0 && errno == ENOENT)
		return true;
	*found = conf_load(c, path, f);
	return *found;
}
