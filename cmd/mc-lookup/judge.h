/* SPDX-License-Identifier: ISC */
#ifndef MC_LOOKUP_JUDGE_H
#define MC_LOOKUP_JUDGE_H

/*
 * Which channels reach the recipient of a document, from what the document,
 * its sender's file and the register say; no clock, no network. For each kind
 * of address the first source that has one decides, also when what it has is
 * no such address: file, register, document.
 */

#include "base/arena.h"
#include "conf/conf.h"
#include "model/record.h"

/*
 * Fills reach->channels with one entry for each channel of the configuration,
 * in its order. Needs invoice and delivery decoded; customer is NULL when the
 * register does not know him. Text is borrowed from these or the arena.
 */
void judge(const struct conf *, const struct record *, const struct customer *,
    struct arena *, struct reach *);

#endif
