/* SPDX-License-Identifier: ISC */
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "user.h"

enum { DIGITS = 10 };

/* Reads a uid; false at any other text, and at the one that means none. */
static bool
parse(const char *text, uid_t *uid)
{
	unsigned long long n = 0;
	size_t digits = strspn(text, "0123456789");
	if (!digits || digits > DIGITS || text[digits])
		return false;
	for (size_t i = 0; i < digits; i++)
		n = n * 10 + (unsigned)(text[i] - '0');
	*uid = (uid_t)n;
	return n < (uid_t)-1;
}

static bool
login_uid(uid_t *uid)
{
	char text[DIGITS + 2] = "";
	FILE *file = fopen("/proc/self/loginuid", "re");
	if (!file)
		return false;
	size_t n = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[n] = '\0';
	return parse(text, uid);
}

static uid_t
uid_now(void)
{
	uid_t uid, real = getuid();
	const char *sudo = getenv("SUDO_UID");
	if (login_uid(&uid))
		return uid;
	if (sudo && parse(sudo, &uid) && uid != real)
		return uid;
	return real;
}

void
user_now(char name[USER_NAME])
{
	uid_t uid = uid_now();
	const struct passwd *p = getpwuid(uid);
	if (p && *p->pw_name && strlen(p->pw_name) < USER_NAME)
		snprintf(name, USER_NAME, "%s", p->pw_name);
	else
		snprintf(name, USER_NAME, "uid-%lu", (unsigned long)uid);
}
