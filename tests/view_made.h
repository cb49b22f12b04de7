/* SPDX-License-Identifier: ISC */
#ifndef VIEW_MADE_H
#define VIEW_MADE_H

/*
 * For the tests of what templates see: a record that is changed and seen.
 * Everything lives in `arena` until main frees it.
 */

#include "base/arena.h"
#include "t.h"
#include "view.h"

#define NB "\xc2\xa0"
#define NONE ((const char *)NULL)
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct arena arena;

static inline struct dec
dec(const char *text)
{
	struct dec d = { 0 };
	if (text)
		CHECK(dec_parse(&d, str_of(text)));
	return d;
}

/* What the tests below change, and how it is shown. */
struct made {
	struct record r;
	struct run run;
	struct invoice inv;
	struct payment_means payment[3];
	struct vat_part vat[1];
	struct invoice_line line[1];
	struct identifier id[3];
	struct note note[1];
	struct reference preceding[1];
	struct delivery delivery;
	struct customer customer;
	struct reach reach;
	struct choice debit;
	struct route route;
	struct conf_sender sender;
	struct conf_channel channel;
	struct conf conf;
	struct view_how how;
	struct fault fault;
	struct view v;
};

static inline void
view_fill_invoice(struct made *m)
{
	m->vat[0] = (struct vat_part){ .category = STR("S") };
	m->line[0] = (struct invoice_line){ .name = STR("Elnät") };
	m->inv = (struct invoice){
		.number = STR("26700001"),
		.issue_date = { 2026, 11, 20 },
		.due_date = { 2026, 12, 19 },
		.currency = STR("SEK"),
		.payable = dec("4033.00"),
		.vat = dec("806.64"),
		.seller = { .name = STR("Norrlid Energi AB"),
		    .legal_id = STR("5599990016"),
		    .vat_id = STR("SE559999001601"),
		    .tax_id = STR("Godkänd för F-skatt"),
		    .address = { .post_code = STR("903 26"),
			.city = STR("Umeå"),
			.country = STR("SE") } },
		.buyer = { .name = STR("Anna Ek"),
		    .address = { .line1 = STR("Ekgatan 8"),
			.post_code = STR("111 29"),
			.city = STR("Stockholm"),
			.country = STR("SE") } },
		.payment = m->payment,
		.payment_n = 1,
		.vat_parts = m->vat,
		.vat_parts_n = 1,
		.lines = m->line,
		.lines_n = 1,
	};
	m->payment[0] = (struct payment_means){ .code = STR("30"),
		.reference = STR("1000012670000168"),
		.account = STR("9912346"),
		.account_name = STR("Norrlid Energi AB"),
		.branch = STR("SE:BANKGIRO") };
}

/* An ordinary invoice in Swedish, to pay by bankgiro. */
static inline struct made *
make(void)
{
	struct made *m = arena_zero(&arena, 1, sizeof(*m));
	view_fill_invoice(m);
	m->run = (struct run){ .at = STR("2026-11-22T08:00:00Z") };
	m->debit = (struct choice){ .channel = STR("autogiro"),
		.date = { 2026, 12, 21 } };
	m->reach = (struct reach){ .customer = &m->customer };
	m->channel = (struct conf_channel){ .name = STR("autogiro"),
		.scheme = CONF_AUTOGIRO };
	m->conf = (struct conf){ .channels = &m->channel, .channels_n = 1 };
	m->r = (struct record){ .kind = STR("invoice"),
		.id = STR("norrlid/invoice/26700001"),
		.run = &m->run,
		.invoice = &m->inv,
		.route = &m->route };
	m->how = (struct view_how){
		.lang = LANGUAGE_SV, .conf = &m->conf, .sender = &m->sender
	};
	return m;
}

/* One in euro, to pay to an IBAN with a viitenumero. */
static inline struct made *
make_finnish(void)
{
	struct made *m = make();
	m->inv.currency = str_of("EUR");
	m->inv.payable = dec("123.4");
	m->inv.seller = (struct party){ .name = STR("Pohjanlahti Energia Oy"),
		.address = { .country = STR("FI") } };
	m->payment[0] = (struct payment_means){ .code = STR("58"),
		.account = STR("FI2112345600000785"),
		.branch = STR("NDEAFIHH"),
		.reference = STR("12345672") };
	return m;
}

static inline const struct view *
see(struct made *m)
{
	bool ok = view_make(&m->v, &m->r, &m->how, &arena, &m->fault);
	CHECK_STR(m->fault.text, "");
	CHECK(ok);
	return &m->v;
}

static inline void
draw_by_autogiro(struct made *m)
{
	m->route.payment = &m->debit;
	m->route.payment_n = 1;
}

#endif
