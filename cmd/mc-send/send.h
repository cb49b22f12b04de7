/* SPDX-License-Identifier: ISC */
#ifndef SEND_H
#define SEND_H

/*
 * The course of mc-send. A run takes the stream into a spool (take.c). From
 * the committed spool, read line by line as often as it takes, come rounds of
 * planning (plan.c: says which delivery of each document is next) and
 * delivering (deliver.c: claim, effect, outcome), until every delivery is
 * settled. Batch files (bank.c; bank_weigh.c says whether they may leave) of
 * documents leave between such rounds, for what becomes of one settles what is
 * in it; those of payments leave at the end, and the lines are written out
 * (print.c). --retry begins with the spools of dead processes instead of a
 * stream (run.c). resend and copy are runs whose deliveries are series of
 * their own (take.c); what an operator changes in between stands in desk.c,
 * approve.c.
 *
 * The commit of a run is the name of its spool, not a transaction: what has
 * been settled is known from the journal alone, and what has not, from the
 * spool. So planning and claiming may be cut into transactions short enough
 * for others to wait, and a process may die anywhere: whoever comes to its
 * spool, or to the same stream, finds documents not yet planned and goes on.
 */

#include "base/user.h"
#include "conf/conf.h"
#include "state/home.h"
#include "state/journal.h"
#include "state/spool.h"
#include "stream/seal.h"
#include "stream/stream.h"

#define SEND_TOOL "mc-send"

/* What a delivery is for: to show the document, or a copy, or a batch file. */
#define SEND_PRESENTATION "presentation"
#define SEND_COPY "copy"
#define SEND_FILE "file"

enum {
	ORDER_KEY = 17, /* 16 hex digits and a NUL */
	PLAN_BATCH = 10000, /* documents of one transaction */
};

/* The sections that every reading of the spool wants. */
#define SEND_READS                                                             \
	(REC_BIT(run) | REC_BIT(source) | REC_BIT(invoice) |                   \
	    REC_BIT(delivery) | REC_BIT(reach) | REC_BIT(route) |              \
	    REC_BIT(pages) | REC_BIT(sefaktura) | REC_BIT(autogiro) |          \
	    REC_BIT(avtalegiro))

struct send {
	struct home home;
	struct conf conf;
	struct journal *journal; /* NULL in a dry run where none is yet */
	struct str identity; /* key of hashes of identity numbers, or absent */
	struct arena arena; /* has it */
	char user[USER_NAME]; /* who is at work */
	const struct course *held; /* spools that this process has open */
	size_t held_n;
};

/*
 * Opens all of it, for reading only in a dry run; the end of the process when
 * that cannot be.
 */
void send_open(struct send *, const char *config, bool dry);
void send_close(struct send *);

/* Ends the process with the journal's status unless ok. */
void send_must(const struct send *, bool ok, const struct fault *);

/*
 * Notes an event of the document, now, in a transaction that is open; user
 * absent: whoever is at work. The event's row.
 */
int64_t send_note(const struct send *, int64_t document, const char *what,
    struct str user, struct str reason);

/* ---- what a spool is for (course.c) ---------------------------------- */

/* An operator's order to send again. */
struct order {
	const char *what; /* "resend" or "copy"; NULL: no order */
	const char *purpose; /* of its deliveries */
	struct str reason;
	char key[ORDER_KEY];
};

/* A spool that is carried out. Zeroed but for the spool, then course_open. */
struct course {
	struct spool spool;
	bool fresh; /* it comes from the stream: its routes are those that
		       hold */
	bool left; /* an earlier run left it after it had printed */
	struct order order; /* by the spool's name; no reason */
	struct journal_view view; /* of its deliveries */
	char sha256[SHA256_HEX]; /* of the spool, "" if it was left */
	struct str run; /* begin of the spool's name, borrowed from it */
	bool waits; /* for approval: nothing may be done */
	const struct cond *pilot; /* what leaves first, or NULL */
	struct bank_file *files; /* of its seals, when they have been planned */
	size_t files_n;
	struct arena arena; /* of cond and files */
};

