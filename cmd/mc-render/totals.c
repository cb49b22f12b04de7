/* SPDX-License-Identifier: ISC */
#include "head.h"
#include "model/currency.h"
#include "totals.h"

enum { SUMS = 12 };
static const double lead = 4.7, gap = 6;
static const double sums_left = 118, vat_width = 88, label_width = 26;

/* The sums: a label and a figure each. */
struct sums {
	struct sum {
		struct str label, figure;
		bool strong;
	} row[SUMS];
	size_t n;
	double figures; /* width of the widest figure */
};

/* The VAT of each rate: rate, base and tax, and where they end. */
struct vat {
	struct {
		struct str rate, base, tax;
	} * row; /* the first is the head */
	size_t n;
	double base_width, tax_width;
};

static void
sum(struct sheet *s, struct sums *t, struct str label, struct str figure_text,
    bool strong)
{
	struct look look = strong ? look_value : look_body;
	double w;
	if (!figure_text.n)
		return;
	t->row[t->n++] = (struct sum){ label, figure_text, strong };
	w = wrap_width(&s->type, look, figure_text);
	t->figures = w > t->figures ? w : t->figures;
}

static void
sum_of(struct sheet *s, struct sums *t, enum word w, struct dec d)
{
	sum(s, t, word(s->lang, w),
	    figure(
		s->type.arena, s->lang, d, currency_decimals(s->inv->currency)),
	    false);
}

/* The value unless it is zero: an empty step explains nothing. */
static struct dec
some(struct dec d)
{
	return dec_is_zero(d) ? (struct dec){ 0 } : d;
}

static struct dec
taken_off(struct dec d)
{
	return d.set && d.coef != 0 ? dec_neg(d) : (struct dec){ 0 };
}

static struct sums
sums_of(struct sheet *s)
{
	const struct invoice *inv = s->inv;
	struct sums t = { .n = 0 };
	bool steps =
	    some(inv->allowances_total).set || some(inv->charges_total).set;
	if (steps)
		sum_of(s, &t, WORD_LINES_TOTAL, inv->lines_total);
	sum_of(s, &t, WORD_ALLOWANCES_TOTAL, taken_off(inv->allowances_total));
	sum_of(s, &t, WORD_CHARGES_TOTAL, some(inv->charges_total));
	sum_of(s, &t, WORD_NET, inv->net);
	sum_of(s, &t, WORD_VAT, inv->vat);
	if (currency_code_ok(inv->vat_currency))
		sum(s, &t,
		    word_with(
			s->type.arena, s->lang, WORD_VAT_IN, inv->vat_currency),
		    figure(s->type.arena, s->lang, inv->vat_accounting,
			currency_decimals(inv->vat_currency)),
		    false);
	sum_of(s, &t, WORD_GROSS, inv->gross);
	sum_of(s, &t, WORD_PREPAID, taken_off(inv->prepaid));
	sum_of(s, &t, WORD_ROUNDING, some(inv->rounding));
	sum(s, &t,
	    word(s->lang, head_is_credit(s->r) ? WORD_CREDITED : WORD_TO_PAY),
	    figure_money(s->type.arena, s->lang, inv->payable, inv->currency),
	    true);
	return t;
}

