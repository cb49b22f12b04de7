/* SPDX-License-Identifier: ISC */
/*
 * A batch of e-fakturas as an XML file of ours; mc-sefaktura(1) describes it:
 *
 *	<ef:Batch xmlns:ef="urn:mc:efaktura:1" environment= channel= sender=
 *	 fui= run= created=>
 *	<ef:Document position="1" receiver=>
 *	<Invoice ...>...</Invoice>
 *	</ef:Document>
 *	</ef:Batch>
 *
 * The documents are slices of it (format/slice.h): what is said of them
 * stands in attributes, for an element beside them would be passed over.
 */
#include "format/xwrite.h"
#include "sefaktura_cmd.h"

static bool
put(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return true;
	buf_printf(b, " %s=\"", name);
	bool ok = xwrite_attr(b, value);
	buf_addc(b, '"');
	return ok;
}

bool
batch_xml_open(struct buf *b, const struct batch_head *h)
{
	buf_adds(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		    "<ef:Batch xmlns:ef=\"urn:mc:efaktura:1\"");
	bool ok =
	    put(b, "environment", str_of(h->test ? "test" : "production")) &&
	    put(b, "channel", h->channel) && put(b, "sender", h->sender) &&
	    put(b, "fui", h->fui) && put(b, "run", h->run) &&
	    put(b, "created", h->at);
	buf_adds(b, ">\n");
	return ok;
}

struct str
batch_xml_body(struct str document)
{
	const char *end = NULL;
	if (str_starts(document, "<?xml"))
		end = memchr(document.p, '>', document.n);
	return str_trim(end ? str_from(document, (size_t)(end - document.p) + 1)
			    : document);
}

bool
batch_xml_document(
    struct buf *b, int64_t position, struct str receiver, struct str document)
{
	buf_printf(b, "<ef:Document position=\"%lld\"", (long long)position);
	bool ok = put(b, "receiver", receiver);
	buf_adds(b, ">\n");
	buf_addstr(b, batch_xml_body(document));
	buf_adds(b, "\n</ef:Document>\n");
	return ok && !b->over;
}

void
batch_xml_close(struct buf *b)
{
	buf_adds(b, "</ef:Batch>\n");
}
