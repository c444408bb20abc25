// Package guide finds the questions of an interview guide in what interviewers
// said. Nobody reads a question out as it is written: there are words before
// and behind it, some are left out, some bent. So a question is known by its
// words in their order, each weighing the more the fewer turns have it, in any
// language; there is nothing to be learnt or downloaded.
//
// Begin with [New], then ask [Guide.Find] of every turn. It is pure: what was
// found is for people to look over.
package guide
