/* SPDX-License-Identifier: ISC */
#include "base/mask.h"
#include "identity.h"

static void
each_list(const struct field *f, void *base, identity_visit *fn, void *arg)
{
	char *item = *(char **)field_of(base, f);
	for (size_t n = field_count(base, f); n > 0; n--) {
		identity_each(f->sub, item, fn, arg);
		item += f->sub->size;
	}
}

void
identity_each(const struct object *o, void *base, identity_visit *fn, void *arg)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		void *value = field_of(base, f);
		if (f->kind == FIELD_IDENTITY) {
			struct str *s = value;
			if (s->n && mask_hit(*s))
				fn(arg, s);
		} else if (f->kind == FIELD_GROUP) {
			identity_each(f->sub, value, fn, arg);
		} else if (f->kind == FIELD_OPTION && *(void **)value) {
			identity_each(f->sub, *(void **)value, fn, arg);
		} else if (f->kind == FIELD_LIST) {
			each_list(f, base, fn, arg);
		}
	}
}
