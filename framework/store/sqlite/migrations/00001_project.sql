-- +goose Up
-- "FrmW" marks the file as a project.
PRAGMA application_id = 1181904215;

CREATE TABLE head (rev INTEGER NOT NULL);
INSERT INTO head (rev) VALUES (0);

CREATE TABLE event (
    rev      INTEGER PRIMARY KEY,
    time     TEXT NOT NULL,
    actor    TEXT NOT NULL,
    verb     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    batch    TEXT NOT NULL,
    undoes   TEXT NOT NULL,
    changes  INTEGER NOT NULL,
    digest   TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL
);

CREATE TABLE change (
    rev         INTEGER NOT NULL REFERENCES event (rev),
    n           INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    id          TEXT NOT NULL,
    before_hash TEXT NOT NULL,
    after_hash  TEXT NOT NULL,
    before      TEXT,
    PRIMARY KEY (rev, n)
) WITHOUT ROWID;
CREATE INDEX change_record ON change (kind, id, rev);

CREATE TABLE project (
    id   TEXT PRIMARY KEY,
    data TEXT NOT NULL
);

CREATE TABLE case_ (
    id    TEXT PRIMARY KEY,
    label TEXT NOT NULL UNIQUE,
    data  TEXT NOT NULL
);
CREATE INDEX case_any_label ON case_ (lower(label));

CREATE TABLE attribute (
    id   TEXT PRIMARY KEY,
    data TEXT NOT NULL
);

CREATE TABLE document (
    id             TEXT PRIMARY KEY,
    label          TEXT NOT NULL,
    translation_of TEXT NOT NULL,
    version        INTEGER NOT NULL,
    text_hash      TEXT NOT NULL,
    source_hash    TEXT NOT NULL,
    cases          TEXT NOT NULL,
    data           TEXT NOT NULL
);
CREATE INDEX document_any_label ON document (lower(label));
CREATE UNIQUE INDEX document_label ON document (label) WHERE translation_of = '';
CREATE INDEX document_translation ON document (translation_of) WHERE translation_of <> '';
CREATE INDEX document_source ON document (source_hash);

CREATE TABLE document_text (
    document TEXT NOT NULL,
    version  INTEGER NOT NULL,
    text     TEXT NOT NULL,
    hash     TEXT NOT NULL,
    PRIMARY KEY (document, version)
);

CREATE TABLE original (
    hash    TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    content BLOB NOT NULL
);

CREATE TABLE framework (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    data TEXT NOT NULL
);

CREATE TABLE code (
    id        TEXT PRIMARY KEY,
    framework TEXT NOT NULL,
    key       TEXT NOT NULL,
    parent    TEXT NOT NULL,
    data      TEXT NOT NULL,
    UNIQUE (framework, key)
);
CREATE INDEX code_parent ON code (parent);

CREATE TABLE coder (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    initials TEXT NOT NULL,
    data     TEXT NOT NULL
);
CREATE UNIQUE INDEX coder_initials ON coder (initials) WHERE initials <> '';

CREATE TABLE coding (
    id       TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    start    INTEGER NOT NULL,
    end_     INTEGER NOT NULL,
    code     TEXT NOT NULL,
    coder    TEXT NOT NULL,
    data     TEXT NOT NULL
);
CREATE INDEX coding_place ON coding (document, start, end_, id);
CREATE INDEX coding_code ON coding (code, document, start, end_, id);

CREATE TABLE memo (
    id   TEXT PRIMARY KEY,
    data TEXT NOT NULL
);

CREATE TABLE cell (
    id      TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    code    TEXT NOT NULL,
    data    TEXT NOT NULL,
    UNIQUE (case_id, code)
);
CREATE INDEX cell_code ON cell (code);

-- A test holds every migration to setting this to its own number.
PRAGMA user_version = 1;
