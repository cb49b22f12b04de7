/* SPDX-License-Identifier: ISC */
#ifndef CONF_CONF_H
#define CONF_CONF_H

/*
 * The configuration of an installation, mc.yaml, as structs: loaded whole and
 * checked whole, before anything is processed, and constant from then on.
 * mc.conf(5) is the operator's side of this. A key is added as a member here
 * and a row in conf_table.c.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bankday.h"
#include "base/dec.h"
#include "base/str.h"
#include "base/zone.h"
#include "bind.h"
#include "cond.h"
#include "model/fault.h"
#include "model/language.h"

enum conf_environment { CONF_TEST, CONF_PRODUCTION };

/* How a channel hands over. */
enum conf_kind { CONF_DIRECTORY, CONF_MAILDIR };

/* What the recipient gets. */
enum conf_form { CONF_PDF, CONF_E_INVOICE, CONF_PAPER };

/*
 * A channel with a scheme collects payments by it, any other presents
 * documents. The scheme gives calendar, zone, cut-off, lead and notice where
 * the channel does not.
 */
enum conf_scheme {
	CONF_NO_SCHEME,
	CONF_AUTOGIRO,
	CONF_AVTALEGIRO,
	CONF_SUORAMAKSU,
};

/* What an e-invoice is written as. */
enum conf_format {
	CONF_NO_FORMAT, /* the channel takes a PDF */
	CONF_PEPPOL, /* Peppol BIS Billing 3, a file each */
	CONF_SVEFAKTURA, /* Svefaktura 1.0, a file each */
	CONF_EFAKTURA, /* BIS Billing 3 for internet banks, in batches */
};

/* What an e-invoice is put into. */
enum conf_envelope { CONF_NO_ENVELOPE, CONF_SBDH };

/* Where in an e-faktura the bank's identity of the consumer stands. */
enum conf_fmi { CONF_FMI_IDENTIFIER, CONF_FMI_ENDPOINT };

/* What becomes of a payment whose notice comes too late. */
enum conf_late_debit { CONF_DEBIT_HOLD, CONF_DEBIT_MOVE, CONF_DEBIT_SKIP };

/* What becomes of a document that would come too late to be paid in time. */
enum conf_late { CONF_LATE_HOLD, CONF_LATE_NEW_DUE_DATE };

/* What becomes of a document whose forced channel fails. */
enum conf_forced { CONF_FORCED_HOLD, CONF_FORCED_FALL_BACK };

enum conf_order { CONF_BY_PRIORITY, CONF_CHEAPEST };

/* What is kept of identity numbers. */
enum conf_identity { CONF_IDENTITY_KEEP, CONF_IDENTITY_NEVER };

/* What must be known of a recipient for a channel to reach him. */
enum conf_needs {
	CONF_NEEDS_NOTHING,
	CONF_NEEDS_EMAIL,
	CONF_NEEDS_MOBILE,
	CONF_NEEDS_ADDRESS,
	CONF_NEEDS_ENDPOINT,
	CONF_NEEDS_AGREEMENT, /* of the register, with a key */
	CONF_NEEDS_IDENTITY, /* an identity number */
};

struct conf_keys {
	struct str identity; /* key of the hashes of identity numbers; absent:
				none is configured, else >= 32 bytes */
	struct str columns; /* of the encrypted columns, likewise */
	struct str columns_old; /* the one before, until rows are rotated */
};

struct conf_run {
	int64_t max_rejected; /* documents; -1: no limit */
	int64_t approval; /* persons who must approve a run, 0-9 */
	int orphan_debit; /* 0 keep, 1 hold: a batch file with debits whose
			    notice failed for good */
};

/* The QR code of a payment on a page. */
enum conf_code {
	CONF_CODE_AUTO, /* by account: UsingQR, else Swish, else EPC */
	CONF_CODE_NONE,
	CONF_CODE_USINGQR,
	CONF_CODE_SWISH,
	CONF_CODE_EPC,
};

/* Where the HTML of a message comes from. */
enum conf_body { CONF_BODY_TEMPLATE, CONF_BODY_PAGE };

/* Where deliveries go in a test environment. */
struct conf_test {
	struct str email; /* absent: none leaves by e-mail */
	struct str participant; /* SCHEME:ID; absent: no e-invoice is made for
				   an electronic address */
	struct str fmi; /* absent: no e-faktura is made */
};

