-- +goose Up
-- Conflicts with an edited workbook in which the project's side was kept: who
-- decided once is not asked again.
CREATE TABLE settlement (
    id   TEXT PRIMARY KEY,
    data TEXT NOT NULL
);

PRAGMA user_version = 4;
