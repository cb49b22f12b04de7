/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "state/archive.h"
#include "t.h"

static char root[] = "/tmp/t_archive.XXXXXX";
static struct home home;
static struct fault flt;

static void
path_of(const char *name, char full[PATH_MAX])
{
	if (!home_join(&home, str_of(name), full, &flt))
		CHECK_STR(name, "a path in the home");
}

/* ---- tar ---------------------------------------------------------------- */

/* Writes the header into a file and reads it again. */
static void
tar_case(const char *name, int64_t size, int64_t mtime, size_t blocks)
{
	struct tar_member m = { .size = size, .mtime = mtime }, got;
	struct buf b = BUF_INIT(1 << 16);
	FILE *f = tmpfile();
	int taken = 0;
	T_CASE(name);
	CHECK(f != NULL);
	snprintf(m.name, sizeof(m.name), "%s", name);
	CHECK(tar_put(&b, &m, &flt));
	CHECK_INT(b.n, blocks * TAR_BLOCK);
	CHECK(file_write(fileno(f), b.p, b.n));
	CHECK_INT(tar_next(fileno(f), 0, &got, &flt), TAR_MEMBER);
	CHECK_STR(got.name, name);
	CHECK_INT(got.size, size);
	CHECK_INT(got.mtime, mtime < 0 ? 0 : mtime);
	CHECK_INT(got.data, b.n);
	/* another byte is no header of ours, or that of another member */
	for (size_t i = 0; i < b.n; i++) {
		char c = (char)(b.p[i] ^ 1);
		bool ok = pwrite(fileno(f), &c, 1, (off_t)i) == 1;
		taken += tar_next(fileno(f), 0, &got, &flt) == TAR_MEMBER &&
			 strcmp(got.name, name) == 0 && got.size == size;
		if (!ok || pwrite(fileno(f), &b.p[i], 1, (off_t)i) != 1)
			CHECK_STR(name, "can be changed");
	}
	CHECK_INT(taken, 0);
	fclose(f);
	buf_free(&b);
}

static void
test_tar(void)
{
	char name[TAR_NAME + 1];
	struct buf b = BUF_INIT(1 << 16);
	struct tar_member m = { .size = 1 };

	tar_case("a/record.json", 0, 1795320000, 1);
	tar_case("a", INT64_C(0x1ffffffff), -5, 1);
	tar_case("big", INT64_C(0x1ffffffff) + 1, 0, 3);
	memset(name, 'd', sizeof(name));
	name[100] = '\0';
	tar_case(name, 7, 1, 1); /* just fits the name */
	name[100] = 'd';
	name[101] = '\0';
	tar_case(name, 7, 1, 3); /* no slash to cut at */
	name[100] = '/';
	name[101] = 'x';
	name[102] = '\0';
	tar_case(name, 7, 1, 1);
	name[101] = 'd';
	name[102] = 'd';
	name[255] = '\0';
	name[155] = '/';
	tar_case(name, 7, 1, 1); /* 155 / 99 */
	name[TAR_NAME - 1] = '\0';
	name[255] = 'd';
	tar_case(name, INT64_C(1) << 40, 1, 4); /* longest name, and a size */

	T_CASE("what no member can be");
	memcpy(m.name, "/a", 3);
	CHECK(!tar_put(&b, &m, &flt));
	memcpy(m.name, "", 1);
	CHECK(!tar_put(&b, &m, &flt));
	memcpy(m.name, "a", 2);
	m.size = -1;
	CHECK(!tar_put(&b, &m, &flt));
	memset(m.name, 'd', sizeof(m.name));
	m.size = 0;
	CHECK(!tar_put(&b, &m, &flt));
	CHECK_INT(b.n, 0);
}

/* ---- volumes ------------------------------------------------------------ */

static const char one[] = "archive/2026/11/0123456789ab-000.tar";

static void
test_names(void)
{
	T_CASE("names");
	CHECK(volume_path_ok(str_of(one)));
	CHECK(volume_path_ok(str_of("archive/2026/11/0123456789ab-10000.tar")));
	CHECK(!volume_path_ok(str_of("archive/2026/11/0123456789ab-00.tar")));
	CHECK(
	    !volume_path_ok(str_of("archive/2026/11/0123456789ab-100000.tar")));
	CHECK(!volume_path_ok(str_of("archive/2026/11/0123456789aG-000.tar")));
	CHECK(!volume_path_ok(str_of("archive/2026/1x/0123456789ab-000.tar")));
	CHECK(!volume_path_ok(str_of("archivf/2026/11/0123456789ab-000.tar")));
	CHECK(!volume_path_ok(
	    str_of("archive/2026/11/0123456789ab-000.tar.part")));
	CHECK(!volume_path_ok(str_of("")));
}

