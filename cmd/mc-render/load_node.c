/* SPDX-License-Identifier: ISC */
#include "conf/word.h"
#include "load.h"

enum {
	ACROSS = 4, /* columns of a grid that does not say it */
	ACROSS_MOST = 12,
	CELLS = 500, /* of a grid */
	KINDS = NODE_CODE + 1,
};

#define KIND(kind) (1u << NODE_##kind)
#define AT(member) offsetof(struct node, member)

/* ---- properties ------------------------------------------------------ */

static bool
read_fit_end(struct loader *l, const struct yaml *v, void *to)
{
	static const char *const words[] = { [FIT_ERROR] = "error",
		[FIT_OVERFLOW] = "overflow",
		[FIT_CLIP] = "clip",
		NULL };
	int i = load_word(l, v, words);
	if (i >= 0)
		*(enum fit_end *)to = (enum fit_end)i;
	return i >= 0;
}

static bool
read_wrap(struct loader *l, const struct yaml *v, void *to)
{
	int64_t n;
	if (!load_count(l, v, 1, 1000, &n))
		return false;
	*(unsigned *)to = (unsigned)n;
	return true;
}

static bool
read_fit(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "wrap", read_wrap, offsetof(struct fit, wrap), 0 },
		{ "shrink", load_pt, offsetof(struct fit, shrink), 0 },
		{ "else", read_fit_end, offsetof(struct fit, end), 0 },
	};
	return load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

static bool
read_fill(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	node->filled = true;
	return load_colour(l, v, &node->fill);
}

static bool
read_bar(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "width", load_mm, AT(bar), 0 },
		{ "color", load_colour, AT(bar_colour), 0 },
	};
	return load_need(l, v, "width") && load_need(l, v, "color") &&
	       load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

static bool
read_rule(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "above", load_pt, AT(rule_above), 0 },
		{ "below", load_pt, AT(rule_below), 0 },
		{ "color", load_colour, AT(rule_colour), 0 },
		{ "dash", load_pt, AT(dash), 0 },
	};
	struct node *node = to;
	node->rule_colour = l->t->ink;
	if (!load_keys(l, v, keys, LOAD_COUNT(keys), to))
		return false;
	return node->rule_above > 0 || node->rule_below > 0 ||
	       load_fault(l, v, "a rule is above or below");
}

static bool
read_across(struct loader *l, const struct yaml *v, void *to)
{
	int64_t n;
	if (!load_count(l, v, 1, ACROSS_MOST, &n))
		return false;
	*(unsigned *)to = (unsigned)n;
	return true;
}

/* Text between lines; may be blanks alone. */
static bool
read_join(struct loader *l, const struct yaml *v, void *to)
{
	*(struct str *)to = v->text;
	return load_is(l, v, YAML_SCALAR);
}

/* ---- what stands inside ---------------------------------------------- */

/* The scope of what stands inside the node; the one around it in *outer. */
static void
enter(struct loader *l, const struct node *node, struct scope *outer)
{
	*outer = l->scope;
	l->scope.style = node->style;
	l->scope.align = node->align;
}

static bool
read_all(struct loader *l, const struct yaml *v, struct nodes *nodes)
{
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n > TEMPLATE_NODES)
		return load_fault(l, v, "more than %d nodes", TEMPLATE_NODES);
	struct node *all = arena_zero(l->arena, v->n, sizeof(*all));
	*nodes = (struct nodes){ all, v->n };
	for (v = v->first; v; v = v->next)
		if (!load_node(l, v, all++, NULL, 0, NULL))
			return false;
	return true;
}

bool
load_nodes(struct loader *l, const struct yaml *v, void *to)
{
	return read_all(l, v, to);
}

static bool
read_inside(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	struct scope outer;
	enter(l, node, &outer);
	if (!read_all(l, v, &node->nodes))
		return false;
	l->scope = outer;
	return true;
}

static bool
read_text(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	return load_wordings(l, v, &node->text);
}

