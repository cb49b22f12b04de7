/* SPDX-License-Identifier: ISC */
#ifndef CONF_CONF_TABLE_H
#define CONF_CONF_TABLE_H

/* The keys of mc.yaml and the checks of their values, for conf.c. */

#include "bind.h"

struct conf_channel;

extern const struct bind_object conf_object;

/* Whom e-mail comes from or goes to: `Name <address>` (conf_page.c). */
bind_check conf_check_mailbox;

/* How a sender's pages look (conf_page.c). */
bind_check conf_check_template, conf_check_file, conf_check_brand,
    conf_check_swish;

/* rules (conf_rules.c) */
extern const struct bind_object conf_rules_object;

/* ---- e-invoices (conf_einvoice.c) ------------------------------------ */

/* The words of format and envelope. */
extern const char *const conf_formats[], *const conf_envelopes[];

/* senders.NAME.efaktura */
extern const struct bind_object conf_efaktura_object;

/* Checks test.participant. */
bind_check conf_check_participant;

/*
 * Checks what format and envelope ask of the channel, whose form is -1 where
 * there is no such key, and sets that.
 */
bool conf_check_format(
    struct bind *, const struct yaml *, struct conf_channel *);

#endif
