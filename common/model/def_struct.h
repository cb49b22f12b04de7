/* SPDX-License-Identifier: ISC */
/*
 * The words of fields.def as structs; no include guard. Include this, the file
 * of fields and undef.h.
 */
#define OBJECT(name, meaning) struct name {
#define TEXT(o, name, term, meaning) struct str name;
#define IDENTITY(o, name, term, meaning) struct str name;
#define DATE(o, name, term, meaning) struct date name;
#define AMOUNT(o, name, term, meaning) struct dec name;
#define NUMBER(o, name, term, meaning) struct dec name;
#define FLAG(o, name, term, meaning) bool name;
#define COUNT(o, name, term, meaning) int64_t name;
#define TEXTS(o, name, term, meaning)                                          \
	struct str *name;                                                      \
	size_t name##_n;
#define GROUP(o, name, type, term, meaning) struct type name;
#define OPTION(o, name, type, term, meaning) struct type *name;
#define LIST(o, name, type, term, meaning)                                     \
	struct type *name;                                                     \
	size_t name##_n;
#define CLOSE(name)                                                            \
	}                                                                      \
	;