/* Limits of the plausibility guard, in percent; -1: no limit. */
struct conf_guard {
	bool set; /* there is such a key */
	int64_t runs; /* earlier runs that are looked at, 1-100 */
	int64_t least; /* fewer than these, and nothing is judged */
	int64_t documents; /* the number may differ from the mean by */
	int64_t total; /* likewise the total of each currency */
	int64_t largest; /* the largest amount may pass the largest by */
	int64_t mix; /* points a channel's share may move */
	int64_t rejects; /* points the share of rejects may grow */
};

/* A sender's agreement on direct debit with Bankgirot. */
struct conf_autogiro {
	struct str customer; /* 1-6 digits, Bankgirot's customer number */
	struct str bankgiro; /* digits only; absent: no agreement */
	bool payouts; /* credits may be paid out (TK32) */
};

/* A text in the languages that it was written in. */
struct conf_words {
	struct str in[LANGUAGES]; /* by enum language; absent: not in that */
};

/* What a sender adds to his e-fakturas; a text, a link, or a link and its text.
 */
struct conf_message {
	struct conf_words text;
	struct str url; /* or absent */
	struct str when; /* condition as written, or absent: always */
	const struct cond *cond;
};

/* A sender's agreement on e-faktura to internet banks. */
struct conf_efaktura {
	struct str fui; /* his identity there; absent: no agreement */
	struct str fui_scheme; /* of it as a seller identifier, or absent */
	int fmi; /* enum conf_fmi */
	struct str fmi_scheme; /* of the consumer's, or absent */
	struct conf_message *messages; /* in their order */
	size_t messages_n;
};

struct conf_rule {
	struct str when; /* the condition as written */
	const struct cond *cond; /* and compiled */
	struct str *channels; /* names that exist, at least one */
	size_t channels_n;
	struct str reason; /* in an operator's words, or absent */
};

struct conf_policy {
	struct str *priority; /* channels that present, wanted first; empty: no
				 policy here */
	size_t priority_n;
	int order; /* enum conf_order, of priority and rules' channels */
	struct conf_rule *rules; /* the first that holds replaces priority */
	size_t rules_n;
	struct str *payments; /* channels with a scheme, wanted first */
	size_t payments_n;
	struct str prices; /* name of a price table, or absent */
	int forced; /* enum conf_forced */
	int late; /* enum conf_late */
	int64_t days; /* least calendar days from arrival to due date */
	struct str public; /* condition: the buyer is public; or absent */
	const struct cond *public_cond;
};

struct conf_sender {
	struct str key; /* its name in the file and in ids */
	struct str name; /* legal name */
	struct bind_pair *ids; /* "0007", "vat" ...: the number */
	size_t ids_n;
	struct bind_pair *accounts; /* bankgiro plusgiro iban bban */
	size_t accounts_n;
	struct str *languages; /* sv nb nn fi da en, the first is usual */
	size_t languages_n;
	int identity; /* enum conf_identity */
	struct str from,
	    reply_to; /* of its e-mail: address, or name <address> */
	struct str template; /* of its pages: a name, or a path as open() wants
				it, which has a '/'; absent: the usual one */
	struct str logo; /* path as open() wants it, or absent */
	struct str messages; /* likewise: what it tells its customers */
	struct str brand; /* "#rrggbb", or absent */
	struct str swish; /* ten digits beginning with 123, or absent */
	int code; /* enum conf_code */
	struct conf_autogiro autogiro;
	struct conf_efaktura efaktura;
	struct conf_guard guard; /* unless set: the common one */
	struct conf_policy policy; /* without priority: the common one */
};

