/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mask.h"
#include "base/text.h"
#include "fault.h"

/* Makes cut text whole UTF-8 again and masks it. */
static void
settle(char *text)
{
	text[utf8_check(text, strlen(text))] = '\0';
	mask_text(text, strlen(text));
}

bool
fault_set(struct fault *f, const char *place, const char *rule,
    const char *format, ...)
{
	va_list ap;
	if (!f)
		return false;
	snprintf(f->place, sizeof(f->place), "%s", place ? place : "");
	snprintf(f->rule, sizeof(f->rule), "%s", rule ? rule : "");
	va_start(ap, format);
	vsnprintf(f->text, sizeof(f->text), format, ap);
	va_end(ap);
	settle(f->place);
	settle(f->rule);
	settle(f->text);
	return false;
}

void
fault_warn(const struct fault *f)
{
	msg_warn("%s%s%s", f->place, *f->place ? ": " : "", f->text);
}

void
fault_die(enum mc_status status, const struct fault *f)
{
	die(status, "%s%s%s", f->place, *f->place ? ": " : "", f->text);
}
