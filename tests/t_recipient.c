/* SPDX-License-Identifier: ISC */
#include "model/recipient.h"
#include "t.h"

#define ADDRESS(street, code, town, land)                                      \
	{                                                                      \
		.line1 = STR(street), .post_code = STR(code),                  \
		.city = STR(town), .country = STR(land)                        \
	}

static const struct address whole = ADDRESS("Gata 1", "123 45", "Ort", "SE"),
			    empty = { 0 },
			    partial = ADDRESS("Gata 2", "", "Ort", "SE"),
			    moved = ADDRESS("Väg 3", "98131", "Kiruna", "SE"),
			    blank = ADDRESS(" ", " ", "\t", "SE");

/* What is printed, of whom: the document says Anna, the register Åsa. */
static void
test_choice(void)
{
	static const struct {
		const char *what;
		const struct address *document, *registered;
		bool known, protected_file, protected_register;
		bool takes_registered;
		enum recipient_part missing;
	} cases[] = {
		{ "whole, unknown", &whole, &empty, 0, 0, 0, 0,
		    RECIPIENT_WHOLE },
		{ "whole, known", &whole, &moved, 1, 0, 0, 0, RECIPIENT_WHOLE },
		{ "nothing, known", &empty, &moved, 1, 0, 0, 1,
		    RECIPIENT_WHOLE },
		{ "blanks, known", &blank, &moved, 1, 0, 0, 1,
		    RECIPIENT_WHOLE },
		{ "a part, known", &partial, &moved, 1, 0, 0, 1,
		    RECIPIENT_WHOLE },
		{ "a part, both", &partial, &blank, 1, 0, 0, 0,
		    RECIPIENT_POST_CODE },
		{ "a part of each", &empty, &partial, 1, 0, 0, 0,
		    RECIPIENT_NOTHING },
		{ "a part, unknown", &partial, &moved, 0, 0, 0, 0,
		    RECIPIENT_POST_CODE },
		{ "protected by the file", &empty, &moved, 1, 1, 0, 0,
		    RECIPIENT_NOTHING },
		{ "protected by the register", &partial, &moved, 1, 0, 1, 0,
		    RECIPIENT_POST_CODE },
		{ "protected, whole", &whole, &moved, 1, 1, 1, 0,
		    RECIPIENT_WHOLE },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct invoice v = { .buyer = { .name = STR("Anna"),
					 .address = *cases[i].document } };
		struct customer c = { .name = STR("Åsa"),
			.care_of = STR("c/o Bo"),
			.address = *cases[i].registered,
			.protected = cases[i].protected_register };
		struct delivery d = { .protected = cases[i].protected_file };
		struct reach reach = { .customer = cases[i].known ? &c : NULL };
		struct record r = { .invoice = &v,
			.delivery = d.protected ? &d : NULL,
			.reach = &reach };
		bool taken = cases[i].takes_registered;
		T_CASE(cases[i].what);
		struct recipient to = recipient_of_record(&r);
		CHECK_INT(to.registered, taken);
		CHECK_INT(to.missing, cases[i].missing);
		CHECK_STR(to.name, taken ? "Åsa" : "Anna");
		CHECK_STR(to.care_of, taken ? "c/o Bo" : NULL);
		CHECK(to.address == (taken ? &c.address : &v.buyer.address));
		CHECK_INT(recipient_is_protected(r.delivery, reach.customer),
		    cases[i].protected_file || cases[i].protected_register);
	}
}

static void
test_missing(void)
{
	static const struct {
		struct address address;
		enum recipient_part missing;
	} cases[] = {
		{ { .country = STR("SE") }, RECIPIENT_NOTHING },
		{ { .line3 = STR("x"), .region = STR("x") },
		    RECIPIENT_NOTHING },
		{ { .post_code = STR("1"), .country = STR("SE") },
		    RECIPIENT_STREET },
		{ { .city = STR("Ort"), .country = STR("SE") },
		    RECIPIENT_STREET },
		{ { .line1 = STR("Gata") }, RECIPIENT_TOWN },
		{ { .line2 = STR("Box 1"), .post_code = STR("1") },
		    RECIPIENT_TOWN },
		{ ADDRESS("Gata", "1", "Ort", ""), RECIPIENT_COUNTRY },
		{ ADDRESS("Gata", "", "Ort", "SE"), RECIPIENT_POST_CODE },
		{ ADDRESS("Gata", "", "Ort", "NO"), RECIPIENT_POST_CODE },
		{ ADDRESS("Gata", "", "Ort", "FI"), RECIPIENT_POST_CODE },
		{ ADDRESS("Gata", "", "Ort", "DK"), RECIPIENT_POST_CODE },
		{ ADDRESS("Street", "", "Dublin", "IE"), RECIPIENT_WHOLE },
		{ { .line2 = STR("Box 1"),
		      .post_code = STR("1"),
		      .city = STR("Ort"),
		      .country = STR("SE") },
		    RECIPIENT_WHOLE },
	};
	T_CASE("what is missing");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct party buyer = { .address = cases[i].address };
		CHECK_INT(
		    recipient_of(&buyer, NULL, NULL).missing, cases[i].missing);
	}
}

static void
test_names(void)
{
	struct party buyer = { .name = STR("Anna") };
	struct customer c = { .name = STR("  "), .address = moved };
	struct record r = { .invoice = &(struct invoice){ .buyer = buyer } };
	T_CASE("a register without names");
	CHECK_STR(recipient_of(&buyer, NULL, &c).name, "Anna");
	CHECK_STR(recipient_of(&buyer, NULL, &c).care_of, (const char *)NULL);
	buyer.name = str_of(NULL);
	CHECK_STR(recipient_of(&buyer, NULL, NULL).name, (const char *)NULL);
	T_CASE("no reach");
	CHECK_STR(recipient_of_record(&r).name, "Anna");
}

int
main(void)
{
	test_choice();
	test_missing();
	test_names();
	return T_END();
}