static bool
read_lines(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	struct wordings *lines = arena_zero(l->arena, v->n, sizeof(*lines));
	node->lines = lines;
	node->lines_n = v->n;
	for (v = v->first; v; v = v->next)
		if (!load_wordings(l, v, lines++))
			return false;
	return true;
}

/* {list: PATH, nodes: [NODE ...]} */
static bool
read_each(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = { { "list", NULL, 0, 0 },
		{ "nodes", NULL, 0, 0 } };
	struct node *node = to;
	const struct yaml *list = load_need(l, v, "list");
	const struct yaml *nodes = list ? load_need(l, v, "nodes") : NULL;
	struct scope outer;
	if (!nodes || !load_keys(l, v, keys, LOAD_COUNT(keys), NULL) ||
	    !load_list_path(l, list, &node->list))
		return false;
	enter(l, node, &outer);
	load_item(l, &node->list);
	if (!read_all(l, nodes, &node->nodes))
		return false;
	l->scope = outer;
	return true;
}

/* ---- cells ----------------------------------------------------------- */

static const struct load_key cell_keys[] = {
	{ "label", load_wordings, offsetof(struct cell, label), 0 },
	{ "value", load_wordings, offsetof(struct cell, value), 0 },
	{ "when", load_when, offsetof(struct cell, when), 0 },
	{ "style", load_style, offsetof(struct cell, style), 0 },
	{ "strong", load_flag, offsetof(struct cell, strong), 0 },
};

static bool
read_cell(struct loader *l, const struct yaml *v, struct cell *cell)
{
	cell->line = v->line;
	if (v->kind != YAML_SEQUENCE)
		return load_need(l, v, "value") &&
		       load_keys(l, v, cell_keys, LOAD_COUNT(cell_keys), cell);
	if (v->n != 2)
		return load_fault(l, v, "a label and a value must stand here");
	return load_wordings(l, v->first, &cell->label) &&
	       load_wordings(l, v->first->next, &cell->value);
}

static bool
read_cells(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n > CELLS)
		return load_fault(l, v, "more than %d cells", CELLS);
	struct cell *cells = arena_zero(l->arena, v->n, sizeof(*cells));
	node->cells = cells;
	node->cells_n = v->n;
	for (v = v->first; v; v = v->next)
		if (!read_cell(l, v, cells++))
			return false;
	return true;
}

static bool
read_grid(struct loader *l, const struct yaml *v, void *to)
{
	struct node *node = to;
	if (!node->grid_columns)
		node->grid_columns = ACROSS;
	return read_cells(l, v, to);
}

/* ---- messages -------------------------------------------------------- */

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
    struct wordings text, const struct style *style)
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
		.text = text };
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
	put_text(l, v, &node->nodes, m.title, slot->title);
	put_text(l, v, &node->nodes, m.text, l->scope.style);
	put_text(l, v, &node->nodes, m.link, slot->link);
	return true;
}

/* The first message of a slot that is for the reader. */
static bool
read_slot(struct loader *l, const struct yaml *v, void *to)
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
	enter(l, node, &outer);
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

/* ---- nodes ----------------------------------------------------------- */

/*
 * Properties first, so that content knows the style it stands in. A node has
 * one row of `contents`.
 */
static const struct load_key properties[] = {
	{ "when", NULL, 0, 0 },
	{ "part", NULL, 0, 0 },
	{ "style", load_style, AT(style), 0 },
	{ "align", load_align, AT(align), 0 },
	{ "fit", read_fit, AT(fit),
	    KIND(TEXT) | KIND(LINES) | KIND(GRID) | KIND(SUMS) },
	{ "overflow", load_wordings, AT(overflow),
	    KIND(TEXT) | KIND(LINES) | KIND(GRID) | KIND(SUMS) },
	{ "role", load_role, AT(tag), 0 },
	{ "width", load_mm, AT(width), 0 },
	{ "height", load_mm, AT(height), 0 },
	{ "space", load_mm, AT(space), 0 },
	{ "pad", load_pad, AT(pad), 0 },
	{ "fill", read_fill, 0, 0 },
	{ "radius", load_mm, AT(radius), 0 },
	{ "bar", read_bar, 0, 0 },
	{ "rule", read_rule, 0, 0 },
	{ "split", load_flag, AT(split), 0 },
	{ "bottom", load_flag, AT(bottom), 0 },
	{ "next", load_flag, AT(next), 0 },
	{ "join", read_join, AT(join), KIND(LINES) },
	{ "across", read_across, AT(grid_columns), KIND(GRID) },
	{ "gap", load_mm, AT(gap), KIND(GRID) | KIND(COLUMNS) },
	{ "label", load_style, AT(label), KIND(GRID) | KIND(SUMS) },
	{ "strong", NULL, 0, KIND(SUMS) },
};

