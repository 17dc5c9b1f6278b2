/** Somebody's own Monday. */
export interface Summaries {
  readonly title: string
  readonly greeting: string
  readonly overdueSignals: (total: number) => string
  readonly signals: (total: number) => string
  readonly returned: (total: number) => string
  readonly waitingOnAes: (total: number) => string
  readonly outcomes: (total: number) => string
  readonly outcome: (csql: string, state: string) => string
  readonly toDecide: (total: number) => string
  readonly toUpdate: (total: number) => string
  readonly team: (of: { waiting: number; overdue: number; unassigned: number }) => string
  readonly row: (csql: string, overdueDays: number | null) => string
  /** Why somebody gets it who did not ask for it. */
  readonly onlyOverdue: string
  readonly on: string
  readonly off: string
  readonly turnedOn: string
  readonly turnedOff: string
  readonly isOn: string
  readonly isOff: string
}
