/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>

#include "artefact.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

enum { READABLE = 40, NAME_HEX = 16 };

/* The last step of an id, made safe for a file name. */
static void
readable_part(struct str id, struct buf *out)
{
	for (size_t i = id.n; i-- > 0;)
		if (id.p[i] == '/') {
			id = str_from(id, i + 1);
			break;
		}
	text_safe_name(out, id, READABLE);
	if (!out->n)
		buf_addc(out, '_');
	buf_addc(out, '\0');
}

/*
 * Makes the folder of a path when it turns out to be missing. The name comes
 * from the bytes, so other bytes under it are a file that a power failure has
 * torn.
 */
static bool
put(const char *full, const void *p, size_t n)
{
	char folder[PATH_MAX];
	if (file_put(full, p, n, false))
		return true;
	if (errno == EEXIST)
		return file_replace(full, p, n, false);
	if (errno != ENOENT)
		return false;
	snprintf(folder, sizeof(folder), "%s", full);
	*strrchr(folder, '/') = '\0';
	return file_mkdirs(folder) && file_put(full, p, n, false);
}

bool
artefact_path(struct date run, const char *kind, struct str id, const char *ext,
    const unsigned char digest[SHA256_BYTES], char path[ARTEFACT_PATH],
    struct fault *f)
{
	char hex[SHA256_HEX], day[DATE_TEXT];
	struct buf name = BUF_INIT(READABLE * 2);

	hex_format(digest, SHA256_BYTES, hex);
	date_format(run, day);
	readable_part(id, &name);
	int length = snprintf(path, ARTEFACT_PATH, "out/%s/%s/%.2s/%s-%.*s.%s",
	    day, kind, hex, name.p, NAME_HEX, hex, ext);
	buf_free(&name);
	return length < ARTEFACT_PATH ||
	       fault_set(f, "", "artefact", "name is too long");
}

bool
artefact_put(const struct home *h, struct date run, const char *kind,
    struct str id, const char *ext, const void *p, size_t n,
    char path[ARTEFACT_PATH], char *sha256, struct fault *f)
{
	unsigned char digest[SHA256_BYTES];
	char full[PATH_MAX];
	struct sha256 *hash = sha256_new();

	sha256_add(hash, id.p, id.n);
	sha256_add(hash, "", 1);
	sha256_add(hash, p, n);
	sha256_end(hash, digest);
	if (!artefact_path(run, kind, id, ext, digest, path, f))
		return false;
	if (sha256)
		sha256_text(p, n, sha256);
	if (!home_join(h, str_of(path), full, f))
		return false;
	if (put(full, p, n))
		return true;
	return fault_set(
	    f, path, "artefact", "cannot write: %s", strerror(errno));
}
