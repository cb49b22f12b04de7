/* SPDX-License-Identifier: ISC */
#ifndef MODEL_XNAMES_H
#define MODEL_XNAMES_H

/*
 * Qualified XML names as small numbers, 1 and up, that never change; those of
 * ubl.h come first. Each namespace that a format uses has a prefix of ours;
 * paths are written with it whatever prefix a document uses.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct xnames;

/*
 * Bytes of a name's parts. Every name keeps its namespace, and stands in the
 * path of every finding below it: nobody but an attacker has longer ones.
 */
enum { XNAMES_URI_MAX = 500, XNAMES_LOCAL_MAX = 200 };

/* max: most names it takes. */
struct xnames *xnames_new(size_t max);
void xnames_free(struct xnames *);

/* How many names there are: the greatest number. */
size_t xnames_count(const struct xnames *);

/* The number of a name, new or old; 0: too many of them, or one too long. */
uint32_t xnames_id(struct xnames *, struct str uri, struct str local);

/*
 * The same by NUL-ended texts (uri may be NULL) that are interned elsewhere:
 * equal texts have equal addresses until xnames_forget_pointers.
 */
uint32_t xnames_by_pointer(struct xnames *, const char *uri, const char *local);
void xnames_forget_pointers(struct xnames *);

/*
 * Forgets all names above the number n, which must be the same each time, and
 * the addresses: the numbers will be given to other names. What xnames_text
 * lent of them stays until this is called again.
 */
void xnames_keep(struct xnames *, size_t n);

/* "cbc:ID", "Invoice", "{urn:other}ID"; live as xnames_keep says. */
struct str xnames_text(const struct xnames *, uint32_t id);
struct str xnames_local(const struct xnames *, uint32_t id);
struct str xnames_uri(const struct xnames *, uint32_t id);

/* The namespace that a prefix of ours stands for; absent when it is none. */
struct str xnames_prefix_uri(struct str prefix);

#endif
