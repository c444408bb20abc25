// Package codebook holds what the codes mean and what has been coded.
//
// A [Code] is a theme, sub-theme or code of a framework; a [Tree] is the
// ordered whole. A [Coding] is one stretch of a document that one coder put
// under one code. A [Memo] is what an analyst thinks about any of it. The
// interfaces [Reader] and [Store] say what this room needs of a database.
//
// Sub-package codefile reads and writes the codebook that people edit by hand.
package codebook
