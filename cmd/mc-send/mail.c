/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>

#include "base/file.h"
#include "base/mask.h"
#include "base/text.h"
#include "mail.h"
#include "model/language.h"
#include "model/pages.h"
#include "stream/rec.h"

enum { TEXT_MAX = 1 << 20, SUBJECT_MAX = 8192, NUMBER_MAX = 40 };

uint64_t
mail_sections(void)
{
	return REC_BIT(kind) | REC_BIT(id) | REC_BIT(run) | REC_BIT(invoice) |
	       REC_BIT(delivery) | REC_BIT(reach) | REC_BIT(route);
}

/* ---- templates ------------------------------------------------------- */

/* Takes `Subject: ...` and the empty line off the text. */
static bool
take_subject(struct fill_source *s, struct str *subject, struct fault *f)
{
	const char *end = memchr(s->text.p, '\n', s->text.n);
	if (!end || !str_starts(s->text, "Subject:"))
		return fault_set(f, s->place, "template",
		    "does not begin with 'Subject: ...'");
	size_t n = (size_t)(end - s->text.p);
	*subject = str_trim((struct str){ s->text.p + 8, n - 8 });
	s->text = str_from(s->text, n + 1);
	n = s->text.n && s->text.p[0] == '\r';
	if (s->text.n <= n || s->text.p[n] != '\n')
		return fault_set(f, s->place, "template",
		    "has no empty line below the subject");
	s->text = str_from(s->text, n + 1);
	s->line += 2;
	return true;
}

static bool
compile_text(struct str text, const char *place, struct arena *a,
    struct mail_template *t, struct fault *f)
{
	struct fill_source s = { text, place, 1, FILL_TEXT, mail_sections(),
		NULL };
	struct fill_source subject = s;
	if (!take_subject(&s, &subject.text, f))
		return false;
	subject.kind = FILL_LINE;
	t->subject = fill_compile(&subject, a, f);
	t->text = t->subject ? fill_compile(&s, a, f) : NULL;
	return t->text != NULL;
}

/* Reads DIR/<language>.<ext> into the arena; *text absent: no such file. */
static bool
read_file(const struct outlet *o, enum language lang, const char *ext,
    struct str *name, struct str *text, struct arena *a, struct fault *f)
{
	char path[PATH_MAX];
	struct buf b = BUF_INIT(FILL_MAX + 1);
	*name = arena_printf(a, "%.*s/%s.%s", STR_ARG(o->channel->template),
	    language_codes[lang], ext);
	*text = (struct str){ NULL, 0 };
	if (!home_join(o->home, *name, path, f))
		return false;
	bool ok = file_read(path, &b);
	int why = errno;
	if (ok)
		*text = arena_str(a, buf_str(&b));
	buf_free(&b);
	return ok || why == ENOENT ||
	       fault_set(f, name->p, "template", "%s", strerror(why));
}

enum mail_found
mail_template_read(const struct outlet *o, enum language lang, struct arena *a,
    struct mail_template *t, struct fault *f)
{
	struct str name, text;
	*t = (struct mail_template){ 0 };
	if (!o->channel->template.p)
		return MAIL_NONE;
	if (!read_file(o, lang, "txt", &name, &text, a, f))
		return MAIL_BAD;
	if (!text.p)
		return MAIL_NONE;
	if (!compile_text(text, name.p, a, t, f) ||
	    !read_file(o, lang, "html", &name, &text, a, f))
		return MAIL_BAD;
	struct fill_source html = { text, name.p, 1, FILL_HTML, mail_sections(),
		NULL };
	if (text.p)
		t->html = fill_compile(&html, a, f);
	return !text.p || t->html ? MAIL_FOUND : MAIL_BAD;
}

void
mail_template_built_in(
    enum language lang, struct arena *a, struct mail_template *t)
{
	struct fault f;
	struct fill_source html = { str_of(mail_htmls[lang]), "built in", 1,
		FILL_HTML, mail_sections(), NULL };
	if (!compile_text(str_of(mail_texts[lang]), "built in", a, t, &f) ||
	    !(t->html = fill_compile(&html, a, &f)))
		fault_die(MC_BUG, &f);
}

/* The template for a document of that language and sender. */
static bool
choose_template(const struct outlet *o, enum language lang,
    const struct conf_sender *sender, struct arena *a, struct mail_template *t,
    struct fault *f)
{
	enum language order[3] = { lang, lang, LANGUAGE_EN };
	if (sender->languages_n)
		language_of_code(sender->languages[0], &order[1]);
	for (int i = 0; i < 3; i++) {
		enum mail_found got = mail_template_read(o, order[i], a, t, f);
		if (got != MAIL_NONE)
			return got == MAIL_FOUND;
	}
	mail_template_built_in(lang, a, t);
	return true;
}

/* ---- one message ----------------------------------------------------- */

