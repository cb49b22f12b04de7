/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "erasures.h"

static void
name_of(struct str volume, struct str name, unsigned char out[SHA256_BYTES])
{
	struct sha256 *h = sha256_new();
	sha256_add(h, volume.p, volume.n);
	sha256_add(h, "", 1);
	sha256_add(h, name.p, name.n);
	sha256_end(h, out);
}

static void
take(struct erased *x, const struct erasure *e, int64_t at)
{
	for (size_t i = 0; i < e->versions_n; i++) {
		const struct erasure_version *v = &e->version[i];
		for (size_t k = 0; k < v->members_n; k++) {
			x->member = arena_extend(&x->arena, x->member,
			    x->members_n, sizeof(*x->member));
			struct erased_member *m = &x->member[x->members_n++];
			*m = (struct erased_member){ .at = at, .version = i };
			name_of(v->volume, v->member[k].name, m->name);
			memcpy(m->sha256, v->member[k].sha256, SHA256_BYTES);
		}
	}
	for (size_t i = 0; i < e->claims_n; i++) {
		x->claim = arena_extend(
		    &x->arena, x->claim, x->claims_n, sizeof(*x->claim));
		struct erasure_claim *c = &x->claim[x->claims_n++];
		*c = e->claim[i];
		c->document = arena_str(&x->arena, c->document);
	}
}

static int
by_name(const void *a, const void *b)
{
	const struct erased_member *x = a, *y = b;
	return memcmp(x->name, y->name, sizeof(x->name));
}

/* A payment that two erasures claim was claimed alike: its document sticks. */
static int
by_key(const void *a, const void *b)
{
	const struct erasure_claim *x = a, *y = b;
	return memcmp(x->key, y->key, sizeof(x->key));
}

enum mc_status
erased_load(struct erased *x, const struct home *h, struct fault *f)
{
	struct erasures file;
	struct erasure e;
	struct arena a = { 0 };
	bool end = false;
	erased_free(x);
	enum mc_status s = erasures_open(&file, h, false, f);
	while (s == MC_OK && !end) {
		int64_t at = x->end.at;
		arena_reset(&a);
		s = erasures_next(&file, &x->end, &e, &a, &end, f);
		if (s == MC_OK && !end)
			take(x, &e, at);
	}
	erasures_close(&file);
	arena_free(&a);
	if (x->members_n)
		qsort(x->member, x->members_n, sizeof(*x->member), by_name);
	if (x->claims_n)
		qsort(x->claim, x->claims_n, sizeof(*x->claim), by_key);
	return s;
}

void
erased_free(struct erased *x)
{
	arena_free(&x->arena);
	*x = (struct erased){ 0 };
}

struct erased_member *
erased_find(const struct erased *x, const char *volume, const char *name)
{
	struct erased_member key;
	if (!x || !x->members_n)
		return NULL;
	name_of(str_of(volume), str_of(name), key.name);
	return bsearch(
	    &key, x->member, x->members_n, sizeof(*x->member), by_name);
}

const struct erasure_claim *
erased_claim(const struct erased *x, const unsigned char key[SHA256_BYTES])
{
	struct erasure_claim want;
	if (!x || !x->claims_n)
		return NULL;
	memcpy(want.key, key, SHA256_BYTES);
	return bsearch(&want, x->claim, x->claims_n, sizeof(*x->claim), by_key);
}

void
erased_carry(struct erased *x, const struct erased *before)
{
	for (size_t i = 0, k = 0; i < before->members_n; i++) {
		const struct erased_member *m = &before->member[i];
		while (k < x->members_n && by_name(&x->member[k], m) < 0)
			k++;
		if (k < x->members_n && by_name(&x->member[k], m) == 0)
			x->member[k].seen = x->member[k].seen || m->seen;
	}
}
