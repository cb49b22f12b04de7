/* SPDX-License-Identifier: ISC */
#ifndef CONF_CONF_TABLE_H
#define CONF_CONF_TABLE_H

/* The keys of mc.yaml and the checks of their values, for conf.c. */

#include "bind.h"

extern const struct bind_object conf_object;

/* How a sender's pages look (conf_page.c). */
bind_check conf_check_template, conf_check_logo, conf_check_brand,
    conf_check_swish;

#endif
