/* SPDX-License-Identifier: ISC */
#include "conf.h"
#include "conf_table.h"

/* ---- loading --------------------------------------------------------- */

static bool
bind_conf(struct conf *c, const struct yaml *root, struct arena *arena,
    const char *path, struct fault *fault)
{
	struct bind b = { .file = path, .arena = arena, .fault = fault };
	bool ok = root && bind_tree(&b, &conf_object, root, c);
	c->arena = *arena;
	if (!ok)
		conf_free(c);
	return ok;
}

bool
conf_load(struct conf *c, const char *path, struct fault *fault)
{
	struct arena arena = { 0 };
	const struct yaml *root = yaml_load_file(path, &arena, fault);
	return bind_conf(c, root, &arena, path, fault);
}

bool
conf_load_text(
    struct conf *c, struct str text, const char *path, struct fault *fault)
{
	struct arena arena = { 0 };
	const struct yaml *root = yaml_load_text(text, path, &arena, fault);
	return bind_conf(c, root, &arena, path, fault);
}

void
conf_free(struct conf *c)
{
	arena_free(&c->arena);
	memset(c, 0, sizeof(*c));
}

/* ---- looking up ------------------------------------------------------ */

const struct conf_channel *
conf_find_channel(const struct conf *c, struct str name)
{
	for (size_t i = 0; i < c->channels_n; i++)
		if (str_eq(c->channels[i].name, name))
			return &c->channels[i];
	return NULL;
}

const struct conf_sender *
conf_find_sender(const struct conf *c, struct str key)
{
	for (size_t i = 0; i < c->senders_n; i++)
		if (str_eq(c->senders[i].key, key))
			return &c->senders[i];
	return NULL;
}

/* The next byte of an identifier that counts, in upper case; 0 at the end. */
static char
next_byte(struct str *s)
{
	while (s->n) {
		char c = s->p[0];
		*s = str_from(*s, 1);
		if (c != ' ' && c != '-')
			return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
	}
	return '\0';
}

static bool
is_same(struct bind_pair pair, struct str scheme, struct str value)
{
	char c;
	if (!str_eq(pair.scheme, scheme))
		return false;
	while ((c = next_byte(&pair.value)) == next_byte(&value))
		if (c == '\0')
			return true;
	return false;
}

static bool
has_pair(const struct bind_pair *pairs, size_t n, struct str scheme,
    struct str value)
{
	for (size_t i = 0; i < n; i++)
		if (is_same(pairs[i], scheme, value))
			return true;
	return false;
}

const struct conf_sender *
conf_sender_by_id(const struct conf *c, struct str scheme, struct str value)
{
	for (size_t i = 0; i < c->senders_n; i++)
		if (has_pair(
			c->senders[i].ids, c->senders[i].ids_n, scheme, value))
			return &c->senders[i];
	return NULL;
}

bool
conf_sender_has_account(
    const struct conf_sender *s, struct str scheme, struct str value)
{
	return has_pair(s->accounts, s->accounts_n, scheme, value);
}

const struct conf_prices *
conf_find_prices(const struct conf *c, struct str name)
{
	for (size_t i = 0; i < c->prices_n; i++)
		if (str_eq(c->prices[i].name, name))
			return &c->prices[i];
	return NULL;
}

const struct conf_policy *
conf_policy_of(const struct conf *c, struct str sender)
{
	const struct conf_sender *s = conf_find_sender(c, sender);
	return s && s->policy.priority_n ? &s->policy : &c->policy;
}

const struct conf_guard *
conf_guard_of(const struct conf *c, struct str sender)
{
	const struct conf_sender *s = conf_find_sender(c, sender);
	return s && s->guard.set ? &s->guard : &c->guard;
}
