/* SPDX-License-Identifier: ISC */
#ifndef RULES_SCHEMA_TABLE_H
#define RULES_SCHEMA_TABLE_H

/*
 * The tables that ubl_schema.def makes: the type of each element of UBL, its
 * children or the kind of its value, its attributes.
 */

#include <stdint.h>

#include "model/ubl.h"
#include "schema_value.h"

/* Types by number: those of values first, then those with children. */
enum schema_type {
	TYPE_NONE, /* of a name that is no element of UBL's */
#define DATA(name, kind, ...) TYPE_##name,
#include "ubl_schema.def"
	TYPE_DATA_END,
#define TYPE(name, ...) TYPE_##name,
#include "ubl_schema.def"
	TYPES,
};

/* Of each element; others have TYPE_NONE. */
extern const uint8_t schema_types[UBL_NAMES];

/* "Party" of cac:AgentParty, "Identifier" of cbc:ID; + "Type" in the schema. */
extern const char *const schema_type_names[TYPES];

/* A child: its name and how often it occurs. */
enum {
	CHILD_NAME = 0x3fff,
	CHILD_REQUIRED = 0x8000, /* at least once */
	CHILD_REPEATS = 0x4000, /* more than once */
	CHILD_OTHER = CHILD_NAME, /* one element, not of the namespace ext */
};

/*
 * The children of each type in their order, 0 behind the last; none is there
 * twice. NULL for types of values.
 */
extern const uint16_t *const schema_children[TYPES];

/*
 * The attributes of UBL, numbered from 0: the name less SCHEMA_ATTRIBUTE, the
 * first of them in ubl_names.def, which they end. A set of them has that bit
 * for each that may be there, and the bit 32 higher when it must.
 */
enum {
	SCHEMA_ATTRIBUTES = UBL_NAMES - ATT_characterSetCode,
	SCHEMA_ATTRIBUTE = ATT_characterSetCode
};

/* Of each type of values. */
struct schema_data {
	uint64_t attributes;
	enum schema_kind kind;
};

extern const struct schema_data schema_data[TYPE_DATA_END];

/* The kind of each attribute's values, by its number. */
extern const uint8_t schema_attributes[SCHEMA_ATTRIBUTES];

#endif
