/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "base/buf.h"
#include "conf/yaml.h"
#include "t.h"

static struct arena arena;

static const struct yaml *
load(const char *text, struct fault *fault)
{
	arena_reset(&arena);
	memset(fault, 0, sizeof(*fault));
	return yaml_load_text(str_of(text), "mc.yaml", &arena, fault);
}

static void
test_tree(void)
{
	struct fault fault;
	const struct yaml *root = load("# a comment\n"
				       "one: no\n"
				       "two:\n"
				       "  - 1e3\n"
				       "  - \"0123\"\n"
				       "three: {four: 'it''s', five: []}\n"
				       "six: |\n"
				       "  text\n"
				       "seven:\n",
	    &fault);
	CHECK(root);
	if (!root)
		return;
	CHECK_INT(root->kind, YAML_MAPPING);
	CHECK_INT(root->n, 5);
	CHECK_INT(root->line, 2);
	CHECK(!root->key.p);
	const struct yaml *one = yaml_get(root, str_of("one"));
	CHECK_STR(one->text, "no");
	CHECK_STR(one->key, "one");
	CHECK_INT(one->quoted, false);
	CHECK_INT(one->line, 2);
	CHECK_INT(one->column, 6);
	CHECK_INT(one->key_line, 2);
	CHECK_INT(one->key_column, 1);
	const struct yaml *two = one->next;
	CHECK_INT(two->kind, YAML_SEQUENCE);
	CHECK_INT(two->n, 2);
	CHECK_STR(two->first->text, "1e3");
	CHECK_INT(two->first->quoted, false);
	CHECK_STR(two->first->next->text, "0123");
	CHECK_INT(two->first->next->quoted, true);
	CHECK_INT(two->first->next->line, 5);
	CHECK(!two->first->next->next);
	const struct yaml *three = two->next;
	CHECK_STR(three->first->text, "it's");
	CHECK_INT(three->first->quoted, true);
	CHECK_INT(yaml_get(three, str_of("five"))->n, 0);
	CHECK(!yaml_get(three, str_of("six")));
	CHECK_STR(three->next->text, "text\n");
	CHECK_INT(three->next->quoted, true);
	CHECK_STR(three->next->next->text, "");
	CHECK_INT(three->next->next->quoted, false);
}

static const struct {
	const char *name, *text, *place, *fault;
} refused[] = {
	{ "alias", "a: 1\nb: *a\n", "mc.yaml:2:4", "aliases are not allowed" },
	{ "alias as key", "a: 1\n*a : 2\n", "mc.yaml:2:1",
	    "aliases are not allowed" },
	{ "anchor", "a: &x 1\n", "mc.yaml:1:4", "anchors are not allowed" },
	{ "anchor on a list", "a: &x [1]\n", "mc.yaml:1:4",
	    "anchors are not allowed" },
	{ "anchor on a mapping", "a: &x {b: 1}\n", "mc.yaml:1:4",
	    "anchors are not allowed" },
	{ "tag", "a: !!str 1\n", "mc.yaml:1:4", "tags are not allowed" },
	{ "tag on a list", "a:\n  ! [1]\n", "mc.yaml:2:3",
	    "tags are not allowed" },
	{ "tag on a mapping", "!x {a: 1}\n", "mc.yaml:1:1",
	    "tags are not allowed" },
	{ "two documents", "a: 1\n---\nb: 2\n", "mc.yaml:2:1",
	    "more than one document" },
	{ "directive", "%YAML 1.1\n---\na: 1\n", "mc.yaml:1:1",
	    "directives are not allowed" },
	{ "tag directive", "%TAG ! x\n---\na: 1\n", "mc.yaml:1:1",
	    "directives are not allowed" },
	{ "duplicate key", "a: 1\nb: 2\n\"a\": 3\n", "mc.yaml:3:1",
	    "duplicate key 'a' (first on line 1)" },
	{ "duplicate key in one line", "x: {b: 2, a: 1, b: 3}\n",
	    "mc.yaml:1:17", "duplicate key 'b' (first on line 1)" },
	{ "mapping as key", "? {a: 1}\n: 2\n", "mc.yaml:1:3",
	    "a key must be a plain word or text" },
	{ "list as key", "? [a]\n: 2\n", "mc.yaml:1:3",
	    "a key must be a plain word or text" },
	{ "nothing", "", "mc.yaml:1:1", "nothing in the file" },
	{ "comments only", "# a\n# b\n", "mc.yaml:3:1", "nothing in the file" },
	{ "tab", "a:\n\tb: 1\n", "mc.yaml:2:1",
	    "a tab indents this line, only blanks may" },
	{ "syntax", "a: 1\nb: [1, 2\nc: 3\n", "mc.yaml:3:2",
	    "did not find expected ',' or ']' (while parsing a flow sequence "
	    "from line 2)" },
	{ "two colons", "a: b: c\n", "mc.yaml:1:5",
	    "a colon and a blank in a text need quotes, or the line is not "
	    "indented as it should be" },
	{ "reserved character", "a: @b\n", "mc.yaml:1:4",
	    "a text that begins with this character needs quotes" },
	{ "not UTF-8", "a: 1\nb: \xe5\n", "mc.yaml:2", "not UTF-8" },
	{ "surrogate", "a: \xed\xa0\x80\n", "mc.yaml:1", "not UTF-8" },
	{ "control character", "a: 1\n\nb: \x01\n", "mc.yaml:3",
	    "control characters are not allowed" },
	{ "escaped control character", "a: \"x\\e\"\n", "mc.yaml:1:4",
	    "control character in text" },
	{ "escaped NUL", "a: \"x\\0\"\n", "mc.yaml:1:4",
	    "control character in text" },
};

