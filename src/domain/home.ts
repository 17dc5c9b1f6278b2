import type { ChurnWarning } from './churn.js'
import type { Clock } from './clock.js'
import type { State } from './csql.js'
import type { CsqlInBrief } from './csql-details.js'
import { addDays, mondayOf } from './days.js'
import type { AccountId } from './ids.js'
import type { Leave, Person, Role } from './person.js'
import type { QuarterTargets } from './report.js'
import type { Setup } from './settings-sections.js'
import type { Day, Instant } from './time.js'

/**
 * The lists of Home, in the order in which they are read: what somebody owes stands before what they wait for, and that
 * before what they may look at.
 */
export const HOME_LISTS = [
  'to_decide',
  'to_update',
  'returned',
  'to_vet',
  'unassigned',
  'overdue',
  'waiting',
  'deals',
  'outcomes',
  'signals',
  'unproposed',
] as const
export type HomeList = (typeof HOME_LISTS)[number]
/** Those that hold CSQLs; `unproposed` holds accounts. */
export type CsqlList = Exclude<HomeList, 'unproposed'>

/** What each role sees. Whoever only sets Tasuki up has no list; whoever has several roles has those of each. */
const LISTS_OF: Readonly<Record<Role, readonly HomeList[]>> = {
  csm: ['returned', 'to_vet', 'waiting', 'outcomes'],
  inside_sales: ['signals'],
  ae: ['to_decide', 'to_update', 'deals'],
  marketing: ['outcomes'],
  manager: ['unassigned', 'overdue', 'unproposed'],
  admin: [],
}

/** A CSM who may close has deals of their own. */
export function listsOf(roles: ReadonlySet<Role>, { csmsClose }: { readonly csmsClose: boolean }): readonly HomeList[] {
  const closes = csmsClose && roles.has('csm')
  const has = (list: HomeList): boolean => [...roles].some((role) => LISTS_OF[role].includes(list))
  return HOME_LISTS.filter((list) => has(list) || (closes && (list === 'to_update' || list === 'deals')))
}

/** Rows of each list in the overview: the more lists somebody has, the fewer, so that all of them fit into one view. */
export const previewRows = (lists: number): number => (lists <= 4 ? 5 : lists <= 7 ? 3 : 2)

/** Rows of one page of a list that is opened. */
export const HOME_PAGE = 10
/** The pages that can be turned to: nobody goes through ten thousand rows. */
export const MOST_PAGES = 1000

/** Which rows of a list are shown: `due` are those past due, `hot` those of high heat. */
export type HomeFilter =
  | { readonly by: 'all' | 'due' | 'hot' }
  | { readonly by: 'product' | 'person'; readonly id: string }
export const ALL_ROWS: HomeFilter = { by: 'all' }

/** What somebody has before them: an overview, or one list with its page and its filter. */
export interface HomeState {
  readonly list: HomeList | null
  /** From 0. */
  readonly page: number
  readonly filter: HomeFilter
}
export const OVERVIEW: HomeState = { list: null, page: 0, filter: ALL_ROWS }

/** By what each list may be filtered. */
export const FILTERS_OF: Readonly<Record<HomeList, readonly HomeFilter['by'][]>> = {
  to_decide: ['all', 'due', 'hot', 'product'],
  to_update: ['all', 'due', 'hot', 'product'],
  returned: ['all', 'due', 'hot', 'product'],
  to_vet: ['all', 'due', 'hot', 'product'],
  unassigned: ['all', 'due', 'hot', 'product'],
  overdue: ['all', 'hot', 'product', 'person'],
  waiting: ['all', 'due', 'hot', 'product'],
  deals: ['all', 'hot', 'product'],
  outcomes: ['all', 'hot', 'product'],
  signals: ['all', 'due', 'hot', 'product'],
  unproposed: ['all'],
}

/** What a CSM's CSQLs have become: by an AE's decision, or because time was given. */
export const OUTCOMES: readonly State[] = ['accepted', 'opportunity', 'won', 'lost', 'rejected', 'nurturing']

/** What became of a CSM's is news for so many days. */
export const OUTCOME_DAYS = 90

/** A CSQL of a list, with the clock that falls due first. */
export interface HomeRow {
  readonly details: CsqlInBrief
  readonly clock: Clock | null
  /** Past due, in the working days of whoever owes it; 0 while it is not a working day past due. */
  readonly overdueWorkingDays: number
}

/** Rows may be cut; `total` counts all that match. */
export interface HomeRows {
  readonly list: CsqlList
  readonly rows: readonly HomeRow[]
  readonly total: number
}

/** Accounts with an outcome and no open CSQL (domain.md S24). */
export interface Unproposed {
  readonly rows: readonly { readonly id: AccountId; readonly name: string }[]
  readonly total: number
}

/** Who has something past due, of whom the reader is the manager: named to nobody else. */
export interface OverduePerson {
  readonly person: Pick<Person, 'id' | 'name'>
  readonly csqls: number
  /** Of the one that has waited longest, in the person's working days. */
  readonly workingDays: number
}

export interface ManagersPart {
  /** Those with most first. */
  readonly overdue: readonly OverduePerson[]
  /** Overdue with people who have another manager. */
  readonly overdueElsewhere: number
  readonly churn: readonly ChurnWarning[]
  readonly churnGate: number
  readonly digest: LastDigest | null
}

/** The last digest that was posted where this manager reads it. */
export interface LastDigest {
  readonly week: { readonly from: Day; readonly to: Day }
  readonly sentAt: Instant
  readonly channel: string
  readonly ts: string
  /** It stands in a channel, else in the manager's direct messages. */
  readonly inChannel: boolean
}

export interface AdminsPart {
  readonly setup: Setup
  /** Some customer is known that was not only typed. */
  readonly knowsAccounts: boolean
}

/** For how long reminders can be paused with one click; any other day has its form. */
export const PAUSES = ['tomorrow', 'monday', 'week'] as const
export type Pause = (typeof PAUSES)[number]

/** The day before which nobody is reminded, for a pause that begins today. */
export function pauseUntil(pause: Pause, today: Day): Day {
  if (pause === 'monday') return addDays(mondayOf(today), 7)
  return addDays(today, pause === 'tomorrow' ? 1 : 7)
}

/** When somebody is left in peace. */
export interface OwnTime {
  readonly pausedUntil: Day | null
  /** What runs or comes next, and who stands in. */
  readonly leave: (Leave & { readonly delegateName: string | null }) | null
}

/** Everything that somebody's Home shows. A part that is null is none of theirs. */
export interface Home {
  readonly person: Pick<Person, 'id' | 'name'>
  /** Those given, and that of each side on which they hold an open CSQL. */
  readonly roles: ReadonlySet<Role>
  readonly state: HomeState
  readonly lists: readonly HomeRows[]
  readonly unproposed: Unproposed | null
  /** Their own, and for a manager everybody's; null where there is none and they could set none. */
  readonly targets: QuarterTargets | null
  readonly manager: ManagersPart | null
  readonly admin: AdminsPart | null
  readonly time: OwnTime
  /** By what the list that is opened can be filtered, besides what every list can. */
  readonly products: readonly { readonly id: string; readonly name: string; readonly nameEn: string | null }[]
}