/* chain_0, and one step, made with sha256sum(1). */
static void
test_chain(void)
{
	unsigned char chain[SHA256_BYTES], digest[SHA256_BYTES];
	char hex[SHA256_HEX];
	T_CASE("chain");
	volume_chain_start(one, chain);
	hex_format(chain, sizeof(chain), hex);
	CHECK_STR(hex,
	    "4035a142a6a0dd29985d21364bd23bcd654b16954e079b9347982cb67df403e8");
	sha256_of("x", 1, digest);
	volume_chain_step(chain, "a/record.json", digest);
	hex_format(chain, sizeof(chain), hex);
	CHECK_STR(hex,
	    "e193d1d400ec68f20d6d6cd11b21695d1a26682fa886e7fde85b98f9a29f4d3c");
}

static struct archive archive;

static struct date
november(void)
{
	return (struct date){ 2026, 11, 22 };
}

/* Files n folders of two members; they are in the ledger. */
static void
file_volume(int n, bool publish, char path[VOLUME_PATH])
{
	struct filing w;
	char name[64], data[4000];
	CHECK_INT(archive_reserve(
		      &archive, str_of("0123456789ab"), november(), &w, &flt),
	    MC_OK);
	for (int i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "doc-%d/record.json", i);
		filing_put(&w, name, str_of("{}\n"), 5);
		memset(data, 'a' + i % 26, sizeof(data));
		snprintf(name, sizeof(name), "doc-%d/source.xml", i);
		filing_member(&w, name, sizeof(data), 5);
		filing_data(&w, data, 1000);
		filing_data(&w, data + 1000, sizeof(data) - 1000);
		filing_end(&w);
	}
	CHECK_INT(filing_finish(&w, 5, &flt), MC_OK);
	snprintf(path, VOLUME_PATH, "%s", w.path);
	if (publish) {
		CHECK_INT(ledger_lock(&archive.ledger, true, &flt), MC_OK);
		CHECK_INT(
		    archive_publish(&archive, &w, "2026-11-22T04:00:00Z", &flt),
		    MC_OK);
		ledger_unlock(&archive.ledger);
	}
	filing_close(&w);
}

static int faults;
static char fault_place[FAULT_TEXT];

static void
count(void *arg, const struct fault *f)
{
	(void)arg;
	faults++;
	memcpy(fault_place, f->place, sizeof(fault_place));
}

static enum mc_status
check(const char *path)
{
	faults = 0;
	return archive_check(&home, path, NULL, NULL, count, NULL);
}

/* Flips one bit of the file. */
static void
flip(const char *path, int64_t at)
{
	char full[PATH_MAX], c = 0;
	path_of(path, full);
	int fd = open(full, O_RDWR);
	bool ok = fd >= 0 && pread(fd, &c, 1, at) == 1;
	c ^= 0x20;
	if (!ok || pwrite(fd, &c, 1, at) != 1)
		CHECK_STR(full, "can be changed");
	close(fd);
}

/* The place of the chain, known, wrong and unknown. */
static void
test_place(const char *path, int64_t bytes)
{
	struct volume v;
	T_CASE("the place of the chain");
	CHECK_INT(volume_open(&v, &home, path, &flt), MC_OK);
	int64_t at = v.lines.header;
	volume_close(&v);
	for (int64_t hint = at - 512; hint <= bytes; hint += 256) {
		CHECK_INT(volume_open_at(&v, &home, path, hint, &flt), MC_OK);
		CHECK_INT(v.lines.header, at);
		volume_close(&v);
	}
}

