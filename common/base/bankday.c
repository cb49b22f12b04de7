/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "bankday.h"

const char *const bankday_names[] = { "bankgirot", "norway", "target",
	"denmark", NULL };