/* The key of an order: of its kind and of the text that tells it apart. */
void order_set(struct order *, const char *what, struct str text);

/* Finds out what the spool is for and whether it may be carried out. */
void course_open(const struct send *, struct course *);

/* Frees what it has but for the spool. */
void course_free(struct course *);

/* Opens the spool for reading; the end of the process when that fails. */
void course_read(const struct course *, struct stream *, uint64_t reads);

/* Ends the reading, after the last item: a spool has no faults. */
void course_end(struct stream *, enum stream_item);

/* ---- one record (record.c) ------------------------------------------- */

enum fate {
	FATE_FOREIGN, /* of another kind, or given up by a tool before */
	FATE_UNFIT, /* to be rejected as it is, for the fault */
	FATE_HELD, /* waits for a person */
	FATE_SEND,
};

/* Fills the fault for FATE_UNFIT. SEND_READS must have been decoded. */
enum fate record_fate(const struct rec *, struct fault *);

/* The section that the record lacks for being sent, or NULL. */
const char *record_lacks(const struct conf *, const struct rec *);

/*
 * What leaves by presentation[choice] of the route: the PDF, or the e-invoice
 * where its channel has a format, in the arena. `failed` says why it cannot;
 * NULL: there is none.
 */
const struct artefact *record_file(const struct conf *, const struct record *,
    size_t choice, bool copy, struct arena *);

/* Claims that no e-invoice which could not be made closes that way. */
bool record_can_go(const struct conf *, const struct record *, size_t choice);

/*
 * How an address stands in the journal and in the delivery's key: as it is,
 * unless an identity number shows in it; then its HMAC under the identity
 * key, or, if there is none, masked. Absent is empty.
 */
struct str address_key(const struct send *, struct str address, struct arena *);

/*
 * Which presentation of the record's route that delivery is: its index, or
 * SIZE_MAX when the route does not name it.
 */
size_t record_choice(const struct send *, const struct record *,
    const struct journal_delivery *, struct arena *);

/* The first presentation that is not among those deliveries, or NULL. */
const struct choice *record_next(const struct send *, const struct record *,
    const struct journal_document *, struct arena *);

/* The delivery that is accepted, or else can still be; or NULL. */
const struct journal_delivery *document_current(
    const struct journal_document *);

/* Claims that the journal knows the id by another source document. */
bool document_differs(const struct journal_document *, const struct record *);

/* Where a document stands by the journal. */
enum standing {
	STANDING_OTHER, /* its id is that of another document */
	STANDING_SENT,
	STANDING_STOPPED,
	STANDING_HELD, /* by its route: it waits for a person */
	STANDING_KEPT, /* by an operator, the calendar or a pilot */
	STANDING_OPEN, /* a delivery is waiting, transient or unknown */
	STANDING_FAILED, /* no way is left */
};

enum standing record_standing(
    const struct record *, const struct journal_document *);

/*
 * Claims that the choice's last day is over. In production by the clock, on
 * the wall where the run was; in a test environment by the run's own time.
 */
bool choice_is_late(
    const struct send *, const struct record *, const struct choice *);

/* ---- batch files (bank.c) -------------------------------------------- */

/* What a batch file has: orders to collect payments, or documents. */
enum bank_use { BANK_PAYMENTS, BANK_DOCUMENTS };

/* A batch file of a seal. */
struct bank_file {
	struct str id; /* file/TOOL/NAME */
	struct str tool, path, name, sha256;
	struct str channel; /* that it is for; absent: by its tool */
	enum bank_use use;
	struct str json; /* its element of the seal's `files` */
	struct str records, totals; /* raw JSON, for people; or absent */
	uint64_t entries; /* debits or documents that it has, by the seal */
	uint64_t here; /* of them, that the stream has a record of */
	unsigned char *seen; /* a bit for each of them, or NULL */
	uint64_t orphans; /* debits in it whose notice will not come, documents
			     that go another way */
	uint64_t stopped; /* of them, of documents that were stopped */
	uint64_t kept; /* documents in it that are kept back */
	bool settled; /* accepted or permanent */
};

