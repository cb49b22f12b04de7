/* SPDX-License-Identifier: ISC */
#ifndef RULES_SCHEMA_H
#define RULES_SCHEMA_H

/*
 * What the schemas of UBL 2.1 forbid in an invoice or a credit note, without
 * a schema at run time: ubl_schema.def has the facts of the schemas, and one
 * pass over the tree holds every element against them. An element is judged
 * by its name alone, wherever it stands, as UBL declares all of them
 * globally: children, their order and number, attributes, the value.
 *
 * What ext:ExtensionContent holds is judged laxly, as its wildcard says: one
 * element, not of the namespace ext and not of none; elements of UBL at any
 * depth in it are held against their types; of others nothing is said, not of
 * their xsi:type either. So the schemas of signatures, and the parts of UBL
 * that invoices cannot reach, are not applied there.
 *
 * The verdict is that of libxml2, which is where values are judged more
 * strictly than XML Schema asks; schema_value.h says where.
 *
 * A tree does not show, and so nothing is said of: to which namespace the
 * prefix in a value of xsi:type belongs; CDATA sections that are empty or
 * blank between elements, which libxml2 refuses and XML Schema does not.
 */

#include "model/xtree.h"

/*
 * A finding: the element that it is about, and its attribute (0: none), both
 * for the path; a child or an attribute that is missing is named in the text.
 * One line of text with at most 40 characters of a value, unmasked; it lasts
 * as long as the call.
 */
typedef void schema_report(
    void *arg, uint32_t node, xname attr, const char *text);

/*
 * Reports each fault that does not follow from another one; of a root that is
 * neither Invoice nor CreditNote only that. The findings of an element's
 * children are told with the element. Allocates nothing without a finding.
 */
void schema_check(const struct xtree *, schema_report *, void *arg);

#endif