static void
test_volume(void)
{
	char path[VOLUME_PATH], full[PATH_MAX];
	struct ledger_entry e = { 0 };
	struct stat st;
	int undetected = 0, nameless = 0;

	T_CASE("a volume");
	file_volume(3, true, path);
	CHECK_STR(path, one);
	CHECK_INT(archive_check(&home, path, NULL, &e, NULL, NULL), MC_OK);
	CHECK_INT(e.members, 6);
	CHECK_INT(e.bytes % TAR_BLOCK, 0);
	path_of(path, full);
	CHECK(stat(full, &st) == 0);
	CHECK_INT(st.st_size, e.bytes);
	CHECK_INT(st.st_mode & 0777, 0600);

	T_CASE("every byte counts");
	for (int64_t at = 0; at < e.bytes; at++) {
		flip(path, at);
		undetected += check(path) != MC_DATA || faults == 0;
		nameless += !strstr(fault_place, one) ||
			    strlen(fault_place) < sizeof(one) + 2;
		flip(path, at);
	}
	CHECK_INT(undetected, 0);
	CHECK_INT(nameless, 0);
	CHECK_INT(check(path), MC_OK);

	test_place(path, e.bytes);

	T_CASE("data taken out leaves the chain");
	struct volume v;
	struct volume_member m;
	bool end = false;
	flip(path, 512);
	int members = 0;
	CHECK_INT(volume_open(&v, &home, path, &flt), MC_OK);
	while (volume_next(&v, &m, &end, &flt) == MC_OK && !end)
		members++;
	CHECK(end);
	CHECK_INT(members, 6);
	CHECK(memcmp(v.chain, e.chain, sizeof(v.chain)) == 0);
	volume_close(&v);
	flip(path, 512);

	T_CASE("cut off");
	CHECK(truncate(full, (off_t)e.bytes - 512) == 0);
	CHECK_INT(check(path), MC_DATA);
	CHECK(truncate(full, (off_t)e.bytes) == 0);
	CHECK_INT(check(path), MC_OK); /* zeros were cut off */
	CHECK_INT(check("archive/2026/11/0123456789ab-999.tar"), MC_NOINPUT);
}

static void
test_filing(void)
{
	struct filing w;
	char full[PATH_MAX];
	T_CASE("a member of another length");
	CHECK_INT(archive_reserve(
		      &archive, str_of("0123456789ab"), november(), &w, &flt),
	    MC_OK);
	CHECK_STR(w.path, "archive/2026/11/0123456789ab-001.tar");
	filing_member(&w, "a/b", 3, 0);
	filing_data(&w, "ab", 2);
	filing_end(&w);
	CHECK_INT(w.status, MC_BUG);
	CHECK_INT(filing_finish(&w, 0, &flt), MC_BUG);
	snprintf(full, sizeof(full), "%s", w.part);
	CHECK(access(full, F_OK) == 0);
	filing_drop(&w);
	CHECK(access(full, F_OK) != 0);

	T_CASE("a run without a name");
	CHECK_INT(archive_reserve(
		      &archive, str_of("../../../../x"), november(), &w, &flt),
	    MC_DATA);
	CHECK_INT(archive_reserve(
		      &archive, str_of("0123456789aX"), november(), &w, &flt),
	    MC_CREATE);
	filing_drop(&w);
}

/* ---- ledger and recovery ------------------------------------------------ */

static int64_t
ledger_lines(void)
{
	struct ledger_walk w = { 0 };
	struct ledger_entry e;
	bool end = false;
	enum mc_status s = ledger_lock(&archive.ledger, false, &flt);
	while (s == MC_OK && !end)
		s = ledger_next(&archive.ledger, &w, &e, &end, &flt);
	ledger_unlock(&archive.ledger);
	return s == MC_OK ? w.line : -1;
}

static void
mend(void)
{
	CHECK_INT(ledger_lock(&archive.ledger, true, &flt), MC_OK);
	CHECK_INT(
	    archive_recover(&archive, "2026-11-22T05:00:00Z", &flt), MC_OK);
	ledger_unlock(&archive.ledger);
}

