/* SPDX-License-Identifier: ISC */
#include "base/arena.h"
#include "base/json.h"
#include "seal_files.h"

/* Where things stand in the line. */
struct span {
	size_t from, to;
};

struct found {
	bool has; /* there is a member `files` */
	struct span files; /* its value */
	size_t end; /* of the object `end`: its bracket */
	bool any; /* `end` has another member */
	bool mine; /* an element of the tool's is there */
};

/* Reads one element: whether it is the tool's. */
static bool
read_element(struct json *j, const char *tool, bool *mine)
{
	struct str key, name;
	*mine = false;
	json_begin(j, '{');
	while (json_more(j, '}')) {
		if (!json_key(j, &key))
			return false;
		if (!str_is(key, "tool")) {
			if (!json_skip(j))
				return false;
			continue;
		}
		if (!json_text(j, &name))
			return false;
		*mine = str_is(name, tool);
	}
	return !j->error;
}

/* Reads the list; elements that are not the tool's are added to `others`. */
static bool
read_files(struct json *j, struct str line, const char *tool, struct found *at,
    struct buf *others)
{
	bool mine;
	at->has = true;
	json_peek(j);
	at->files.from = json_place(j);
	json_begin(j, '[');
	while (json_more(j, ']')) {
		json_peek(j);
		size_t from = json_place(j);
		if (!read_element(j, tool, &mine))
			return false;
		at->mine = at->mine || mine;
		if (mine)
			continue;
		buf_adds(others, others->n ? "," : "");
		buf_add(others, line.p + from, json_place(j) - from);
	}
	at->files.to = json_place(j);
	return !j->error;
}

static bool
read_end(struct json *j, struct str line, const char *tool, struct found *at,
    struct buf *others)
{
	struct str key;
	json_begin(j, '{');
	while (json_more(j, '}')) {
		if (!json_key(j, &key))
			return false;
		if (str_is(key, "files") && at->has)
			return json_fail(j, "duplicate member name");
		if (str_is(key, "files")
			? !read_files(j, line, tool, at, others)
			: !json_skip(j))
			return false;
		at->any = true;
	}
	at->end = json_place(j) - 1;
	return !j->error;
}

static bool
read_line(struct str line, const char *tool, struct found *at,
    struct buf *others, struct fault *f)
{
	struct arena a = { 0 };
	struct json j;
	struct str key;
	bool end = false;
	json_open(&j, line, &a);
	json_begin(&j, '{');
	while (json_more(&j, '}')) {
		if (!json_key(&j, &key))
			break;
		bool is_end = str_is(key, "end") && !end;
		if (is_end ? !read_end(&j, line, tool, at, others)
			   : !json_skip(&j))
			break;
		end = end || is_end;
	}
	bool ok = json_end(&j) && end;
	if (!ok)
		fault_set(f, "/end/files", "seal", "%s (byte %zu)",
		    j.error ? j.error : "no seal", json_place(&j) + 1);
	arena_free(&a);
	return ok;
}

bool
seal_files_put(struct buf *b, struct str line, const char *tool,
    struct str objects, struct fault *f)
{
	struct found at = { 0 };
	struct buf others = BUF_INIT(line.n + 1);
	bool ok = read_line(line, tool, &at, &others, f);
	if (ok && !at.mine && !objects.n) {
		buf_addstr(b, line);
	} else if (ok) {
		struct span hole = at.files;
		if (!at.has)
			hole = (struct span){ at.end, at.end };
		buf_add(b, line.p, hole.from);
		if (!at.has)
			buf_printf(b, "%s\"files\":", at.any ? "," : "");
		buf_addc(b, '[');
		buf_addstr(b, buf_str(&others));
		buf_adds(b, others.n && objects.n ? "," : "");
		buf_addstr(b, objects);
		buf_addc(b, ']');
		buf_add(b, line.p + hole.to, line.n - hole.to);
	}
	buf_addc(b, '\n');
	buf_free(&others);
	return ok;
}
