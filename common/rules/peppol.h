/* SPDX-License-Identifier: ISC */
#ifndef RULES_PEPPOL_H
#define RULES_PEPPOL_H

/*
 * The parts of Peppol BIS Billing 3.0.21 (2026.5) for UBL beside EN 16931,
 * and those of self-billing: one pattern each, by their official names.
 */

#include "rule.h"

extern const struct pattern peppol_empty; /* P00 */

#endif