/* Where in a batch file a record stands. */
struct bank_place {
	enum bank_use use;
	struct str id; /* of the file, in the arena */
	struct str channel; /* documents: by which it goes */
	struct str batch; /* name of the file */
	int64_t position;
};

/* The places of the record, a list in the arena. */
struct bank_place *bank_places(
    const struct record *, struct arena *, size_t *n);

/* The place of its debit; false when it has none. */
bool bank_debit(const struct record *, struct arena *, struct bank_place *);

/*
 * The place in which presentation[choice] of the route presents it; false
 * when no batch file does.
 */
bool bank_document(const struct send *, const struct record *, size_t choice,
    struct arena *, struct bank_place *);

/* Adds the seal's files to a list; text and list are the arena's. */
bool bank_list(struct str files, struct arena *, struct bank_file **, size_t *n,
    struct fault *);

/* Adds those that the seal's line names to the course's. */
bool course_files(struct course *, struct str seal, struct fault *);

/* What the journal knows of the file. */
void bank_find(const struct send *, const struct bank_file *, struct arena *,
    struct journal_document *);

/* The one channel that takes the file; NULL with the fault. */
const struct conf_channel *bank_channel(
    const struct conf *, const struct bank_file *, struct fault *);

/* The bytes of its bitmap. */
size_t bank_bitmap(const struct bank_file *);

/* Reads how many entries the seal says the file has. */
bool bank_count(struct bank_file *, struct fault *);

/* Counts the place among those of its file, once; the file, or NULL. */
struct bank_file *bank_note(const struct bank_place *, struct course *);

/*
 * What has become of the batch file of that id, as of one who is in it;
 * OUTCOME_WAITING: nothing yet.
 */
enum outcome bank_outcome(const struct send *, struct str id, struct arena *,
    struct journal_delivery *);

/* The files that the records of a stream name. Free the arena. */
struct bank_names {
	struct bank_named {
		struct str id,
		    record; /* of the file; of the first to name it */
	} * list;
	size_t n;
	struct arena arena;
};

/* Adds what the record names, unless it was given up. */
void bank_name(struct bank_names *, const struct rec *, struct arena *);

/* Claims that each of them is in the list, or was sent before. */
bool bank_names_known(const struct send *, const struct bank_names *,
    const struct bank_file *, size_t n, struct fault *);

/* Notes the files as deliveries, in the transaction of the caller. */
void bank_plan(const struct send *, struct course *);

/*
 * Sends the files of documents that may leave; claims that one has been
 * settled, and so what is in it can be.
 */
bool bank_present(const struct send *, struct course *);

/*
 * Sends those of payments that may leave, when all presentations have been
 * settled.
 */
void bank_deliver(const struct send *, struct course *);

/* What keeps a file back. */
struct bank_reason {
	enum journal_state state; /* free: nothing does */
	char text[128];
};

/*
 * Counts, in each file of that use, what its documents say against its
 * leaving; claims that a document of the stream is kept back (bank_weigh.c).
 */
bool bank_weigh(const struct send *, struct course *, enum bank_use);

/* What that says of the file; `kept` as bank_weigh claimed. */
void bank_weighed(const struct send *, const struct bank_file *, bool kept,
    struct bank_reason *);

struct outlet;
struct answer;

/* Makes the file ready in the channel's folder, under another name. */
enum outcome bank_stage(
    const struct outlet *, const struct bank_file *, struct answer *);

/*
 * Gives the staged file its name. `begun`: a run that died may have done so;
 * what is not staged any more has left then.
 */
enum outcome bank_hand_over(const struct outlet *, const struct bank_file *,
    bool begun, struct answer *);

/* ---- steps ----------------------------------------------------------- */

/* What an option of the run asks for. */
struct want {
	const char *only; /* condition of a pilot, or NULL */
	struct order order;
};

