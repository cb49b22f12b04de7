/* SPDX-License-Identifier: ISC */
#ifndef TOOL_SITE_H
#define TOOL_SITE_H

/*
 * The installation that a tool works for: its home and its configuration,
 * which must be of the same environment.
 */

#include "base/cli.h"
#include "conf/conf.h"
#include "model/record.h"
#include "state/home.h"

/*
 * Begins a tool that takes files and whose one option is -c, as cli_start and
 * cli_next do; the value of -c, or NULL.
 */
const char *site_start(struct cli *, const char *tool,
    const char *operand_names, int argc, char **argv);

/*
 * Opens $MC_HOME and the configuration; `config` is the value of -c or NULL.
 * False with the fault: the caller ends with MC_CONFIG.
 */
bool site_open(
    struct home *, struct conf *, const char *config, struct fault *);

/*
 * Claims that the configuration has the channels of those choices. False with
 * the fault, which is at `place`: the caller ends with MC_CONFIG.
 */
bool site_knows(const struct conf *, const struct choice *, size_t n,
    const char *place, struct fault *);

#endif