static const struct content {
	struct load_key key;
	enum node_kind kind;
	enum tag tag;
} contents[] = {
	{ { "text", read_text, 0, 0 }, NODE_TEXT, TAG_P },
	{ { "lines", read_lines, 0, 0 }, NODE_LINES, TAG_P },
	{ { "grid", read_grid, 0, 0 }, NODE_GRID, TAG_NONE },
	{ { "stack", read_inside, 0, 0 }, NODE_STACK, TAG_NONE },
	{ { "columns", read_inside, 0, 0 }, NODE_COLUMNS, TAG_NONE },
	{ { "choose", read_inside, 0, 0 }, NODE_CHOOSE, TAG_NONE },
	{ { "each", read_each, 0, 0 }, NODE_EACH, TAG_NONE },
	{ { "table", load_table, 0, 0 }, NODE_TABLE, TAG_TABLE },
	{ { "sums", read_cells, 0, 0 }, NODE_SUMS, TAG_NONE },
	{ { "image", load_asset, AT(asset), 0 }, NODE_IMAGE, TAG_FIGURE },
	{ { "code", read_text, 0, 0 }, NODE_CODE, TAG_FIGURE },
	{ { "message", read_slot, 0, 0 }, NODE_CHOOSE, TAG_NONE },
};

/* A node's mapping, then the part that it names, and the part's ... */
struct layer {
	const struct yaml *map;
	const struct load_file *source;
	struct open_part part;
};

struct layers {
	struct layer layer[TEMPLATE_DEPTH];
	size_t n;
	const struct load_key *more; /* keys of whoever asked for the node */
	size_t more_n;
};

static const struct content *
content_of(struct str name)
{
	for (size_t i = 0; i < LOAD_COUNT(contents); i++)
		if (str_is(name, contents[i].key.name))
			return &contents[i];
	return NULL;
}

static bool
is_among(struct str name, const struct load_key *keys, size_t n)
{
	while (n > 0 && !str_is(name, keys->name)) {
		keys++;
		n--;
	}
	return n > 0;
}

static bool
unknown_key(struct loader *l, const struct layers *from, const struct yaml *v)
{
	struct word_guess guess = word_guess(v->key);
	char hint[WORD_HINT];
	for (size_t i = 0; i < LOAD_COUNT(properties); i++)
		word_try(&guess, str_of(properties[i].name));
	for (size_t i = 0; i < LOAD_COUNT(contents); i++)
		word_try(&guess, str_of(contents[i].key.name));
	for (size_t i = 0; i < from->more_n; i++)
		word_try(&guess, str_of(from->more[i].name));
	return load_fault(l, v, "unknown key '%.*s'%s",
	    STR_ARG(word_clip(v->key)), word_hint(&guess, hint));
}

