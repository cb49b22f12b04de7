/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"
#include "sink.h"

enum { READABLE = 80, FOLDER_HEX = 16 };

static bool
member(struct json *j, struct str key, struct batch *b)
{
	const struct {
		const char *name;
		struct str *text;
		int64_t *count;
	} members[] = {
		{ "tool", &b->tool, NULL },
		{ "path", &b->path, NULL },
		{ "sha256", &b->sha256, NULL },
		{ "bytes", NULL, &b->bytes },
		{ "records", NULL, &b->records },
	};
	if (str_is(key, "totals"))
		return json_raw(j, &b->totals);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (str_is(key, members[i].name))
			return members[i].text ? json_text(j, members[i].text)
					       : json_int(j, members[i].count);
	return json_skip(j);
}

bool
batch_read(struct batch *b, struct str json, struct arena *a, struct fault *f)
{
	struct json j;
	struct str key;
	*b = (struct batch){ 0 };
	json_open(&j, json, a);
	json_begin(&j, '{');
	while (json_more(&j, '}'))
		if (!json_key(&j, &key) || !member(&j, key, b))
			break;
	unsigned char digest[SHA256_BYTES];
	if (!json_end(&j))
		return fault_set(f, "/end/files", "seal", "%s", j.error);
	if (!b->path.n || !hex_parse(b->sha256, digest, sizeof(digest)))
		return fault_set(
		    f, "/end/files", "seal", "a file without path or sha256");
	return true;
}

enum mc_status
batch_put(struct filing *filing, const struct home *h, const struct batch *b,
    struct str label, int64_t mtime, struct fault *f)
{
	char room[PATH_MAX], name[TAR_NAME], folder[64];
	struct flow w = { .place = "/end/files", .sha256 = b->sha256 };
	struct buf base = BUF_INIT(2 * READABLE);
	enum mc_status s = flow_open(&w, h, b->path, b->bytes, room, f);
	if (s != MC_OK)
		return s;
	if (str_is(b->tool, "mc-autogiro"))
		w.kind = FLOW_AUTOGIRO;
	text_safe_name(&base, flow_base(b->path), READABLE);
	snprintf(folder, sizeof(folder), "%s%.*s", BATCH_FOLDER, FOLDER_HEX,
	    b->sha256.p);
	snprintf(name, sizeof(name), "%s/%.*s", folder, (int)base.n,
	    base.n ? base.p : "");
	buf_free(&base);
	s = flow_put(filing, name, mtime, &w, f);
	close(w.fd);
	if (s != MC_OK)
		return s;
	snprintf(name, sizeof(name), "%s%s", folder, BATCH_LABEL);
	filing_put(filing, name, label, mtime);
	if (filing->status != MC_OK)
		*f = filing->fault;
	return filing->status;
}
