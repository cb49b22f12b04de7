/* SPDX-License-Identifier: ISC */
#ifndef CONF_WHERE_H
#define CONF_WHERE_H

/*
 * Which configuration a tool uses: what -c names, else $MC_CONF, else
 * $MC_HOME/mc.yaml. An empty variable counts as one that is not set.
 */

#include <limits.h>

#include "conf.h"

/*
 * The path by that rule; `option` is the value of -c or NULL. False with the
 * fault when nothing says where, or the path is too long.
 */
bool conf_where(const char *option, char path[PATH_MAX], struct fault *);

/* Finds the configuration and loads it, as conf_load says. */
bool conf_open(struct conf *, const char *option, struct fault *);

#endif
