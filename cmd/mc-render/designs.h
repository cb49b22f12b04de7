/* SPDX-License-Identifier: ISC */
#ifndef RENDER_DESIGNS_H
#define RENDER_DESIGNS_H

/*
 * The templates of an installation: each sender's, with his logo and colour,
 * and the usual one for documents of nobody else. All of them are loaded and
 * checked before the first document.
 */

#include "conf/conf.h"
#include "template.h"

#define DESIGNS_USUAL "classic"

struct design {
	struct str name; /* this and the next tell it apart */
	struct template_own own;
	struct template template;
};

struct designs {
	struct design *one; /* the first is the usual one */
	size_t n;
	const struct conf *conf;
	size_t *of; /* for each of its senders, which of them is his */
	struct str name; /* that replaces the senders', or absent */
};

/*
 * Loads them; the configuration is borrowed. `name` replaces the senders'
 * templates, not their logos and colours; absent: none does. `home` is where
 * templates may lie. False with the fault; designs_free all the same.
 */
bool designs_open(struct designs *, const struct conf *, const char *home,
    struct str name, struct type *, struct fault *);

void designs_free(struct designs *);

/* That of the sender; NULL: the usual one. */
const struct template *designs_of(
    const struct designs *, const struct conf_sender *);

#endif
