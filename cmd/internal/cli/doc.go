// Package cli is the command line. Every command is a file with a constructor
// that holds its help, an options struct with its flags, and a function that
// does the work through framework/project and prints the answer.
//
// [Main] runs the program; the exit codes are in exit.go, in one table. Nothing
// here is global: commands share an app, which opens the project only when a
// command needs it.
package cli
