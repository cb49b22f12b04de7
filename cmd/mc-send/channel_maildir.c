/* SPDX-License-Identifier: ISC */
/*
 * A maildir below MC_HOME, for whatever takes mail from one: a message a file,
 * written in tmp/, given its name in new/ by link(2), with LF at the ends of
 * lines as maildirs have it. The name is mc.KEY, of the delivery's key alone.
 * A reader moves messages to cur/ and may put flags behind the name; one that
 * is there in either folder has been handed over, and no other comes.
 *
 * Messages are durable after home_barrier, or at once where the maildir is on
 * another disk. What a power failure has torn lacks its last line or has NULs
 * in it, which no message has; whoever has the delivery to end replaces it.
 */
#define _GNU_SOURCE /* memmem */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "channel.h"
#include "mail.h"
#include "model/pages.h"

enum { MESSAGE_MAX = 512 << 20, PAGE_MAX = 16 << 20 };

struct place {
	char folder[PATH_MAX]; /* the maildir, absolute */
	char tmp[PATH_MAX], new[PATH_MAX]; /* of the message */
	char name[PARCEL_KEY + 4]; /* mc.KEY */
	bool durable; /* another disk than that of the home, or not known */
};

static bool
join(char out[PATH_MAX], const char *folder, const char *step, const char *name)
{
	int n = snprintf(out, PATH_MAX, "%s/%s/%s", folder, step, name);
	return n > 0 && n < PATH_MAX;
}

static bool
find_place(const struct outlet *o, const struct parcel *p, struct place *at)
{
	struct stat home, folder;
	snprintf(at->name, sizeof(at->name), "mc.%s", p->key);
	if (!home_join(o->home, o->channel->path, at->folder, NULL) ||
	    !join(at->tmp, at->folder, "tmp", at->name) ||
	    !join(at->new, at->folder, "new", at->name))
		return false;
	at->durable = stat(o->home->path, &home) != 0 ||
		      stat(at->folder, &folder) != 0 ||
		      home.st_dev != folder.st_dev;
	return true;
}

/* ---- what is there --------------------------------------------------- */

/* Claims that the message is whole: all of ours, to its last line. */
static bool
is_whole(struct str m, const struct parcel *p)
{
	char last[64];
	int n = snprintf(last, sizeof(last), "\n--mc-%s-", p->key);
	static const char end[] = "-mix--\n";
	if (m.n < 200 || !str_starts(m, "Date: ") || memchr(m.p, '\0', m.n) ||
	    memcmp(m.p + m.n - strlen(end), end, strlen(end)) != 0)
		return false;
	return memmem(m.p + m.n - 100, 100, last, (size_t)n) != NULL;
}

/* Reads the message at path and notes its digest, if it is whole. */
static bool
take_note(const char *path, const struct parcel *p, struct answer *r)
{
	struct buf there = BUF_INIT(MESSAGE_MAX);
	bool ok = file_read(path, &there) && is_whole(buf_str(&there), p);
	if (ok)
		sha256_text(there.p, there.n, r->sha256);
	buf_free(&there);
	return ok;
}

/* The keys of our messages that were in cur/ when we first looked. */
struct seen {
	char *folder;
	uint64_t *keys;
	size_t n;
	struct seen *next;
};

static int
compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* mc.KEY, or mc.KEY and flags behind it: the key. */
static bool
key_of_name(const char *name, uint64_t *key)
{
	unsigned char bytes[8];
	size_t n = strlen(name);
	if (n < 19 || memcmp(name, "mc.", 3) != 0 ||
	    (name[19] && name[19] != ':' && name[19] != ',') ||
	    !hex_parse((struct str){ name + 3, 16 }, bytes, 8))
		return false;
	*key = 0;
	for (int i = 0; i < 8; i++)
		*key = *key << 8 | bytes[i];
	return true;
}

/* Looks through cur/; the file of `key` is put to path, unless NULL. */
static bool
scan(const char *folder, struct seen *s, uint64_t key, char path[PATH_MAX])
{
	char cur[PATH_MAX];
	uint64_t got;
	bool found = false;
	if (!join(cur, folder, "cur", ""))
		return false;
	DIR *d = opendir(cur);
	for (struct dirent *e; d && (e = readdir(d));) {
		if (!key_of_name(e->d_name, &got))
			continue;
		if (path && got == key)
			found = join(path, folder, "cur", e->d_name);
		if (!s)
			continue;
		if (!(s->n & (s->n - 1)))
			s->keys = xrealloc(
			    s->keys, (s->n ? 2 * s->n : 1) * sizeof(*s->keys));
		s->keys[s->n++] = got;
	}
	if (d)
		closedir(d);
	return found;
}

/*
 * Looked through once a process: what was moved there later and is none of
 * ours by now was handed over by nobody, for we have the claim. A process
 * that died is another matter, and looked for by `earlier`.
 */
