/* SPDX-License-Identifier: ISC */
#include "schema_table.h"

_Static_assert(TYPES <= UINT8_MAX, "the number of a type is a byte");
_Static_assert(
    (int)UBL_NAMES < (int)CHILD_NAME, "a child's name has two bits to spare");
_Static_assert(SCHEMA_ATTRIBUTES <= 32, "two sets are in one word");

const uint8_t schema_types[UBL_NAMES] = {
#define ELEMENT(name, type) [name] = TYPE_##type,
#include "ubl_schema.def"
};

const char *const schema_type_names[TYPES] = {
#define DATA(name, kind, ...) [TYPE_##name] = #name,
#define TYPE(name, ...) [TYPE_##name] = #name,
#include "ubl_schema.def"
};

#define ONE(name) name | CHILD_REQUIRED,
#define OPT(name) name,
#define SOME(name) name | CHILD_REQUIRED | CHILD_REPEATS,
#define MANY(name) name | CHILD_REPEATS,
#define ONE_OTHER CHILD_OTHER,
#define TYPE(name, ...)                                                        \
	static const uint16_t children_##name[] = { __VA_ARGS__ 0 };
#include "ubl_schema.def"

const uint16_t *const schema_children[TYPES] = {
#define TYPE(name, ...) [TYPE_##name] = children_##name,
#include "ubl_schema.def"
};

#define NONE
#define MAY(name) | UINT64_C(1) << (ATT_##name - SCHEMA_ATTRIBUTE)
#define MUST(name) | UINT64_C(0x100000001) << (ATT_##name - SCHEMA_ATTRIBUTE)
const struct schema_data schema_data[TYPE_DATA_END] = {
#define DATA(name, kind, ...) [TYPE_##name] = { 0 __VA_ARGS__, SCHEMA_##kind },
#include "ubl_schema.def"
};

const uint8_t schema_attributes[SCHEMA_ATTRIBUTES] = {
#define ATTRIBUTE(name, kind) [ATT_##name - SCHEMA_ATTRIBUTE] = SCHEMA_##kind,
#include "ubl_schema.def"
};
