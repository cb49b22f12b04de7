/* SPDX-License-Identifier: ISC */
/* Texts that overlap, of a document that is laid out. */
#include <stdlib.h>

#include "lay_work.h"

/* Of a line of text: what letters reach to, in ems. */
static const double letters_up = 0.7, letters_down = 0.2;
static const double touch = 0.05; /* mm that do not count */
static const double clear = 5; /* mm around a window */

struct spread {
	double left, top, right, bottom;
	const struct op *op;
	const struct box *box;
};

struct found {
	const struct laid *laid;
	FILE *out;
	struct spread *text;
	size_t n, cap;
	unsigned page;
	size_t findings;
};

void
lay_found(struct found *f, const struct op *op, double x, double y,
    const struct box *box)
{
	double em = op->size / TYPE_MM, base = y + op->y + op->base;
	if (op->width <= touch)
		return;
	if (f->n == f->cap) {
		f->cap = f->cap ? f->cap * 2 : 64;
		f->text = xrealloc(f->text, f->cap * sizeof(*f->text));
	}
	f->text[f->n++] = (struct spread){ .left = x + op->x + touch,
		.right = x + op->x + op->width - touch,
		.top = base - em * letters_up + touch,
		.bottom = base + em * letters_down - touch,
		.op = op,
		.box = box };
}

static bool
meet(const struct spread *a, const struct spread *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom &&
	       b->top < a->bottom;
}

static void
report(struct found *f, const struct spread *a, const char *what)
{
	fprintf(f->out, "%s:%u: page %u: %s", a->op->node->file,
	    a->op->node->line, f->page, what);
	f->findings++;
}

/* The window of the page, with the room around it that stays clear. */
static bool
window_of(const struct found *f, struct spread *zone)
{
	const struct template *t = f->laid->w->t;
	const struct window *w = lay_window(t, f->laid->w->view);
	bool used = false;
	for (size_t i = 0; i < t->boxes_n; i++)
		used |= t->boxes[i].window;
	if (!w || !used || f->page != 1)
		return false;
	*zone = (struct spread){ .left = w->x - clear,
		.right = w->x + w->width + clear,
		.top = w->y - clear,
		.bottom = w->y + w->height + clear };
	return true;
}

void
lay_found_page(struct found *f)
{
	struct spread zone;
	f->page++;
	bool window = window_of(f, &zone);
	for (size_t i = 0; i < f->n; i++) {
		const struct spread *a = &f->text[i];
		if (window && !(a->box && a->box->window) && meet(a, &zone))
			report(f, a, "text in the window of the envelope\n");
		for (size_t k = i + 1; k < f->n; k++) {
			const struct spread *b = &f->text[k];
			if (!meet(a, b))
				continue;
			report(f, a, "text overlaps that of ");
			fprintf(f->out, "%s:%u\n", b->op->node->file,
			    b->op->node->line);
		}
	}
	f->n = 0;
}

size_t
lay_find(const struct laid *laid, FILE *out)
{
	struct found found = { .laid = laid, .out = out };
	struct pen pen = { .found = &found };
	lay_draw(laid, &pen);
	free(found.text);
	return found.findings;
}
