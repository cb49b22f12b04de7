/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "mask.h"
#include "msg.h"
#include "progress.h"

/* Longest message; what is longer is cut. Fits a pipe's atomic write. */
enum { MESSAGE_MAX = 2048 };

static const char *tool = "mc";
static bool quiet, verbose;

void
msg_init(const char *name)
{
	tool = name;
}

const char *
msg_tool(void)
{
	return tool;
}

void
msg_quiet(void)
{
	quiet = true;
}

void
msg_verbose(void)
{
	verbose = true;
}

bool
msg_is_quiet(void)
{
	return quiet;
}

/* Copies text to out with control characters as \xNN; returns the length. */
static size_t
escape(char *out, size_t max, const char *text)
{
	size_t n = 0;
	for (; *text && n + 5 < max; text++) {
		unsigned char c = (unsigned char)*text;
		if (c >= 0x20 && c != 0x7f)
			out[n++] = *text;
		else
			n += (size_t)snprintf(out + n, max - n, "\\x%02x", c);
	}
	return n;
}

static void say(const char *format, va_list ap)
    __attribute__((format(printf, 1, 0)));

/* One write(2), so that lines of the tools of a pipeline do not mix. */
static void
say(const char *format, va_list ap)
{
	char text[MESSAGE_MAX], line[MESSAGE_MAX];
	vsnprintf(text, sizeof(text), format, ap);
	mask_text(text, strlen(text));
	int head = snprintf(line, sizeof(line), "%s: ", tool);
	size_t n = (size_t)head;
	n += escape(line + n, sizeof(line) - n - 1, text);
	line[n++] = '\n';
	progress_clear();
	if (write(STDERR_FILENO, line, n) < 0)
		return; /* nowhere left to say it */
}

void
msg_warn(const char *format, ...)
{
	va_list ap;
	if (quiet)
		return;
	va_start(ap, format);
	say(format, ap);
	va_end(ap);
}

void
msg_info(const char *format, ...)
{
	va_list ap;
	if (!verbose || quiet)
		return;
	va_start(ap, format);
	say(format, ap);
	va_end(ap);
}

void
die(enum mc_status status, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	say(format, ap);
	va_end(ap);
	exit((int)status);
}
