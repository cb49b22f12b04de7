/* SPDX-License-Identifier: ISC */
/*
 * Looks for personal identity numbers in everything it is given:
 *
 *	privacy_search IDENTITIES [PATH]...
 *
 * IDENTITIES has one a line: Swedish of twelve digits, Norwegian of eleven,
 * Finnish with its sign. Each PATH is a file, `-` (standard input) or a folder,
 * which is walked, names of files included. A number is found without century,
 * with up to three bytes between its characters that are no letters or digits
 * (so also in UTF-16), inside of longer runs, as an integer in binary, and in
 * whatever hex, base64 and the escapes of JSON, XML, URLs, quoted-printable and
 * PDF stand for. Prints `path: how: Nth identity`, never the number itself;
 * 0: nothing found, 1: found, 2: could not look.
 */
#define _GNU_SOURCE /* memmem */
#define _XOPEN_SOURCE 700
#include <sys/stat.h>

#include <ctype.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	IDS_MAX = 64,
	CORE_MAX = 16,
	GAP_MAX = 3,
	CODED_LEAST = 12,
	NULS_MAX = 12
};

static struct {
	char core[2][CORE_MAX]; /* the second, if any, without a letter sign */
	uint64_t number[2]; /* 0: none; with and without century */
} ids[IDS_MAX];
static size_t ids_n;
static bool found, failed;

/* Takes one number without its signs. */
static void
add_identity(const char *bare, size_t n)
{
	size_t at = ids_n++;
	bool digits = strspn(bare, "0123456789") == n;
	const char *core = digits && n == 12 ? bare + 2 : bare;
	memcpy(ids[at].core[0], core, strlen(core) + 1);
	if (digits) {
		ids[at].number[0] = strtoull(bare, NULL, 10);
		ids[at].number[1] = strtoull(core, NULL, 10);
	} else if (isalpha((unsigned char)bare[6])) {
		memcpy(ids[at].core[1], bare, 6);
		memcpy(ids[at].core[1] + 6, bare + 7, n - 6);
	}
}

static void
read_ids(const char *path)
{
	char line[64];
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f) && ids_n < IDS_MAX) {
		char bare[CORE_MAX];
		size_t n = 0;
		for (char *p = line; *p && n < CORE_MAX - 1; p++)
			if (isalnum((unsigned char)*p))
				bare[n++] = *p;
		bare[n] = '\0';
		if (n >= 10)
			add_identity(bare, n);
	}
	if (!f || !ids_n) {
		fprintf(stderr, "privacy_search: no identities\n");
		exit(2);
	}
	fclose(f);
}

static void
say(const char *path, const char *how, size_t id, size_t at)
{
	printf("%s: %s at byte %zu: identity %zu\n", path, how, at, id + 1);
	found = true;
}

/* Claims that the core stands at p, with small gaps. */
static bool
core_at(const char *core, const unsigned char *p, const unsigned char *end)
{
	int gap = 0, nuls = 0;
	while (*core) {
		if (p == end || gap > GAP_MAX || nuls > NULS_MAX)
			return false;
		int c = *p++;
		if (c >= 0x80 || !isalnum(c)) {
			*(c ? &gap : &nuls) += 1;
			continue;
		}
		if (toupper(c) != toupper((unsigned char)*core++))
			return false;
		gap = nuls = 0;
	}
	return true;
}

/* Text of any kind, spelled in any way. */
static void
look_plain(const char *path, const char *how, const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!isdigit(p[i]))
			continue;
		for (size_t k = 0; k < ids_n; k++)
			for (int form = 0; form < 2; form++)
				if (ids[k].core[form][0] &&
				    core_at(ids[k].core[form], p + i, p + n))
					say(path, how, k, i);
	}
}

/* Five bytes hold each of them: databases keep integers so. */
static void
look_binary(const char *path, const unsigned char *p, size_t n)
{
	for (size_t k = 0; k < ids_n; k++)
		for (int form = 0; form < 4; form++) {
			unsigned char key[5];
			uint64_t v = ids[k].number[form / 2];
			for (int i = 0; i < 5; i++)
				key[form % 2 ? i : 4 - i] =
				    (unsigned char)(v >> 8 * i);
			const unsigned char *hit =
			    v ? memmem(p, n, key, 5) : NULL;
			if (hit)
				say(path, "binary", k, (size_t)(hit - p));
		}
}

static int
hex_of(int c)
{
	const char *digits = "0123456789abcdef", *at;
	at = c ? strchr(digits, tolower(c)) : NULL;
	return at ? (int)(at - digits) : -1;
}

static int
base64_of(int c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789";
	const char *at = c ? strchr(digits, c) : NULL;
	if (c == '+' || c == '-')
		return 62;
	if (c == '/' || c == '_')
		return 63;
	return at ? (int)(at - digits) : -1;
}

