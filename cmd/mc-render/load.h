/* SPDX-License-Identifier: ISC */
#ifndef RENDER_LOAD_H
#define RENDER_LOAD_H

/*
 * The loader of templates, in parts:
 *
 *	load.c		the file and those that it includes, its sections
 *	load_page.c	the page, its windows, the flow, the PDF
 *	load_box.c	boxes
 *	load_read.c	keys of mappings, lengths and other scalars
 *	load_name.c	what has a name: fonts, colours, styles, assets
 *	load_path.c	conditions and paths of lists
 *	load_string.c	strings, and texts with strings in them
 *	load_text.c	texts and their alternatives
 *	load_format.c	formats of figures and dates
 *	load_node.c	a node, put together from its mapping and its parts
 *	load_content.c	properties of nodes, and what they hold
 *	load_message.c	messages
 *	load_table.c	tables
 *
 * A reader takes one YAML value and fills what is at `to`; it answers false
 * with the fault at the value's line. Mappings are read by tables of keys, in
 * the order of the table and not of the file, so that a row may count on those
 * above it.
 */

#include "conf/yaml.h"
#include "template.h"

struct loader;

typedef bool load_reader(struct loader *, const struct yaml *, void *to);

struct load_key {
	const char *name;
	load_reader *read; /* NULL: somebody else reads it */
	size_t at; /* offset in what the mapping fills */
	unsigned kinds; /* bits of the node kinds it goes with; 0: all */
};

/* A file: the template, or one that it includes. */
struct load_file {
	const char *file;
	const struct yaml *root;
};

/* Conditions that must all hold, as they are written. */
struct whens {
	struct str text[TEMPLATE_DEPTH];
	size_t n;
};

/* A part that is being read, and the one that it stands in. */
struct open_part {
	const struct yaml *yaml;
	const struct open_part *outer;
};

/* What is inherited by what stands inside. */
struct scope {
	const struct load_file *source; /* that is being read */
	const struct style *style;
	enum align align;
	const struct field_root *root; /* of paths */
	const struct open_part *part;
	unsigned depth; /* nodes around */
};

struct loader {
	struct template *t;
	struct arena *arena; /* the template's */
	struct type *type; /* NULL: fonts and pictures are not opened */
	const struct template_own *own;
	struct fault *fault;
	struct load_file sources[TEMPLATE_SOURCES]; /* the template first */
	size_t senders; /* which of them is the sender's, 0: none */
	size_t sources_n;
	struct scope scope;
	struct load_font *fonts; /* load_name.c */
	struct load_style *styles;
	struct load_asset *assets;
	int chains; /* fonts so far, where they are not opened */
	const struct yaml **used; /* strings, texts, parts, messages */
	size_t used_n;
	struct buf text; /* in the making */
	size_t texts; /* bytes of all of them */
	size_t nodes;
	struct template_note *notes;
};

#define LOAD_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- load_read.c ------------------------------------------------- */

