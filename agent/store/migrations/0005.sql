CREATE TABLE reservation (
    account TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    doc TEXT,
    PRIMARY KEY (account, provider_id)
) STRICT, WITHOUT ROWID;
