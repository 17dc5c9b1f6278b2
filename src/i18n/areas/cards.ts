import type { OptIn } from '../../domain/account.js'
import type { Heat, Source } from '../../domain/csql.js'
import type { EventKind } from '../../domain/event.js'

/** What a CSQL is about, in the names shown in running text. Names are as typed: whoever shows them keeps them literal. */
export interface Subject {
  readonly account: string
  readonly department: string | null
  readonly product: string | null
  /** The company that the account introduces: a referral. */
  readonly referred: string | null
}

/** The card of one CSQL, and the lines that others share with it. */
export interface Cards {
  /** Account × product, or who introduces whom. */
  readonly subject: (of: Subject) => string
  /** A label before a value: `窓口:…`. */
  readonly labelled: (label: string, value: string) => string
  /** Facts side by side on one line. */
  readonly beside: (facts: readonly string[]) => string
  /** Each in quotation marks, one after another. */
  readonly quoted: (...texts: readonly string[]) => string
  /** A remark in brackets behind something. */
  readonly remark: (text: string, remark: string) => string
  /** What was cut off; `total` counts all characters. */
  readonly cut: (total: number) => string

  readonly tossUp: (from: string | null) => string
  readonly tossUpAgain: (from: string | null, round: number) => string
  readonly problem: string
  readonly noProblem: string
  readonly heat: (heat: Heat) => string
  readonly contact: (of: { name: string; title: string | null; optIn: OptIn; optInOn: string | null }) => string
  readonly noContact: string
  /** The conversion point; the detail, where there is one, in its place. */
  readonly source: (source: Source, detail: string | null) => string
  readonly checked: (items: readonly string[]) => string
  readonly unchecked: (items: readonly string[]) => string
  readonly partner: (name: string | null) => string
  /** A gate fired, and this is why it was handed over all the same. */
  readonly override: string
  readonly changed: string
  readonly due: (moment: string) => string
  /** `what`: the name of a clock. */
  readonly dueFor: (what: string, moment: string) => string
  readonly overdueSince: (moment: string) => string
  readonly nextOn: (day: string) => string
  readonly nextAction: string
  readonly closeMonth: (month: string) => string
  readonly recheckOn: (day: string) => string
  readonly ae: (name: string | null) => string
  readonly csm: (name: string | null) => string
  readonly unassigned: string
  readonly reason: (reason: string) => string
  readonly days: (n: number) => string

  /** Who did what; null = the system, or somebody whose name is gone. */
  readonly did: Readonly<Record<EventKind, (by: string | null) => string>>
  readonly mergedInto: (by: string | null, into: string) => string
  readonly reassignedTo: (by: string | null, ae: string | null) => string
  readonly since: (state: string, day: string) => string
  /** The card is no longer this person's. */
  readonly notYours: (ae: string | null) => string
  readonly takenBack: string
  /** On a card that a newer one of the same CSQL has replaced. */
  readonly continuedBelow: string
}
