-- The state of Bowout: what was read, what follows from it, what a person decided, what left the machine.
-- One file (SQLite, WAL, synchronous=FULL), mode 0600. Times are ISO 8601 text with offset, or seconds since 1970 (UTC)
-- where they are compared in SQL. `doc` columns hold the JSON of a value of agent/model.py; `view` columns hold the JSON
-- that the public interface shows, ready-made, so that showing it costs nothing.

CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,      -- name of the setting
    value TEXT NOT NULL                 -- its value
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    name TEXT NOT NULL PRIMARY KEY,                -- as in the configuration
    position INTEGER NOT NULL DEFAULT 0,           -- order in the configuration
    kind TEXT NOT NULL,                            -- local, google, outlook
    mail_cursor TEXT,                              -- opaque to all but the connector; NULL: nothing read yet
    calendar_cursor TEXT,                          -- likewise
    last_attempt TEXT,                             -- when it was last tried
    last_success TEXT,                             -- when everything of it was last read
    error TEXT,                                    -- why it stopped, one line; NULL: all is well
    needs_login INTEGER NOT NULL DEFAULT 0,        -- 1: only signing in again helps
    checked INTEGER NOT NULL DEFAULT 0,            -- messages looked at in the last sync
    new INTEGER NOT NULL DEFAULT 0,                -- of these new
    kept INTEGER NOT NULL DEFAULT 0,               -- messages kept in all: about the job search
    events_checked INTEGER NOT NULL DEFAULT 0,     -- events in the window at the last sync
    events_changed INTEGER NOT NULL DEFAULT 0,     -- of these new, changed or gone
    since TEXT,                                    -- mail received since then has been read
    complete INTEGER NOT NULL DEFAULT 0,           -- 1: a first walk over job-like mail and the calendars was finished
    todo INTEGER                                   -- older messages still to be read behind it; NULL or 0: none
) STRICT, WITHOUT ROWID;

