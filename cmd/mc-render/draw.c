/* SPDX-License-Identifier: ISC */
#include "base/hash.h"
#include "base/msg.h"
#include "draw.h"
#include "html.h"
#include "model/section.h"
#include "say.h"
#include "state/artefact.h"
#include "tool/site.h"

void
draw_open(struct draw *d, const char *config, const char *template)
{
	struct fault f;
	*d = (struct draw){ .pdf = BUF_INIT(PDF_MAX),
		.html = BUF_INIT(HTML_MAX) };
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
	buf_free(&d->html);
	device_free(d->lay.device);
	designs_free(&d->designs);
	type_free(d->lay.type);
	conf_free(&d->conf);
}

/* A file that cannot be written is no fault of the record: the run ends. */
static void
put(struct draw *d, const struct record *r, const char *kind,
    const struct buf *file, struct artefact *made, struct arena *arena)
{
	struct fault f;
	char path[ARTEFACT_PATH], sha256[SHA256_HEX];
	struct instant at;
	instant_parse(&at, r->run->at); /* view_make has read it before */
	if (!artefact_put(&d->home, instant_date(at), kind, r->id, kind,
		file->p, file->n, path, sha256, &f))
		die(MC_IO, "%s: %s", f.place, f.text);
	made->path = arena_str(arena, str_of(path));
	made->sha256 = arena_str(arena, str_of(sha256));
	made->bytes = (int64_t)file->n;
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

/* A variant to be drawn, and whether its HTML is wanted. */
struct wanted {
	struct pages_variant variant;
	bool html;
};

static bool
draw_pdf(struct draw *d, struct record *r, const struct say *say,
    struct view *view, struct artefact *made, struct fault *f)
{
	struct device_info info = info_of(d, say, r);
	int pages;
	buf_reset(&d->pdf);
	if (!lay_document(&d->lay, say->t, view, say->lang, &info, say->arena,
		&d->pdf, &pages, f))
		return false;
	made->mime = str_of(PAGES_PDF);
	made->pages = pages;
	put(d, r, "pdf", &d->pdf, made, say->arena);
	return true;
}

/* One that cannot be made fails alone: the document has other ways to go. */
static void
draw_html(struct draw *d, struct record *r, const struct say *say,
    struct artefact *made)
{
	struct fault f;
	made->mime = str_of(PAGES_HTML);
	buf_reset(&d->html);
	if (html_write(say->t, say->view, say->lang, say->arena, &d->html, &f))
		put(d, r, "html", &d->html, made, say->arena);
	else
		made->failed = arena_str(say->arena, str_of(f.text));
}

struct view_how
draw_how(const struct draw *d, const struct record *r, struct pages_variant v)
{
	const struct conf_sender *sender =
	    conf_find_sender(&d->conf, record_sender(r->id));
	return (struct view_how){ .variant = v,
		.lang = language_choose(r, sender ? sender->languages : NULL,
		    sender ? sender->languages_n : 0),
		.test = d->home.test,
		.conf = &d->conf,
		.sender = sender };
}

/* Adds what was made of the variant to the section. */
static bool
draw_variant(struct draw *d, struct record *r, const struct wanted *want,
    struct record *section, struct arena *arena, struct fault *f)
{
	const struct view_how how = draw_how(d, r, want->variant);
	struct artefact *made = &section->pages[section->pages_n];
	char name[PAGES_VARIANT];
	struct view view;

	if (!view_make(&view, r, &how, arena, f))
		return false;
	struct say say = say_begin(
	    designs_of(&d->designs, how.sender), &view, how.lang, arena);
	pages_name(&want->variant, name);
	made->variant = arena_str(arena, str_of(name));
	if (!draw_pdf(d, r, &say, &view, made, f))
		return false;
	section->pages_n++;
	if (!want->html)
		return true;
	pages_html_name(&want->variant, name);
	made[1].variant = arena_str(arena, str_of(name));
	draw_html(d, r, &say, &made[1]);
	section->pages_n++;
	return true;
}

/* ---- what is wanted -------------------------------------------------- */

static bool
takes_html(const struct draw *d, const struct choice *c)
{
	const struct conf_channel *channel =
	    conf_find_channel(&d->conf, c->channel);
	return channel && channel->body == CONF_BODY_PAGE;
}

static struct wanted *
find(struct wanted *all, size_t n, const struct pages_variant *v)
{
	for (size_t i = 0; i < n; i++)
		if (date_cmp(all[i].variant.due, v->due) == 0)
			return &all[i];
	return NULL;
}

/* Every variant that the route can end in; how many. */
static size_t
variants_of(const struct draw *d, const struct record *r, struct wanted *all)
{
	size_t n = 0;
	/* one that goes nowhere is drawn for whoever looks at it */
	if (r->route->presentation_n == 0)
		all[n++] = (struct wanted){ pages_wanted(r, NULL, d->copy),
			d->all_html };
	for (size_t i = 0; i < r->route->presentation_n; i++) {
		const struct choice *c = &r->route->presentation[i];
		struct pages_variant v = pages_wanted(r, c, d->copy);
		struct wanted *one = find(all, n, &v);
		if (!one) {
			one = &all[n++];
			*one = (struct wanted){ v, d->all_html };
		}
		one->html = one->html || takes_html(d, c);
	}
	return n;
}

bool
draw_record(struct draw *d, struct record *r, struct record *section,
    struct arena *arena, struct fault *f)
{
	size_t most = r->route->presentation_n + 1;
	struct wanted *all = arena_zero(arena, most, sizeof(*all));
	size_t n = variants_of(d, r, all);
	section->pages = arena_zero(arena, 2 * n, sizeof(*section->pages));
	section->pages_n = 0;
	for (size_t i = 0; i < n; i++)
		if (!draw_variant(d, r, &all[i], section, arena, f))
			return false;
	return true;
}
