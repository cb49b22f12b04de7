/* SPDX-License-Identifier: ISC */
#ifndef RENDER_COMPOSE_H
#define RENDER_COMPOSE_H

/*
 * Letters that are written as a base and a combining mark, and the one
 * character that means the same: text is set a glyph a character, so `a` and
 * U+030A must become `å` first.
 */

#include <stddef.h>
#include <stdint.h>

struct compose {
	uint16_t base, mark, whole;
};

extern const struct compose compose_table[];
extern const size_t compose_table_n;

#endif
