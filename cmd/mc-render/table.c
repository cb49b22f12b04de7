/* SPDX-License-Identifier: ISC */
#include "model/currency.h"
#include "table.h"

/* A row is at least this far from the next one's first line. */
static const double above = 0.9, under = 0.75;
static const double name_good = 66, name_least = 52, column_gap = 4.5,
		    unit_gap = 1.2;
static const double unit_most = 18, head_height = 6.2, keep_whole = 60;
static const double lead_name = 4.1;

void
table_head(struct sheet *s, bool again)
{
	const struct table *t = s->table;
	struct look look = look_label;
	struct str name = word(s->lang, WORD_ITEM);
	if (again)
		name = arena_printf(s->type.arena, "%.*s, %.*s", STR_ARG(name),
		    STR_ARG(word(s->lang, WORD_CONTINUED)));
	sheet_text(s, SHEET_LEFT, s->y, look, name);
	for (int c = 0; c < TABLE_COLUMNS && !t->stacked; c++)
		if (c != TABLE_UNIT)
			sheet_right(s, t->end[c], s->y, look, t->title[c]);
	sheet_rule(
	    s, SHEET_LEFT, s->y + head_height - 1.5, SHEET_WIDTH, 0.7, BRAND);
	s->y += head_height - 1.5;
}

/* One line of a row on its way to the page. */
struct piece {
	struct str text;
	struct look look;
	double leading;
	bool right; /* a figure of a stacked row, at the right margin */
	struct str label;
};

struct pieces {
	struct piece *p;
	size_t n, cap;
	double height;
};

static void
add_piece(struct sheet *s, struct pieces *ps, struct piece p)
{
	if (ps->n == ps->cap) {
		size_t cap = ps->cap ? ps->cap * 2 : 4;
		struct piece *more =
		    arena_alloc(s->type.arena, cap * sizeof(*more));
		if (ps->n)
			memcpy(more, ps->p, ps->n * sizeof(*more));
		ps->p = more;
		ps->cap = cap;
	}
	ps->p[ps->n++] = p;
	ps->height += p.leading;
}

static void
add_lines(struct sheet *s, struct pieces *ps, struct look look, double leading,
    double width, struct str text)
{
	struct lines l = wrap_text(&s->type, look, width, text);
	for (size_t i = 0; i < l.n; i++)
		add_piece(s, ps,
		    (struct piece){
			.text = l.line[i], .look = look, .leading = leading });
}

static void
add_stacked(struct sheet *s, struct pieces *ps, const struct table_row *row)
{
	const struct table *t = s->table;
	for (int c = 0; c < TABLE_COLUMNS; c++) {
		struct str text = row->figure[c];
		struct str both[] = { text, row->figure[TABLE_UNIT] };
		if (c == TABLE_UNIT || !text.n)
			continue;
		if (c == TABLE_QUANTITY)
			text = sheet_join(s, " ", both, 2);
		add_piece(s, ps,
		    (struct piece){ .text = text,
			.look = t->look,
			.leading = lead_name,
			.right = true,
			.label = t->title[c] });
	}
}

static struct pieces
pieces_of(struct sheet *s, const struct table_row *row)
{
	const struct table *t = s->table;
	struct pieces ps = { .height = above + under };
	add_lines(s, &ps, t->look, lead_name, t->name_width, row->name);
	if (ps.n == 0)
		add_piece(s, &ps,
		    (struct piece){ .look = t->look, .leading = lead_name });
	add_lines(s, &ps, look_label, LEAD_LABEL, t->name_width, row->below);
	if (t->stacked)
		add_stacked(s, &ps, row);
	return ps;
}

static void
draw_figures(struct sheet *s, const struct table_row *row)
{
	const struct table *t = s->table;
	struct look muted = t->look;
	muted.colour = MUTED;
	for (int c = 0; c < TABLE_COLUMNS; c++)
		if (c == TABLE_UNIT)
			sheet_text(s, t->end[c], s->y, muted, row->figure[c]);
		else
			sheet_right(s, t->end[c], s->y,
			    c == TABLE_VAT ? muted : t->look, row->figure[c]);
}

