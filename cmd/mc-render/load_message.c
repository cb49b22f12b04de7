/* SPDX-License-Identifier: ISC */
#include "load.h"

/* What a message node says, and what one message says. */
struct slot {
	struct str name;
	const struct style *title, *link;
};

struct message {
	struct wordings title, text, link;
};

/* Adds the languages that the message is in as a condition. */
static void
add_languages(
    struct loader *l, const struct wordings *text, struct whens *whens)
{
	bool has[LANGUAGES];
	bool all = true;
	struct buf b = BUF_INIT(128);
	load_languages_of(text, has);
	buf_adds(&b, "doc.language in (''");
	for (int i = 0; i < LANGUAGES; i++) {
		if (has[i])
			buf_printf(&b, ", %s", language_codes[i]);
		all = all && (has[i] || !l->t->languages[i]);
	}
	buf_addc(&b, ')');
	if (!all && whens->n < LOAD_COUNT(whens->text))
		whens->text[whens->n++] = arena_str(l->arena, buf_str(&b));
	buf_free(&b);
}

/* A text node inside of the message node. */
static void
put_text(struct loader *l, const struct yaml *v, struct nodes *stack,
    struct wordings text, const struct style *style, bool link)
{
	/* the array has room for the three there are */
	struct node *all = (struct node *)(uintptr_t)stack->one;
	if (text.n == 0)
		return;
	all[stack->n++] = (struct node){ .kind = NODE_TEXT,
		.file = l->scope.source->file,
		.line = v->line,
		.style = style,
		.align = l->scope.align,
		.tag = TAG_P,
		.text = text,
		.link = link };
}

static bool
read_message(struct loader *l, const struct yaml *v, const struct slot *slot,
    struct node *node)
{
	static const struct load_key keys[] = {
		{ "when", NULL, 0, 0 },
		{ "title", load_wordings, offsetof(struct message, title), 0 },
		{ "text", load_wordings, offsetof(struct message, text), 0 },
		{ "link", load_wordings, offsetof(struct message, link), 0 },
	};
	struct message m = { .text = { NULL, 0 } };
	struct whens whens = { .n = 0 };
	if (!load_need(l, v, "text") ||
	    !load_keys(l, v, keys, LOAD_COUNT(keys), &m))
		return false;
	const struct yaml *when = yaml_get(v, str_of("when"));
	*node = (struct node){ .kind = NODE_STACK,
		.file = l->scope.source->file,
		.line = v->line,
		.style = l->scope.style,
		.align = l->scope.align };
	if (when && !load_when_add(l, when, &whens))
		return false;
	add_languages(l, &m.text, &whens);
	if (!load_when_all(l, v, &whens, &node->when))
		return false;
	node->nodes.one = arena_zero(l->arena, 3, sizeof(struct node));
	put_text(l, v, &node->nodes, m.title, slot->title, false);
	put_text(l, v, &node->nodes, m.text, l->scope.style, false);
	put_text(l, v, &node->nodes, m.link, slot->link, true);
	return true;
}

/* The first message of a slot that is for the reader. */
bool
load_message(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "slot", load_text, offsetof(struct slot, name), 0 },
		{ "title", load_style, offsetof(struct slot, title), 0 },
		{ "link", load_style, offsetof(struct slot, link), 0 },
	};
	struct node *node = to;
	const struct load_file *source;
	struct slot slot = { .title = node->style, .link = node->style };
	struct scope outer;
	if (!load_need(l, v, "slot") ||
	    !load_keys(l, v, keys, LOAD_COUNT(keys), &slot))
		return false;
	const struct yaml *list = load_named(l, yaml_get(v, str_of("slot")),
	    "messages", "message slot", &source);
	if (!list)
		return false;
	load_use(l, list);
	load_enter(l, node, &outer);
	l->scope.source = source;
	if (!load_is(l, list, YAML_SEQUENCE))
		return false;
	if (l->nodes + 4 * list->n > TEMPLATE_NODES)
		return load_fault(
		    l, list, "more than %d nodes", TEMPLATE_NODES);
	l->nodes += 4 * list->n;
	struct node *all = arena_zero(l->arena, list->n, sizeof(*all));
	node->nodes = (struct nodes){ all, list->n };
	for (const struct yaml *m = list->first; m; m = m->next)
		if (!read_message(l, m, &slot, all++))
			return false;
	l->scope = outer;
	return true;
}
