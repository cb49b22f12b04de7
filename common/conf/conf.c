/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "conf.h"
#include "word.h"

static const char *const environments[] = { "test", "production", NULL };
static const char *const kinds[] = { "directory", NULL };
static const char *const needs[] = { "nothing", "email", "mobile", "address",
	"endpoint", NULL };
static const char *const languages[] = { "sv", "nb", "nn", "fi", "da", "en",
	NULL };
static const char *const account_schemes[] = { "bankgiro", "plusgiro", "iban",
	"bban", NULL };

/* ---- checks ---------------------------------------------------------- */

static bool
check_id(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct bind_pair *id = value;
	const struct conf_sender *other;
	if (!(id->scheme.n == 4 && digits_only(id->scheme.p, 4)) &&
	    !str_is(id->scheme, "vat"))
		return bind_fault(b, v,
		    "scheme '%.*s' is neither four digits nor 'vat'",
		    STR_ARG(word_clip(id->scheme)));
	/* the sender being bound is not counted yet */
	other = conf_sender_by_id(b->root, id->scheme, id->value);
	(void)owner;
	return !other ||
	       bind_fault(b, v, "'%.*s' is an id of sender '%.*s' already",
		   STR_ARG(word_clip(v->text)), STR_ARG(other->key));
}

static bool
check_account(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct bind_pair *account = value;
	struct word_guess guess = word_guess(account->scheme);
	char hint[WORD_HINT];
	for (size_t i = 0; account_schemes[i]; i++) {
		if (str_is(account->scheme, account_schemes[i]))
			return true;
		word_try(&guess, str_of(account_schemes[i]));
	}
	(void)owner;
	return bind_fault(b, v, "unknown account scheme '%.*s'%s",
	    STR_ARG(word_clip(account->scheme)), word_hint(&guess, hint));
}

/* A path stays below MC_HOME: relative, and no component goes up. */
static bool
check_path(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str rest = *(const struct str *)value;
	(void)owner;
	if (rest.p[0] == '/')
		return bind_fault(b, v, "path must be relative to MC_HOME");
	while (rest.n) {
		const char *slash = memchr(rest.p, '/', rest.n);
		size_t n = slash ? (size_t)(slash - rest.p) : rest.n;
		if (n == 2 && memcmp(rest.p, "..", 2) == 0)
			return bind_fault(b, v, "path must not contain '..'");
		rest = str_from(rest, slash ? n + 1 : n);
	}
	return true;
}

static bool
check_channel(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf_channel *c = value;
	(void)owner;
	return c->kind != CONF_DIRECTORY || c->path.p ||
	       bind_fault(b, v, "channel '%.*s' of kind directory needs a path",
		   STR_ARG(c->name));
}

static bool
check_channel_name(
    struct bind *b, const struct yaml *v, void *owner, void *value)
{
	const struct conf *conf = b->root;
	struct str name = *(const struct str *)value;
	struct word_guess guess = word_guess(name);
	char hint[WORD_HINT];
	(void)owner;
	if (conf_find_channel(conf, name))
		return true;
	for (size_t i = 0; i < conf->channels_n; i++)
		word_try(&guess, conf->channels[i].name);
	return bind_fault(b, v, "unknown channel '%.*s'%s",
	    STR_ARG(word_clip(name)), word_hint(&guess, hint));
}

static bool
check_when(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct conf_rule *rule = owner;
	struct fault fault;
	rule->cond = cond_compile(*(struct str *)value, b->arena, &fault);
	return rule->cond ||
	       bind_fault(b, v, "condition, %s: %s", fault.place, fault.text);
}

/* ---- tables ---------------------------------------------------------- */

#define OBJECT_OF(o, rows)                                                     \
	.fields = (rows), .fields_n = sizeof(rows) / sizeof((rows)[0]),        \
	.size = sizeof(struct o)

static const struct bind_field keys_rows[] = {
	{ BIND_ROW(conf_keys, identity, BIND_SECRET), .least = 32 },
};
static const struct bind_object keys_object = { OBJECT_OF(
    conf_keys, keys_rows) };

static const struct bind_field run_rows[] = {
	{ BIND_ROW(conf_run, max_rejected, BIND_COUNT), .most = 1000000000,
	    .absent = -1 },
};
static const struct bind_object run_object = { OBJECT_OF(conf_run, run_rows) };

static const struct bind_field sender_rows[] = {
	{ BIND_ROW(conf_sender, name, BIND_TEXT), .required = true },
	{ BIND_ROWS(conf_sender, ids, BIND_PAIRS), .check = check_id },
	{ BIND_ROWS(conf_sender, accounts, BIND_PAIRS),
	    .check = check_account },
	{ BIND_ROWS(conf_sender, languages, BIND_TEXTS), .words = languages },
};
static const struct bind_object sender_object = {
	OBJECT_OF(conf_sender, sender_rows),
	.name_at = offsetof(struct conf_sender, key),
};

static const struct bind_field channel_rows[] = {
	{ BIND_ROW(conf_channel, kind, BIND_WORD), .required = true,
	    .words = kinds },
	{ BIND_ROW(conf_channel, path, BIND_TEXT), .check = check_path },
	{ BIND_ROW(conf_channel, needs, BIND_WORD), .words = needs },
	{ BIND_ROW(conf_channel, cost, BIND_DECIMAL), .most = 1000000 },
};
static const struct bind_object channel_object = {
	OBJECT_OF(conf_channel, channel_rows),
	.name_at = offsetof(struct conf_channel, name),
	.check = check_channel,
};

static const struct bind_field rule_rows[] = {
	{ BIND_ROW(conf_rule, when, BIND_TEXT), .required = true,
	    .check = check_when },
	{ BIND_ROWS(conf_rule, channels, BIND_TEXTS), .required = true,
	    .check = check_channel_name },
	{ BIND_ROW(conf_rule, reason, BIND_TEXT) },
};
static const struct bind_object rule_object = { OBJECT_OF(
    conf_rule, rule_rows) };

static const struct bind_field policy_rows[] = {
	{ BIND_ROWS(conf_policy, priority, BIND_TEXTS), .required = true,
	    .check = check_channel_name },
	{ BIND_ROWS(conf_policy, rules, BIND_LIST), .sub = &rule_object },
};
static const struct bind_object policy_object = { OBJECT_OF(
    conf_policy, policy_rows) };

/* policy comes last: it names channels */
static const struct bind_field conf_rows[] = {
	{ BIND_ROW(conf, environment, BIND_WORD), .required = true,
	    .words = environments },
	{ BIND_ROW(conf, keys, BIND_OBJECT), .sub = &keys_object },
	{ BIND_ROW(conf, run, BIND_OBJECT), .sub = &run_object },
	{ BIND_ROWS(conf, senders, BIND_MAP), .sub = &sender_object },
	{ BIND_ROWS(conf, channels, BIND_MAP), .sub = &channel_object },
	{ BIND_ROW(conf, policy, BIND_OBJECT), .sub = &policy_object },
};
static const struct bind_object conf_object = { OBJECT_OF(conf, conf_rows) };

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
