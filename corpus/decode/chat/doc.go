// Package chat reads CHAT, the transcripts of CHILDES, TalkBank and CLAN (.cha).
//
// A main tier (*MOT:), with the lines that continue it, is a block with the
// times of its bullets; [decode.Block.Line] is its line in the file. The speaker
// is the tier's code. Dependent tiers (%mor, %gra, %com) are left out, and a
// warning counts them; comments (@Comment) are asides, situations and
// episodes (@Situation, @G) headings. Languages, date and who the investigator
// is go to Meta.
//
// CHAT marks speech up for linguists. What was heard is kept, and the marks made
// readable:
//
//   - Repetitions and retracings keep their words and lose their signs:
//     <I want> [//] I need becomes I want I need.
//   - Fillers and fragments are words: &-um um, &+fr fr-, &~gaga gaga.
//   - What happened is an aside: &=laughs [laughs], [=! whispering]
//     [whispering], [% looks up] [looks up]; so are words of others within a
//     turn, &*MOT:yes [MOT: yes].
//   - Pauses (.) (..) (2.5) and xxx, yyy, www (not understood, not transcribed)
//     stay as they are.
//   - Shortenings are written out, (be)cause because; words joined by _ or +
//     have a space; the signs behind @ (forms, languages), errors [*], postcodes
//     [+ …], overlaps, stress, replacements [: …] and words not said (0is) go.
//   - Ends are plain: +… …, +/. and +//. –, and no space before a mark.
package chat
