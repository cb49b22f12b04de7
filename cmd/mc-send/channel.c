/* SPDX-License-Identifier: ISC */
#include "channel.h"

typedef enum outcome channel_kind(
    const struct outlet *, const struct parcel *, struct answer *);

static channel_kind *const kinds[] = {
	[CONF_DIRECTORY] = channel_directory,
	[CONF_MAILDIR] = channel_directory, /* until there is its own */
};

enum outcome
channel_deliver(
    const struct outlet *o, const struct parcel *p, struct answer *r)
{
	memset(r, 0, sizeof(*r));
	return kinds[o->channel->kind](o, p, r);
}
