import type { ClockKind } from '../../domain/clock.js'

/** How many there are, how many of them are due today, and how many past due. */
interface DueCounts {
  readonly n: number
  readonly dueToday: number
  readonly overdue: number
}

/** The day's batch of nudges, and the manager's. */
export interface Batches {
  /** By the hour on the reader's wall, 0–23; the headline stands right behind it. */
  readonly greeting: (hour: number) => string
  readonly headline: (of: DueCounts) => string
  readonly doneOf: (done: number) => string
  /** `somePutOff`: some of them were put off, not done. */
  readonly allDone: (of: { n: number; somePutOff: boolean }) => string
  /** What a clock asks for. */
  readonly asks: Readonly<Record<ClockKind, string>>
  readonly dueToday: (time: string) => string
  /** Falling due as the message is sent. */
  readonly dueNow: string
  readonly dueOn: (moment: string) => string
  readonly overdue: (moment: string, workingDays: number) => string
  readonly age: (days: number) => string
  readonly waitingHint: string
  readonly announces: (csqls: readonly string[], more: number) => string
  /** The neglect question about one, and about several. `isManaged`: somebody is above who is asked, and hears the answer. */
  readonly neglect: (csql: string, workingDays: number, isManaged: boolean) => string
  readonly neglectMany: (first: string, others: number, isManaged: boolean) => string
  readonly neglectPlaceholder: string
  readonly more: (n: number) => string
  readonly seeAll: string
  /** Over a page of the whole: rows `from` to `to` of `n`. */
  readonly page: (from: number, to: number, n: number) => string
  /** When a message was meant for that comes late because we were away. */
  readonly late: (moment: string) => string
  /** To a manager: what AEs said of where things stand, by itself and behind what has waited too long. */
  readonly told: (manager: string | null, n: number) => string
  readonly toldBeside: (n: number) => string

  readonly escalation: (of: {
    manager: string | null
    aes: readonly string[]
    n: number
    allWaiting: boolean
    days: number
    atLeast: boolean
  }) => string
  /** To a manager: what has no AE yet, and what somebody holds whom no message reaches. */
  readonly unnamed: (of: DueCounts) => string
  readonly unreached: (owners: readonly string[], of: DueCounts) => string
  /** Before the first of these, and before one that stands behind something else. */
  readonly toManager: (manager: string | null) => string
  readonly besides: (words: string) => string
  readonly snoozedOften: (n: number) => string
  readonly answered: (by: string | null, reason: string) => string
  readonly see: string
  readonly changeAe: string
  readonly reviewDue: string
}
