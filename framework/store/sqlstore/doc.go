// Package sqlstore is the store in SQL, written once for every database that
// understands $1 placeholders, RETURNING and ON CONFLICT: SQLite now,
// PostgreSQL as well.
//
// Each noun has a table: its identifier, the columns that look-up and order
// need, and data, the record's JSON. That JSON is made once per write and is
// the row, the source of the record's hash, and what undo puts back.
//
// Every write passes through one function, [Tx.write], which reads the row
// that was there, drops what changes nothing, and notes the change for the
// trail. Sequences are read a page at a time, so memory stays flat and other
// statements may run between two records.
//
// Packages that open a database (sqlite) call [New]; everybody else speaks to
// the interfaces of package store.
package sqlstore
