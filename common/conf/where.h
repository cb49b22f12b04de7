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

/* Claims that the configuration opened by that option has channels. */
bool conf_has_channels(const struct conf *, const char *option, struct fault *);

/*
 * The same for a tool that can do without: *found false, and *c zeroed, when
 * neither the option nor $MC_CONF names one and there is none in $MC_HOME. One
 * that is there and cannot be read is a fault all the same.
 */
bool conf_open_if(
    struct conf *, const char *option, bool *found, struct fault *);

#endif
