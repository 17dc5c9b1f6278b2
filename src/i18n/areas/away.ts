/** Working hours, leave, and who stands in for whom. Days come written out. */
export interface Away {
  /** The title of the form, at most 24 characters. */
  readonly title: string
  readonly intro: string
  /** To a manager who fills it in for somebody. */
  readonly introFor: (person: string | null) => string
  readonly open: string
  readonly addLeave: string
  /** ISO weekdays, Monday first. */
  readonly weekdays: readonly string[]
  /** Three and more days in a row; days in no row are listed. */
  readonly weekdaySpan: (first: string, last: string) => string
  readonly hours: (days: string, opens: string, closes: string) => string
  readonly asWorkspace: (hours: string) => string
  readonly ownHours: string
  /** Whose hours the workspace's are. */
  readonly everybodys: string
  readonly leave: (from: string, to: string, delegate: string | null) => string
  readonly pauseOver: string
  readonly pausedUntil: (day: string) => string
  readonly saved: string
  readonly savedFor: (person: string | null) => string
  readonly noLeave: string
  readonly delegateAway: (delegate: string | null, from: string, to: string) => string
  readonly duesMoved: string

  /** Who did it in whose place, and when; stands in brackets behind what was done. */
  readonly inPlaceOf: (person: string | null, stamp: string) => string
  /** In a notice of a decision: in whose place it was made. */
  readonly decidedFor: (person: string | null) => string

  /** On a card to a delegate. */
  readonly forPerson: (person: string | null, until: string) => string
  readonly backToPerson: (person: string | null) => string

  /** A colleague is asked to stand in, ahead of the leave. */
  readonly asked: (person: string | null, from: string, to: string) => string
  readonly askedHow: (person: string | null) => string
  /** The leave has begun: what waits. */
  readonly begun: (person: string | null, to: string, waiting: number) => string
  readonly begunHow: (person: string | null) => string
  readonly called: (person: string | null) => string
  /** Somebody's leave was entered by a colleague. */
  readonly entered: (by: string | null, leave: string) => string
  readonly enteredHow: string

  /** To whoever hands over to somebody who is away. */
  readonly aeAway: (ae: string | null, until: string, delegate: string | null) => string

  readonly country: { readonly none: string; readonly name: (code: string) => string }
  readonly teams: (lines: readonly string[], more: number) => string
  readonly team: (manager: string | null, members: readonly string[]) => string
  readonly noTeams: string
  readonly noTeamManager: string
  readonly eitherManager: string
}