CREATE TABLE seen (
    account TEXT NOT NULL,              -- account name
    provider_id TEXT NOT NULL,          -- the message within the account
    digest BLOB NOT NULL,               -- first 16 bytes of SHA-256 of its Message-ID (or of the message, if it has none)
    parent BLOB,                        -- likewise of the message it answers
    sender BLOB NOT NULL,               -- likewise of the address it came from
    kept INTEGER NOT NULL DEFAULT 0,    -- 1: it is in `message`; 2: looked at a second time, still nothing
    PRIMARY KEY (account, provider_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_digest ON seen (digest);
CREATE INDEX seen_parent ON seen (parent);
CREATE INDEX seen_sender ON seen (sender);

CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,          -- never used again
    account TEXT NOT NULL,                         -- account name
    provider_id TEXT NOT NULL,                     -- the message within the account
    key TEXT NOT NULL,                             -- the same message on two accounts has the same key
    message_id TEXT,                               -- Message-ID header
    thread_id TEXT,                                -- the provider's conversation
    sent_mark INTEGER NOT NULL DEFAULT 0,          -- 1: it lies among the sent mail
    spam INTEGER NOT NULL DEFAULT 0,               -- 1: it was filed as spam
    received_at TEXT,                              -- the provider's time of receipt
    link TEXT NOT NULL DEFAULT '',                 -- how a person opens it: a path or an address
    gone INTEGER NOT NULL DEFAULT 0,               -- 1: deleted at the account; the evidence stays
    read_by TEXT NOT NULL,                         -- version of the reader that made `doc`
    doc TEXT NOT NULL,                             -- the Reading
    raw BLOB NOT NULL,                             -- the message without attachments, compressed (zlib)
    UNIQUE (account, provider_id)
) STRICT;
CREATE INDEX message_message_id ON message (message_id);

CREATE TABLE told (
    key TEXT NOT NULL,                  -- key of the message's reading
    asker TEXT NOT NULL,                -- version of the question, and the model that it was put to
    doc TEXT,                           -- what of the second reader's answer the message bears out; NULL: nothing
    failures INTEGER NOT NULL DEFAULT 0, -- questions in a row without an answer; 0: it was answered
    PRIMARY KEY (key, asker)
) STRICT, WITHOUT ROWID;

CREATE TABLE doubt (
    account TEXT NOT NULL,              -- account name
    provider_id TEXT NOT NULL,          -- a message that is not kept and waits for the second reader
    PRIMARY KEY (account, provider_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reservation (
    account TEXT NOT NULL,              -- account name
    provider_id TEXT NOT NULL,          -- a message that confirms a journey or a stay and is not kept
    first TEXT NOT NULL,                -- its first day (YYYY-MM-DD)
    last TEXT NOT NULL,                 -- its last day
    doc TEXT,                           -- the Reservation, while an interview lies beside those days
    PRIMARY KEY (account, provider_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    account TEXT NOT NULL,              -- account name
    calendar TEXT NOT NULL,             -- calendar within the account
    uid TEXT NOT NULL,                  -- UID
    recurrence_id TEXT NOT NULL,        -- RECURRENCE-ID of the occurrence, '' for an event that does not recur
    provider_id TEXT NOT NULL,          -- the stored item
    doc TEXT NOT NULL,                  -- the Event
    PRIMARY KEY (account, calendar, uid, recurrence_id, provider_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,          -- order in which things were said
    at TEXT NOT NULL,                              -- when the user said it
    about TEXT NOT NULL,                           -- id of the offer, interview, draft or question
    verb TEXT NOT NULL,                            -- what was said
    value TEXT NOT NULL DEFAULT '',                -- for a question: "kind=answer"
    subject_key TEXT NOT NULL DEFAULT '',          -- candidacy or interview that it is about
    messages TEXT NOT NULL DEFAULT '[]',           -- keys of the messages it is about, a JSON list
    label TEXT                                     -- for "unsure_reading": what was asked about
) STRICT;

CREATE TABLE offer (
    id TEXT NOT NULL PRIMARY KEY,       -- three words
    position INTEGER NOT NULL,          -- order in lists
    key TEXT NOT NULL,                  -- the candidacy's key
    view TEXT NOT NULL,                 -- as the interface shows it
    why TEXT NOT NULL                   -- the chain that led to it (JSON list)
) STRICT, WITHOUT ROWID;

CREATE TABLE interview (
    id TEXT NOT NULL PRIMARY KEY,       -- three words
    start REAL NOT NULL,                -- seconds since 1970: only upcoming ones are shown
    key TEXT NOT NULL,                  -- the interview's key
    view TEXT NOT NULL,                 -- as the interface shows it
    why TEXT NOT NULL                   -- the chain that led to it (JSON list)
) STRICT, WITHOUT ROWID;

CREATE TABLE question (
    id TEXT NOT NULL PRIMARY KEY,       -- three words
    position INTEGER NOT NULL,          -- order in lists
    key TEXT NOT NULL,                  -- what is asked about what
    doc TEXT NOT NULL,                  -- the Question
    view TEXT NOT NULL                  -- as the interface shows it
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
    key TEXT NOT NULL PRIMARY KEY,      -- said once for each key
    at TEXT NOT NULL,                   -- when it arose
    text TEXT NOT NULL,                 -- what to tell the user
    urgent INTEGER NOT NULL DEFAULT 0,  -- 1: also in quiet hours
    about TEXT                          -- id of the offer, interview or draft
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,       -- three words
    key TEXT NOT NULL UNIQUE,           -- the case it belongs to
    status TEXT NOT NULL,               -- waiting, snoozed, kept, approved, sending, sent, answered, failed, unsure, void
    position REAL NOT NULL,             -- order in lists: start of the next interview, or when it was made
    doc TEXT NOT NULL,                  -- the Draft
    view TEXT NOT NULL,                 -- as the interface shows it
    why TEXT NOT NULL                   -- the chain that led to it (JSON list)
) STRICT, WITHOUT ROWID;

CREATE TABLE submission (
    id TEXT NOT NULL PRIMARY KEY,                  -- opaque; one for each approval
    draft TEXT NOT NULL,                           -- draft id
    account TEXT NOT NULL,                         -- account that sends it
    digest TEXT NOT NULL,                          -- of what was approved
    state TEXT NOT NULL,                           -- held, sending, sent, failed, unsure, undone
    doc TEXT NOT NULL,                             -- the Submission, raw bytes in base64
    approved_at TEXT NOT NULL,                     -- when the user approved it
    due TEXT NOT NULL,                             -- when the hold ends
    attempts INTEGER NOT NULL DEFAULT 0,           -- counted before each attempt is made
    attempted_at TEXT,                             -- when the last attempt began
    finished_at TEXT,                              -- when its outcome was known
    receipt TEXT,                                  -- what the provider calls the result
    error TEXT,                                    -- why not, one line
    drafted INTEGER NOT NULL DEFAULT 0,            -- 1: the provider may hold a draft of it, to be deleted if it does not leave;
                                                   -- 2: it was asked for more than once, so one more may appear late
    prepared_at TEXT,                              -- when that draft was made, or was found not to be needed
    looks INTEGER NOT NULL DEFAULT 0,              -- looks in a row that found an attempt neither sent nor lost
    look_after TEXT                                -- the next look is due then
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX submission_open ON submission (draft) WHERE state IN ('held', 'sending', 'unsure');

CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,          -- order
    at TEXT NOT NULL,                              -- when
    what TEXT NOT NULL,                            -- what happened: offer.firm, draft.approved, draft.sent …
    about TEXT NOT NULL DEFAULT '',                -- id of what it is about
    detail TEXT NOT NULL DEFAULT ''                -- one line for people
) STRICT;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON journal BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
