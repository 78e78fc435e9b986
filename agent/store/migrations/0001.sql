
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL,
    mail_cursor TEXT,
    calendar_cursor TEXT,
    last_attempt TEXT,
    last_success TEXT,
    error TEXT,
    needs_login INTEGER NOT NULL DEFAULT 0,
    checked INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0,
    events_checked INTEGER NOT NULL DEFAULT 0,
    events_changed INTEGER NOT NULL DEFAULT 0,
    since TEXT,
    complete INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE seen (
    account TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    digest BLOB NOT NULL,
    parent BLOB,
    sender BLOB NOT NULL,
    kept INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, provider_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_digest ON seen (digest);
CREATE INDEX seen_parent ON seen (parent);
CREATE INDEX seen_sender ON seen (sender);

CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    key TEXT NOT NULL,
    message_id TEXT,
    thread_id TEXT,
    sent_mark INTEGER NOT NULL DEFAULT 0,
    spam INTEGER NOT NULL DEFAULT 0,
    received_at TEXT,
    link TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0,
    read_by TEXT NOT NULL,
    doc TEXT NOT NULL,
    raw BLOB NOT NULL,
    UNIQUE (account, provider_id)
) STRICT;
CREATE INDEX message_message_id ON message (message_id);

CREATE TABLE event (
    account TEXT NOT NULL,
    calendar TEXT NOT NULL,
    uid TEXT NOT NULL,
    recurrence_id TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    doc TEXT NOT NULL,
    PRIMARY KEY (account, calendar, uid, recurrence_id, provider_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    about TEXT NOT NULL,
    verb TEXT NOT NULL,
    value TEXT NOT NULL DEFAULT '',
    subject_key TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE offer (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    view TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE interview (
    id TEXT NOT NULL PRIMARY KEY,
    start REAL NOT NULL,
    key TEXT NOT NULL,
    view TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE question (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    doc TEXT NOT NULL,
    view TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
    key TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    text TEXT NOT NULL,
    urgent INTEGER NOT NULL DEFAULT 0,
    about TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    position REAL NOT NULL,
    doc TEXT NOT NULL,
    view TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE submission (
    id TEXT NOT NULL PRIMARY KEY,
    draft TEXT NOT NULL,
    account TEXT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    doc TEXT NOT NULL,
    approved_at TEXT NOT NULL,
    due TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    attempted_at TEXT,
    finished_at TEXT,
    receipt TEXT,
    error TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX submission_open ON submission (draft) WHERE state IN ('held', 'sending', 'unsure');

CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON journal BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
