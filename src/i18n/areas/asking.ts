import type { NeglectReason } from '../../domain/reasons.js'

/** The AE's questions: to the CSM about the background, to a colleague about a hard problem. `csql` as `notices.csql` writes it. */
export interface Asking {
  /** Over what was asked and what was answered, in their own words. */
  readonly question: string
  readonly answer: string
  /** Over what a colleague was asked for support with. */
  readonly support: string
  readonly supporters: (names: readonly (string | null)[]) => string
  /** A question waits for its answer. */
  readonly open: (csm: string | null) => string

  readonly asked: (by: string | null, csql: string) => string
  readonly askedHow: string
  readonly answered: (by: string | null, csql: string) => string
  /** In the place of the button, once somebody has answered; and where it needs none any more. */
  readonly answeredSince: (by: string | null) => string
  readonly noAnswerNeeded: string
  readonly supportAsked: (by: string | null, csql: string) => string
  readonly supportHow: string
  readonly supportAnswered: (by: string | null, csql: string) => string
  /** To the AE: somebody else asked for support on what is theirs. */
  readonly supportAdded: (by: string | null, csql: string, supporter: string | null) => string
  /** On the button under a question. */
  readonly reply: string
  /** Before what was said, in the list of notes. */
  readonly marks: Readonly<Record<'question' | 'answer' | 'support', string>>

  /** To who asked: until when nudges wait for the answer; the second where the due time waits too. */
  readonly waits: (until: string) => string
  readonly dueWaits: (due: string) => string
  readonly supportSent: (name: string | null) => string

  /** In the reminder, to who answered. */
  readonly yourAnswer: (reason: string) => string
  /** Over the form that an answer to the neglect question leads to. */
  readonly leads: Readonly<Record<NeglectReason, string>>
  /** Beside a button in that form: another way to go on. */
  readonly proposeInstead: string
  readonly snoozeInstead: string
}
