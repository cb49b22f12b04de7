/* SPDX-License-Identifier: ISC */
/*
 * The words of fields.def as declarations of the tables NAME_object; no
 * include guard.
 */
#define OBJECT(name, meaning) extern const struct object name##_object;
#define TEXT(o, name, term, meaning)
#define IDENTITY(o, name, term, meaning)
#define DATE(o, name, term, meaning)
#define AMOUNT(o, name, term, meaning)
#define NUMBER(o, name, term, meaning)
#define FLAG(o, name, term, meaning)
#define COUNT(o, name, term, meaning)
#define TEXTS(o, name, term, meaning)
#define GROUP(o, name, type, term, meaning)
#define OPTION(o, name, type, term, meaning)
#define LIST(o, name, type, term, meaning)
#define CLOSE(name)