/* What is being made. */
struct letter {
	const struct outlet *o;
	const struct parcel *p;
	struct record record; /* with the due date that the PDF has */
	enum language lang;
	struct mail_template template;
	struct str page; /* HTML in the place of the template's, or absent */
	struct arena *arena;
	struct str notice[2]; /* above the text: copy, test */
	struct buf subject, text, html;
};

/* "k***@e***.example": who it was for, in a test. */
static struct str
hide_address(struct arena *a, struct str address)
{
	struct buf b = BUF_INIT(1 << 16);
	size_t last = 0;
	for (size_t i = 0; i < address.n; i++)
		if (address.p[i] == '.')
			last = i;
	for (size_t i = 0, n; i < address.n; i += n) {
		bool first = i == 0 || address.p[i - 1] == '@';
		n = utf8_length(address.p + i, address.n - i);
		n = n ? n : 1;
		if (first) {
			buf_add(&b, address.p + i, n);
			buf_adds(&b, "***");
		} else if (address.p[i] == '@' || i >= last)
			buf_add(&b, address.p + i, n);
	}
	struct str hidden = arena_str(a, buf_str(&b));
	buf_free(&b);
	return hidden;
}

/* The text with the value in place of {value}. */
static struct str
fill_word(struct arena *a, const char *text, struct str value)
{
	const char *at = strstr(text, "{value}");
	if (!at)
		return str_of(text);
	return arena_printf(a, "%.*s%.*s%s", (int)(at - text), text,
	    STR_ARG(value), at + strlen("{value}"));
}

/* Where the notices go in HTML: behind <body ...>, else at the start. */
static size_t
body_at(struct str html)
{
	for (size_t i = 0; i < html.n; i++)
		if (str_starts(str_from(html, i), "<body")) {
			const char *end = memchr(html.p + i, '>', html.n - i);
			return end ? (size_t)(end - html.p) + 1 : 0;
		}
	return 0;
}

static bool
has_html(const struct letter *l)
{
	return l->page.p || l->template.html;
}

static void
write_html(struct letter *l)
{
	struct buf filled = BUF_INIT(TEXT_MAX);
	if (!l->page.p)
		fill_write(
		    l->template.html, &l->record, l->lang, l->arena, &filled);
	struct str body = l->page.p ? l->page : buf_str(&filled);
	size_t at = body_at(body);
	buf_add(&l->html, body.p, at);
	/* a page without a notice leaves as it is */
	if (at && (!l->page.p || l->notice[0].n || l->notice[1].n))
		buf_addc(&l->html, '\n');
	for (int i = 0; i < 2; i++)
		if (l->notice[i].n)
			buf_printf(&l->html, "<p><strong>%.*s</strong></p>\n",
			    STR_ARG(l->notice[i]));
	buf_addstr(&l->html, str_from(body, at));
	l->html.over |= filled.over;
	buf_free(&filled);
}

static bool
write_texts(struct letter *l, struct fault *f)
{
	const struct mail_words *w = &mail_words[l->lang];
	if (l->o->home->test)
		buf_adds(&l->subject, "[TEST] ");
	if (l->p->copy)
		buf_adds(&l->subject, w->copy_subject);
	fill_write(
	    l->template.subject, &l->record, l->lang, l->arena, &l->subject);
	for (int i = 0; i < 2; i++)
		if (l->notice[i].n)
			buf_printf(&l->text, "%.*s\n\n", STR_ARG(l->notice[i]));
	fill_write(l->template.text, &l->record, l->lang, l->arena, &l->text);
	if (has_html(l))
		write_html(l);
	if (l->subject.over || l->text.over || l->html.over)
		return fault_set(f, "", "mail", "the text is too long");
	return true;
}

/* "Faktura-70410003.pdf"; no identity number is in it. */
static struct str
file_name(const struct letter *l)
{
	static const char *const kinds[] = { "invoice", "credit-note",
		"reminder", "payment-request", "letter" };
	const char *title = mail_words[l->lang].titles[0];
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_is(l->record.kind, kinds[i]))
			title = mail_words[l->lang].titles[i];
	struct buf plain = BUF_INIT(1 << 16), safe = BUF_INIT(2 * NUMBER_MAX);
	buf_add(&plain, l->p->number.p,
	    l->p->number.n < 1024 ? l->p->number.n : 1024);
	if (plain.n)
		mask_text(plain.p, plain.n);
	text_safe_name(&safe, buf_str(&plain), NUMBER_MAX);
	struct str name = arena_printf(
	    l->arena, "%s-%.*s.pdf", title, STR_ARG(buf_str(&safe)));
	buf_free(&plain);
	buf_free(&safe);
	return name;
}