static void
test_refused(void)
{
	struct fault fault;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		T_CASE(refused[i].name);
		CHECK(!load(refused[i].text, &fault));
		CHECK_STR(fault.place, refused[i].place);
		CHECK_STR(fault.text, refused[i].fault);
	}
	T_CASE("");
}

static void
add_times(struct buf *b, const char *text, size_t n)
{
	while (n-- > 0)
		buf_adds(b, text);
}

static void
test_limits(void)
{
	struct fault fault;
	struct buf b = BUF_INIT((size_t)4 << 20);
	add_times(&b, "[", YAML_DEPTH);
	add_times(&b, "]", YAML_DEPTH);
	CHECK(yaml_load_text(buf_str(&b), "mc.yaml", &arena, &fault));
	buf_reset(&b);
	add_times(&b, "[", YAML_DEPTH + 1);
	add_times(&b, "]", YAML_DEPTH + 1);
	CHECK(!yaml_load_text(buf_str(&b), "mc.yaml", &arena, &fault));
	CHECK_STR(fault.place, "mc.yaml:1:33");
	CHECK_STR(fault.text, "more than 32 levels");
	buf_reset(&b);
	buf_adds(&b, "a: 1\n#");
	add_times(&b, "x", YAML_MAX - b.n);
	CHECK(yaml_load_text(buf_str(&b), "mc.yaml", &arena, &fault));
	buf_adds(&b, "x");
	CHECK(!yaml_load_text(buf_str(&b), "mc.yaml", &arena, &fault));
	CHECK_STR(fault.place, "mc.yaml");
	CHECK_STR(fault.text, "larger than 1 MiB");
	/* equal keys must be found without comparing each with each */
	buf_reset(&b);
	for (int i = 0; i < 100000; i++)
		buf_printf(&b, "k%d: \n", i);
	buf_adds(&b, "k7: \n");
	CHECK(!yaml_load_text(buf_str(&b), "mc.yaml", &arena, &fault));
	CHECK_STR(fault.place, "mc.yaml:100001:1");
	CHECK_STR(fault.text, "duplicate key 'k7' (first on line 8)");
	buf_free(&b);
}

static void
test_file(void)
{
	struct fault fault;
	CHECK(!yaml_load_file("/nonexistent/mc.yaml", &arena, &fault));
	CHECK_STR(fault.place, "/nonexistent/mc.yaml");
	CHECK_STR(fault.text, "cannot be read: No such file or directory");
	CHECK(!yaml_load_file("/dev/null", &arena, &fault));
	CHECK_STR(fault.place, "/dev/null:1:1");
	CHECK(!yaml_load_file("/dev/zero", &arena, &fault));
	CHECK_STR(fault.text, "larger than 1 MiB");
}

/* The line survives however long the path is. */
static void
test_long_path(void)
{
	struct fault fault;
	char path[1000];
	memset(path, 'x', sizeof(path));
	path[sizeof(path) - 1] = '\0';
	yaml_fault(&fault, path, 12, 3, "text");
	CHECK_INT(strlen(fault.place), 224 + 5);
	CHECK_STR(fault.place + 224, ":12:3");
	yaml_fault(&fault, "mc.yaml", 12, 0, "%s", "text");
	CHECK_STR(fault.place, "mc.yaml:12");
}

int
main(void)
{
	test_tree();
	test_refused();
	test_limits();
	test_file();
	test_long_path();
	arena_free(&arena);
	return T_END();
}
