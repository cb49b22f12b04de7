/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "register_db.h"
#include "register_row.h"

static const char *const customer_columns[REGISTER_COLUMNS] = { "sender",
	"number", "name", "care_of", "line1", "line2", "post_code", "city",
	"country", "email", "mobile", "language", "wishes", "tags", "protected",
	"public", "hold", "no_debit", "duplex", "colour", "envelope", "inserts",
	"identity" };

static const char *const agreement_columns[AGREEMENT_COLUMNS] = { "sender",
	"number", "channel", "key", "status", "from", "to", "source" };

const struct register_table register_customer_table = {
	.columns = customer_columns,
	.n = REGISTER_COLUMNS,
	.keys = 2,
	.lists = 1u << REGISTER_WISHES | 1u << REGISTER_TAGS |
		 1u << REGISTER_INSERTS,
	.flags = 1u << REGISTER_PROTECTED | 1u << REGISTER_PUBLIC |
		 1u << REGISTER_HOLD | 1u << REGISTER_NO_DEBIT |
		 1u << REGISTER_DUPLEX | 1u << REGISTER_COLOUR,
};

const struct register_table register_agreement_table = {
	.columns = agreement_columns,
	.n = AGREEMENT_COLUMNS,
	.keys = 4,
};

int
register_column(const struct register_table *t, struct str name)
{
	for (int i = 0; i < t->n; i++)
		if (str_is(name, t->columns[i]))
			return i;
	return -1;
}

bool
register_word(struct str *list, struct str *word)
{
	const char *blank;
	if (!list->n)
		return false;
	blank = memchr(list->p, ' ', list->n);
	*word = (struct str){ list->p,
		blank ? (size_t)(blank - list->p) : list->n };
	*list = str_from(*list, blank ? word->n + 1 : word->n);
	return true;
}

/* "yes", absent for no; false when it is neither. */
static bool
spell_flag(struct str *s)
{
	static const char *const yes[] = { "yes", "true", "1" };
	static const char *const no[] = { "no", "false", "0" };
	for (int i = 0; i < 3; i++) {
		if (str_is(*s, yes[i])) {
			*s = str_of(yes[0]);
			return true;
		}
		if (str_is(*s, no[i])) {
			*s = str_of(NULL);
			return true;
		}
	}
	return false;
}

/* Words with one blank between them, whatever stood there. */
static struct str
spell_list(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	bool between = false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ';' || is_blank(s.p[i])) {
			between = n > 0;
			continue;
		}
		if (between)
			p[n++] = ' ';
		between = false;
		p[n++] = s.p[i];
	}
	return (struct str){ n ? p : NULL, n };
}

static bool
spell_identity(struct str *s, struct date today, struct arena *a)
{
	struct register_identity id;
	if (!register_identity_parse(&id, *s, today))
		return false;
	*s = arena_str(a, (struct str){ id.text, id.n });
	return true;
}

bool
register_wrong(const struct register_table *t, int column, struct fault *f,
    const char *text)
{
	char place[32];
	snprintf(place, sizeof(place), "/%s", t->columns[column]);
	return fault_set(f, place, "register", "%s", text);
}

bool
register_value(const struct register_table *t, struct register_row *row,
    int column, struct str text, struct date today, struct arena *a,
    struct fault *f)
{
	struct str *value = &row->value[column];
	*value = str_trim(text);
	row->given |= 1u << column;
	if (!value->n) {
		*value = (struct str){ NULL, 0 };
		return true;
	}
	if (t->flags >> column & 1)
		return spell_flag(value) ||
		       register_wrong(
			   t, column, f, "none of yes no true false 1 0");
	if (t->lists >> column & 1)
		*value = spell_list(*value, a);
	if (t == &register_customer_table && column == REGISTER_IDENTITY)
		return spell_identity(value, today, a) ||
		       register_wrong(t, column, f,
			   "no identity number of Sweden, Norway or Finland");
	return true;
}
