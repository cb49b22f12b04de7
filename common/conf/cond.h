/* SPDX-License-Identifier: ISC */
#ifndef CONF_COND_H
#define CONF_COND_H

/*
 * Conditions on a record, by which mc-pick chooses records, mc-route its policy
 * and mc-send what may leave: compiled once against the field table, evaluated
 * on decoded records.
 *
 *	condition  = term { "or" term }
 *	term       = factor { "and" factor }
 *	factor     = "not" factor | "(" condition ")" | test
 *	test       = path
 *	           | path ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value
 *	           | path "in" "(" value { "," value } ")"
 *	           | path "~" value
 *	path       = name [ "[" number "]" ] { "." name [ "[" number "]" ] }
 *	value      = word | 'text' | "text"
 *
 * A path starts at the record and is made of the names in model/fields.def;
 * numbers count elements from 0. A word is letters, digits and any of _ . - +
 * : and is taken as it stands; in quotes, \ stands before a quote or a \.
 *
 * Types come from the table. AMOUNT and NUMBER compare as exact decimals, COUNT
 * as whole numbers, DATE as days; TEXT, TEXTS and IDENTITY are the same or not
 * byte for byte (= != in) or match a pattern (~) in which * is any text, ? one
 * character and \ takes the next character's meaning away; FLAG is = or !=
 * true or false. A value that is none of its type is refused when compiling.
 *
 * A path by itself claims that something is there: a FLAG that is true, a COUNT
 * that is not 0, a list with an element, an object with a member.
 *
 * Where the path passes lists, a test holds when it holds for any element. An
 * empty list, an element or an object that is not there make the operand
 * absent, as an absent member does. With an absent operand every comparison is
 * false, != is true. A COUNT and a FLAG in an object that is there are never
 * absent, but 0 and false.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/fault.h"
#include "model/field.h"
#include "model/record.h"

enum {
	COND_TEXT_MAX = 4096, /* bytes of a condition */
	COND_DEPTH = 64, /* "not" and "(" inside one another */
	COND_NODES = 256, /* and, or, not, tests, and values in lists */
};

struct cond;

/*
 * Compiles the condition into the arena, nothing of text is kept. NULL with a
 * fault, place "column N" (characters, from 1), when it is refused.
 */
const struct cond *cond_compile(
    struct str text, struct arena *, struct fault *);

/*
 * Claims that the condition holds. Sections that it does not read need not be
 * decoded.
 */
bool cond_holds(const struct cond *, const struct record *);

/*
 * The same of paths that begin elsewhere than at a record: at the structs
 * `base` and, for paths that begin with `item.`, `item`, of the types in the
 * root. cond_sections means nothing then.
 */
const struct cond *cond_compile_at(
    const struct field_root *, struct str text, struct arena *, struct fault *);
bool cond_holds_at(const struct cond *, const void *base, const void *item);

/*
 * What is certain when nothing is known but the member at `path`, which
 * passes no list: tests of any other member can go either way.
 */
enum cond_chance { COND_NEVER, COND_MAYBE, COND_ALWAYS };
enum cond_chance cond_chance(
    const struct cond *, struct str path, const void *base);

/* The sections it reads: bit i is record_object.fields[i]. */
uint64_t cond_sections(const struct cond *);

#endif
