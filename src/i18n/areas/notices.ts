/** Single messages about what happened. `csql` is a number with its customer, as `notices.csql` writes it. */
export interface Notices {
  /** `CSQL-42(月白精機様)`. */
  readonly csql: (number: string, customer: string) => string

  readonly accepted: (by: string | null, csql: string) => string
  readonly rejected: (csql: string) => string
  readonly converted: (by: string | null, csql: string) => string
  readonly lost: (csql: string) => string
  readonly nurtured: (by: string | null, csql: string, day: string | null) => string
  readonly woken: (csql: string) => string
  /** To who logged it: the AE asked the CSM for more. */
  readonly askedForMore: (by: string | null, csql: string, csm: string | null) => string
  readonly thanksForPassing: string
  readonly thanksAndKept: string
  readonly thanksForLost: string
  readonly decisionTakenBack: (csql: string) => string

  /** Over what somebody added in words of their own. */
  readonly comment: (by: string | null) => string

  readonly returned: (by: string | null, csql: string, missing: readonly string[]) => string
  readonly returnedHow: string
  readonly fixPlanned: (day: string) => string

  readonly won: (subject: string, amount: string) => string
  readonly congratulations: (of: {
    logger: string | null
    csm: string | null
    ae: string | null
    /** Null = nobody knows when it was noticed. */
    days: number | null
    selfClosed: boolean
  }) => string
  readonly handBack: string
  readonly startOn: (day: string) => string
  readonly promises: string
  readonly noPromises: string

  /** To the CSM: somebody else handed it over. */
  readonly handedOver: (by: string | null, csql: string) => string
  readonly reassignedAway: (csql: string, to: string | null) => string
  readonly csmChanged: (csql: string, to: string | null) => string
  readonly yoursAsCsm: (csql: string) => string
  readonly aeChanged: (csql: string, to: string | null) => string
  readonly proposed: (by: string | null, csql: string) => string
  readonly proposalHow: string
  readonly withdrawn: (by: string | null, csql: string) => string
  readonly merged: (by: string | null, csql: string, into: string) => string
  readonly reopened: (by: string | null, csql: string, state: string) => string
  readonly nothingToDo: string

  readonly taken: string
  readonly nurturedAside: (by: string | null, csql: string, day: string | null) => string

  readonly unassigned: (by: string | null, csql: string) => string
  readonly unassignedHow: string
  readonly assignedSince: (ae: string | null) => string

  readonly wake: (csql: string) => string
  readonly wakeHow: string

  readonly trouble: (what: string, to: string) => string
  readonly troubleWhy: (why: string, code: string) => string
  readonly troubleReasons: Readonly<Record<TroubleReason, string>>
  readonly troubleMends: Readonly<Record<TroubleReason, string>>
  readonly troubleWhat: {
    readonly digest: string
    readonly nudge: string
    readonly escalation: string
    readonly notice: string
  }
  readonly openSettings: string
  readonly somebody: string
  readonly channel: string
}

/** Why a delivery cannot be made; `other` for what has no words yet. */
export type TroubleReason =
  | 'person_gone'
  | 'channel_gone'
  | 'not_in_channel'
  | 'not_permitted'
  | 'messages_off'
  | 'token'
  | 'scope'
  | 'shared_channel'
  | 'uncertain'
  | 'refused'
  | 'other'
