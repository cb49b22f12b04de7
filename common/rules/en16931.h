/* SPDX-License-Identifier: ISC */
#ifndef RULES_EN16931_H
#define RULES_EN16931_H

/*
 * The parts of EN 16931 for UBL, release 1.3.16, and the checks that only its
 * tables use. A part is a pattern of the official rules, or one half of one
 * whose contexts never meet those of the other half.
 */

#include "num.h"
#include "rule.h"

extern const struct pattern en16931_model, en16931_vat, en16931_syntax,
    en16931_prohibited, en16931_codes;

/* An amount in a group, which may be missing. */
struct sums_amount {
	struct num n;
	bool there;
};

/*
 * xs:decimal of the one child of that name. UNCLEAR, and said, when it is no
 * decimal or there are several.
 */
enum verdict sums_amount_of(
    struct checking *, uint32_t node, xname, struct sums_amount *);

/*
 * Sums (en16931_sums.c): rounded to two decimals, half toward +infinity, and
 * then exact. `path` is the sum, `other` what is added up, where it is not
 * plain from the rule.
 */
rule_check sums_lines, sums_allowances, sums_net, sums_gross, sums_payable,
    sums_vat;

/* The VAT of a category, within one unit of taxable amount x rate. */
rule_check vat_at_rate;

/* The same of numbers: BR-S-09 and its like. */
enum verdict vat_is_near(
    struct checking *, struct num vat, struct num taxable, struct num rate);

/*
 * VAT by category (en16931_vat_check.c), n: the category; AT: it and where it
 * is used (vat.h).
 */
#define AT(place, category) ((place) << 8 | (category))
rule_check vat_broken_down; /* BR-S-01, BR-AF-01, BR-AG-01 */
rule_check vat_broken_down_once; /* BR-xx-01 of the others */
rule_check vat_in_italy; /* BR-B-01 */
rule_check vat_not_both; /* BR-B-02, with VAT_S */
rule_check vat_has_numbers; /* BR-xx-02 to -04, AT */
rule_check vat_has_no_numbers; /* BR-O-02 to -04, AT */
rule_check vat_alone; /* BR-O-11 to -14, AT */
rule_check vat_delivered; /* BR-IC-11 */
rule_check vat_delivered_to; /* BR-IC-12, path: the country */
rule_check vat_taxable; /* BR-xx-08, to the digit */
rule_check vat_taxable_at_rate; /* BR-S-08, BR-AF-08, BR-AG-08 */
rule_check vat_due_at_rate; /* BR-S-09, BR-AF-09, BR-AG-09 */

/* The rest (en16931_check.c), one rule each. */
rule_check vat_currency_total; /* BR-53 */
rule_check note_subject; /* BR-CL-08 */
rule_check payee_is_another; /* BR-17 */
rule_check transfer_has_account; /* BR-61 */
rule_check rate_unless_outside; /* BR-48 */
rule_check vat_prefix; /* BR-CO-09 */
rule_check dates_in_order; /* BR-29, BR-30 */
rule_check one_name_not_sellers; /* UBL-SR-19, -20, -21 */
rule_check object_reference; /* UBL-SR-43 */
rule_check distinct; /* UBL-SR-44, -47 */
rule_check party_scheme; /* BR-CL-10 */
rule_check exemption_code; /* BR-CL-22 */
rule_check version_is_21; /* UBL-CR-002 */
rule_check absent_in_invoice; /* UBL-CR-412 */
rule_check mime_code; /* BR-CL-24 */

/* What contexts ask beside their paths; of the element's parent. */
look_test parent_is_transfer, parent_is_object, parent_is_allowance,
    parent_is_charge;

/* Claims that it is no price, and not in the discount of one: UBL-DT-01. */
look_test is_two_decimal_amount;

#endif
