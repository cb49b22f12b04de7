/* SPDX-License-Identifier: ISC */
#include "conf/word.h"
#include "load.h"

/* ---- conditions ------------------------------------------------------ */

static const struct cond *
condition(struct loader *l, const struct yaml *at, struct str text)
{
	struct fault f;
	const struct cond *c =
	    cond_compile_at(l->scope.root, text, l->arena, &f);
	if (!c)
		load_fault(l, at, "condition, %s: %s", f.place, f.text);
	return c;
}

bool
load_when_add(struct loader *l, const struct yaml *v, struct whens *whens)
{
	if (!load_is(l, v, YAML_SCALAR) || !condition(l, v, v->text))
		return false;
	if (whens->n == LOAD_COUNT(whens->text))
		return load_fault(l, v,
		    "more than %zu conditions that must "
		    "all hold",
		    LOAD_COUNT(whens->text));
	whens->text[whens->n++] = v->text;
	return true;
}

bool
load_when_all(struct loader *l, const struct yaml *at,
    const struct whens *whens, const struct cond **out)
{
	struct str all;
	*out = NULL;
	if (whens->n == 0)
		return true;
	all = whens->text[0];
	for (size_t i = 1; i < whens->n; i++)
		all = arena_printf(l->arena, "(%.*s) and (%.*s)", STR_ARG(all),
		    STR_ARG(whens->text[i]));
	*out = condition(l, at, all);
	return *out != NULL;
}

bool
load_when(struct loader *l, const struct yaml *v, void *to)
{
	struct whens whens = { .n = 0 };
	return load_when_add(l, v, &whens) && load_when_all(l, v, &whens, to);
}

/* ---- lists ----------------------------------------------------------- */

static bool
read_steps(struct loader *l, const struct yaml *v, struct str path,
    struct list_path *list)
{
	const struct object *o =
	    list->of_item ? l->scope.root->item : l->scope.root->object;
	for (struct str rest = path; rest.n;) {
		const char *dot = memchr(rest.p, '.', rest.n);
		struct str name = { rest.p,
			dot ? (size_t)(dot - rest.p) : rest.n };
		const struct field *f = o ? field_find(o, name) : NULL;
		if (!f || list->n == TEMPLATE_STEPS)
			break;
		list->step[list->n++] = f;
		rest = str_from(rest, name.n + (dot != NULL));
		o = f->kind == FIELD_LIST ? NULL : f->sub;
		if (f->kind == FIELD_LIST && !dot)
			return true;
	}
	return load_fault(
	    l, v, "'%.*s' is no list of objects", STR_ARG(word_clip(v->text)));
}

bool
load_list_path(struct loader *l, const struct yaml *v, void *to)
{
	struct list_path *list = to;
	struct str path;
	*list = (struct list_path){ .n = 0 };
	if (!load_text(l, v, &path))
		return false;
	list->of_item = l->scope.root->item && str_starts(path, "item.");
	if (list->of_item)
		path = str_from(path, sizeof("item.") - 1);
	return read_steps(l, v, path, list);
}

void
load_item(struct loader *l, const struct list_path *list)
{
	struct field_root *root = arena_alloc(l->arena, sizeof(*root));
	*root = (struct field_root){ l->scope.root->object,
		list->step[list->n - 1]->sub };
	l->scope.root = root;
}
