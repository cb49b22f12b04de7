/* SPDX-License-Identifier: ISC */
#ifndef STORY_H
#define STORY_H

/*
 * The story of a document: what happened, one line each, in the order of
 * time. story.c gathers it from the volumes, story_tell.c has the words.
 */

#include "archive_cmd.h"
#include "stream/rec.h"

enum { STORY_TEXT = 1 << 26 };

/* A line of it. */
struct story_line {
	int64_t at; /* seconds since 1970 */
	struct str when; /* that time, as it was written */
	struct str text; /* for people */
	size_t order; /* of telling */
};

struct story {
	struct arena arena; /* of all that is told and read */
	struct buf b; /* the line that is being made */
	struct story_line *line;
	size_t lines_n;
	struct fold_version *version;
	size_t versions_n;
	struct fold_event *event;
	struct story_line *event_line; /* of each event, by `order` */
	size_t events_n;
	bool is_news; /* it is of a receipt or payment */
	struct fold fold; /* of these; the events are in order of time */
};

/* Begins a line, which is then made in s->b; ends it. */
void story_begin(struct story *);
void story_end(struct story *, struct str when, int64_t at);

/* Ends it as the line of an event, which is added; nothing: it has none. */
void story_event(struct story *, const struct fold_event *, struct str when);

/* Tells of a version and what it has that `before` (or NULL) has not. */
void story_version(
    struct story *, const struct rec *, const struct rec *before);

/* Tells of a receipt or payment; it counts in the story of its document. */
void story_news(struct story *, const struct record *, bool counts);

/* Adds an amount and its currency to the line. */
void story_amount(struct buf *, struct dec, struct str currency);

#endif
