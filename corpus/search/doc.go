// Package search finds words in what participants said, and quotes by code,
// coder, stance and attribute. Passages go in, hits come out: the package
// knows nothing of the database, to which its index is a disposable cache.
//
// [Open] an [Index], ask it for its [Index.Revision], feed what changed since
// through [Index.Batch], and [Index.Search] with a [Query], which [Parse] makes
// of what a person typed. A [Hit] names a passage; its [Hit.Check] and
// [Hit.Spans] hold it against the text the caller has of that passage.
//
// There are two indexes: turns, written at import, and quotes (with cells and
// memos), rewritten as people code. Both are bleve's scorch, used below its
// query layer: every search is made of set operations on the postings, which
// keeps frequent words cheap and runs none of the work in goroutines whose
// panics could not be caught. A passage is searched by two fields only, its
// words with their places and its tags (case:p07); the text is not kept.
//
// Words keep their accents and endings in the index; a search widens a word
// to those that differ in accents or, in the project's languages, in endings
// (Snowball). Nothing is a stop word.
//
// A damaged index is never repaired. [Open] checks checksums (of a file that
// looks as it did at its last check once an hour) and counts, puts an empty
// index in the place of what is damaged, foreign or of another version, and
// says so by revision 0; damage met later is an [ErrBroken], after which
// [Index.Reset] and feeding again are the remedy. Another process that holds
// the index is an [ErrBusy].
package search
