/* SPDX-License-Identifier: ISC */
#include "check.h"
#include "model/section.h"
#include "stream/filter.h"
#include "stream/stream.h"

static size_t
lay_in(struct draw *d, const struct template *t, struct record *r,
    enum language lang, struct arena *arena)
{
	struct view_how how = draw_how(d, r, pages_wanted(r, NULL, false));
	struct view view;
	struct fault f;
	size_t found = 0;
	how.lang = lang;
	if (view_make(&view, r, &how, arena, &f) &&
	    lay_overlaps(&d->lay, t, &view, lang, arena, stdout, &found, &f))
		return found;
	printf("%.*s: %s: %.*s %s: %s\n", STR_ARG(t->file),
	    language_codes[lang], STR_ARG(r->id), f.place, f.text);
	return 1;
}

/* What is to be said of the record in every design and language. */
static size_t
check_record(struct draw *d, struct record *r, struct arena *arena)
{
	size_t found = 0;
	for (size_t i = 0; i < d->designs.n; i++) {
		const struct template *t = &d->designs.one[i].template;
		for (enum language lang = 0; lang < LANGUAGES; lang++)
			if (t->languages[lang])
				found += lay_in(d, t, r, lang, arena);
	}
	return found;
}

static enum mc_status
check_stream(struct draw *d, char *const *paths, int n, size_t *found)
{
	const uint64_t reads = REC_BIT(run) | REC_BIT(invoice) |
			       REC_BIT(delivery) | REC_BIT(reach) |
			       REC_BIT(route);
	struct stream s;
	enum stream_item item;
	if (stream_open(&s, paths, n, reads, false))
		while ((item = stream_next(&s)) == STREAM_RECORD ||
		       item == STREAM_SEAL)
			if (item == STREAM_RECORD && s.rec.r.invoice &&
			    filter_names(filter_invoices, s.rec.r.kind))
				*found += check_record(d, &s.rec.r, &s.arena);
	stream_close(&s);
	return s.status;
}

enum mc_status
check_designs(struct draw *d, char *const *paths, int n)
{
	size_t found = 0;
	enum mc_status status = MC_OK;
	struct fault f;
	for (size_t i = 0; i < d->designs.n; i++)
		found += template_lint(
		    &d->designs.one[i].template, d->lay.type, stdout);
	if (!device_check(d->lay.device, &f)) {
		printf("%s: %s\n", f.place, f.text);
		found++;
	}
	if (n)
		status = check_stream(d, paths, n, &found);
	if (fflush(stdout) != 0)
		return MC_IO;
	return status == MC_OK && found ? MC_CONFIG : status;
}
