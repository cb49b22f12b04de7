/* SPDX-License-Identifier: ISC */
#ifndef SEFAKTURA_CMD_H
#define SEFAKTURA_CMD_H

/*
 * The course of mc-sefaktura. The stream is taken into a spool and held
 * against its seals (take.c). Under the lock of einvoices.db every document
 * that a batch takes and that is not known gets its place in the file of its
 * sender, channel and run (file.c, batch_xml.c); the files become durable and
 * one transaction notes all. Then they get their names, the e-invoices that
 * are files of their own are made, and the lines are written out (print.c).
 * The spool is read up to three times, and what a record asks for is judged
 * anew each time (judge.c): it is the same however often it is asked.
 *
 * An e-invoice is made in make.c, of the invoice as variant.c changes it for
 * its way and message.c adds to it; attach.c opens what is attached to it,
 * term.c says what cannot be carried.
 */

#include "conf/conf.h"
#include "format/fill.h"
#include "state/einvoices.h"
#include "state/spool.h"
#include "stream/stream.h"

#define TOOL "mc-sefaktura"
#define SECTION "sefaktura"

enum {
	RUN_HEX = 12,
	DOCUMENT_MAX = 256 << 20, /* bytes of an e-invoice */
};

/* What every reading of the stream decodes; messages may want more. */
#define READS                                                                  \
	(REC_BIT(run) | REC_BIT(source) | REC_BIT(invoice) |                   \
	    REC_BIT(delivery) | REC_BIT(reach) | REC_BIT(route))

struct ubl_writer;
struct svefaktura_writer;

/* A message of a sender's e-fakturas, compiled; NULL: it has none. */
struct message {
	const struct conf_message *conf;
	const struct fill *text[LANGUAGES], *url;
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
};

/* Ends the process with the database's status unless ok. */
void must(const struct sefaktura_cmd *, bool ok, const struct fault *);

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
 * of the recipient, in a test environment a mark and no address that is real.
 * What it changes is the arena's, the rest is the record's. False with the
 * fault when it cannot go that way.
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

/* Claims a record of our kinds that no tool before gave up. */
bool is_ours(const struct rec *);

/* Claims that there is room for a section behind it; else the fault. */
bool judge_fits(const struct rec *, struct fault *);

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

/* The run of the record; false with the fault when it has no id and time. */
bool judge_run(const struct record *, struct date *, struct fault *);

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

/* ---- steps ----------------------------------------------------------- */

/* What a run did. */
struct tally {
	uint64_t batched; /* ways that a batch may take */
	uint64_t made; /* e-invoices that are files of their own */
	uint64_t filed; /* documents that have a place in a batch */
	uint64_t now; /* of them, filed by this run */
	uint64_t failed, rejected;
};

/*
 * Takes the stream into the spool, checked, and counts what batches may take.
 * Any status but MC_OK is after a message; the caller removes the spool.
 */
enum mc_status take_stream(const struct sefaktura_cmd *, char *const *paths,
    int n, struct spool *, struct tally *);

/* Files what the spool asks for. Any status but MC_OK is after a message. */
enum mc_status file_spool(
    const struct sefaktura_cmd *, const struct spool *, struct tally *);

/* Writes the spool's lines and seals to standard output. */
enum mc_status print_spool(
    const struct sefaktura_cmd *, const struct spool *, struct tally *);

/* Opens the spool for reading; it is as whole as it was taken. */
void open_spool(
    const struct sefaktura_cmd *, struct stream *, const struct spool *);

/* mc-sefaktura list, to standard output: files, or the documents of one. */
enum mc_status run_list(const struct home *, const char *path);

#endif
