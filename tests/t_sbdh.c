/* SPDX-License-Identifier: ISC */
#include <ctype.h>

#include "format/sbdh.h"
#include "t.h"

#define INVOICE "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
#define DOCUMENT "<Invoice xmlns=\"" INVOICE "\">\n</Invoice>"

static const struct sbdh good = {
	.sender = STR("0007:5560000167"),
	.receiver = STR("0192:987654325"),
	.country = STR("SE"),
	.instance = STR("5b9a3c1e-0000-8000-8000-000000000000"),
	.created = STR("2026-11-22T08:00:00+01:00"),
	.namespace = STR(INVOICE),
	.root = STR("Invoice"),
	.version = STR("2.1"),
	.specification = STR("urn:cen.eu:en16931:2017#compliant#urn:fdc:"
			     "peppol.eu:2017:poacc:billing:3.0"),
	.process = STR("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
};

static const char envelope[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<StandardBusinessDocument xmlns=\"http://www.unece.org/cefact/"
    "namespaces/StandardBusinessDocumentHeader\">\n"
    "\t<StandardBusinessDocumentHeader>\n"
    "\t\t<HeaderVersion>1.0</HeaderVersion>\n"
    "\t\t<Sender>\n"
    "\t\t\t<Identifier Authority=\"iso6523-actorid-upis\">0007:5560000167"
    "</Identifier>\n"
    "\t\t</Sender>\n"
    "\t\t<Receiver>\n"
    "\t\t\t<Identifier Authority=\"iso6523-actorid-upis\">0192:987654325"
    "</Identifier>\n"
    "\t\t</Receiver>\n"
    "\t\t<DocumentIdentification>\n"
    "\t\t\t<Standard>" INVOICE "</Standard>\n"
    "\t\t\t<TypeVersion>2.1</TypeVersion>\n"
    "\t\t\t<InstanceIdentifier>5b9a3c1e-0000-8000-8000-000000000000"
    "</InstanceIdentifier>\n"
    "\t\t\t<Type>Invoice</Type>\n"
    "\t\t\t<CreationDateAndTime>2026-11-22T08:00:00+01:00"
    "</CreationDateAndTime>\n"
    "\t\t</DocumentIdentification>\n"
    "\t\t<BusinessScope>\n"
    "\t\t\t<Scope>\n"
    "\t\t\t\t<Type>DOCUMENTID</Type>\n"
    "\t\t\t\t<InstanceIdentifier>" INVOICE "::Invoice##urn:cen.eu:"
    "en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1"
    "</InstanceIdentifier>\n"
    "\t\t\t\t<Identifier>busdox-docid-qns</Identifier>\n"
    "\t\t\t</Scope>\n"
    "\t\t\t<Scope>\n"
    "\t\t\t\t<Type>PROCESSID</Type>\n"
    "\t\t\t\t<InstanceIdentifier>urn:fdc:peppol.eu:2017:poacc:billing:"
    "01:1.0</InstanceIdentifier>\n"
    "\t\t\t\t<Identifier>cenbii-procid-ubl</Identifier>\n"
    "\t\t\t</Scope>\n"
    "\t\t\t<Scope>\n"
    "\t\t\t\t<Type>COUNTRY_C1</Type>\n"
    "\t\t\t\t<InstanceIdentifier>SE</InstanceIdentifier>\n"
    "\t\t\t</Scope>\n"
    "\t\t</BusinessScope>\n"
    "\t</StandardBusinessDocumentHeader>\n" DOCUMENT "\n"
    "</StandardBusinessDocument>\n";

static void
test_envelope(void)
{
	static const char *const documents[] = {
		DOCUMENT,
		DOCUMENT "\n",
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" DOCUMENT "\n",
		"<?xml version='1.0'?>" DOCUMENT,
	};
	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		struct buf out = BUF_INIT(1 << 16);
		struct fault f = { .text = "" };
		T_CASE(documents[i]);
		CHECK(sbdh_write(&out, &good, str_of(documents[i]), &f));
		CHECK_STR(buf_str(&out), envelope);
		buf_free(&out);
	}
	T_CASE("too large");
	for (size_t max = 1; max < sizeof(envelope) - 1; max += 13) {
		struct buf out = BUF_INIT(max);
		CHECK(!sbdh_write(&out, &good, str_of(DOCUMENT), NULL));
		buf_free(&out);
	}
}

static void
test_faults(void)
{
	static const struct {
		size_t at;
		const char *value, *place;
	} cases[] = {
#define MEMBER(name) offsetof(struct sbdh, name)
		{ MEMBER(sender), "", "/sender" },
		{ MEMBER(sender), "5560000167", "/sender" },
		{ MEMBER(sender), "0007:", "/sender" },
		{ MEMBER(sender), "007:55600001", "/sender" },
		{ MEMBER(receiver), "0192: 987654325", "/receiver" },
		{ MEMBER(receiver), "iso6523-actorid-upis::0192:1",
		    "/receiver" },
		{ MEMBER(receiver), "0192:\xff", "" },
		{ MEMBER(country), "", "/country" },
		{ MEMBER(country), "se", "/country" },
		{ MEMBER(country), "SWE", "/country" },
		{ MEMBER(instance), "", "/instance" },
		{ MEMBER(instance), "a\x01", "" },
		{ MEMBER(created), "", "/created" },
		{ MEMBER(created), "2026-11-22", "/created" },
		{ MEMBER(created), "2026-11-22T08:00:00", "/created" },
		{ MEMBER(created), "2026-11-31T08:00:00Z", "/created" },
		{ MEMBER(namespace), "", "/specification" },
		{ MEMBER(root), "", "/specification" },
		{ MEMBER(version), "", "/specification" },
		{ MEMBER(specification), "", "/specification" },
		{ MEMBER(process), "", "/process" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sbdh e = good;
		struct buf out = BUF_INIT(1 << 16);
		struct fault f = { .text = "" };
		T_CASE(cases[i].value);
		*(struct str *)(void *)((char *)&e + cases[i].at) =
		    str_of(cases[i].value);
		CHECK(!sbdh_write(&out, &e, str_of(DOCUMENT), &f));
		CHECK_STR((const char *)f.place, cases[i].place);
		CHECK_STR((const char *)f.rule, "envelope");
		buf_free(&out);
	}
}

static void
test_uuid(void)
{
	unsigned char digest[SHA256_BYTES];
	char text[SBDH_UUID], again[SBDH_UUID];

	T_CASE("uuid");
	memset(digest, 0, sizeof(digest));
	sbdh_uuid(digest, text);
	CHECK_STR((char *)text, "00000000-0000-8000-8000-000000000000");
	memset(digest, 0xff, sizeof(digest));
	sbdh_uuid(digest, text);
	CHECK_STR((char *)text, "ffffffff-ffff-8fff-bfff-ffffffffffff");
	sha256_of("one", 3, digest);
	sbdh_uuid(digest, text);
	for (size_t i = 0; i < SBDH_UUID - 1; i++)
		CHECK(i == 8 || i == 13 || i == 18 || i == 23
			  ? text[i] == '-'
			  : isxdigit((unsigned char)text[i]) &&
				!isupper((unsigned char)text[i]));
	sbdh_uuid(digest, again);
	CHECK_STR((char *)again, (char *)text);
	sha256_of("two", 3, digest);
	sbdh_uuid(digest, again);
	CHECK(strcmp(again, text) != 0);
}

int
main(void)
{
	test_envelope();
	test_faults();
	test_uuid();
	return T_END();
}
