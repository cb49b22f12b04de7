/* SPDX-License-Identifier: ISC */
/* What senders add to their e-fakturas: texts and links, in his language. */
#include <stdio.h>

#include "sefaktura_cmd.h"

enum { PLACE = 128, URL_MAX = 2000, TEXT_MAX = 4000 };

static const struct fill *
compile(struct sefaktura_cmd *g, struct str text, const char *place,
    enum fill_kind kind, struct fault *f)
{
	const struct fill_source source = { .text = text,
		.place = place,
		.line = 1,
		.kind = kind,
		.sections = READS };
	return fill_compile(&source, &g->arena, f);
}

static bool
compile_message(struct sefaktura_cmd *g, struct message *m, const char *place,
    struct fault *f)
{
	const struct conf_message *c = m->conf;
	if (c->cond)
		g->reads |= cond_sections(c->cond);
	for (int i = 0; i < LANGUAGES; i++)
		if (c->text.in[i].p && !(m->text[i] = compile(g, c->text.in[i],
					     place, FILL_TEXT, f)))
			return false;
	return !c->url.p ||
	       (m->url = compile(g, c->url, place, FILL_LINE, f)) != NULL;
}

bool
message_compile(struct sefaktura_cmd *g, struct fault *f)
{
	const struct conf *c = &g->conf;
	g->messages =
	    arena_zero(&g->arena, c->senders_n + 1, sizeof(*g->messages));
	for (size_t i = 0; i < c->senders_n; i++) {
		const struct conf_sender *s = &c->senders[i];
		size_t n = s->efaktura.messages_n;
		g->messages[i] =
		    arena_zero(&g->arena, n + 1, sizeof(**g->messages));
		for (size_t k = 0; k < n; k++) {
			struct str place = arena_printf(&g->arena,
			    "senders.%.*s.efaktura.messages[%zu]",
			    STR_ARG(s->key), k);
			g->messages[i][k].conf = &s->efaktura.messages[k];
			if (!compile_message(g, &g->messages[i][k], place.p, f))
				return false;
		}
	}
	return true;
}

/* ---- filling --------------------------------------------------------- */

/* Adds the text as what a URL may hold, the rest by its bytes: %C3%A5. */
static void
put_url(struct buf *b, struct str text)
{
	static const char odd[] = "\"<>\\^`{|}";
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c <= ' ' || c >= 0x7f || strchr(odd, c))
			buf_printf(b, "%%%02X", c);
		else
			buf_addc(b, (char)c);
	}
}

/* The text in the language, else in English, else in any; or NULL. */
static const struct fill *
text_in(const struct message *m, enum language lang)
{
	if (m->text[lang])
		return m->text[lang];
	if (m->text[LANGUAGE_EN])
		return m->text[LANGUAGE_EN];
	for (int i = 0; i < LANGUAGES; i++)
		if (m->text[i])
			return m->text[i];
	return NULL;
}

static struct str
filled(const struct fill *fill, const struct record *r, enum language lang,
    bool url, struct arena *a)
{
	struct buf b = BUF_INIT(TEXT_MAX * 4), u = BUF_INIT(URL_MAX);
	fill_write(fill, r, lang, a, &b);
	if (url)
		put_url(&u, str_trim(buf_str(&b)));
	struct str text =
	    arena_str(a, url ? buf_str(&u) : str_trim(buf_str(&b)));
	buf_free(&b);
	buf_free(&u);
	return text;
}

static void
add(const struct message *m, const struct record *r, enum language lang,
    struct arena *a, struct additions *out)
{
	const struct fill *text = text_in(m, lang);
	struct str said = { NULL, 0 };
	if (text)
		said = filled(text, r, lang, false, a);
	if (!m->url) {
		if (said.n)
			out->texts[out->texts_n++] = said;
		return;
	}
	out->links[out->links_n] = (struct attachment){
		.id = arena_printf(a, "link-%zu", out->links_n + 1),
		.description = said.n ? said : (struct str){ NULL, 0 },
		.url = filled(m->url, r, lang, true, a)
	};
	out->links_n++;
}

void
message_find(const struct sefaktura_cmd *g, const struct record *r,
    const struct conf_sender *s, struct arena *a, struct additions *out)
{
	size_t n = s->efaktura.messages_n;
	const struct message *list = g->messages[s - g->conf.senders];
	enum language lang = language_choose(r, s->languages, s->languages_n);
	*out = (struct additions){ .texts =
				       arena_zero(a, n + 1, sizeof(struct str)),
		.links = arena_zero(a, n + 1, sizeof(struct attachment)) };
	for (size_t i = 0; i < n; i++)
		if (!list[i].conf->cond || cond_holds(list[i].conf->cond, r))
			add(&list[i], r, lang, a, out);
}
