/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "view.h"

#include "model/def_table.h"
#include "view.def"
#include "model/undef.h"
