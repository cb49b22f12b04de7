/* SPDX-License-Identifier: ISC */
/* Faults in an operator's words: the business term that a format lacks. */
#include "sefaktura_cmd.h"

/* The next step of "/invoice/lines/2/origin"; false at the end. */
static bool
next_step(struct str *rest, struct str *step)
{
	if (!rest->n || rest->p[0] != '/')
		return false;
	*rest = str_from(*rest, 1);
	const char *slash = memchr(rest->p, '/', rest->n);
	step->p = rest->p;
	step->n = slash ? (size_t)(slash - rest->p) : rest->n;
	*rest = str_from(*rest, step->n);
	return true;
}

/* The field at that place in a record, or NULL. */
static const struct field *
field_at(struct str place)
{
	const struct object *o = &record_object;
	const struct field *f = NULL;
	struct str step;
	while (next_step(&place, &step)) {
		/* a number is an element of the list before it */
		if (step.n && step.p[0] >= '0' && step.p[0] <= '9')
			continue;
		f = o ? field_find(o, step) : NULL;
		if (!f)
			return NULL;
		o = f->sub;
	}
	return f;
}

struct str
fault_words(
    const struct fault *f, const struct conf_channel *c, struct arena *a)
{
	const struct field *field = field_at(str_of(f->place));
	const char *format =
	    c->format == CONF_SVEFAKTURA ? "Svefaktura" : "Peppol BIS";
	if (strcmp(f->rule, "cannot-carry") != 0 || !field)
		return arena_printf(
		    a, "%s%s%s", f->place, f->place[0] ? ": " : "", f->text);
	/* one term: what several objects share has several */
	bool one = *field->term && !strchr(field->term, ' ');
	return arena_printf(a, "%s: %s cannot carry %s%s%s%s", f->place, format,
	    one ? field->term : "", one ? " (" : "", field->meaning,
	    one ? ")" : "");
}