static void
test_recovery(void)
{
	char path[VOLUME_PATH], full[PATH_MAX], part[PATH_MAX + 8];
	struct filing w;

	T_CASE("a writer that is dead");
	file_volume(1, false, path);
	path_of(path, full);
	snprintf(part, sizeof(part), "%s.part", full);
	CHECK(access(part, F_OK) == 0);
	CHECK_INT(archive_reserve(
		      &archive, str_of("0123456789ab"), november(), &w, &flt),
	    MC_OK);
	CHECK(strcmp(w.path, path) != 0);
	mend();
	CHECK(access(part, F_OK) != 0);
	CHECK(access(w.part, F_OK) == 0); /* its writer lives */
	filing_drop(&w);
	CHECK_INT(ledger_lines(), 1);

	T_CASE("named, and not in the ledger");
	file_volume(2, false, path);
	CHECK(rename(part, full) == 0);
	mend();
	CHECK_INT(ledger_lines(), 2);
	mend();
	CHECK_INT(ledger_lines(), 2);

	T_CASE("named and damaged");
	file_volume(2, false, path);
	path_of(path, full);
	snprintf(part, sizeof(part), "%s.part", full);
	CHECK(rename(part, full) == 0);
	flip(path, 1000);
	mend();
	CHECK_INT(ledger_lines(), 2);
	CHECK(access(full, F_OK) == 0);
	CHECK(unlink(full) == 0);
}

/* ---- erasures ----------------------------------------------------------- */

/* The members of the first folder of the volume, as a line lists them. */
static void
list_first(const char *path, struct erasure_version *e, struct arena *a)
{
	struct volume v;
	struct volume_member m;
	bool end;
	CHECK_INT(volume_open(&v, &home, path, &flt), MC_OK);
	*e = (struct erasure_version){ .volume = str_of(path),
		.chain = v.lines.header };
	memset(e->key, 7, sizeof(e->key));
	for (int i = 0; i < 2; i++) {
		CHECK_INT(volume_next(&v, &m, &end, &flt), MC_OK);
		e->member = arena_extend(
		    a, e->member, e->members_n, sizeof(*e->member));
		struct erasure_member *to = &e->member[e->members_n++];
		to->name = arena_str(a, str_of(m.tar.name));
		memcpy(to->sha256, m.sha256, sizeof(to->sha256));
	}
	volume_close(&v);
}

static int64_t
erasures_bytes(void)
{
	struct erasures file;
	CHECK_INT(erasures_open(&file, &home, false, &flt), MC_OK);
	erasures_close(&file);
	return file.bytes;
}

/* The status of reading all lines. */
static enum mc_status
load(struct erased *x)
{
	return erased_load(x, &home, &flt);
}

static void
erase(const char *path, const char *id)
{
	struct arena a = { 0 };
	struct erasure_version v;
	struct erasure_claim claims[] = { { .document = str_of("a/b/2") },
		{ .document = { NULL, 0 } } };
	memset(claims[0].key, 3, SHA256_BYTES);
	memset(claims[1].key, 4, SHA256_BYTES);
	struct erasure e = { .at = str_of("2026-11-22T06:00:00Z"),
		.user = str_of("anna"),
		.reason = str_of("\"why\"\\"),
		.id = str_of(id),
		.kind = str_of("invoice"),
		.version = &v,
		.versions_n = 1,
		.claim = claims,
		.claims_n = 2 };
	list_first(path, &v, &a);
	CHECK_INT(ledger_lock(&archive.ledger, true, &flt), MC_OK);
	CHECK_INT(archive_erase(&archive, &e, &flt), MC_OK);
	ledger_unlock(&archive.ledger);
	arena_free(&a);
}

static void
test_lookup(struct erased *x, const char *path)
{
	unsigned char key[SHA256_BYTES];
	T_CASE("what is erased");
	CHECK_INT(load(x), MC_OK);
	CHECK_INT(x->members_n, 4);
	CHECK(erased_find(x, path, "doc-0/source.xml") != NULL);
	CHECK(erased_find(x, path, "doc-1/source.xml") == NULL);
	CHECK(erased_find(x, "x", "doc-0/source.xml") == NULL);
	CHECK(erased_find(NULL, path, "doc-0/source.xml") == NULL);
	memset(key, 3, sizeof(key));
	CHECK(erased_claim(x, key) != NULL &&
	      str_is(erased_claim(x, key)->document, "a/b/2"));
	memset(key, 4, sizeof(key));
	CHECK(
	    erased_claim(x, key) != NULL && !erased_claim(x, key)->document.p);
	memset(key, 5, sizeof(key));
	CHECK(erased_claim(x, key) == NULL);
}