/* A run of digits of `bits` bits each, read from each of them on. */
static void
look_run(const char *path, const char *how, const unsigned char *digit,
    size_t n, unsigned bits)
{
	unsigned char *out = malloc(n + 1);
	for (size_t from = 0; out && n >= CODED_LEAST && from < 8 / bits + 2;
	     from++) {
		size_t used = 0;
		uint32_t word = 0;
		unsigned have = 0;
		for (size_t i = from; i < n; i++) {
			word = word << bits | digit[i];
			have += bits;
			if (have < 8)
				continue;
			have -= 8;
			out[used++] = (unsigned char)(word >> have);
		}
		look_plain(path, how, out, used);
	}
	free(out);
}

/* All runs of such digits; breaks of lines do not end one. */
static void
look_coded(const char *path, const char *how, const unsigned char *p, size_t n,
    int (*value)(int), unsigned bits)
{
	unsigned char *run = malloc(n + 1);
	size_t used = 0;
	for (size_t i = 0; run && i <= n; i++) {
		int v = i < n ? value(p[i]) : -1;
		if (v >= 0) {
			run[used++] = (unsigned char)v;
		} else if (i == n || (p[i] != '\n' && p[i] != '\r')) {
			look_run(path, how, run, used, bits);
			used = 0;
		}
	}
	free(run);
}

/*
 * The number of up to `most` digits of the base at p, behind the mark and
 * before the end; the bytes of all of it, 0: it is none.
 */
static size_t
coded_at(const char *p, const char *mark, int base, size_t most, char close,
    unsigned char *c)
{
	char digits[8] = { 0 }, *end;
	size_t head = strlen(mark);
	if (strncmp(p, mark, head) != 0)
		return 0;
	memcpy(digits, p + head, most);
	unsigned long v = strtoul(digits, &end, base);
	size_t n = (size_t)(end - digits);
	if (!isxdigit((unsigned char)*digits) ||
	    (close && p[head + n] != close))
		return 0;
	if (!close && n != most)
		return 0;
	*c = (unsigned char)v;
	return head + n + (close != '\0');
}

/* The character that an escape at p stands for, and its length; else 0. */
static size_t
escape_at(const unsigned char *p, size_t n, unsigned char *c)
{
	static const struct {
		const char *mark;
		int base;
		size_t most;
		char close;
	} forms[] = {
		{ "&#x", 16, 4, ';' },
		{ "&#", 10, 3, ';' },
		{ "\\u00", 16, 2, '\0' },
		{ "\\", 8, 3, '\0' },
		{ "%", 16, 2, '\0' },
		{ "=", 16, 2, '\0' },
	};
	char text[16] = { 0 };
	memcpy(text, p, n < 11 ? n : 11);
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t used = coded_at(text, forms[i].mark, forms[i].base,
		    forms[i].most, forms[i].close, c);
		if (used)
			return used;
	}
	return 0;
}

static void
look_escaped(const char *path, const unsigned char *p, size_t n)
{
	unsigned char *out = malloc(n + 1);
	size_t used = 0, escapes = 0;
	for (size_t i = 0; out && i < n;) {
		size_t len = strchr("&\\%=", p[i]) && p[i]
				 ? escape_at(p + i, n - i, &out[used])
				 : 0;
		if (!len)
			out[used] = p[i];
		escapes += len > 0;
		i += len ? len : 1;
		used++;
	}
	if (escapes)
		look_plain(path, "escaped", out, used);
	free(out);
}

static void
look(const char *path, const unsigned char *p, size_t n)
{
	look_plain(path, "plain", p, n);
	look_binary(path, p, n);
	look_coded(path, "hex", p, n, hex_of, 4);
	look_coded(path, "base64", p, n, base64_of, 6);
	look_escaped(path, p, n);
}

static void
look_file(const char *path, int fd)
{
	size_t n = 0, room = 1 << 16;
	unsigned char *p = malloc(room);
	ssize_t got = -1;
	while (p && fd >= 0 && (got = read(fd, p + n, room - n)) > 0) {
		n += (size_t)got;
		if (n == room)
			p = realloc(p, room *= 2);
	}
	if (got < 0) {
		fprintf(stderr, "privacy_search: cannot read %s\n", path);
		failed = true;
	} else {
		look(path, p, n);
	}
	free(p);
	if (fd > 0)
		close(fd);
}

static int
visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	const char *name = path + ftw->base;
	(void)st;
	look("a file name", (const unsigned char *)name, strlen(name));
	if (type == FTW_F)
		look_file(path, open(path, O_RDONLY));
	else if (type == FTW_DNR || type == FTW_NS)
		failed = true;
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: privacy_search IDENTITIES [PATH]...\n");
		return 2;
	}
	read_ids(argv[1]);
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "-") == 0)
			look_file("standard input", 0);
		else if (nftw(argv[i], visit, 16, FTW_PHYS) != 0)
			failed = true;
	}
	return failed ? 2 : found;
}
