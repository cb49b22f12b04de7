/* SPDX-License-Identifier: ISC */
#include "channel.h"

typedef enum outcome channel_kind(const struct home *,
    const struct conf_channel *, const struct parcel *, struct answer *);

static channel_kind *const kinds[] = {
	[CONF_DIRECTORY] = channel_directory,
};

enum outcome
channel_deliver(const struct home *h, const struct conf_channel *c,
    const struct parcel *p, struct answer *r)
{
	memset(r, 0, sizeof(*r));
	return kinds[c->kind](h, c, p, r);
}
