/* SPDX-License-Identifier: ISC */
#include "lay_pages.h"
#include "t.h"

enum { ITEMS = 40 };

/*
 * Items in letters: b a block of 20 mm, s one with 5 mm before it, k one that
 * keeps company, T the titles of a table (10 mm), r a row of it (10 mm), F
 * what stands at the foot (60 mm), X a block of 300 mm. What comes out: the
 * same letters, `|` where a page begins, `,` where that divides a table.
 */
static const struct frame frame = { 100, 30, 270 };

struct made {
	struct item item[600];
	struct item_table table[8];
	size_t n;
	unsigned tables;
};

static void
make(struct made *m, const char *letters)
{
	*m = (struct made){ .n = 0 };
	for (; *letters; letters++) {
		struct item *it = &m->item[m->n];
		bool row = *letters == 'r';
		if (*letters == 'T')
			m->table[m->tables++] = (struct item_table){
				.first = m->n, .again = 10, .onward = 5
			};
		*it = (struct item){ .height = 20,
			.head = *letters == 'T',
			.keep = *letters == 'k' || *letters == 'T',
			.bottom = *letters == 'F',
			.space = *letters == 's' ? 5 : 0 };
		if (row || *letters == 'T') {
			it->height = 10;
			it->table = m->tables;
			m->table[m->tables - 1].last = m->n;
		}
		if (*letters == 'F')
			it->height = 60;
		if (*letters == 'X')
			it->height = 300;
		m->n++;
	}
}

/* Checks what must hold whatever the items are. */
static void
check_sound(const struct made *m, const struct pages *p)
{
	for (size_t i = 0; i < m->n && p->wide == m->n; i++) {
		const struct spot *s = &p->spot[i];
		double top = s->page ? frame.top_next : frame.top_first;
		CHECK(s->y >= top - 1e-6);
		CHECK(s->y + m->item[i].height <= frame.bottom + 1e-6);
		CHECK(s->page < p->n);
		if (i > 0) {
			CHECK(s->page >= s[-1].page);
			if (s->page == s[-1].page)
				CHECK(s->y >=
				      s[-1].y + m->item[i - 1].height - 1e-6);
		}
	}
	for (size_t i = 0; i + 1 < p->n; i++)
		if (p->turn[i].onward) {
			const struct item_table *t =
			    &m->table[p->turn[i].onward - 1];
			CHECK_INT(p->turn[i].onward, p->turn[i + 1].again);
			CHECK(p->turn[i].foot + t->carried + t->onward <=
			      frame.bottom + 1e-6);
			CHECK(p->spot[p->turn[i + 1].first].y >=
			      frame.top_next + t->again + t->brought - 1e-6);
		}
}

/* The items as they came to stand. */
static const char *
placed(const char *letters, struct arena *arena)
{
	static char text[1400];
	static struct made m;
	struct pages p;
	size_t at = 0;
	make(&m, letters);
	lay_pages(&p, m.item, m.n, m.table, &frame, arena);
	check_sound(&m, &p);
	unsigned page = 0;
	for (size_t i = 0; i < m.n; i++) {
		for (; page < p.spot[i].page; page++)
			text[at++] = p.turn[page + 1].again ? ',' : '|';
		text[at++] = letters[i];
	}
	for (; page + 1 < p.n; page++)
		text[at++] = '|';
	text[at] = '\0';
	if (p.wide < m.n)
		snprintf(text, sizeof(text), "wide %zu", p.wide);
	return text;
}