static void
test_erasures(void)
{
	char path[VOLUME_PATH], other[VOLUME_PATH];
	struct ledger_entry e;
	struct erased x = { 0 };
	int64_t before;

	T_CASE("erase");
	CHECK_INT(load(&x), MC_OK);
	CHECK_INT(x.members_n, 0);
	file_volume(2, true, path);
	file_volume(2, true, other);
	CHECK_INT(archive_check(&home, path, NULL, &e, NULL, NULL), MC_OK);
	before = e.bytes;
	erase(path, "a/b/1");
	erase(other, "a/b/2");
	test_lookup(&x, path);
	CHECK_INT(archive_check(&home, path, &x, &e, NULL, NULL), MC_OK);
	CHECK_INT(e.bytes, before);
	CHECK(erased_find(&x, path, "doc-0/record.json")->seen);
	CHECK(!erased_find(&x, other, "doc-0/record.json")->seen);
	CHECK_INT(archive_check(&home, path, NULL, &e, NULL, NULL), MC_DATA);

	T_CASE("every byte of a volume counts still");
	int missed = 0;
	for (int64_t at = 0; at < before; at++) {
		flip(path, at);
		missed +=
		    archive_check(&home, path, &x, NULL, NULL, NULL) != MC_DATA;
		flip(path, at);
	}
	CHECK_INT(missed, 0);

	T_CASE("and of the list");
	struct erased y = { 0 };
	int64_t all = erasures_bytes();
	for (int64_t at = 0; at < all; at++) {
		flip("archive/erasures", at);
		missed += load(&y) == MC_OK && y.members_n == 4;
		flip("archive/erasures", at);
	}
	CHECK_INT(missed, 0);
	CHECK_INT(load(&y), MC_OK);

	T_CASE("what a crash left is finished");
	flip(other, 512);
	CHECK_INT(archive_check(&home, other, &x, NULL, NULL, NULL), MC_DATA);
	mend();
	CHECK_INT(archive_check(&home, other, &x, NULL, NULL, NULL), MC_OK);
	flip(path, 512); /* not of the last: nobody's to mend */
	mend();
	CHECK_INT(archive_check(&home, path, &x, NULL, NULL, NULL), MC_DATA);
	flip(path, 512);
	erased_free(&x);
	erased_free(&y);
}

static void
test_ledger(void)
{
	char path[VOLUME_PATH];

	T_CASE("half a line");
	int fd = open(archive.ledger.path, O_WRONLY | O_APPEND);
	CHECK(write(fd, "0123456789abcdef", 16) == 16);
	CHECK_INT(ledger_lines(), 2);
	file_volume(1, true, path);
	CHECK_INT(ledger_lines(), 3);

	T_CASE("a line of nobody");
	int64_t bytes = archive.ledger.bytes;
	CHECK(write(fd, "0123456789abcdef\n", 17) == 17);
	CHECK_INT(ledger_lines(), -1);
	CHECK(ftruncate(fd, (off_t)bytes) == 0);
	close(fd);
	T_CASE("a line changed");
	int64_t whole = ledger_lines();
	CHECK_INT(whole, 3);
	int missed = 0;
	for (int64_t at = 0; at < bytes; at++) {
		flip("archive/ledger", at);
		missed += ledger_lines() == whole;
		flip("archive/ledger", at);
	}
	CHECK_INT(missed, 0);
	CHECK_INT(ledger_lines(), 3);
}

static void
test_lists(void)
{
	struct archive_names in_ledger = { 0 }, in_folders = { 0 };
	T_CASE("lists");
	CHECK_INT(ledger_lock(&archive.ledger, false, &flt), MC_OK);
	CHECK_INT(archive_ledger_names(&archive, &in_ledger, &flt), MC_OK);
	ledger_unlock(&archive.ledger);
	CHECK_INT(archive_folder_names(&archive, &in_folders, &flt), MC_OK);
	CHECK_INT(in_ledger.n, 3);
	CHECK_INT(in_folders.n, 3);
	CHECK(archive_names_have(&in_folders, one));
	CHECK(!archive_names_have(&in_folders, "archive/x"));
	archive_names_free(&in_ledger);
	archive_names_free(&in_folders);
}

int
main(void)
{
	char command[64];
	if (!mkdtemp(root) || !home_init(root, true, &flt) ||
	    !home_open(&home, root, &flt))
		return 1;
	if (archive_open(&archive, &home, &flt) != MC_OK)
		return 1;
	test_tar();
	test_names();
	test_chain();
	test_volume();
	test_filing();
	test_recovery();
	test_ledger();
	test_lists();
	test_erasures();
	archive_close(&archive);
	snprintf(command, sizeof(command), "rm -rf %s", root);
	return system(command) != 0 || T_END();
}
