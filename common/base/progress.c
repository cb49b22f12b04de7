/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "msg.h"
#include "progress.h"

enum { NS = 1000000000, FIRST = NS, EVERY = NS / 5, LOOK = 16 };

static struct {
	const char *what; /* NULL: nothing is counted */
	size_t n, looked; /* done; done when the clock was looked at last */
	long long began, shown;
	bool drawn; /* the line is on the terminal */
	bool asked, wanted; /* whether anybody watches, found out once */
} at;

static long long
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * NS + t.tv_nsec;
}

static bool
is_watched(void)
{
	struct stat st;
	if (!at.asked) {
		at.asked = true;
		at.wanted = !msg_is_quiet() && isatty(STDERR_FILENO) &&
			    fstat(STDOUT_FILENO, &st) == 0 &&
			    !S_ISFIFO(st.st_mode);
	}
	return at.wanted;
}

/* "1 234 567" */
static void
group(char text[32], size_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%zu", n);
	int out = 0;
	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			text[out++] = ' ';
		text[out++] = digits[i];
	}
	text[out] = '\0';
}

static void
put(const char *text, int n)
{
	if (n > 0 && write(STDERR_FILENO, text, (size_t)n) < 0)
		at.wanted = false; /* nobody is there any more */
}

static void
show(long long time)
{
	char line[160], number[32];
	group(number, at.n);
	int n = snprintf(line, sizeof(line), "\r\033[K%s: %s %s, %lld s",
	    msg_tool(), number, at.what, (time - at.began) / NS);
	put(line, n);
	at.drawn = true;
	at.shown = time;
}

void
progress_step(const char *what, size_t n)
{
	if (!is_watched())
		return;
	if (!at.what) {
		at.began = at.shown = now();
		at.n = at.looked = 0;
	}
	at.what = what;
	at.n += n;
	if (at.n - at.looked < LOOK && at.n > LOOK)
		return;
	at.looked = at.n;
	long long time = now();
	if (time - at.began >= FIRST && time - at.shown >= EVERY)
		show(time);
}

void
progress_clear(void)
{
	static const char clear[] = "\r\033[K";
	if (at.drawn)
		put(clear, sizeof(clear) - 1);
	at.drawn = false;
}

void
progress_end(void)
{
	progress_clear();
	at.what = NULL;
}
