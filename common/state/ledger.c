/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digit.h"
#include "base/file.h"
#include "ledger.h"

static enum mc_status
wrong(int64_t line, enum mc_status status, struct fault *f, const char *what)
{
	char place[64];
	if (line > 0)
		snprintf(place, sizeof(place), "archive/ledger:%lld",
		    (long long)line);
	else
		snprintf(place, sizeof(place), "archive/ledger");
	fault_set(f, place, "ledger", "%s", what);
	return status;
}

enum mc_status
ledger_open(struct ledger *l, const struct home *h, struct fault *f)
{
	*l = (struct ledger){ .fd = -1 };
	if (!home_join(h, str_of("archive/ledger"), l->path, f))
		return MC_CREATE;
	l->fd = open(l->path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	return l->fd >= 0 ? MC_OK : wrong(0, MC_CREATE, f, strerror(errno));
}

void
ledger_close(struct ledger *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
}

/* Writes the line from <chain> on, LF and NUL; its length without the LF. */
static size_t
entry_text(const struct ledger_entry *e, char text[LEDGER_LINE])
{
	hex_format(e->chain, SHA256_BYTES, text);
	size_t n = SHA256_HEX - 1;
	return n +
	       (size_t)snprintf(text + n, LEDGER_LINE - n, " %lld %lld %s %s\n",
		   (long long)e->members, (long long)e->bytes, e->at,
		   e->volume) -
	       1;
}

/* Takes the next word off the line. */
static struct str
word(struct str *line)
{
	struct str w = *line;
	const char *blank = memchr(line->p, ' ', line->n);
	w.n = blank ? (size_t)(blank - line->p) : line->n;
	*line = str_from(*line, w.n + (blank ? 1 : 0));
	return w;
}

static bool
number(struct str s, int64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return false;
		*out = *out * 10 + (s.p[i] - '0');
	}
	return s.n > 0 && s.n <= 18;
}

/* Reads a line without its LF. */
static bool
entry_get(struct str line, struct ledger_entry *e)
{
	struct instant at;
	bool ok = hex_parse(word(&line), e->head, SHA256_BYTES) &&
		  hex_parse(word(&line), e->chain, SHA256_BYTES) &&
		  number(word(&line), &e->members) &&
		  number(word(&line), &e->bytes);
	struct str time = word(&line);
	if (!ok || time.n >= TIME_TEXT || !instant_parse(&at, time) ||
	    !volume_path_ok(line))
		return false;
	memcpy(e->at, time.p, time.n);
	e->at[time.n] = '\0';
	memcpy(e->volume, line.p, line.n);
	e->volume[line.n] = '\0';
	return true;
}

/* The line at that offset with its LF; absent when there is no whole one. */
static struct str
line_at(const struct ledger *l, int64_t at, char text[LEDGER_LINE])
{
	struct str s = { text, LEDGER_LINE };
	if (l->bytes - at < LEDGER_LINE)
		s.n = (size_t)(l->bytes - at);
	if (!file_read_at(l->fd, text, s.n, at))
		return (struct str){ NULL, 0 };
	const char *lf = memchr(text, '\n', s.n);
	if (!lf)
		return (struct str){ NULL, 0 };
	s.n = (size_t)(lf - text) + 1;
	return s;
}

enum mc_status
ledger_next(const struct ledger *l, struct ledger_walk *w,
    struct ledger_entry *e, bool *end, struct fault *f)
{
	char text[LEDGER_LINE], again[SHA256_HEX + LEDGER_LINE];
	*end = w->at >= l->bytes;
	if (*end)
		return MC_OK;
	struct str line = line_at(l, w->at, text);
	w->line++;
	if (!line.p || !entry_get((struct str){ line.p, line.n - 1 }, e))
		return wrong(w->line, MC_DATA, f, "no line of a ledger");
	size_t n = entry_text(e, again + SHA256_HEX);
	sha256_chain(w->head, again + SHA256_HEX, n);
	hex_format(w->head, SHA256_BYTES, again);
	again[SHA256_HEX - 1] = ' ';
	/* the text again, so that a line has one spelling only */
	if (!str_eq(line, (struct str){ again, SHA256_HEX + n + 1 }))
		return wrong(w->line, MC_DATA, f,
		    "the head does not follow from the lines before");
	w->at += (int64_t)line.n;
	e->line = w->line;
	e->end = w->at;
	return MC_OK;
}

/* Finds the last whole line: l->bytes and l->head. */
static enum mc_status
find_end(struct ledger *l, bool write, struct fault *f)
{
	char text[2 * LEDGER_LINE];
	struct ledger_entry e;
	struct stat st;
	memset(l->head, 0, sizeof(l->head));
	if (fstat(l->fd, &st) != 0)
		return wrong(0, MC_IO, f, strerror(errno));
	int64_t n = st.st_size < (int64_t)sizeof(text) ? st.st_size
						       : (int64_t)sizeof(text);
	if (!file_read_at(l->fd, text, (size_t)n, st.st_size - n))
		return wrong(0, MC_IO, f, strerror(errno));
	int64_t end = n, from;
	while (end > 0 && text[end - 1] != '\n')
		end--;
	l->bytes = st.st_size - (n - end);
	if (n - end >= LEDGER_LINE || (end == 0 && st.st_size > n))
		return wrong(0, MC_DATA, f, "the last line is damaged");
	if (end < n && write && ftruncate(l->fd, (off_t)l->bytes) != 0)
		return wrong(0, MC_IO, f, strerror(errno));
	if (end == 0)
		return MC_OK;
	for (from = end - 1; from > 0 && text[from - 1] != '\n'; from--)
		;
	struct str line = { text + from, (size_t)(end - from) - 1 };
	if (!entry_get(line, &e))
		return wrong(0, MC_DATA, f, "the last line is damaged");
	memcpy(l->head, e.head, sizeof(l->head));
	return MC_OK;
}

enum mc_status
ledger_lock(struct ledger *l, bool write, struct fault *f)
{
	const struct timespec nap = { .tv_nsec = 10000000 };
	int how = (write ? LOCK_EX : LOCK_SH) | LOCK_NB;
	for (int naps = 0; flock(l->fd, how) != 0;) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return wrong(0, MC_IO, f, strerror(errno));
		if (naps++ >= LEDGER_PATIENCE * 100)
			return wrong(
			    0, MC_RETRY, f, "another process holds the lock");
		nanosleep(&nap, NULL);
	}
	enum mc_status s = find_end(l, write, f);
	if (s != MC_OK)
		ledger_unlock(l);
	return s;
}

void
ledger_unlock(struct ledger *l)
{
	flock(l->fd, LOCK_UN);
}

enum mc_status
ledger_add(struct ledger *l, struct ledger_entry *e, struct fault *f)
{
	char text[SHA256_HEX + LEDGER_LINE];
	size_t n = entry_text(e, text + SHA256_HEX);
	memcpy(e->head, l->head, sizeof(e->head));
	sha256_chain(e->head, text + SHA256_HEX, n);
	hex_format(e->head, SHA256_BYTES, text);
	text[SHA256_HEX - 1] = ' ';
	n += SHA256_HEX + 1;
	if (!file_write(l->fd, text, n) || fdatasync(l->fd) != 0) {
		int why = errno;
		/* half a line would be taken for a crash: the same thing */
		if (ftruncate(l->fd, (off_t)l->bytes) != 0)
			why = errno;
		return wrong(0, MC_IO, f, strerror(why));
	}
	l->bytes += (int64_t)n;
	memcpy(l->head, e->head, sizeof(l->head));
	e->end = l->bytes;
	return MC_OK;
}
