/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive_cmd.h"
#include "base/arena.h"
#include "base/file.h"

enum { CHUNK = 256 * 1024 };

/* Where the versions of a document are filed. */
struct version {
	char volume[VOLUME_PATH];
	int64_t offset, line;
};

struct versions {
	struct version *list; /* the first filed first */
	size_t n;
};

static bool
note(void *arg, const struct archive_hit *h)
{
	struct versions *v = arg;
	if ((v->n & (v->n - 1)) == 0)
		v->list =
		    xrealloc(v->list, (v->n ? 2 * v->n : 1) * sizeof(*v->list));
	struct version *to = &v->list[v->n++];
	snprintf(to->volume, sizeof(to->volume), "%.*s", STR_ARG(h->volume));
	to->offset = h->offset;
	to->line = h->line;
	return true;
}

/* Claims that a file of that name is the part asked for. */
static bool
is_part(const char *file, const char *part)
{
	size_t n = strlen(file);
	if (strcmp(part, "record") == 0)
		return strcmp(file, "record.json") == 0;
	if (strcmp(part, "source") == 0)
		return strncmp(file, "source.", 7) == 0;
	if (strcmp(part, "pdf") == 0)
		return n > 4 && strcmp(file + n - 4, ".pdf") == 0;
	return strcmp(file, part) == 0;
}

/* The member that is the part, of the record that begins at v's place. */
static enum mc_status
find_part(struct volume *v, const char *part, struct volume_member *m,
    struct fault *f)
{
	char folder[TAR_NAME] = "";
	bool end;
	enum mc_status s;
	while ((s = volume_next(v, m, &end, f)) == MC_OK && !end) {
		const char *slash = strchr(m->tar.name, '/');
		size_t n = slash ? (size_t)(slash - m->tar.name) + 1 : 0;
		if (!*folder)
			snprintf(folder, sizeof(folder), "%.*s", (int)n,
			    m->tar.name);
		if (n == 0 || n != strlen(folder) ||
		    strncmp(folder, m->tar.name, n) != 0)
			break;
		if (is_part(slash + 1, part))
			return MC_OK;
	}
	if (s != MC_OK)
		return s;
	fault_set(f, v->path, "archive", "the document has no part '%s'", part);
	return MC_NOINPUT;
}

/* Prints the data, which has been found to be whole. */
static void
print(struct volume *v, const struct tar_member *m, struct out *out)
{
	char *p = xmalloc(CHUNK);
	for (int64_t at = 0; at < m->size && !out->error;) {
		int64_t n = m->size - at < CHUNK ? m->size - at : CHUNK;
		if (!file_read_at(v->fd, p, (size_t)n, m->data + at))
			die(MC_IO, "%s: %s", v->path, strerror(errno));
		out_add(out, (struct str){ p, (size_t)n });
		at += n;
	}
	free(p);
}

static void
get(const struct store *st, const struct version *from, const char *part,
    struct out *out)
{
	struct volume v;
	struct volume_member m;
	struct fault f;
	enum mc_status s = volume_open(&v, &st->home, from->volume, &f);
	if (s == MC_OK) {
		volume_seek(&v, from->offset, from->line);
		s = find_part(&v, part, &m, &f);
	}
	if (s == MC_OK)
		s = volume_check(&v, &m, &f);
	if (s != MC_OK)
		fault_die(s, &f);
	print(&v, &m.tar, out);
	volume_close(&v);
}

int
cmd_get(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'r', "revision", "N", "the Nth version that was filed" },
		{ 0 },
	};
	struct versions v = { 0 };
	struct store st;
	struct out out;
	struct fault f;
	struct cli cli;
	size_t version = 0;

	cli_start(&cli, "mc-archive get", "ID [record|source|pdf|NAME]",
	    options, argc, argv);
	while (cli_next(&cli) != 0)
		version = cmd_number(&cli, "versions count from 1");
	if (cli.operands_n < 1 || cli.operands_n > 2)
		cli_wrong(&cli, "an id and at most one part");
	const char *part = cli.operands_n > 1 ? cli.operands[1] : "record";
	store_open(&st, false);
	if (!archive_index_versions(
		&st.index, str_of(cli.operands[0]), note, &v, &f))
		fault_die(st.index.status, &f);
	if (v.n == 0)
		die(MC_NOINPUT, "%s: not in the archive", cli.operands[0]);
	if (version > v.n)
		die(MC_NOINPUT, "%s: has %zu versions", cli.operands[0], v.n);
	out_open(&out, STDOUT_FILENO);
	bool all = !version && strcmp(part, "record") == 0;
	size_t last = version ? version : v.n;
	for (size_t i = last; i > (all ? 0 : last - 1); i--)
		get(&st, &v.list[i - 1], part, &out);
	cmd_flush(&out);
	free(v.list);
	store_close(&st);
	return MC_OK;
}
