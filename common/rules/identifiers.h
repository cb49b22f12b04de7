/* SPDX-License-Identifier: ISC */
#ifndef RULES_IDENTIFIERS_H
#define RULES_IDENTIFIERS_H

/*
 * Identifiers as the rules of Peppol BIS Billing 2026.5 check them. These
 * are the official expressions with their own quirks, to the letter of what
 * Saxon makes of them, and no better: a GLN has any number of digits, the
 * national registers of ident/ would say otherwise. To ask whether a number
 * can exist, ask ident/.
 *
 * The checks take the text as the rule hands it over (most normalise it
 * before); absent is ''. UNCLEAR is an error in the expression.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "verdict.h"

/* u:gln: modulus 10 with weights 3, 1 from the right. COMMON-R040 */
enum verdict id_gln(struct str);

/* u:mod11: weights 2 to 7 from the right. COMMON-R041, NO-R-001 */
enum verdict id_mod11(struct str);

/* u:mod97-0208: the ninth and tenth digit. COMMON-R043 */
enum verdict id_mod97(struct str);

/* u:abn: of the first eleven characters. COMMON-R050 */
enum verdict id_abn(struct str);

/* u:checkSEOrgnr: Luhn over ten characters. COMMON-R049, SE-R-013 */
enum verdict id_orgnr(struct str);

/* u:checkCodiceIPA: six ASCII letters and digits. COMMON-R044 */
enum verdict id_codice_ipa(struct str);

/* u:checkCF: eleven characters that are an integer, or u:checkCF16: sixteen.
 * COMMON-R045, -R046 */
enum verdict id_codice_fiscale(struct str);

/* u:checkPIVAseIT: what begins with IT or it is checked. COMMON-R047 */
enum verdict id_partita_iva(struct str);

/* u:TinVerification: of the first nine characters. GR-R-001-2, -003 ... */
enum verdict id_greek_tin(struct str);

/* The date in an invoice number, matches(s, $dateRegExp). GR-R-001-3 */
enum verdict id_greek_date(struct str);

/* The IBAN of DE-R-019 and -020, small letters counting as they do there. */
enum verdict id_german_iban(struct str);

/* matches(s, $XR-EMAIL-REGEX), -TELEPHONE-, -URL-. DE-R-028, -027, -T02 */
enum verdict id_email(struct str);
enum verdict id_telephone(struct str);
enum verdict id_url(struct str);

/* One line of payment terms: matches(s, $XR-SKONTO-REGEX). DE-R-018 */
enum verdict id_skonto(struct str line);

/*
 * All of DE-R-018 on the texts of cac:PaymentTerms/cbc:Note[1]: every line
 * that begins with # is such a line, and a line feed follows the last one.
 * UNCLEAR when there is such a line and more than one text.
 */
enum verdict id_skonto_terms(const struct str *notes, size_t n);

/*
 * Claims that the text has the shape: # is one ASCII digit, any other
 * character is itself. "NL#########B##"
 */
bool id_has_shape(struct str, const char *shape);

/* Claims least to most ASCII digits and nothing else: ^[0-9]{7,8}$ */
bool id_is_digits(struct str, size_t least, size_t most);

/* Claims least to most ASCII capitals and digits: ^[A-Z0-9]{11,16}$ */
bool id_is_capitals(struct str, size_t least, size_t most);

#endif
