/* SPDX-License-Identifier: ISC */
#ifndef STATE_REGISTER_DB_H
#define STATE_REGISTER_DB_H

/* The open register, private to register.c and register_import.c. */

#include "db.h"

struct registry {
	struct db db;
	bool empty; /* nobody has filled it: nothing is open */
	sqlite3_stmt *find; /* by sender and number, all columns */
};

#endif
