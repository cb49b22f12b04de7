/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_MIME_H
#define FORMAT_MIME_H

/*
 * One e-mail message (RFC 5322, MIME of RFC 2045 to 2049) as bytes:
 *
 *	Date From To Reply-To Subject Message-ID MIME-Version Auto-Submitted
 *	multipart/mixed
 *		multipart/alternative		text/plain alone without html
 *			text/plain		UTF-8, quoted-printable
 *			text/html		likewise
 *		the attachment			base64
 *
 * All of it is printable ASCII, tabs and line ends; lines have at most 78
 * characters but for addresses and Message-IDs that are longer, and at most
 * 998 (RFC 5322 2.1.1). Nothing comes from a clock or a random source: the same
 * message gives the same bytes. A value that could begin another header line
 * is a fault and never repaired, for somebody tried to.
 */

#include "base/buf.h"
#include "base/date.h"
#include "model/fault.h"

enum {
	MIME_ID = 360, /* room for a Message-ID with its <> and a NUL */
	MIME_KEY = 64, /* most bytes of a key */
	MIME_VALUE = 2000, /* most bytes of a subject or name */
	MIME_FILE_NAME = 120, /* most bytes of a file name */
};

enum mime_lines { MIME_LF, MIME_CRLF };

struct mime {
	struct instant date;
	struct str from; /* mailbox: address, or name <address> */
	struct str to; /* likewise */
	struct str reply_to; /* likewise, or absent */
	struct str subject; /* UTF-8, one line */
	struct str key; /* letters and digits, names the message for good */
	struct str text; /* UTF-8, lines ended by LF or CRLF */
	struct str html; /* likewise, or absent */
	struct str file; /* any bytes; file.p NULL: no attachment */
	struct str file_type; /* "application/pdf" */
	struct str file_name; /* UTF-8, no slash, 1 to MIME_FILE_NAME bytes */
	enum mime_lines lines; /* MIME_LF for a maildir, MIME_CRLF for SMTP */
};

/* A mailbox taken apart; borrowed from its text. */
struct mime_mailbox {
	struct str name; /* without its quotes, or absent */
	struct str address;
};

/*
 * Reads `address`, `name <address>` or `"name" <address>`. False with a fault
 * when the address does not pass contact_email_ok or has letters beyond
 * ASCII, which only some servers take, or when the name is not one line of
 * UTF-8. The text of the fault shows nothing of either.
 */
bool mime_mailbox_parse(struct mime_mailbox *, struct str, struct fault *);

/*
 * Adds the message to out. The Message-ID is <key@domain of from>; boundaries
 * are made of the key and a number, the first that occurs in no part. `place`
 * of a fault is the header or part it is about. The message may be added
 * partly when it fails.
 */
bool mime_write(
    struct buf *out, const struct mime *, char id[MIME_ID], struct fault *);

/*
 * Adds text as quoted-printable (RFC 2045 6.7), lines of 76 characters, so
 * that it also passes SMTP and mbox unchanged: blanks before a line end, a dot
 * and `From ` at the start of a line are encoded.
 */
void mime_quoted(struct buf *out, struct str text, enum mime_lines);

/* Adds the bytes as base64 in lines of 76 characters. */
void mime_base64(struct buf *out, struct str bytes, enum mime_lines);

/*
 * Adds ` value` behind a header's name and colon, whose `column` characters
 * stand in the line already, folded, in encoded-words (RFC 2047) where it is
 * not plain ASCII. False, adding nothing, when the value has a control
 * character, is no UTF-8 or is longer than MIME_VALUE.
 */
bool mime_header(
    struct buf *out, size_t column, struct str value, enum mime_lines);

#endif