/*
 * Takes the stream into a committed spool. Any status but MC_OK is after a
 * message, and nothing was left behind.
 */
enum mc_status take_stream(const struct send *, const struct want *,
    char *const *paths, int n, struct spool *);

/* Whether the record can be taken: MC_OK, or the status after a message. */
enum mc_status take_check(const struct send *, const struct stream *);

/* The same for the seal just read; adds its files to the list. */
enum mc_status take_files(const struct send *, const struct stream *,
    struct arena *, struct bank_file **, size_t *n);

/* Notes what is to be delivered next of every document in the spool. */
void plan_spool(const struct send *, struct course *, bool first);

/*
 * Lets up to n documents of a pilot leave that wait in the spool; how many
 * did. The reason may be absent.
 */
uint64_t plan_release(
    const struct send *, const struct course *, uint64_t n, struct str reason);

/* What a round of deliveries leaves to be done. */
struct round {
	bool refused; /* a delivery is permanent: the next one's turn */
	bool waiting; /* another process has claims on some */
};

/* Delivers what waits; with `again` what is transient too. */
struct round deliver_spool(
    const struct send *, const struct course *, bool again);

/* The key of a delivery: id, channel, address and series, never the bytes. */
enum { DELIVERY_KEY = 17 };
void delivery_key(struct str id, struct str channel, struct str address,
    int64_t series, char key[DELIVERY_KEY]);

/* Claims that another process is at work by the spool of that name. */
bool owner_is_alive(const struct send *, struct str owner);

/* Claims that nobody else is at work on the delivery; owner: our spool. */
bool delivery_is_free(
    const struct send *, const struct journal_delivery *, struct str owner);

/*
 * Plans, delivers and prints the spools, and lets go of them, but for those
 * that wait for approval.
 */
enum mc_status run_courses(const struct send *, struct course *, size_t n);

/* Lets that many documents of pilots leave; the reason may be absent. */
struct release {
	uint64_t n; /* UINT64_MAX: all */
	struct str reason;
};

/* Does that for the spools of dead processes. */
enum mc_status run_retry(const struct send *, const struct release *);

/* Prints what a run would do with each record; touches nothing. */
enum mc_status run_dry(const struct send *, char *const *paths, int n);

/* ---- what an operator asks for (desk.c, approve.c, list.c) ----------- */

/*
 * Looks for the document in the spools of runs that wait, or that nobody has
 * ended; claims that it is there. Text is the arena's.
 */
bool waiting_find(const struct home *, struct str id, struct arena *,
    struct str *sha256, struct str *run);

/* Subcommands, for cli_command. */
int desk_hold(int argc, char **argv);
int desk_release(int argc, char **argv);
int desk_stop(int argc, char **argv);
int desk_resolve(int argc, char **argv);
int desk_replace(int argc, char **argv);
int approve_main(int argc, char **argv);
int list_main(int argc, char **argv);

struct cli;

/*
 * The reason that an option gave: some text of at most 500 bytes without
 * control characters; the end of the process when it is none, or NULL.
 */
struct str desk_reason(const struct cli *, const char *value);

/* ---- writing out (print.c) ------------------------------------------- */

struct printer {
	const struct send *send;
	struct out out;
	struct buf value; /* of the section being written */
	struct buf line; /* a record on its way to two sections */
	uint64_t seals; /* written */
	uint64_t accepted, held, rejected, open; /* documents */
};

/* A printer to standard output; the end is MC_IO after a message, or MC_OK. */
void print_open(struct printer *, const struct send *);
enum mc_status print_close(struct printer *);

/*
 * Writes the spool's lines. Those with a delivery that is still open are
 * added to `left`, made when the first comes, with a seal of their own that
 * has the batch files which have not been settled. Of a spool that was left
 * by an earlier run only what has been settled since is written, and sealed
 * anew.
 */
void print_spool(struct printer *, const struct course *, struct spool *left);

#endif
