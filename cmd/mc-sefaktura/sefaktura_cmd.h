/* SPDX-License-Identifier: ISC */
#ifndef SEFAKTURA_CMD_H
#define SEFAKTURA_CMD_H

/*
 * What mc-sefaktura does to one record in the course of tool/batcher.h: finds
 * its ways and judges them (judge.c), gives the document that a batch takes
 * its place in the file of its sender, channel and run (file.c, batch_xml.c),
 * makes the e-invoices that are files of their own, and writes the record out
 * (print.c). It is judged anew at each reading of the spool: it is the same
 * however often it is asked.
 *
 * An e-invoice is made in make.c, of the invoice as variant.c changes it for
 * its way and message.c adds to it; attach.c opens what is attached to it,
 * official.c holds it against the official rules, term.c says what cannot be
 * carried.
 */

#include "format/fill.h"
#include "state/einvoices.h"
#include "tool/batcher.h"
#include "tool/site.h"

#define TOOL "mc-sefaktura"
#define SECTION "sefaktura"

enum {
	DOCUMENT_MAX = 256 << 20, /* bytes of an e-invoice */
};

/* What every reading of the stream decodes; messages may want more. */
#define READS                                                                  \
	(REC_BIT(run) | REC_BIT(source) | REC_BIT(invoice) |                   \
	    REC_BIT(delivery) | REC_BIT(reach) | REC_BIT(route))

struct official;
struct ubl_writer;
struct svefaktura_writer;

/* A message of a sender's e-fakturas, compiled; NULL: it has none. */
struct message {
	const struct conf_message *conf;
	const struct fill *text[LANGUAGES], *url;
};

/* What a run did. */
struct tally {
	uint64_t made; /* e-invoices that are files of their own */
	uint64_t filed; /* documents that have a place in a batch */
	uint64_t now; /* of them, filed by this run */
	uint64_t failed, rejected;
};

struct sefaktura_cmd {
	struct home home;
	struct conf conf;
	struct arena arena; /* of the messages */
	struct message **messages; /* of each sender, as conf has them */
	uint64_t reads;
	struct einvoices *einvoices;
	struct ubl_writer *ubl;
	struct svefaktura_writer *svefaktura;
	struct official *official; /* NULL: nothing is held against rules */
	struct buf document; /* the e-invoice that is being made */
	struct buf piece; /* of a batch file */
	struct tally tally;
};

/* ---- one e-invoice --------------------------------------------------- */

/* A way of presenting a document that takes an e-invoice. */
struct way {
	const struct conf_channel *channel;
	const struct conf_sender *sender; /* or NULL */
	const struct choice *choice;
	size_t index; /* of the route's presentation */
};

/*
 * Compiles what the senders add to their e-fakturas; false with the fault
 * when something of it is no template.
 */
bool message_compile(struct sefaktura_cmd *, struct fault *);

/* The texts and links of the messages that hold for the record. */
struct additions {
	struct str *texts;
	struct attachment *links;
	size_t texts_n, links_n;
};
void message_find(const struct sefaktura_cmd *, const struct record *,
    const struct conf_sender *, struct arena *, struct additions *);

/*
 * Sets *out to the record as it goes that way: another due date, the address
 * of the recipient, its notes as one for Peppol, in a test environment a mark
 * and no address that is real. What it changes is the arena's, the rest is the
 * record's. False with the fault when it cannot go that way.
 */
bool variant_make(const struct sefaktura_cmd *, const struct record *,
    const struct way *, struct arena *, struct record *out, struct fault *);

/* What the batch says of the consumer's bank identity, or absent. */
struct str variant_fmi(const struct sefaktura_cmd *, const struct way *);

/* Opens an attachment of the record, for who has it as argument. */
struct attaching {
	const struct sefaktura_cmd *g;
};
int attach_open(void *attaching, const struct attachment *, struct fault *);

/* The official rules made ready; NULL when the configuration wants none. */
struct official *official_new(const struct conf *);
void official_free(struct official *);

/*
 * Holds a document of UBL against the rules that its receiver holds it
 * against: those of Peppol, or of a batch, whose addresses are the bank's own,
 * of EN 16931. False with the fault, "PEPPOL-EN16931-R003: ..." at its place
 * in the document, when it breaks one that rejects and is not lowered.
 */
bool official_check(const struct sefaktura_cmd *, const struct record *,
    const struct way *, struct str document, struct arena *, struct fault *);

/*
 * Adds the e-invoice of the record for that way to out. False with the fault
 * when there can be none; out holds a part of it then.
 */
bool make_einvoice(const struct sefaktura_cmd *, const struct record *,
    const struct way *, struct arena *, struct buf *out, struct fault *);

/*
 * The place and the text of the fault, in the arena: "/invoice/seller: no
 * name"; with the business term where the channel's format has none for it.
 */
struct str fault_words(
    const struct fault *, const struct conf_channel *, struct arena *);

/* ---- one record (judge.c) -------------------------------------------- */

/* The ways of the record that take an e-invoice; the list is the arena's. */
struct way *judge_ways(const struct sefaktura_cmd *, const struct record *,
    struct arena *, size_t *n);

/*
 * Whether a batch may take the document that way: `before` says that a way
 * before it may do. False with the fault.
 */
bool judge_batch(
    const struct record *, const struct way *, bool before, struct fault *);

/* Claims that the route has a way before that one that takes no e-invoice. */
bool judge_passes(
    const struct sefaktura_cmd *, const struct record *, const struct way *);

/* ---- a batch file (batch_xml.c) -------------------------------------- */

struct batch_head {
	bool test;
	struct str channel, sender, fui, run, at;
};

/* What a batch file begins with, stands round each document, and ends with. */
bool batch_xml_open(struct buf *, const struct batch_head *);
bool batch_xml_document(
    struct buf *, int64_t position, struct str receiver, struct str document);
void batch_xml_close(struct buf *);

/* The document without its XML declaration. */
struct str batch_xml_body(struct str document);

/* ---- steps, of struct batcher; arg is the struct sefaktura_cmd -------- */

enum mc_status take_record(
    void *arg, struct stream *, bool *wanted, struct fault *);

enum mc_status file_record(
    void *arg, struct batcher_files *, struct stream *, struct fault *);
enum mc_status end_file(void *arg, struct batcher_file *, struct fault *);

/* How many documents a file has. */
void tell_file(void *arg, const struct batcher_file *);

bool file_totals(void *arg, const struct batch_row *, struct str *totals,
    struct arena *, struct fault *);

void print_record(void *arg, struct batcher_print *);

/* mc-sefaktura list: files, or the documents of one. */
int list_main(int argc, char **argv);

#endif
