/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <unistd.h>

#include "conf/bind.h"
#include "conf/word.h"
#include "template.h"

/* The folder of this program with the '/' behind it, "" when not known. */
static void
program_folder(char folder[TEMPLATE_PATH])
{
	ssize_t n = readlink("/proc/self/exe", folder, TEMPLATE_PATH - 1);
	folder[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(folder, '/');
	if (slash)
		slash[1] = '\0';
}

/* Claims that the path could be made and that there is such a file. */
static bool
is_there(char path[TEMPLATE_PATH], const char *folder, const char *within,
    struct str name)
{
	int n = snprintf(path, TEMPLATE_PATH, "%s%s%.*s.yaml", folder, within,
	    STR_ARG(name));
	return n > 0 && n < TEMPLATE_PATH && access(path, F_OK) == 0;
}

bool
template_find(char path[TEMPLATE_PATH], const char *home, struct str name,
    struct fault *f)
{
	char folder[TEMPLATE_PATH];
	if (memchr(name.p, '/', name.n)) {
		int n = snprintf(path, TEMPLATE_PATH, "%.*s", STR_ARG(name));
		return n < TEMPLATE_PATH ||
		       fault_set(f, "template", NULL, "path is too long");
	}
	if (!bind_is_name(name))
		return fault_set(f, "template", NULL,
		    "'%.*s' is no name: a-z, 0-9 and -, or a path with /",
		    STR_ARG(word_clip(name)));
	if (home && is_there(path, home, "/templates/", name))
		return true;
	program_folder(folder);
	if (is_there(path, folder, "templates/", name) ||
	    is_there(path, folder, "../share/mc/templates/", name))
		return true;
	return fault_set(f, "template", NULL,
	    "'%.*s' is neither in MC_HOME/templates nor among the built-in "
	    "ones",
	    STR_ARG(name));
}