struct conf_channel {
	struct str name;
	int kind; /* enum conf_kind */
	int needs; /* enum conf_needs */
	struct str path; /* directory: relative to MC_HOME, no ".." in it */
	struct dec cost; /* of one delivery, >= 0; absent: not known */
	int form; /* enum conf_form */
	int scheme; /* enum conf_scheme */
	int calendar; /* enum bankday_calendar, -1: by scheme, else any day */
	int zone; /* enum zone, -1: by scheme, else Stockholm */
	int64_t lead; /* bank days to the recipient or bank, -1: by scheme */
	int64_t notice; /* bank days from notice to debit, -1: by scheme */
	int64_t cutoff; /* minutes after midnight there, -1: by scheme */
	struct str cutoff_text; /* as written, HH:MM */
	int late; /* enum conf_late_debit */
	struct str template; /* maildir: folder of its templates, as path */
	int body; /* maildir: enum conf_body */
	int format; /* enum conf_format */
	int envelope; /* enum conf_envelope */
};

/* Postage up to a weight. */
struct conf_postage {
	int64_t grams;
	struct dec price;
};

/* What one channel costs. */
struct conf_tariff {
	struct str channel; /* name that exists */
	struct dec item, sheet,
	    colour; /* each document, sheet, coloured sheet */
	bool postage; /* by weight, besides */
};

/* A price table. */
struct conf_prices {
	struct str name;
	struct str currency; /* ISO 4217 */
	int64_t first_lines, next_lines; /* invoice lines on a page, >= 1 */
	int64_t envelope_grams, sheet_grams, insert_grams;
	struct conf_postage *postage; /* by ascending weight */
	size_t postage_n;
	struct conf_tariff *channels;
	size_t channels_n;
};

/* Which official rules documents are held against; the order of rules.h. */
enum conf_check {
	CONF_CHECK_NONE,
	CONF_CHECK_EN16931,
	CONF_CHECK_PEPPOL,
	CONF_CHECK_SELFBILLING,
	CONF_CHECK_AUTO, /* what the document asks for */
};

/* A rule that does not reject. */
struct conf_lowered {
	struct str rule; /* its official identifier */
	struct str sender; /* whose documents; absent: all */
	struct str reason; /* in an operator's words */
	struct str place; /* "mc.yaml:12": whether there is such a rule is
			     for those to say who know rules */
};

struct conf_rules {
	int check; /* enum conf_check */
	struct conf_lowered *lower;
	size_t lower_n;
};

struct conf {
	int environment; /* enum conf_environment */
	struct conf_keys keys;
	struct conf_run run;
	struct conf_test test;
	struct conf_guard guard;
	struct conf_prices *prices;
	size_t prices_n;
	struct conf_sender *senders;
	size_t senders_n;
	struct conf_channel *channels;
	size_t channels_n;
	struct conf_policy policy;
	struct conf_rules rules;
	struct arena arena; /* owns all of it */
};

/*
 * Loads the file at path, which faults name as it is given; secret files are
 * found from its folder. On false there is a fault at `path:line` and nothing
 * to free. On true the caller owns *conf until conf_free.
 */
bool conf_load(struct conf *, const char *path, struct fault *);

/* The same of text in memory, as if it had been read from path. */
bool conf_load_text(
    struct conf *, struct str text, const char *path, struct fault *);

/* Gives the memory back; safe on a zeroed struct and twice. */
void conf_free(struct conf *);

/* The channel of that name, NULL when there is none. */
const struct conf_channel *conf_find_channel(
    const struct conf *, struct str name);

/* The sender of that key, NULL when there is none. */
const struct conf_sender *conf_find_sender(const struct conf *, struct str key);

/*
 * The sender that has the identifier, NULL when none has. Blanks and hyphens
 * in the value do not count, nor do the cases of ASCII letters.
 */
const struct conf_sender *conf_sender_by_id(
    const struct conf *, struct str scheme, struct str value);

/* Claims that the account may appear on the sender's documents, as above. */
bool conf_sender_has_account(
    const struct conf_sender *, struct str scheme, struct str value);

/* The policy that holds for documents of the sender of that key. */
const struct conf_policy *conf_policy_of(
    const struct conf *, struct str sender);

/* The guard for that sender's documents. */
const struct conf_guard *conf_guard_of(const struct conf *, struct str sender);

/*
 * The entry that lowers the rule on documents of the sender of that key, which
 * is absent of a sender that is not known; NULL when none does. One for that
 * sender counts before one for all.
 */
const struct conf_lowered *conf_lowers(
    const struct conf *, struct str rule, struct str sender);

/* The price table of that name, NULL when there is none. */
const struct conf_prices *conf_find_prices(const struct conf *, struct str);

#endif
