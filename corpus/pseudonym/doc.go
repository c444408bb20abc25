// Package pseudonym keeps participants from being known: it puts pseudonyms in
// the place of names, places and whatever else a [Key] lists, and finds what
// still looks as if it told who somebody is ([Identifiers]).
//
// A key is what turns pseudonyms back into names. It is a file of the study's
// own, kept apart: nothing here stores it.
//
// What is found by pattern is a hint for a person to judge, never proof that a
// text is safe: people are known by what they tell.
package pseudonym