/* Checks the keys of a layer, and finds its content: a row, or `part`. */
static bool
check_layer(struct loader *l, const struct layers *from,
    const struct layer *layer, const struct content **content)
{
	const struct yaml *found = yaml_get(layer->map, str_of("part"));
	bool outermost = layer == &from->layer[0];
	for (const struct yaml *v = layer->map->first; v; v = v->next) {
		const struct content *c = content_of(v->key);
		if (!c &&
		    !is_among(v->key, properties, LOAD_COUNT(properties)) &&
		    !(outermost && is_among(v->key, from->more, from->more_n)))
			return unknown_key(l, from, v);
		if (c && found)
			return load_fault(l, v, "both '%.*s' and '%.*s'",
			    STR_ARG(found->key), STR_ARG(v->key));
		if (c) {
			found = v;
			*content = c;
		}
	}
	return found || load_fault(l, layer->map,
			    "a node without content: text, lines, grid, stack "
			    "...");
}

/* The part that a layer is, which must not be read already. */
static bool
open_part(struct loader *l, struct layers *from, const struct yaml *name)
{
	const struct load_file *source;
	const struct yaml *v = load_named(l, name, "parts", "part", &source);
	if (!v)
		return false;
	load_use(l, v);
	for (const struct open_part *p = l->scope.part; p; p = p->outer)
		if (p->yaml == v)
			return load_fault(l, name, "part '%.*s' holds itself",
			    STR_ARG(word_clip(v->key)));
	if (from->n == LOAD_COUNT(from->layer))
		return load_fault(l, name, "more than %d parts that are parts",
		    TEMPLATE_DEPTH);
	struct layer *layer = &from->layer[from->n++];
	*layer = (struct layer){ v, source, { v, l->scope.part } };
	l->scope.part = &layer->part;
	l->scope.source = source;
	return load_is(l, v, YAML_MAPPING);
}

/* The mappings that make the node, the outermost first, and its content. */
static bool
find_layers(struct loader *l, const struct yaml *v, struct layers *from,
    const struct content **content)
{
	const struct yaml *part = NULL;
	*content = NULL;
	if (!load_is(l, v, YAML_MAPPING))
		return false;
	from->layer[0] = (struct layer){ .map = v, .source = l->scope.source };
	from->n = 1;
	do {
		const struct layer *last = &from->layer[from->n - 1];
		if (!check_layer(l, from, last, content))
			return false;
		part = yaml_get(last->map, str_of("part"));
		if (part && !open_part(l, from, part))
			return false;
	} while (part);
	return true;
}

/* The value of a key in the outermost layer that has it, in its file. */
static const struct yaml *
value_of(struct loader *l, const struct layers *from, const char *key)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct yaml *v =
		    yaml_get(from->layer[i].map, str_of(key));
		l->scope.source = from->layer[i].source;
		if (v)
			return v;
	}
	return NULL;
}

/* The conditions of all layers: each of them must hold. */
static bool
read_when(struct loader *l, const struct layers *from, struct node *node)
{
	struct whens whens = { .n = 0 };
	for (size_t i = 0; i < from->n; i++) {
		const struct yaml *v =
		    yaml_get(from->layer[i].map, str_of("when"));
		l->scope.source = from->layer[i].source;
		if (v && !load_when_add(l, v, &whens))
			return false;
	}
	l->scope.source = from->layer[0].source;
	return load_when_all(l, from->layer[0].map, &whens, &node->when);
}

/* What a key of other kinds than this is for, in a fault. */
static bool
check_kind(struct loader *l, const struct load_key *key,
    const struct content *content, const struct yaml *v)
{
	return !key->kinds || key->kinds >> content->kind & 1 ||
	       load_fault(l, v, "'%s' does not go with '%s'", key->name,
		   content->key.name);
}

static bool
read_properties(struct loader *l, const struct layers *from,
    const struct content *content, struct node *node)
{
	for (size_t i = 0; i < LOAD_COUNT(properties); i++) {
		const struct load_key *key = &properties[i];
		const struct yaml *v = value_of(l, from, key->name);
		if (v && (!check_kind(l, key, content, v) ||
			     (key->read &&
				 !key->read(l, v, (char *)node + key->at))))
			return false;
	}
	return true;
}

