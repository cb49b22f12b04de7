/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a template, without its fonts and pictures. What is refused
 * has a place and a reason; what is not can be looked over, and each of its
 * nodes has a style, a file and a place in it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "claim.h"
#include "template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(const struct node *node)
{
	claim(node->style && node->style->face.size >= 1);
	claim(node->file && node->line > 0);
	for (size_t i = 0; i < node->nodes.n; i++)
		check(&node->nodes.one[i]);
	if (!node->table)
		return;
	for (size_t i = 0; i < node->table->rows_n; i++) {
		const struct rows *rows = &node->table->rows[i];
		claim(rows->cells.n == node->table->columns_n);
		for (size_t c = 0; c < rows->cells.n; c++)
			check(&rows->cells.one[c]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = { (const char *)data, n };
	struct fault f = { .text = "" };
	struct template t;
	if (!template_load_text(&t, text, "fuzz.yaml", NULL, NULL, &f)) {
		claim(f.place[0] && f.text[0]);
		return 0;
	}
	for (size_t i = 0; i < t.flow.n; i++)
		check(&t.flow.one[i]);
	for (size_t i = 0; i < t.boxes_n; i++)
		check(&t.boxes[i].node);
	char *out = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&out, &size);
	claim(to != NULL);
	size_t found = template_lint(&t, NULL, to);
	fclose(to);
	claim((found > 0) == (size > 0));
	free(out);
	template_free(&t);
	return 0;
}
