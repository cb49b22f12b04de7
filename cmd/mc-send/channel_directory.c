/* SPDX-License-Identifier: ISC */
/*
 * A folder below MC_HOME: NUMBER-KEY.pdf, of an e-invoice .xml, and beside it
 * NUMBER-KEY.json, which says what it is. A file once there is never replaced.
 * Until a file is whole it is NUMBER-KEY.part; whoever has the claim may clear
 * that away. Files are
 * durable after home_barrier, or at once where the folder is on another disk.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mask.h"
#include "base/text.h"
#include "channel.h"
#include "model/einvoice.h"

enum { NUMBER_MAX = 40, SIDECAR_MAX = 65536 };

struct place {
	/* absolute; part is what a file is called until it is whole */
	char folder[PATH_MAX], file[PATH_MAX], json[PATH_MAX], part[PATH_MAX];
	bool durable; /* another disk than that of the home, or not known */
};

/* The number as part of a file name, no identity number in it. */
static void
safe_number(struct str number, struct buf *out)
{
	struct buf plain = BUF_INIT(1 << 16);
	buf_add(&plain, number.p, number.n < 1024 ? number.n : 1024);
	mask_text(plain.p, plain.n);
	text_safe_name(out, buf_str(&plain), NUMBER_MAX);
	if (!out->n)
		buf_addc(out, '_');
	buf_free(&plain);
}

static const char *
ending_of(const struct parcel *p)
{
	return p->file && str_is(p->file->mime, EINVOICE_MIME) ? "xml" : "pdf";
}

/* Fills the place and the receipt's reference. */
static bool
find_place(const struct home *h, const struct conf_channel *c,
    const struct parcel *p, struct place *at, struct answer *r)
{
	struct stat home, folder;
	struct buf name = BUF_INIT(PATH_MAX);
	buf_printf(&name, "%.*s/", STR_ARG(c->path));
	size_t n = name.n;
	struct buf number = BUF_INIT(NUMBER_MAX * 2);
	safe_number(p->number, &number);
	buf_printf(&name, "%.*s-%s.%s", STR_ARG(buf_str(&number)), p->key,
	    ending_of(p));
	struct str file = buf_str(&name);
	bool ok = !name.over && file.n < sizeof(r->receipt) &&
		  home_join(h, file, at->file, NULL) &&
		  home_join(h, (struct str){ file.p, n - 1 }, at->folder, NULL);
	if (ok) {
		memcpy(r->receipt, file.p, file.n);
		memcpy(at->json, at->file, sizeof(at->json));
		memcpy(strrchr(at->json, '.'), ".json", sizeof(".json"));
		memcpy(at->part, at->file, sizeof(at->part));
		memcpy(strrchr(at->part, '.'), ".part", sizeof(".part"));
		at->durable = stat(h->path, &home) != 0 ||
			      stat(at->folder, &folder) != 0 ||
			      home.st_dev != folder.st_dev;
	}
	buf_free(&name);
	buf_free(&number);
	return ok;
}

/* What the file beside it says; nothing of it changes on a rerun. */
static void
sidecar(const struct parcel *p, const char *sha256, struct buf *b)
{
	static const char *const names[] = { "id", "channel", "address", "run",
		"sha256" };
	struct buf address = BUF_INIT(1 << 16);
	buf_addstr(&address, p->address);
	mask_text(address.p, address.n);
	const struct str values[] = { p->id, p->channel, buf_str(&address),
		p->run, str_of(sha256) };
	char lead = '{';
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!values[i].n)
			continue;
		buf_printf(b, "%c\"%s\":", lead, names[i]);
		json_put_string(b, values[i]);
		lead = ',';
	}
	buf_adds(b, "}\n");
	buf_free(&address);
}

/*
 * Claims that the file there is the one that a run handed over before it died;
 * that one counts, even if the document has been made anew since.
 */
static bool
was_delivered(const struct place *at, const struct parcel *p)
{
	char hex[SHA256_HEX];
	struct buf there = BUF_INIT(CHANNEL_FILE_MAX);
	bool same = p->earlier.p && file_read(at->file, &there);
	if (same) {
		sha256_text(there.p, there.n, hex);
		same = str_is(p->earlier, hex);
	}
	buf_free(&there);
	return same;
}

/*
 * Puts the file there. Where a run has died in this very delivery, other
 * bytes under its name are what a power failure has torn, and are replaced.
 */
static enum outcome
put(const struct place *at, const struct parcel *p, const char *path,
    struct str data, struct answer *r)
{
	bool ok = file_put_by(at->part, path, data.p, data.n, at->durable);
	if (!ok && errno == ENOENT)
		ok = file_mkdirs(at->folder) &&
		     file_put_by(at->part, path, data.p, data.n, at->durable);
	if (!ok && errno == EEXIST && p->earlier.p)
		ok = file_replace(path, data.p, data.n, at->durable);
	if (ok)
		return OUTCOME_ACCEPTED;
	if (errno == EEXIST)
		return channel_because(r, OUTCOME_PERMANENT,
		    strrchr(path, '/') + 1, "exists with other bytes");
	return channel_because(
	    r, OUTCOME_TRANSIENT, "directory", strerror(errno));
}

/* Claims that a file is there, with other bytes. */
static bool
conflicts(const char *path, struct str data)
{
	struct stat st;
	return stat(path, &st) == 0 && !file_same(path, data.p, data.n);
}

static enum outcome
hand_over(const struct place *at, const struct parcel *p, struct str file,
    struct answer *r)
{
	struct buf json = BUF_INIT(SIDECAR_MAX);
	bool before = was_delivered(at, p);
	if (before)
		memcpy(r->sha256, p->earlier.p, p->earlier.n);
	sidecar(p, r->sha256, &json);
	enum outcome o = OUTCOME_ACCEPTED;
	/* asked first: a file that has left cannot be called back */
	if (!p->earlier.p && conflicts(at->json, buf_str(&json)))
		o = channel_because(r, OUTCOME_PERMANENT,
		    strrchr(at->json, '/') + 1, "exists with other bytes");
	if (o == OUTCOME_ACCEPTED && !before)
		o = put(at, p, at->file, file, r);
	if (o == OUTCOME_ACCEPTED)
		o = put(at, p, at->json, buf_str(&json), r);
	buf_free(&json);
	return o;
}

enum outcome
channel_directory(
    const struct outlet *o, const struct parcel *p, struct answer *r)
{
	struct place at;
	struct buf file = BUF_INIT(CHANNEL_FILE_MAX);
	if (!find_place(o->home, o->channel, p, &at, r))
		return channel_because(
		    r, OUTCOME_TRANSIENT, "directory", "the path is too long");
	enum outcome came = channel_load(o->home, p, &file, r);
	if (came == OUTCOME_ACCEPTED)
		came = hand_over(&at, p, buf_str(&file), r);
	if (came != OUTCOME_ACCEPTED)
		r->receipt[0] = r->sha256[0] = '\0';
	buf_free(&file);
	return came;
}
