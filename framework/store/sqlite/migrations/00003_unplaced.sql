-- +goose Up
-- A coding says in which version of its document it has its place; 0 where it
-- has none. Until now every document had one version, and every coding a place.
ALTER TABLE coding ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE INDEX coding_unplaced ON coding (document) WHERE version = 0;

PRAGMA user_version = 3;
