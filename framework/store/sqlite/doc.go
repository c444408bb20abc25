// Package sqlite keeps a project in one SQLite file.
//
// [Create] makes the file, [Open] opens it; both return a [sqlstore.Store].
// The file is in WAL mode: one process writes at a time, readers never wait.
// An act that was acknowledged survives a power cut. A project that an older
// Framewise wrote is copied beside itself and then migrated; one that a newer
// Framewise wrote is refused.
package sqlite
