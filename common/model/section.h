/* SPDX-License-Identifier: ISC */
#ifndef MODEL_SECTION_H
#define MODEL_SECTION_H

/*
 * Which tool owns which section of a record, and in which order the sections
 * come about (mc-record(5)). A tool that runs again takes away its
 * own section and all of higher rank, for they were made from the old one.
 */

#include "base/str.h"
#include "fault.h"

/* Ranks of the sections; a tool has the rank of what it writes. */
enum {
	RANK_NONE = -1, /* not ours: passes through */
	RANK_CONTENT = 0,
	RANK_REACH = 1,
	RANK_ROUTE = 2,
	RANK_PAGES = 3,
	RANK_FORMAT = 4,
	RANK_SENT = 5,
	RANK_ARCHIVED = 6,
};

struct section {
	struct str name; /* member name in the record */
	int rank; /* RANK_... */
	const char *tool; /* who writes it */
};

/* The section of that name, NULL for a member that is not ours. */
const struct section *section_find(struct str name);

/* The rank of that tool's work, RANK_NONE for a tool we do not know. */
int section_tool_rank(struct str tool);

/* The fault of a record that lacks the section: who writes it. False. */
bool section_missing(struct fault *, const char *name);

#endif