/* A fault at the value in the file that is being read; answers false. */
bool load_fault(struct loader *, const struct yaml *, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A fault that names what is unknown, and the nearest of the words known. */
bool load_unknown(struct loader *, const struct yaml *, const char *what,
    struct str word, const struct yaml *known);

/* What is to be told about the value, though it is no fault. */
void load_note(struct loader *, const struct yaml *, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Claims that the value is of that kind, or sets the fault. */
bool load_is(struct loader *, const struct yaml *, enum yaml_kind);

/* Reads a mapping by a table; keys of other names are faults. */
bool load_keys(struct loader *, const struct yaml *, const struct load_key *,
    size_t n, void *to);

/* The same of a mapping that must have each of them. */
bool load_all(struct loader *, const struct yaml *, const struct load_key *,
    size_t n, void *to);

/* The value of a key that must be there, or NULL with the fault. */
const struct yaml *load_need(
    struct loader *, const struct yaml *, const char *key);

load_reader load_text; /* struct str, not empty */
load_reader load_flag; /* bool */
load_reader load_mm; /* double, from 0 */
load_reader load_pt; /* float, from 0 */
load_reader load_pad; /* double[4] */
load_reader load_place; /* double[2], both mm */
load_reader load_align; /* enum align */
load_reader load_role; /* enum tag */

/* A whole number of that range. */
bool load_count(struct loader *, const struct yaml *, int64_t least,
    int64_t most, int64_t *out);

/* The index of the word among `words`, NULL behind them; -1 with the fault. */
int load_word(struct loader *, const struct yaml *, const char *const *words);

/* ---- load_name.c ------------------------------------------------- */

/*
 * The entry of that name in a section of the template or of the first included
 * file that has it, with the file in *source; NULL when there is none.
 */
const struct yaml *load_find(const struct loader *, const char *section,
    struct str name, const struct load_file **source);

/* The same for the name that the value is; a fault, `what` it is in words. */
const struct yaml *load_named(struct loader *, const struct yaml *name,
    const char *section, const char *what, const struct load_file **source);

/* Notes that something with a name is in use. */
void load_use(struct loader *, const struct yaml *);

load_reader load_colour; /* uint32_t: "#rrggbb" or a name */
load_reader load_style; /* const struct style * */
load_reader load_asset; /* const struct asset * */

/* Reads every font, colour, style and asset, used or not. */
bool load_names(struct loader *);

/* ---- load_path.c ----------------------------------------------------- */

load_reader load_when; /* const struct cond * */
load_reader load_list_path; /* struct list_path */

/* Checks a condition and adds it to those that must hold. */
bool load_when_add(struct loader *, const struct yaml *, struct whens *);

/* All of them as one condition; NULL in *out for none. */
bool load_when_all(struct loader *, const struct yaml *at, const struct whens *,
    const struct cond **out);

/* From here on `item` is an element of that list. */
void load_item(struct loader *, const struct list_path *);

/* ---- load_string.c, load_format.c ------------------------------------ */

bool load_is_language(struct str code, enum language *);

/* The text of a mapping in a language, NULL when it has none. */
const struct yaml *load_in(const struct yaml *map, enum language);

/* Checks that every key is a language and every value text. */
bool load_check_languages(struct loader *, const struct yaml *map);

/* Checks that every string is there in every language. */
bool load_strings(struct loader *);

/* Claims that the text asks for a string. */
bool load_has_strings(struct str text);

/* The text with its strings in that language. */
bool load_expand(
    struct loader *, const struct yaml *, enum language, struct str *out);

/* Sets how each language writes figures and dates. */
bool load_formats(struct loader *);

/* ---- load_text.c ----------------------------------------------------- */

load_reader load_wordings; /* struct wordings */

/* The languages in which one of the alternatives is there. */
void load_languages_of(const struct wordings *, bool languages[LANGUAGES]);

/* ---- load_node.c ----------------------------------------------------- */

/*
 * Reads a node into *to, with keys of its own beside those of nodes: `more`
 * fills `more_to`.
 */
bool load_node(struct loader *, const struct yaml *, struct node *to,
    const struct load_key *more, size_t more_n, void *more_to);

/* A node, or a text, which becomes one. */
bool load_cell(struct loader *, const struct yaml *, struct node *);

/* The scope of what stands inside the node; the one around it in *outer. */
void load_enter(struct loader *, const struct node *, struct scope *outer);

/* ---- load_content.c, load_message.c, load_table.c -------------------- */

/* A key that is a node's content, and what it makes of the node. */
struct load_content {
	struct load_key key;
	enum node_kind kind;
	enum tag tag;
};

extern const struct load_key load_properties[];
extern const struct load_content load_contents[];
extern const size_t load_properties_n, load_contents_n;

load_reader load_nodes; /* struct nodes: a list of them */
load_reader load_message; /* struct node: the first that is for the reader */
load_reader load_table; /* struct node: its table */

/* ---- load_page.c, load_box.c ----------------------------------------- */

load_reader load_template, load_page, load_flow, load_html, load_pdf;
load_reader load_boxes; /* all of them: struct template */

/* Checks the right and lower end of what has a place on the page. */
bool load_on_page(
    struct loader *, const struct yaml *, double right, double below);

#endif
