/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_SBDH_H
#define FORMAT_SBDH_H

/*
 * The Peppol Business Message Envelope 2.0: a Standard Business Document
 * Header round one document, which an access point takes its address and
 * type from.
 */

#include "base/buf.h"
#include "base/hash.h"
#include "model/fault.h"

struct sbdh {
	struct str sender, receiver; /* scheme:id, "0007:5567321707" */
	struct str country; /* of the sender, ISO 3166-1 alpha-2 */
	struct str instance; /* unique to the message; see sbdh_uuid */
	struct str created; /* RFC 3339, with zone */
	struct str namespace, root; /* of the document element */
	struct str version; /* of its syntax, "2.1" */
	struct str specification, process; /* BT-24, BT-23 */
};

/*
 * Adds the envelope with the document in it, whose XML declaration is left
 * out. False with the fault, rule "envelope", when a member is missing or has
 * not the form above; place is its name, "/sender".
 */
bool sbdh_write(
    struct buf *out, const struct sbdh *, struct str document, struct fault *);

/* The digest as text of the form of a UUID: RFC 9562, version 8. */
enum { SBDH_UUID = 37 };
void sbdh_uuid(const unsigned char digest[SHA256_BYTES], char text[SBDH_UUID]);

#endif
