/* SPDX-License-Identifier: ISC */
#ifndef IDENT_CONTACT_H
#define IDENT_CONTACT_H

/*
 * E-mail addresses and mobile numbers, as far as their spelling tells. What
 * passes can stand in a header or a command without meaning anything else; it
 * need not exist.
 */

#include <stdbool.h>

#include "base/str.h"

enum { CONTACT_EMAIL_MAX = 254 }; /* RFC 5321 4.5.3.1.3, without <> */

/*
 * Claims that s is local@domain: one @, neither blanks nor control characters
 * nor what RFC 5322 gives a meaning (<>()[],;:\"), a local part of at most 64
 * bytes that does not begin with a hyphen, a domain of at least two labels.
 * Letters beyond ASCII are taken (RFC 6531).
 */
bool contact_email_ok(struct str s);

/*
 * Takes `Name <address>` apart, or an address alone, whose name is absent then;
 * quotes around the name go. False when a `>` ends it that nothing opens. What
 * the parts are is not looked at.
 */
bool contact_mailbox_split(
    struct str mailbox, struct str *name, struct str *address);

/* Claims that s is + and 8 to 15 digits, the first not 0 (ITU-T E.164). */
bool contact_mobile_ok(struct str s);

#endif
