/* SPDX-License-Identifier: ISC */
#include "section.h"

/* `rejected` is missing: its rank is that of the tool named in it. */
static const struct section sections[] = {
	{ STR("invoice"), RANK_CONTENT, "mc-parse" },
	{ STR("reach"), RANK_REACH, "mc-lookup" },
	{ STR("route"), RANK_ROUTE, "mc-route" },
	{ STR("pages"), RANK_PAGES, "mc-render" },
	{ STR("sent"), RANK_SENT, "mc-send" },
	{ STR("archived"), RANK_ARCHIVED, "mc-archive" },
	{ STR("sefaktura"), RANK_FORMAT, "mc-sefaktura" },
	{ STR("autogiro"), RANK_FORMAT, "mc-autogiro" },
	{ STR("avtalegiro"), RANK_FORMAT, "mc-avtalegiro" },
	{ STR("finvoice"), RANK_FORMAT, "mc-finvoice" },
	{ STR("mc"), RANK_CONTENT, "mc-parse" },
	{ STR("kind"), RANK_CONTENT, "mc-parse" },
	{ STR("id"), RANK_CONTENT, "mc-parse" },
	{ STR("run"), RANK_CONTENT, "mc-parse" },
	{ STR("source"), RANK_CONTENT, "mc-parse" },
	{ STR("delivery"), RANK_CONTENT, "mc-parse" },
	{ STR("problems"), RANK_CONTENT, "mc-parse" },
	{ STR("payment"), RANK_CONTENT, "mc-match" },
	{ STR("mandate"), RANK_CONTENT, "mc-autogiro" },
	{ STR("agreement"), RANK_CONTENT, "mc-agreements" },
	{ STR("receipt"), RANK_CONTENT, "mc-send" },
};

enum { SECTIONS = sizeof(sections) / sizeof(sections[0]) };

const struct section *
section_find(struct str name)
{
	for (int i = 0; i < SECTIONS; i++)
		if (str_eq(sections[i].name, name))
			return &sections[i];
	return NULL;
}

int
section_tool_rank(struct str tool)
{
	int rank = RANK_NONE;
	for (int i = 0; i < SECTIONS; i++)
		if (str_is(tool, sections[i].tool) && sections[i].rank > rank)
			rank = sections[i].rank;
	return rank;
}

bool
section_missing(struct fault *f, const char *name)
{
	const struct section *s = section_find(str_of(name));
	return fault_set(f, "", "stream",
	    "the record has no `%s`; %s writes it", name,
	    s ? s->tool : "another tool");
}
