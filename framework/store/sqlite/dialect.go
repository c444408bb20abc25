package sqlite

import (
	"database/sql"
	"errors"

	"framewise/corpus"
	"framewise/framework/store"
	"framewise/framework/store/sqlstore"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

var dialect = sqlstore.Dialect{
	Explain:  explained,
	Snapshot: &sql.TxOptions{ReadOnly: true},
}

// explained says in people's words what SQLite's error means for them.
func explained(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff { // the rest of the code is detail
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return corpus.Errorf(store.ErrLocked, "another program is writing to the project").
			WithHint("wait until it has finished, or close it, and try again")
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return corpus.Errorf(store.ErrDamaged, "the project's file is damaged").
			WithHint("copy the folder before anything else, then restore the file from a backup")
	case lib.SQLITE_FULL:
		return corpus.Errorf(nil, "the disk is full").WithHint("make room and try again; the project is as it was")
	case lib.SQLITE_READONLY:
		return corpus.Errorf(nil, "the project can't be written to").
			WithHint("check the permissions of its folder, which must be writable too")
	case lib.SQLITE_CANTOPEN:
		return corpus.Errorf(nil, "the project's file can't be opened").
			WithHint("check the permissions of the file and of its folder")
	}
	return err
}