static void
draw_row(struct sheet *s, const struct table_row *row, const struct pieces *ps)
{
	s->y += above;
	for (size_t i = 0; i < ps->n; i++) {
		const struct piece *p = &ps->p[i];
		/* never one line alone at the foot of a page */
		double want = p->leading;
		if (i + 1 < ps->n && (i == 0 || i + 2 == ps->n))
			want += ps->p[i + 1].leading;
		if (i > 0 && s->y + want > SHEET_BOTTOM) {
			sheet_page(s);
			s->y += above;
		}
		if (i == 0 && !s->table->stacked)
			draw_figures(s, row);
		if (p->right) {
			sheet_text(
			    s, SHEET_LEFT + 60, s->y, look_label, p->label);
			sheet_right(s, SHEET_RIGHT, s->y, p->look, p->text);
		} else
			sheet_text(s, SHEET_LEFT, s->y, p->look, p->text);
		s->y += p->leading;
	}
	s->y += under;
	sheet_rule(s, SHEET_LEFT, s->y, SHEET_WIDTH, 0.3, HAIRLINE);
}

void
table_draw(struct sheet *s)
{
	const struct table *t = s->table;
	/* so many rows go along when the layout turns the page early */
	size_t keep = t->rows_n < 6 ? 1 : 3;
	if (t->rows_n == 0)
		return;
	sheet_room(s, head_height + 3 * lead_name);
	table_head(s, false);
	s->in_table = true;
	for (size_t i = 0; i < t->rows_n; i++) {
		struct pieces ps = pieces_of(s, &t->rows[i]);
		/* a row is broken only when it is long */
		double want =
		    ps.height <= keep_whole ? ps.height : above + 3 * lead_name;
		/* and the last one keeps the totals company */
		if (i + 1 == t->rows_n && ps.height <= keep_whole)
			want += 30;
		if (s->turn_early && i > 0 && i + keep == t->rows_n)
			want = SHEET_BOTTOM;
		sheet_room(s, want);
		draw_row(s, &t->rows[i], &ps);
	}
	s->in_table = false;
}

/* ---- columns --------------------------------------------------------- */

/* The widest figure of each column, in ems. */
static void
measure(struct table *t, struct sheet *s, double widest[TABLE_COLUMNS])
{
	for (int c = 0; c < TABLE_COLUMNS; c++) {
		widest[c] = 0;
		for (size_t i = 0; i < t->rows_n; i++) {
			double w = fonts_width(
			    s->type.fonts, FONT_TEXT, t->rows[i].figure[c]);
			widest[c] = w > widest[c] ? w : widest[c];
		}
	}
}

/* Places the columns, `least` mm wide or more; the room left for names. */
static double
place_columns(struct table *t, struct sheet *s,
    const double widest[TABLE_COLUMNS], const double least[TABLE_COLUMNS])
{
	double at = SHEET_RIGHT;
	for (int c = TABLE_COLUMNS - 1; c >= 0; c--) {
		double w = widest[c] * t->look.size / DEVICE_MM;
		double head = wrap_width(&s->type, look_label, t->title[c]);
		if (c != TABLE_UNIT && head > w)
			w = head;
		if (least[c] > w)
			w = least[c];
		if (c == TABLE_UNIT) { /* begins behind the quantity */
			at -= w;
			t->end[c] = at;
			at -= unit_gap;
		} else {
			t->end[c] = at;
			at -= w + column_gap;
		}
	}
	return at - SHEET_LEFT;
}

static void
choose_columns(struct table *t, struct sheet *s)
{
	static const double sizes[] = { 8.8, 8, 7.2, 6.5 };
	static const double airy[TABLE_COLUMNS] = { 14, 9, 18, 13, 24 };
	static const double tight[TABLE_COLUMNS] = { 0 };
	double widest[TABLE_COLUMNS];
	measure(t, s, widest);
	t->look = look_body;
	t->name_width = place_columns(t, s, widest, airy);
	if (t->name_width >= name_good)
		return;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		t->look.size = sizes[i];
		t->name_width = place_columns(t, s, widest, tight);
		if (t->name_width >= name_least)
			return;
	}
	t->stacked = true;
	t->look = look_body;
	t->name_width = SHEET_WIDTH;
}

