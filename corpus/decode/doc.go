// Package decode turns a file's bytes into [Block]s: paragraphs, cues and rows
// as the file has them, before anybody asks who speaks.
//
// Each family of formats has a package of its own (plain, docx, tei, …);
// intake looks at the content, picks one and makes documents of
// what it returns. Decoders never touch the disk or the network (pdf starts
// poppler's pdftotext, where a person asks for it), return
// warnings for what was read with loss, and an error only when no text is
// usable. What a hostile file may cost is bounded by [Limits].
package decode
