/* SPDX-License-Identifier: ISC */
#include "base/date.h"
#include "sbdh.h"
#include "xwrite.h"

#define SBDH                                                                   \
	"http://www.unece.org/cefact/namespaces/"                              \
	"StandardBusinessDocumentHeader"

void
sbdh_uuid(const unsigned char digest[SHA256_BYTES], char text[SBDH_UUID])
{
	unsigned char id[16];
	char hex[2 * sizeof(id) + 1];
	memcpy(id, digest, sizeof(id));
	id[6] = (unsigned char)(0x80 | (id[6] & 0x0f)); /* version 8 */
	id[8] = (unsigned char)(0x80 | (id[8] & 0x3f)); /* its variant */
	hex_format(id, sizeof(id), hex);
	for (const char *p = hex; *p; p++) {
		size_t at = (size_t)(p - hex);
		if (at == 8 || at == 12 || at == 16 || at == 20)
			*text++ = '-';
		*text++ = *p;
	}
	*text = '\0';
}

/* ---- members -------------------------------------------------------- */

static bool
bad(struct fault *f, const char *place, const char *text)
{
	return fault_set(f, place, "envelope", "%s", text);
}

/* Claims "0007:5567321707": four digits, a colon, no blank behind it. */
static bool
is_participant(struct str s)
{
	if (s.n < 6 || s.p[4] != ':')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (i < 4 ? s.p[i] < '0' || s.p[i] > '9' : is_blank(s.p[i]))
			return false;
	return true;
}

static bool
is_country(struct str s)
{
	return s.n == 2 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] >= 'A' &&
	       s.p[1] <= 'Z';
}

/* Claims a time of the day with a zone: "2026-11-22T08:00:00Z". */
static bool
has_zone(struct str s)
{
	struct instant at;
	if (!instant_parse(&at, s) || s.n < sizeof("2026-11-22T08:00") - 1)
		return false;
	char c = s.p[s.n - 1], sign = s.p[s.n - 6];
	return c == 'Z' || sign == '+' || sign == '-';
}

static bool
check(const struct sbdh *e, struct fault *f)
{
	if (!is_participant(e->sender))
		return bad(f, "/sender", "is no participant identifier");
	if (!is_participant(e->receiver))
		return bad(f, "/receiver", "is no participant identifier");
	if (!is_country(e->country))
		return bad(f, "/country", "is no country code");
	if (!e->instance.n)
		return bad(f, "/instance", "is missing");
	if (!has_zone(e->created))
		return bad(f, "/created", "is no time with a zone");
	if (!e->namespace.n || !e->root.n || !e->version.n ||
	    !e->specification.n)
		return bad(f, "/specification", "the document has no type");
	if (!e->process.n)
		return bad(f, "/process", "is missing");
	return true;
}

/* ---- the envelope --------------------------------------------------- */

static bool
element(struct buf *out, int depth, const char *name, struct str text)
{
	buf_printf(out, "%.*s<%s>", depth, "\t\t\t\t", name);
	bool ok = xwrite_text(out, text);
	buf_printf(out, "</%s>\n", name);
	return ok;
}

static bool
participant(struct buf *out, const char *role, struct str id)
{
	buf_printf(out,
	    "\t\t<%s>\n\t\t\t<Identifier Authority=\"iso6523-actorid-upis\">",
	    role);
	bool ok = xwrite_text(out, id);
	buf_printf(out, "</Identifier>\n\t\t</%s>\n", role);
	return ok;
}

static bool
identification(struct buf *out, const struct sbdh *e)
{
	buf_adds(out, "\t\t<DocumentIdentification>\n");
	bool ok = element(out, 3, "Standard", e->namespace) &&
		  element(out, 3, "TypeVersion", e->version) &&
		  element(out, 3, "InstanceIdentifier", e->instance) &&
		  element(out, 3, "Type", e->root) &&
		  element(out, 3, "CreationDateAndTime", e->created);
	buf_adds(out, "\t\t</DocumentIdentification>\n");
	return ok;
}

/* identifier: NULL for none. */
static bool
scope(
    struct buf *out, const char *type, struct str value, const char *identifier)
{
	buf_adds(out, "\t\t\t<Scope>\n");
	bool ok =
	    element(out, 4, "Type", str_of(type)) &&
	    element(out, 4, "InstanceIdentifier", value) &&
	    (!identifier || element(out, 4, "Identifier", str_of(identifier)));
	buf_adds(out, "\t\t\t</Scope>\n");
	return ok;
}

static bool
scopes(struct buf *out, const struct sbdh *e)
{
	struct buf type = BUF_INIT(4096);
	buf_printf(&type, "%.*s::%.*s##%.*s::%.*s", STR_ARG(e->namespace),
	    STR_ARG(e->root), STR_ARG(e->specification), STR_ARG(e->version));
	buf_adds(out, "\t\t<BusinessScope>\n");
	bool ok =
	    !type.over &&
	    scope(out, "DOCUMENTID", buf_str(&type), "busdox-docid-qns") &&
	    scope(out, "PROCESSID", e->process, "cenbii-procid-ubl") &&
	    scope(out, "COUNTRY_C1", e->country, NULL);
	buf_adds(out, "\t\t</BusinessScope>\n");
	buf_free(&type);
	return ok;
}

/* The document without its XML declaration. */
static struct str
payload(struct str document)
{
	static const char end[] = "?>";
	size_t i = 0;
	if (!str_starts(document, "<?xml "))
		return str_trim(document);
	while (i + 2 <= document.n && memcmp(document.p + i, end, 2) != 0)
		i++;
	return str_trim(
	    str_from(document, i + 2 <= document.n ? i + 2 : document.n));
}

bool
sbdh_write(
    struct buf *out, const struct sbdh *e, struct str document, struct fault *f)
{
	if (!check(e, f))
		return false;
	buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		      "<StandardBusinessDocument xmlns=\"" SBDH "\">\n"
		      "\t<StandardBusinessDocumentHeader>\n"
		      "\t\t<HeaderVersion>1.0</HeaderVersion>\n");
	bool ok = participant(out, "Sender", e->sender) &&
		  participant(out, "Receiver", e->receiver) &&
		  identification(out, e) && scopes(out, e);
	buf_adds(out, "\t</StandardBusinessDocumentHeader>\n");
	buf_addstr(out, payload(document));
	buf_adds(out, "\n</StandardBusinessDocument>\n");
	if (!ok)
		return bad(f, "", "has a text that XML cannot hold");
	if (out->over)
		return bad(f, "", "does not fit into memory");
	return true;
}