static bool
write_letter(struct letter *l, const struct conf_sender *sender, struct str pdf,
    enum mime_lines lines, struct buf *out, char id[MIME_ID], struct fault *f)
{
	struct mime m = { .from = sender->from,
		.to = l->o->home->test ? l->o->conf->test.email : l->p->address,
		.reply_to = sender->reply_to,
		.key = str_of(l->p->key),
		.file = pdf,
		.file_type = str_of("application/pdf"),
		.file_name = file_name(l),
		.lines = lines };
	if (!instant_parse(&m.date, l->record.run->at))
		return fault_set(f, "/run/at", "mail", "is no time");
	if (!write_texts(l, f))
		return false;
	m.subject = buf_str(&l->subject);
	m.text = buf_str(&l->text);
	if (has_html(l))
		m.html = buf_str(&l->html);
	return mime_write(out, &m, id, f);
}

/* What a test environment does with the address; the address is looked at. */
static bool
redirect(struct letter *l, struct fault *f)
{
	struct mime_mailbox box;
	struct fault why;
	const struct mail_words *w = &mail_words[l->lang];
	if (!mime_mailbox_parse(&box, l->p->address, &why) || box.name.n)
		return fault_set(f, "address", "mail", "%s",
		    box.name.n ? "has a name before it" : why.text);
	if (l->p->copy)
		l->notice[0] = str_of(w->copy);
	if (!l->o->home->test)
		return true;
	if (!l->o->conf->test.email.n)
		return fault_set(f, "test", "mail",
		    "the configuration has no email in test, where mail of a "
		    "test environment goes");
	l->notice[1] =
	    fill_word(l->arena, w->test, hide_address(l->arena, l->p->address));
	return true;
}

bool
mail_make(const struct outlet *o, const struct parcel *p, struct str pdf,
    struct str page, enum mime_lines lines, struct buf *out, char id[MIME_ID],
    struct fault *f)
{
	struct arena a = { 0 };
	const struct record *r = p->record;
	const struct conf_sender *sender =
	    conf_find_sender(o->conf, record_sender(p->id));
	if (!r || !r->invoice || !r->run)
		return fault_set(f, "", "mail", "the record has no content");
	if (!sender || !sender->from.n)
		return fault_set(f, "From", "mail",
		    "the document's sender has no address (from) in the "
		    "configuration");
	struct letter l = { .o = o,
		.p = p,
		.record = *r,
		.page = page,
		.arena = &a,
		.subject = BUF_INIT(SUBJECT_MAX),
		.text = BUF_INIT(TEXT_MAX),
		.html = BUF_INIT(TEXT_MAX + page.n) };
	struct invoice invoice = *r->invoice;
	invoice.due_date = pages_due(r, p->choice);
	l.record.invoice = &invoice;
	l.lang = language_choose(r, sender->languages, sender->languages_n);
	bool ok = redirect(&l, f) &&
		  choose_template(o, l.lang, sender, &a, &l.template, f) &&
		  write_letter(&l, sender, pdf, lines, out, id, f);
	buf_free(&l.subject);
	buf_free(&l.text);
	buf_free(&l.html);
	arena_free(&a);
	return ok;
}

/* ---- before the first ------------------------------------------------ */

static bool
check_mailbox(const char *whose, struct str key, const char *what,
    struct str mailbox, struct fault *f)
{
	struct mime_mailbox box;
	struct fault why;
	if (mime_mailbox_parse(&box, mailbox, &why))
		return true;
	return fault_set(f, NULL, NULL, "%s%s%.*s: %s %s", whose,
	    key.n ? " " : "", STR_ARG(key), what, why.text);
}

/* A folder without any would let the built-in ones go out unseen. */
static bool
check_templates(const struct outlet *o, struct fault *f)
{
	struct arena a = { 0 };
	struct mail_template t;
	enum mail_found got = MAIL_NONE;
	bool any = !o->channel->template.p;
	for (int lang = 0; got != MAIL_BAD && lang < LANGUAGES; lang++) {
		got = mail_template_read(o, (enum language)lang, &a, &t, f);
		any |= got == MAIL_FOUND;
	}
	arena_free(&a);
	if (got == MAIL_BAD || any)
		return got != MAIL_BAD;
	return fault_set(f, NULL, "template",
	    "channel '%.*s': folder '%.*s' of MC_HOME has no template: "
	    "LANGUAGE.txt",
	    STR_ARG(o->channel->name), STR_ARG(o->channel->template));
}

bool
mail_check(const struct outlet *o, struct fault *f)
{
	const struct conf *c = o->conf;
	struct str none = { "", 0 };
	if (c->test.email.n &&
	    !check_mailbox("test", none, "email", c->test.email, f))
		return false;
	for (size_t i = 0; i < c->senders_n; i++) {
		const struct conf_sender *s = &c->senders[i];
		if (!check_mailbox("sender", s->key, "from", s->from, f) ||
		    (s->reply_to.n && !check_mailbox("sender", s->key,
					  "reply_to", s->reply_to, f)))
			return false;
	}
	return check_templates(o, f);
}
