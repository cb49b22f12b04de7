/* SPDX-License-Identifier: ISC */
/*
 * The words of fields.def as the tables NAME_object (field.h), in the one .c
 * file that has them; no include guard.
 */
#define NAMED(name) STR(#name), STR("\"" #name "\":")
#define ROW(o, name, kind, term, meaning)                                      \
	{ NAMED(name), kind, offsetof(struct o, name), 0, NULL, term, meaning },
#define ROW_OF(o, name, kind, type, term, meaning)                             \
	{ NAMED(name), kind, offsetof(struct o, name), 0, &type##_object,      \
		term, meaning },

#define OBJECT(name, meaning)                                                  \
	static const char name##_meaning[] = meaning;                          \
	static const struct field name##_fields[] = {
#define TEXT(o, n, t, m) ROW(o, n, FIELD_TEXT, t, m)
#define IDENTITY(o, n, t, m) ROW(o, n, FIELD_IDENTITY, t, m)
#define DATE(o, n, t, m) ROW(o, n, FIELD_DATE, t, m)
#define AMOUNT(o, n, t, m) ROW(o, n, FIELD_AMOUNT, t, m)
#define NUMBER(o, n, t, m) ROW(o, n, FIELD_NUMBER, t, m)
#define FLAG(o, n, t, m) ROW(o, n, FIELD_FLAG, t, m)
#define COUNT(o, n, t, m) ROW(o, n, FIELD_COUNT, t, m)
#define TEXTS(o, n, t, m)                                                      \
	{ NAMED(n), FIELD_TEXTS, offsetof(struct o, n),                        \
		offsetof(struct o, n##_n), NULL, t, m },
#define GROUP(o, n, type, t, m) ROW_OF(o, n, FIELD_GROUP, type, t, m)
#define OPTION(o, n, type, t, m) ROW_OF(o, n, FIELD_OPTION, type, t, m)
#define LIST(o, n, type, t, m)                                                 \
	{ NAMED(n), FIELD_LIST, offsetof(struct o, n),                         \
		offsetof(struct o, n##_n), &type##_object, t, m },
#define CLOSE(name)                                                            \
	}                                                                      \
	;                                                                      \
	const struct object name##_object = { #name, name##_meaning,           \
		name##_fields, sizeof(name##_fields) / sizeof(struct field),   \
		sizeof(struct name) };
