/* SPDX-License-Identifier: ISC */
/*
 * The payee accounts of a document and what the configuration calls them. They
 * are compared in one spelling: no marks between groups, capitals, no zeros of
 * a bank file in front of a giro number, and the account number itself for a
 * Norwegian IBAN. Check digits prove nothing here.
 */
#include "base/digit.h"
#include "ident/account.h"
#include "ident/giro.h"
#include "model/problems.h"
#include "parse.h"

enum { BARE = 64, SHOWN = 40 };

/* An account as the document has it. */
struct account {
	const char *scheme; /* of the configuration; NULL: it does not say */
	struct str number;
	struct str place;
};

/* The marks that people and programs put between groups. */
static const char *const marks[] = { " ", "-", ".", "/", "\xc2\xa0",
	"\xe2\x80\xaf", "\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x93",
	"\xe2\x88\x92" };

static size_t
mark_at(struct str s)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts(s, marks[i]))
			return strlen(marks[i]);
	return 0;
}

/* Letters and digits without marks, as capitals; false at anything else. */
static bool
strip(char out[BARE], struct str s)
{
	size_t n = 0, mark;
	for (; s.n; s = str_from(s, mark ? mark : 1)) {
		char c = s.p[0];
		mark = mark_at(s);
		if (mark)
			continue;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		if ((!is_digit(c) && (c < 'A' || c > 'Z')) || n + 1 == BARE)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return n > 0;
}

static bool
is_iban(const char *bare)
{
	return bare[0] >= 'A' && bare[0] <= 'Z' && bare[1] >= 'A' &&
	       bare[1] <= 'Z' && is_digit(bare[2]) && is_digit(bare[3]);
}

/* The one spelling of the number in that scheme. */
static bool
spell(char out[BARE], const char *scheme, struct str number)
{
	char iban[ACCOUNT_IBAN], digits[GIRO_DIGITS], bare[BARE];
	if (!strip(bare, number))
		return false;
	struct str s = str_of(bare);
	if (strcmp(scheme, "bankgiro") == 0 &&
	    giro_parse(digits, s, GIRO_BANKGIRO))
		s = str_of(digits);
	else if (strcmp(scheme, "plusgiro") == 0 &&
		 giro_parse(digits, s, GIRO_PLUSGIRO))
		s = str_of(digits);
	else if (str_starts(s, "NO") && account_iban_parse(iban, s))
		s = str_from(s, 4);
	snprintf(out, BARE, "%.*s", STR_ARG(s));
	return true;
}

/* Claims that what the document means can be what is registered. */
static bool
is_same(const struct account *a, const struct bind_pair *registered)
{
	char scheme[16], mine[BARE], theirs[BARE];
	snprintf(scheme, sizeof(scheme), "%.*s", STR_ARG(registered->scheme));
	bool giro =
	    strcmp(scheme, "bankgiro") == 0 || strcmp(scheme, "plusgiro") == 0;
	/* a bankgiro and a plusgiro of the same digits belong to two */
	if (a->scheme && (giro || strstr(a->scheme, "giro")) &&
	    strcmp(a->scheme, scheme) != 0)
		return false;
	return spell(mine, scheme, a->number) &&
	       spell(theirs, scheme, registered->value) &&
	       strcmp(mine, theirs) == 0;
}

static bool
is_registered(const struct account *a, const struct conf_sender *s)
{
	for (size_t i = 0; i < s->accounts_n; i++)
		if (is_same(a, &s->accounts[i]))
			return true;
	return false;
}

/* ---- the accounts of a document ------------------------------------------ */

static const char *
scheme_of(const struct payment_means *p)
{
	char bare[BARE];
	if (str_is(p->branch, "SE:BANKGIRO") || str_is(p->branch, "BGABSESS"))
		return "bankgiro";
	if (str_is(p->branch, "SE:PLUSGIRO") || str_is(p->branch, "PGSISESS"))
		return "plusgiro";
	if (strip(bare, p->account) && is_iban(bare))
		return "iban";
	return p->branch.n ? "bban" : NULL;
}

/* Takes the step at the end of the path, without its number. */
static struct str
last_step(struct str *path)
{
	while (path->n && path->p[path->n - 1] == ']')
		while (path->n && path->p[--path->n] != '[')
			;
	size_t n = path->n;
	while (n && path->p[n - 1] != '/')
		n--;
	struct str step = str_from(*path, n);
	path->n = n ? n - 1 : 0;
	return step;
}

static bool
ends(struct str s, const char *text)
{
	size_t n = strlen(text);
	return s.n >= n && memcmp(s.p + s.n - n, text, n) == 0;
}

/*
 * Claims that what the model has no place for is the number of an account to
 * pay to: UBL has more places for one than EN 16931 uses.
 */
static bool
is_payee_account(struct str path)
{
	struct str leaf = last_step(&path), of = last_step(&path);
	if (ends(of, "PayerFinancialAccount"))
		return false;
	for (struct str rest = path; rest.n;)
		if (ends(last_step(&rest), "CustomerParty"))
			return false;
	return (ends(of, "FinancialAccount") && ends(leaf, ":ID")) ||
	       (ends(of, "CreditAccount") && ends(leaf, ":AccountID"));
}

/* The i-th account in *a; false behind the last. */
static bool
next_account(const struct invoice *inv, size_t *i, struct account *a,
    struct arena *arena)
{
	for (; *i < inv->payment_n; ++*i) {
		const struct payment_means *p = &inv->payment[*i];
		if (!p->account.n)
			continue;
		*a = (struct account){ scheme_of(p), p->account,
			arena_printf(
			    arena, "invoice.payment[%zu].account", *i) };
		++*i;
		return true;
	}
	for (; *i < inv->payment_n + inv->extra_n; ++*i) {
		const struct extra *e = &inv->extra[*i - inv->payment_n];
		if (!e->value.n || !is_payee_account(e->path))
			continue;
		*a = (struct account){ NULL, e->value, e->path };
		++*i;
		return true;
	}
	return false;
}

static bool
has_all(const struct conf_sender *s, const struct invoice *inv, struct arena *a)
{
	struct account account;
	size_t i = 0, n = 0;
	for (; next_account(inv, &i, &account, a); n++)
		if (!is_registered(&account, s))
			return false;
	return n > 0;
}

const struct conf_sender *
account_sender(
    const struct conf *conf, const struct invoice *inv, struct arena *a)
{
	const struct conf_sender *only = NULL;
	for (size_t i = 0; i < conf->senders_n; i++) {
		if (!has_all(&conf->senders[i], inv, a))
			continue;
		if (only)
			return NULL;
		only = &conf->senders[i];
	}
	return only;
}

void
account_check(struct record *r, const struct conf_sender *s, struct arena *a)
{
	struct account account;
	for (size_t i = 0; next_account(r->invoice, &i, &account, a);) {
		struct str n = account.number;
		const char *scheme =
		    account.scheme ? account.scheme : "account";
		if (is_registered(&account, s))
			continue;
		n.n = n.n > SHOWN ? SHOWN : n.n;
		problem_add(r, a, "account-unregistered", "fatal",
		    account.place, 0,
		    "%s %.*s is %s: a right check digit is no protection, "
		    "name it in senders.%.*s.accounts if it is his",
		    scheme, STR_ARG(n),
		    s->accounts_n ? "no account of this sender"
				  : "not registered, and no account of this "
				    "sender is",
		    STR_ARG(s->key));
	}
}
