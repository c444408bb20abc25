// Package codefile reads and writes the codebook as people edit it by hand: a
// YAML file with a framework's name, its scales and its tree of codes. The
// built-in frameworks are such files too.
//
// [Read] is strict: an unknown word, a code without a name or two codes with
// the same id are errors with their lines, all of them at once. [Update]
// writes changes into a file that somebody wrote, and keeps their comments
// and the order of their fields; [Write] makes a new file.
//
// How files are to be imported is such a file too: [WritePlan] and [ReadPlan]
// have an [intake.Planned] for each. It is here since YAML is read and written
// in this package only.
package codefile