/* ---- rows ------------------------------------------------------------ */

static struct str
rate_of(struct sheet *s, struct dec rate, struct str category)
{
	if (rate.set)
		return figure_percent(s->type.arena, s->lang, rate);
	return category.n <= 2 ? wrap_clean(&s->type, category)
			       : (struct str){ NULL, 0 };
}

/* "10 % av 1 000,00", or as much of it as there is. */
static struct str
share(struct sheet *s, const struct allowance *a, unsigned decimals)
{
	struct str rate = figure_percent(s->type.arena, s->lang, a->percent);
	struct str base = figure(s->type.arena, s->lang, a->base, decimals);
	if (!rate.n || !base.n)
		return rate.n ? rate : base;
	return word_fill(s->type.arena,
	    word_with(s->type.arena, s->lang, WORD_SHARE_OF, rate), base);
}

static struct str
reason_of(struct sheet *s, const struct allowance *a, bool charge)
{
	struct str parts[] = { word(s->lang,
				   charge ? WORD_CHARGE : WORD_ALLOWANCE),
		a->reason.n ? a->reason : a->reason_code };
	return sheet_join(s, ": ", parts, 2);
}

static struct str
part_amount(
    struct sheet *s, const struct allowance *a, bool charge, unsigned decimals)
{
	struct dec d = a->amount;
	if (d.set && !charge)
		d = dec_neg(d);
	return figure(s->type.arena, s->lang, d, decimals);
}

/* The allowances or charges of a line, one on each line of text. */
static struct str
line_parts(struct sheet *s, struct str all, const struct allowance *list,
    size_t n, bool charge, unsigned decimals)
{
	struct str *texts = arena_zero(s->type.arena, n + 1, sizeof(*texts));
	texts[0] = all;
	for (size_t i = 0; i < n; i++) {
		const struct allowance *a = &list[i];
		struct str parts[] = { reason_of(s, a, charge),
			share(s, a, decimals),
			part_amount(s, a, charge, decimals) };
		texts[i + 1] = sheet_join(s, ", ", parts, 3);
	}
	return sheet_join(s, "\n", texts, n + 1);
}

static struct str
labelled(struct sheet *s, enum word w, struct str value)
{
	if (!str_trim(value).n)
		return value;
	return word_with(s->type.arena, s->lang, w, value);
}

/* "100 kWh": the quantity that a price is for, when that is not one. */
static struct str
price_for(struct sheet *s, const struct invoice_line *l)
{
	if (!l->price_quantity.set ||
	    dec_cmp(l->price_quantity, DEC_INT(1)) == 0)
		return (struct str){ NULL, 0 };
	struct str parts[] = {
		figure(s->type.arena, s->lang, l->price_quantity, 0),
		words_unit(s->lang, l->price_unit.n ? l->price_unit : l->unit)
	};
	return sheet_join(s, "\xc2\xa0", parts, 2);
}

static struct str
gross_price(struct sheet *s, const struct invoice_line *l)
{
	struct dec off = l->price_discount;
	if (!off.set || off.coef == 0)
		return (struct str){ NULL, 0 };
	struct str parts[] = {
		labelled(s, WORD_GROSS_PRICE,
		    figure(s->type.arena, s->lang, l->price_gross, 2)),
		figure(s->type.arena, s->lang, dec_neg(off), 2)
	};
	return sheet_join(s, "\xc2\xa0", parts, 2);
}

static struct str
attributes(struct sheet *s, const struct invoice_line *l)
{
	struct str *all =
	    arena_zero(s->type.arena, l->attributes_n + 1, sizeof(*all));
	for (size_t i = 0; i < l->attributes_n; i++) {
		struct str parts[] = { l->attributes[i].name,
			l->attributes[i].value };
		all[i] = sheet_join(s, ": ", parts, 2);
	}
	return sheet_join(s, " · ", all, l->attributes_n);
}

