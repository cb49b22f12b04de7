/* SPDX-License-Identifier: ISC */
#include "channel.h"
#include "mail.h"

typedef enum outcome channel_kind(
    const struct outlet *, const struct parcel *, struct answer *);

static channel_kind *const kinds[] = {
	[CONF_DIRECTORY] = channel_directory,
	[CONF_MAILDIR] = channel_maildir,
};

enum outcome
channel_deliver(
    const struct outlet *o, const struct parcel *p, struct answer *r)
{
	memset(r, 0, sizeof(*r));
	return kinds[o->channel->kind](o, p, r);
}

bool
channel_check(const struct home *h, const struct conf *c, struct fault *f)
{
	for (size_t i = 0; i < c->channels_n; i++) {
		const struct outlet o = { h, c, &c->channels[i] };
		if (o.channel->kind == CONF_MAILDIR && !mail_check(&o, f))
			return false;
	}
	return true;
}