/* Gives strong cells the style that the node has for them. */
static bool
read_strong(struct loader *l, const struct layers *from, struct node *node)
{
	const struct yaml *v = value_of(l, from, "strong");
	const struct style *style;
	struct cell *cells = (struct cell *)(uintptr_t)node->cells;
	if (!v)
		return true;
	if (!load_style(l, v, &style))
		return false;
	for (size_t i = 0; i < node->cells_n; i++)
		if (cells[i].strong && !cells[i].style)
			cells[i].style = style;
	return true;
}

/* ---- what does not go together --------------------------------------- */

static bool
has_figures(const struct wordings *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->one[i].figures)
			return true;
	return false;
}

static bool
node_has_figures(const struct node *node)
{
	bool has = has_figures(&node->text);
	for (size_t i = 0; i < node->lines_n; i++)
		has = has || has_figures(&node->lines[i]);
	for (size_t i = 0; i < node->cells_n; i++)
		has = has || has_figures(&node->cells[i].value);
	return has;
}

static bool
check_node(struct loader *l, const struct yaml *v, const struct node *node)
{
	const struct fit *fit = &node->fit;
	if (fit->end == FIT_CLIP && node_has_figures(node))
		return load_fault(
		    l, v, "a text with figures must not be cut: fit is 'clip'");
	if (fit->end == FIT_OVERFLOW && node->overflow.n == 0)
		return load_fault(
		    l, v, "fit is 'overflow', but 'overflow' has no label");
	if (node->kind == NODE_IMAGE && !node->width && !node->height)
		return load_fault(l, v, "an image has a width or a height");
	return node->kind != NODE_CODE || node->width > 0 ||
	       load_fault(l, v, "a code has a width");
}

static bool
read_node(struct loader *l, const struct layers *from,
    const struct content *content, struct node *node)
{
	const struct layer *outermost = &from->layer[0];
	*node = (struct node){ .kind = content->kind,
		.file = outermost->source->file,
		.line = outermost->map->line,
		.style = l->scope.style,
		.align = l->scope.align,
		.tag = content->tag };
	if (!read_when(l, from, node) ||
	    !read_properties(l, from, content, node))
		return false;
	const struct yaml *v = value_of(l, from, content->key.name);
	if (!content->key.read(l, v, (char *)node + content->key.at) ||
	    !read_strong(l, from, node))
		return false;
	l->scope.source = outermost->source;
	return check_node(l, outermost->map, node);
}

bool
load_node(struct loader *l, const struct yaml *v, struct node *to,
    const struct load_key *more, size_t more_n, void *more_to)
{
	struct layers from = { .more = more, .more_n = more_n };
	struct scope outer = l->scope;
	const struct content *content;
	if (++l->nodes > TEMPLATE_NODES)
		return load_fault(l, v, "more than %d nodes", TEMPLATE_NODES);
	if (l->scope.depth++ == TEMPLATE_DEPTH)
		return load_fault(l, v, "more than %d nodes inside one another",
		    TEMPLATE_DEPTH);
	if (!find_layers(l, v, &from, &content) ||
	    !read_node(l, &from, content, to))
		return false;
	l->scope = outer;
	for (size_t i = 0; i < more_n; i++) {
		const struct yaml *own = yaml_get(v, str_of(more[i].name));
		if (own && more[i].read &&
		    !more[i].read(l, own, (char *)more_to + more[i].at))
			return false;
	}
	return true;
}

bool
load_cell(struct loader *l, const struct yaml *v, struct node *node)
{
	bool inside = false;
	for (const struct yaml *e = v->kind == YAML_MAPPING ? v->first : NULL;
	     e; e = e->next)
		inside = inside || content_of(e->key) || str_is(e->key, "part");
	if (inside)
		return load_node(l, v, node, NULL, 0, NULL);
	if (++l->nodes > TEMPLATE_NODES)
		return load_fault(l, v, "more than %d nodes", TEMPLATE_NODES);
	*node = (struct node){ .kind = NODE_TEXT,
		.file = l->scope.source->file,
		.line = v->line,
		.style = l->scope.style,
		.align = l->scope.align,
		.tag = TAG_P };
	return load_wordings(l, v, &node->text);
}