static const struct seen *
seen_in(const char *folder)
{
	static struct seen *all;
	for (struct seen *s = all; s; s = s->next)
		if (strcmp(s->folder, folder) == 0)
			return s;
	struct seen *s = xcalloc(1, sizeof(*s));
	s->folder = xstrdup(folder);
	s->next = all;
	scan(folder, s, 0, NULL);
	if (s->n)
		qsort(s->keys, s->n, sizeof(*s->keys), compare);
	return all = s;
}

/* Claims that the message has been handed over before. */
static bool
was_delivered(const struct place *at, const struct parcel *p, struct answer *r)
{
	char path[PATH_MAX];
	uint64_t key;
	if (take_note(at->new, p, r))
		return true;
	const struct seen *s = seen_in(at->folder);
	if (!key_of_name(at->name, &key) ||
	    (!p->earlier.p &&
		!(s->n && bsearch(&key, s->keys, s->n, sizeof(key), compare))))
		return false;
	return scan(at->folder, NULL, key, path) && take_note(path, p, r);
}

/* ---- handing over ---------------------------------------------------- */

static bool
make_folders(const struct place *at)
{
	static const char *const steps[] = { "tmp", "new", "cur" };
	char path[PATH_MAX];
	for (int i = 0; i < 3; i++)
		if (!join(path, at->folder, steps[i], "") || !file_mkdirs(path))
			return false;
	return true;
}

static enum outcome
put(const struct place *at, const struct parcel *p, struct str message,
    struct answer *r)
{
	bool ok =
	    file_put_by(at->tmp, at->new, message.p, message.n, at->durable);
	if (!ok && errno == ENOENT)
		ok = make_folders(at) && file_put_by(at->tmp, at->new,
					     message.p, message.n, at->durable);
	/* it is there and is not whole: a power failure has torn it */
	if (!ok && errno == EEXIST && p->earlier.p)
		ok = file_replace(at->tmp, message.p, message.n, true) &&
		     rename(at->tmp, at->new) == 0;
	if (!ok && errno == EEXIST)
		return channel_because(r, OUTCOME_PERMANENT, at->name,
		    "exists and is no message of ours");
	if (!ok)
		return channel_because(
		    r, OUTCOME_TRANSIENT, "maildir", strerror(errno));
	sha256_text(message.p, message.n, r->sha256);
	return OUTCOME_ACCEPTED;
}

/* Reads the page that is the HTML, where the channel takes one. */
static enum outcome
load_page(const struct outlet *o, const struct parcel *p, struct buf *page,
    struct answer *r)
{
	struct parcel html = *p;
	if (o->channel->body != CONF_BODY_PAGE)
		return OUTCOME_ACCEPTED;
	html.file = pages_html_for(p->record, p->choice, p->copy);
	if (!html.file)
		return channel_because(r, OUTCOME_PERMANENT, "pages",
		    "no HTML for the body of the message");
	return channel_load(o->home, &html, page, r);
}

static enum outcome
deliver(const struct outlet *o, const struct parcel *p, const struct place *at,
    struct answer *r)
{
	struct fault f;
	char id[MIME_ID];
	struct buf pdf = BUF_INIT(CHANNEL_FILE_MAX), page = BUF_INIT(PAGE_MAX);
	struct buf message = BUF_INIT(MESSAGE_MAX);
	enum outcome came = channel_load(o->home, p, &pdf, r);
	if (came == OUTCOME_ACCEPTED)
		came = load_page(o, p, &page, r);
	r->sha256[0] = '\0'; /* that of a part */
	struct str html = { NULL, 0 };
	if (o->channel->body == CONF_BODY_PAGE)
		html = buf_str(&page);
	if (came == OUTCOME_ACCEPTED &&
	    !mail_make(o, p, buf_str(&pdf), html, MIME_LF, &message, id, &f))
		came = channel_because(r, OUTCOME_PERMANENT,
		    f.place[0] ? f.place : "mail", f.text);
	if (came == OUTCOME_ACCEPTED) {
		snprintf(r->receipt, sizeof(r->receipt), "%s %.*s/new/%s", id,
		    STR_ARG(o->channel->path), at->name);
		if (!was_delivered(at, p, r))
			came = put(at, p, buf_str(&message), r);
	}
	buf_free(&pdf);
	buf_free(&page);
	buf_free(&message);
	return came;
}

enum outcome
channel_maildir(
    const struct outlet *o, const struct parcel *p, struct answer *r)
{
	struct place at;
	if (!find_place(o, p, &at))
		return channel_because(
		    r, OUTCOME_TRANSIENT, "maildir", "the path is too long");
	enum outcome came = deliver(o, p, &at, r);
	if (came != OUTCOME_ACCEPTED)
		r->receipt[0] = r->sha256[0] = '\0';
	return came;
}
