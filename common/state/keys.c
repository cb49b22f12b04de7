/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <unistd.h>

#include "base/secret.h"
#include "keys.h"

bool
keys_identity(const struct home *h, struct str configured, struct arena *a,
    struct str *key, struct fault *f)
{
	char path[PATH_MAX];
	*key = configured;
	if (configured.p || !h)
		return true;
	if (!home_join(h, str_of("keys/identity"), path, f))
		return false;
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return true;
	const char *why = secret_read(path, a, key);
	if (why)
		return fault_set(f, path, "key", "%s", why);
	*key = str_trim(*key);
	return key->n >= KEYS_LEAST ||
	       fault_set(f, path, "key", "holds a key of less than %d bytes",
		   KEYS_LEAST);
}
