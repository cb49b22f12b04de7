/* SPDX-License-Identifier: ISC */
#include "judge.h"
#include "model/recipient.h"

/* What the document's address lacks. */
static const char *const lacks[] = {
	[RECIPIENT_NOTHING] = "no buyer address in the document",
	[RECIPIENT_STREET] =
	    "buyer address in the document has no street or box",
	[RECIPIENT_TOWN] = "buyer address in the document has no town",
	[RECIPIENT_COUNTRY] = "buyer address in the document has no country",
	[RECIPIENT_POST_CODE] =
	    "buyer address in the document has no post code",
};

/* The address in one line; the second line of the name may be absent. */
static struct str
one_line(struct str care_of, const struct address *a, struct arena *arena)
{
	const char *comma = a->line1.n && a->line2.n ? ", " : "";
	return arena_printf(arena, "%.*s%s%.*s%s%.*s, %.*s%s%.*s, %.*s",
	    STR_ARG(care_of), care_of.n ? ", " : "", STR_ARG(a->line1), comma,
	    STR_ARG(a->line2), STR_ARG(a->post_code), a->post_code.n ? " " : "",
	    STR_ARG(a->city), STR_ARG(a->country));
}

void
judge_address(const struct known *k, struct reachable *r)
{
	struct recipient to = recipient_of(k->buyer, k->delivery, k->customer);
	if (to.missing != RECIPIENT_WHOLE) {
		no(r, lacks[to.missing]);
		return;
	}
	set(r, "yes", one_line(to.care_of, to.address, k->arena),
	    to.registered
		? arena_printf(k->arena, "address of %s", in_register(k)).p
		: "buyer address in the document");
}