/* What stands below a line's name. */
static struct str
details(struct sheet *s, const struct invoice_line *l, struct str unit,
    unsigned decimals)
{
	struct str facts[] = {
		figure_period(
		    s->type.arena, s->lang, l->period.start, l->period.end),
		labelled(s, WORD_ARTICLE, l->sellers_id),
		labelled(s, WORD_YOUR_ARTICLE, l->buyers_id),
		l->standard_id,
		labelled(s, WORD_ORDER_LINE, l->order_line),
		l->object,
		l->cost_account,
		labelled(s, WORD_PRICE_FOR, price_for(s, l)),
		gross_price(s, l),
		unit,
	};
	struct str texts[] = { l->description,
		sheet_join(s, " · ", facts, sizeof(facts) / sizeof(facts[0])),
		attributes(s, l), l->note };
	struct str all = sheet_join(s, "\n", texts, 4);
	all =
	    line_parts(s, all, l->allowances, l->allowances_n, false, decimals);
	return line_parts(s, all, l->charges, l->charges_n, true, decimals);
}

static void
add_line(struct table *t, struct sheet *s, const struct invoice_line *l,
    unsigned decimals)
{
	struct table_row *row = &t->rows[t->rows_n++];
	struct arena *a = s->type.arena;
	struct str unit = wrap_clean(&s->type, words_unit(s->lang, l->unit));
	struct str wide = { NULL, 0 };
	if (wrap_width(&s->type, look_body, unit) > unit_most) {
		wide = unit;
		unit = (struct str){ NULL, 0 };
	}
	row->name = l->name;
	row->below = details(s, l, wide, decimals);
	row->figure[TABLE_QUANTITY] = figure(a, s->lang, l->quantity, 0);
	row->figure[TABLE_UNIT] = unit;
	row->figure[TABLE_PRICE] = figure(a, s->lang, l->price, 2);
	row->figure[TABLE_VAT] = rate_of(s, l->vat_rate, l->vat_category);
	row->figure[TABLE_AMOUNT] = figure(a, s->lang, l->amount, decimals);
}

static void
add_parts(struct table *t, struct sheet *s, const struct allowance *list,
    size_t n, bool charge, unsigned decimals)
{
	for (size_t i = 0; i < n; i++) {
		struct table_row *row = &t->rows[t->rows_n++];
		row->name = reason_of(s, &list[i], charge);
		row->below = share(s, &list[i], decimals);
		row->figure[TABLE_VAT] =
		    rate_of(s, list[i].vat_rate, list[i].vat_category);
		row->figure[TABLE_AMOUNT] =
		    part_amount(s, &list[i], charge, decimals);
	}
}

void
table_prepare(struct table *t, struct sheet *s)
{
	const struct invoice *inv = s->inv;
	unsigned decimals = currency_decimals(inv->currency);
	static const enum word titles[TABLE_COLUMNS] = { WORD_QUANTITY,
		WORD_QUANTITY, WORD_PRICE, WORD_VAT, WORD_AMOUNT };
	*t = (struct table){ 0 };
	t->rows = arena_zero(s->type.arena,
	    inv->lines_n + inv->allowances_n + inv->charges_n + 1,
	    sizeof(*t->rows));
	for (int c = 0; c < TABLE_COLUMNS; c++)
		t->title[c] = word(s->lang, titles[c]);
	t->title[TABLE_AMOUNT] = arena_printf(s->type.arena, "%.*s, %.*s",
	    STR_ARG(t->title[TABLE_AMOUNT]), STR_ARG(inv->currency));
	for (size_t i = 0; i < inv->lines_n; i++)
		add_line(t, s, &inv->lines[i], decimals);
	add_parts(t, s, inv->allowances, inv->allowances_n, false, decimals);
	add_parts(t, s, inv->charges, inv->charges_n, true, decimals);
	choose_columns(t, s);
}
