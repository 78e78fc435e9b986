CREATE TABLE told (
    key TEXT NOT NULL,
    asker TEXT NOT NULL,
    doc TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (key, asker)
) STRICT, WITHOUT ROWID;

CREATE TABLE doubt (
    account TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    PRIMARY KEY (account, provider_id)
) STRICT, WITHOUT ROWID;
