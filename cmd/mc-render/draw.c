/* SPDX-License-Identifier: ISC */
#include "base/hash.h"
#include "base/msg.h"
#include "draw.h"
#include "model/section.h"
#include "say.h"
#include "state/artefact.h"
#include "tool/site.h"

void
draw_open(struct draw *d, const char *config, const char *template)
{
	struct fault f;
	*d = (struct draw){ .pdf = BUF_INIT(PDF_MAX) };
	if (!site_open(&d->home, &d->conf, config, &f))
		fault_die(MC_CONFIG, &f);
	d->lay.type = type_new();
	if (!designs_open(&d->designs, &d->conf, d->home.path, str_of(template),
		d->lay.type, &f))
		fault_die(MC_CONFIG, &f);
	d->lay.device = device_new(d->lay.type);
}

void
draw_close(struct draw *d)
{
	buf_free(&d->pdf);
	device_free(d->lay.device);
	designs_free(&d->designs);
	type_free(d->lay.type);
	conf_free(&d->conf);
}

/* A file that cannot be written is no fault of the record: the run ends. */
static void
put(struct draw *d, const struct record *r, struct artefact *made,
    struct arena *arena, struct fault *f)
{
	char path[ARTEFACT_PATH], sha256[SHA256_HEX];
	struct instant at;
	instant_parse(&at, r->run->at); /* view_make has read it before */
	if (!artefact_put(&d->home, instant_date(at), "pdf", r->id, "pdf",
		d->pdf.p, d->pdf.n, path, sha256, f))
		die(MC_IO, "%s: %s", f->place, f->text);
	made->path = arena_str(arena, str_of(path));
	made->sha256 = arena_str(arena, str_of(sha256));
	made->bytes = (int64_t)d->pdf.n;
}

/* Text for the file's own description, in the first font there is. */
static struct str
plain(const struct draw *d, struct arena *a, struct str text)
{
	const struct face any = { .chain = 0, .size = 9 };
	return type_clean(d->lay.type, any, a, text);
}

/* What the PDF says of itself. */
static struct device_info
info_of(const struct draw *d, const struct say *s, const struct record *r)
{
	struct device_info info = { .tagged = s->t->tagged,
		.title = plain(d, s->arena, say_text(s, &s->t->title)),
		.subject = plain(d, s->arena, say_text(s, &s->t->subject)),
		.author = plain(d, s->arena, s->view->invoice->seller.name) };
	instant_parse(&info.created, r->run->at);
	return info;
}

static bool
draw_variant(struct draw *d, struct record *r, const struct pages_variant *v,
    struct artefact *made, struct arena *arena, struct fault *f)
{
	const struct conf_sender *sender =
	    conf_find_sender(&d->conf, record_sender(r->id));
	const struct template *t = designs_of(&d->designs, sender);
	const struct view_how how = { .variant = *v,
		.lang = language_choose(r, sender ? sender->languages : NULL,
		    sender ? sender->languages_n : 0),
		.test = d->home.test,
		.conf = &d->conf,
		.sender = sender };
	char name[PAGES_VARIANT];
	struct view view;
	int pages;

	if (!view_make(&view, r, &how, arena, f))
		return false;
	struct say say = say_begin(t, &view, how.lang, arena);
	struct device_info info = info_of(d, &say, r);
	buf_reset(&d->pdf);
	if (!lay_document(
		&d->lay, t, &view, how.lang, &info, arena, &d->pdf, &pages, f))
		return false;
	pages_name(v, name);
	*made = (struct artefact){ .variant = arena_str(arena, str_of(name)),
		.mime = str_of("application/pdf"),
		.pages = pages };
	put(d, r, made, arena, f);
	return true;
}

static bool
is_among(
    const struct pages_variant *all, size_t n, const struct pages_variant *v)
{
	for (size_t i = 0; i < n; i++)
		if (date_cmp(all[i].due, v->due) == 0)
			return true;
	return false;
}

/* Every variant that the route can end in; how many. */
static size_t
variants_of(
    const struct draw *d, const struct record *r, struct pages_variant *all)
{
	size_t n = 0;
	/* one that goes nowhere is drawn for whoever looks at it */
	if (r->route->presentation_n == 0)
		all[n++] = pages_wanted(r, NULL, d->copy);
	for (size_t i = 0; i < r->route->presentation_n; i++) {
		struct pages_variant v =
		    pages_wanted(r, &r->route->presentation[i], d->copy);
		if (!is_among(all, n, &v))
			all[n++] = v;
	}
	return n;
}

bool
draw_record(struct draw *d, struct record *r, struct record *section,
    struct arena *arena, struct fault *f)
{
	size_t most = r->route->presentation_n + 1;
	struct pages_variant *all = arena_zero(arena, most, sizeof(*all));
	size_t n = variants_of(d, r, all);
	section->pages = arena_zero(arena, n, sizeof(*section->pages));
	for (section->pages_n = 0; section->pages_n < n; section->pages_n++)
		if (!draw_variant(d, r, &all[section->pages_n],
			&section->pages[section->pages_n], arena, f))
			return false;
	return true;
}