static struct vat
vat_of(struct sheet *s)
{
	const struct invoice *inv = s->inv;
	unsigned decimals = currency_decimals(inv->currency);
	struct arena *a = s->type.arena;
	struct vat v = { .n = 0 };
	if (inv->vat_parts_n == 0)
		return v;
	v.row = arena_zero(a, inv->vat_parts_n + 1, sizeof(*v.row));
	v.row[0].rate = word(s->lang, WORD_VAT);
	v.row[0].base = word(s->lang, WORD_BASE);
	v.row[0].tax = word(s->lang, WORD_VAT_AMOUNT);
	for (v.n = 1; v.n <= inv->vat_parts_n; v.n++) {
		const struct vat_part *p = &inv->vat_parts[v.n - 1];
		struct str kind[] = { figure_percent(a, s->lang, p->rate),
			p->category };
		if (str_is(p->category, "S") || p->category.n > 2)
			kind[1] = (struct str){ NULL, 0 };
		v.row[v.n].rate =
		    wrap_clean(&s->type, sheet_join(s, " ", kind, 2));
		v.row[v.n].base = figure(a, s->lang, p->base, decimals);
		v.row[v.n].tax = figure(a, s->lang, p->tax, decimals);
	}
	for (size_t i = 0; i < v.n; i++) {
		double b = wrap_width(&s->type, look_body, v.row[i].base);
		double t = wrap_width(&s->type, look_body, v.row[i].tax);
		v.base_width = b > v.base_width ? b : v.base_width;
		v.tax_width = t > v.tax_width ? t : v.tax_width;
	}
	return v;
}

static void
draw_sum(struct sheet *s, const struct sum *row, double x, double y)
{
	struct look label = look_body, figures = look_body;
	label.colour = MUTED;
	if (row->strong) {
		label = figures = (struct look){ FONT_SEMI, 11.5, BRAND };
		double room = SHEET_RIGHT - x - 3 -
			      wrap_width(&s->type, label, row->label);
		figures = wrap_shrink(&s->type, figures, room, row->figure);
		sheet_rule(s, x, y + 1.3, SHEET_RIGHT - x, 0.7, BRAND);
		y += 3;
	}
	sheet_text(s, x, y, label, row->label);
	/* both on one base line */
	sheet_right(s, SHEET_RIGHT, y + (label.size - figures.size) / DEVICE_MM,
	    figures, row->figure);
}

static void
draw_vat(struct sheet *s, const struct vat *v, size_t i, double y)
{
	double base = SHEET_LEFT + label_width + v->base_width;
	struct look look = i == 0 ? look_label : look_body;
	y += (look_body.size - look.size) / DEVICE_MM;
	sheet_text(s, SHEET_LEFT, y, look, v->row[i].rate);
	sheet_right(s, base, y, look, v->row[i].base);
	sheet_right(s, base + gap + v->tax_width, y, look, v->row[i].tax);
}

static double
sums_height(const struct sums *t)
{
	return lead * (double)t->n + 5.5;
}

/* VAT and sums in the same rows; what is longer goes on alone. */
static void
side_by_side(struct sheet *s, const struct vat *v, const struct sums *t)
{
	size_t n = v->n > t->n ? v->n : t->n;
	for (size_t i = 0; i < n; i++) {
		bool strong = i < t->n && t->row[i].strong;
		sheet_room(s, strong ? lead + 4 : lead);
		if (i < v->n)
			draw_vat(s, v, i, s->y);
		if (i < t->n)
			draw_sum(s, &t->row[i], sums_left, s->y);
		s->y += lead;
	}
	s->y += 4;
}

static void
one_below_other(struct sheet *s, const struct vat *v, const struct sums *t)
{
	for (size_t i = 0; i < v->n; i++) {
		sheet_room(s, lead);
		draw_vat(s, v, i, s->y);
		s->y += lead;
	}
	s->y += v->n ? lead : 0;
	sheet_room(s, sums_height(t));
	for (size_t i = 0; i < t->n; i++) {
		draw_sum(s, &t->row[i], SHEET_LEFT, s->y);
		s->y += lead;
	}
	s->y += 4;
}

void
totals_draw(struct sheet *s)
{
	struct sums t = sums_of(s);
	struct vat v = vat_of(s);
	double left = label_width + v.base_width + gap + v.tax_width;
	double height = sums_height(&t);
	if (head_is_plain(s) || (t.n == 0 && v.n == 0))
		return;
	s->y += 3.2;
	sheet_room(s, height);
	if (left <= vat_width && t.figures <= 40)
		side_by_side(s, &v, &t);
	else
		one_below_other(s, &v, &t);
}
