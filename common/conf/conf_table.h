/* SPDX-License-Identifier: ISC */
#ifndef CONF_CONF_TABLE_H
#define CONF_CONF_TABLE_H

/* The keys of mc.yaml and the checks of their values, for conf.c. */

#include "bind.h"

extern const struct bind_object conf_object;

#endif