/* 170 mm on the first page, 240 on the next ones. */
static const struct {
	const char *what, *letters, *want;
} cases[] = {
	{ "nothing", "", "" },
	{ "one page, to the brim", "bbbbbbbb", "bbbbbbbb" },
	{ "one block too many", "bbbbbbbbb", "bbbbbbbb|b" },
	{ "12 on each further page", "bbbbbbbbbbbbbbbbbbbbb",
	    "bbbbbbbb|bbbbbbbbbbbb|b" },
	{ "space counts", "ssssssss", "sssssss|s" },
	{ "but not at the top", "bbbbbbbbsbbbbbbbbbbb",
	    "bbbbbbbb|sbbbbbbbbbbb" },
	{ "company goes along", "bbbbbbbkb", "bbbbbbb|kb" },
	{ "a chain of it", "bbbbbkkkb", "bbbbb|kkkb" },
	{ "too long a chain for a page", "kkkkkkkkkkkkkkkkkkkkkb",
	    "kkkkkkkk|kk|kkkkkkkkkkkb" },
	{ "the first page is too small for it", "kkkkkkkkkb", "|kkkkkkkkkb" },
	{ "the last one has none to keep", "bbk", "bbk" },
	{ "higher than a page", "bXb", "wide 1" },
	/* 16 rows and the titles on the first page */
	{ "a table that fits", "Trrrrrrrrrrrrrrrr", "Trrrrrrrrrrrrrrrr" },
	/* 15: 5 mm are for the words below it */
	{ "a table that goes on", "Trrrrrrrrrrrrrrrrrrrr",
	    "Trrrrrrrrrrrrrrr,rrrrr" },
	{ "no titles alone", "bbbbbbbbTrr", "bbbbbbbb|Trr" },
	{ "three rows keep what follows company", "Trrrrrrrrrrrrrrrrb",
	    "Trrrrrrrrrrrrr,rrrb" },
	{ "two of a short table", "bbbbbbTrrrrb", "bbbbbbTrr,rrb" },
	{ "no row alone", "bbbbbbTrrrb", "bbbbbb|Trrrb" },
	{ "not when it costs a page",
	    "Trrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrbbbbbbbbbbbb",
	    "Trrrrrrrrrrrrrrr,rrrrrrrrrrrrrrrrrrrrrrr|bbbbbbbbbbbb" },
	{ "at the foot", "bF", "bF" },
	{ "at the foot, to the brim", "bbbbbF", "bbbbbF" },
	{ "the last block comes along", "bbbbbbF", "bbbbb|bF" },
	{ "with what keeps it company", "bbbbbkbF", "bbbbb|kbF" },
	{ "the last rows come along", "TrrrrrrrrrrrrrF", "Trrrrrrrrrr,rrrF" },
	{ "and what follows them", "TrrrrrrrrrrrbF", "Trrrrrrrr,rrrbF" },
	{ "and all of it, not only what is last", "TrrrrrrrkbbF",
	    "Trrrr,rrrkbbF" },
	{ "also when something had no room before", "TrrrrrrrrrrrrbbbF",
	    "Trrrrrrrrr,rrrbbbF" },
	{ "no last words on a page of their own", "Trrrrrrrrrrrrbbb",
	    "Trrrrrrrrr,rrrbbb" },
	{ "but what is last where all is too much for a page",
	    "TrrrrrrbbbbbbbbbbbbbbbbbF", "Trrrrrrbbbbb|bbbbbbbbbbb|bF" },
	{ "the rows of a table that is divided already",
	    "TrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrbbF",
	    "Trrrrrrrrrrrrrrr,rrrrrrrrrrrrrr,rrrbbF" },
	{ "only the foot", "F", "F" },
	{ "two at the foot", "bFF", "bFF" },
	{ "three of them are too many for what is there", "bbFFF", "b|bFFF" },
	{ "more than a page of them", "bFFFFF", "bFF|FFF" },
};

static void
test_foot(struct arena *arena)
{
	struct made m;
	struct pages p;
	T_CASE("what is at the foot ends at the bottom");
	make(&m, "bF");
	lay_pages(&p, m.item, m.n, m.table, &frame, arena);
	CHECK_INT(p.spot[1].y, 210);
	make(&m, "bFF");
	lay_pages(&p, m.item, m.n, m.table, &frame, arena);
	CHECK_INT(p.spot[1].y, 150);
	CHECK_INT(p.spot[2].y, 210);
	make(&m, "bbbbbbF");
	lay_pages(&p, m.item, m.n, m.table, &frame, arena);
	CHECK_INT(p.n, 2);
	CHECK_INT(p.spot[6].y, 210);
}

static void
test_sums(struct arena *arena)
{
	struct made m;
	struct pages p;
	T_CASE("room for sums so far");
	make(&m, "Trrrrrrrrrrrrrrrrrrrr");
	m.table[0].carried = m.table[0].brought = 10;
	lay_pages(&p, m.item, m.n, m.table, &frame, arena);
	check_sound(&m, &p);
	CHECK_INT(p.n, 2);
	CHECK_INT(p.turn[1].first, 15);
	CHECK_INT(p.turn[0].foot, 250);
	CHECK_INT(p.spot[15].y, 50);
	T_CASE("a page that a table ends on says nothing of that");
	CHECK_INT(p.turn[1].onward, 0);
	CHECK_INT(p.turn[0].again, 0);
}

/* Any mix of items comes out in order, inside the pages, in linear time. */
static void
test_mixes(struct arena *arena)
{
	static const char kinds[] = "bbskTrrrrrrrr";
	unsigned seed = 7;
	char letters[ITEMS + 8];
	T_CASE("any mix");
	for (int round = 0; round < 3000; round++) {
		size_t n = 0, most = (size_t)round % ITEMS, tables = 0;
		while (n < most) {
			seed = seed * 1664525 + 1013904223;
			char c = kinds[(seed >> 16) % (sizeof(kinds) - 1)];
			bool in = n && (letters[n - 1] == 'r' ||
					   letters[n - 1] == 'T');
			if ((c == 'r' && !in) || (c == 'T' && tables == 8))
				continue;
			tables += c == 'T';
			letters[n++] = c;
		}
		if (round % 3 == 0)
			letters[n++] = 'F';
		letters[n] = '\0';
		placed(letters, arena);
		arena_reset(arena);
	}
}

int
main(void)
{
	struct arena arena = { 0 };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].what);
		CHECK_STR(placed(cases[i].letters, &arena), cases[i].want);
		arena_reset(&arena);
	}
	test_foot(&arena);
	test_sums(&arena);
	test_mixes(&arena);
	arena_free(&arena);
	return T_END();
}
