/* SPDX-License-Identifier: ISC */
#ifndef MAIL_H
#define MAIL_H

/*
 * A document as an e-mail message: the template of its language filled from
 * the record, the PDF attached. For every channel of which e-mail leaves.
 *
 * Templates are DIR/<language>.txt and, if there is one, .html, DIR being the
 * channel's `template`; of the document's language, else of the sender's usual
 * one, else English, else the one that is built in (mail_table.c). The first
 * line of the text is `Subject: ...`, the second is empty. In a channel whose
 * `body` is a page, the HTML is the one that was made with the PDF.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "channel.h"
#include "format/fill.h"
#include "format/mime.h"

/* The sections that templates may use. */
uint64_t mail_sections(void);

struct mail_template {
	const struct fill *subject, *text;
	const struct fill *html; /* or NULL */
};

/* The text and HTML built in for that language. */
extern const char *const mail_texts[LANGUAGES];
extern const char *const mail_htmls[LANGUAGES];

/* What a message says before the rest; {value} is filled in. */
struct mail_words {
	const char *copy_subject; /* before the subject of a copy */
	const char *copy; /* above the text of a copy */
	const char *test; /* above the text in a test environment */
	const char *titles[5]; /* invoice credit-note reminder payment-request
				  letter: what the file is called */
};
extern const struct mail_words mail_words[LANGUAGES];

/* How mail_template_read ended. */
enum mail_found { MAIL_NONE, MAIL_FOUND, MAIL_BAD };

/* Reads the channel's own template of that language. */
enum mail_found mail_template_read(const struct outlet *, enum language,
    struct arena *, struct mail_template *, struct fault *);

/* Compiles the template that is built in for the language. */
void mail_template_built_in(
    enum language, struct arena *, struct mail_template *);

/*
 * Adds the message for the parcel, whose PDF is given, to out, and its
 * Message-ID to id. `page` is its HTML, absent where that comes from the
 * template. False with a fault when it can never be made: no sender, an address
 * or value that is none, a template that is wrong.
 */
bool mail_make(const struct outlet *, const struct parcel *, struct str pdf,
    struct str page, enum mime_lines, struct buf *out, char id[MIME_ID],
    struct fault *);

/*
 * Checks all that does not depend on a document: the senders' addresses, that
 * of `test`, the channel's templates. False with a fault.
 */
bool mail_check(const struct outlet *, struct fault *);

#endif
