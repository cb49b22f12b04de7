/* SPDX-License-Identifier: ISC */
#include "conf/word.h"
#include "load.h"

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

static const struct load_content *
content_of(struct str name)
{
	for (size_t i = 0; i < load_contents_n; i++)
		if (str_is(name, load_contents[i].key.name))
			return &load_contents[i];
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
	for (size_t i = 0; i < load_properties_n; i++)
		word_try(&guess, str_of(load_properties[i].name));
	for (size_t i = 0; i < load_contents_n; i++)
		word_try(&guess, str_of(load_contents[i].key.name));
	for (size_t i = 0; i < from->more_n; i++)
		word_try(&guess, str_of(from->more[i].name));
	return load_fault(l, v, "unknown key '%.*s'%s",
	    STR_ARG(word_clip(v->key)), word_hint(&guess, hint));
}

/* Checks the keys of a layer, and finds its content: a row, or `part`. */
static bool
check_layer(struct loader *l, const struct layers *from,
    const struct layer *layer, const struct load_content **content)
{
	const struct yaml *found = yaml_get(layer->map, str_of("part"));
	bool outermost = layer == &from->layer[0];
	for (const struct yaml *v = layer->map->first; v; v = v->next) {
		const struct load_content *c = content_of(v->key);
		if (!c &&
		    !is_among(v->key, load_properties, load_properties_n) &&
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
    const struct load_content **content)
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
    const struct load_content *content, const struct yaml *v)
{
	return !key->kinds || key->kinds >> content->kind & 1 ||
	       load_fault(l, v, "'%s' does not go with '%s'", key->name,
		   content->key.name);
}

static bool
read_properties(struct loader *l, const struct layers *from,
    const struct load_content *content, struct node *node)
{
	for (size_t i = 0; i < load_properties_n; i++) {
		const struct load_key *key = &load_properties[i];
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
check_cells(struct loader *l, const struct yaml *v, const struct node *node)
{
	for (size_t i = 0; i < node->cells_n; i++) {
		const struct cell *c = &node->cells[i];
		if (!c->fit)
			continue;
		if (node->kind != NODE_GRID)
			return load_fault(l, v, "'fit' is for cells of a grid");
		if (c->fit->end == FIT_CLIP && has_figures(&c->value))
			return load_fault(l, v,
			    "a text with figures must not be cut: fit is "
			    "'clip'");
		if (c->fit->end == FIT_OVERFLOW && c->label.n == 0)
			return load_fault(l, v,
			    "fit is 'overflow', but the cell has no label");
	}
	return true;
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
	if (node->kind == NODE_CODE && node->width <= 0)
		return load_fault(l, v, "a code has a width");
	return check_cells(l, v, node);
}

static bool
read_node(struct loader *l, const struct layers *from,
    const struct load_content *content, struct node *node)
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

void
load_enter(struct loader *l, const struct node *node, struct scope *outer)
{
	*outer = l->scope;
	l->scope.style = node->style;
	l->scope.align = node->align;
}

bool
load_node(struct loader *l, const struct yaml *v, struct node *to,
    const struct load_key *more, size_t more_n, void *more_to)
{
	struct layers from = { .more = more, .more_n = more_n };
	struct scope outer = l->scope;
	const struct load_content *content;
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
