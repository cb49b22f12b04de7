/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_MIME_HEADER_H
#define FORMAT_MIME_HEADER_H

/* The header lines of format/mime.h. */

#include "mime.h"

/* LF or CRLF. */
const char *mime_end(enum mime_lines);

/* `name: value` and the line's end. False with a fault, the name as place. */
bool mime_line(struct buf *, const char *name, struct str value,
    enum mime_lines, struct fault *);

/* `name: mailbox`, likewise; what it was read as in *box. */
bool mime_mailbox_line(struct buf *, const char *name, struct str mailbox,
    enum mime_lines, struct mime_mailbox *box, struct fault *);

/* `Date: Sun, 22 Nov 2026 04:00:00 +0000`. */
void mime_date_line(struct buf *, struct instant, enum mime_lines);

/* `Content-Disposition: attachment` with the file's name (RFC 2231). */
bool mime_file_line(
    struct buf *, struct str name, enum mime_lines, struct fault *);

#endif
