/**
 * The words of Tasuki. One word per thing, in code, screens and documents.
 *
 * account     an existing customer company (a legal entity); may have a parent, departments, aliases
 * contract    account × product (× department): phase, whether an outcome is there, who looks after it
 * contact     a person at the account, with an opt-in for being contacted by sales
 * signal      a logged hint of expansion, not yet vetted
 * CSQL        Customer Success Qualified Lead: a signal that was vetted and handed over to an AE
 * kind        upsell (more of the same product), cross_sell (another product), referral (another company)
 * source      the conversion point at which the hint was heard
 * problem     the customer's own, concrete problem; the note is what was typed in passing
 * logged_by   who logged it; csm: whose customer it is; ae: who closes
 * round       each qualification opens one; the decide clock measures it
 * version     counts transitions; a transition names the version it saw
 */
import { z } from 'zod'
import {
  AccountId,
  CompanyId,
  ContactId,
  CsqlId,
  DepartmentId,
  PersonId,
  ProductId,
  TextId,
  WorkspaceId,
} from './ids.js'
import { Month } from './months.js'

export const STATES = [
  'signal',
  'qualified',
  'accepted',
  'opportunity',
  'won',
  'lost',
  'returned',
  'rejected',
  'nurturing',
  'withdrawn',
  'merged',
] as const
export const State = z.enum(STATES)
export type State = z.infer<typeof State>

export const OPEN_STATES = ['signal', 'qualified', 'accepted', 'opportunity', 'returned', 'nurturing'] as const
export const isOpen = (state: State): boolean => (OPEN_STATES as readonly State[]).includes(state)

export const KINDS = ['upsell', 'cross_sell', 'referral'] as const
export const Kind = z.enum(KINDS)
export type Kind = z.infer<typeof Kind>

export const HEATS = ['high', 'medium', 'low'] as const
export const Heat = z.enum(HEATS)
export type Heat = z.infer<typeof Heat>

export const SOURCES = [
  'cs_activity',
  'support',
  'renewal',
  'webinar',
  'survey',
  'event',
  'email',
  'in_product',
  'introduction',
  'other',
] as const
export const Source = z.enum(SOURCES)
export type Source = z.infer<typeof Source>

export const PROGRESS = [
  'contacted',
  'scheduling',
  'meeting_set',
  'proposing',
  'quoted',
  'in_approval',
  'verbal_ok',
  'contracting',
  'waiting_customer',
] as const
export const Progress = z.enum(PROGRESS)
export type Progress = z.infer<typeof Progress>

/** What was verified before the hand-over; an unticked item is shown as unverified. */
export const CHECKLIST = ['considering', 'problem_concrete', 'contact_moves', 'timing_fits', 'outcome_exists'] as const
export const ChecklistItem = z.enum(CHECKLIST)
export type ChecklistItem = z.infer<typeof ChecklistItem>

export const AMOUNT_PERIODS = ['month', 'year'] as const
export const AmountPeriod = z.enum(AMOUNT_PERIODS)
export type AmountPeriod = z.infer<typeof AmountPeriod>

/** Three capital letters of ISO 4217. */
export const Currency = z.string().regex(/^[A-Z]{3}$/)
export type Currency = z.infer<typeof Currency>

const instant = z.int()
const day = z.iso.date()
/** Minor units of the currency; never more than can be held exactly. */
const money = z.int().min(0)

/**
 * One CSQL as it stands: the fold of its history (`foldHistory`), kept as a row.
 * Amounts are integers in the currency's minor unit, before tax. Texts are ids of text rows: no free text stands here.
 */
export const Csql = z.object({
  workspaceId: WorkspaceId,
  id: CsqlId,
  number: z.int().min(1),
  /** Counts transitions; edits, notes and snoozes leave it. */
  version: z.int().min(1),
  state: State,
  stateSince: instant,
  round: z.int().min(0),

  accountId: AccountId,
  departmentId: DepartmentId.nullable(),
  productId: ProductId.nullable(),
  kind: Kind.nullable(),
  referredCompanyId: CompanyId.nullable(),
  source: Source.nullable(),
  heat: Heat,
  contactId: ContactId.nullable(),
  checklist: z.array(ChecklistItem),

  loggedBy: PersonId,
  csmId: PersonId,
  aeId: PersonId.nullable(),
  /** An AE proposed by the present one; takes effect when that AE or a manager takes it. */
  proposedAeId: PersonId.nullable(),
  /** Colleagues who were asked for support with a hard problem, the one asked last at the end. */
  supporterIds: z.array(PersonId),
  selfClosed: z.boolean(),

  lineTextId: TextId.nullable(),
  noteTextId: TextId.nullable(),
  problemTextId: TextId.nullable(),
  sourceDetailTextId: TextId.nullable(),
  nextActionTextId: TextId.nullable(),
  promisesTextId: TextId.nullable(),
  changedTextId: TextId.nullable(),
  overrideTextId: TextId.nullable(),
  /** What was said with the last decision (reject, lose, return, nurture, withdraw, reopen). */
  reasonTextId: TextId.nullable(),
  crmTextId: TextId.nullable(),
  /** What the AE asked its CSM, until it is answered. */
  questionTextId: TextId.nullable(),

  currency: Currency,
  amount: money.nullable(),
  amountPeriod: AmountPeriod.nullable(),
  oneTime: money.nullable(),
  wonAmount: money.nullable(),
  wonAmountPeriod: AmountPeriod.nullable(),
  wonOneTime: money.nullable(),

  /** The code of the last decision's reason; which list it is from follows from the state. */
  reason: z.string().nullable(),
  missing: z.array(z.string()),
  progress: Progress.nullable(),
  nextOn: day.nullable(),
  recheckOn: day.nullable(),
  /** The day that the CSM gave for the fix of a returned one. */
  fixOn: day.nullable(),
  closeMonth: Month.nullable(),
  wonOn: day.nullable(),
  lostOn: day.nullable(),
  startOn: day.nullable(),

  /** Where a nurturing one came from: what it wakes into. */
  nurturedFrom: State.nullable(),
  mergedInto: CsqlId.nullable(),
  /** The rejected, lost or withdrawn one that this proposes again. */
  proposedAgainFrom: CsqlId.nullable(),

  loggedAt: instant,
  /** The first qualification, whatever came later: cohorts hang on it. */
  firstQualifiedAt: instant.nullable(),
  firstAcceptedAt: instant.nullable(),
  opportunityAt: instant.nullable(),
  /** The last event by its AE (snoozes aside): a clock past due is overdue only if none came after its due time. */
  aeActedAt: instant.nullable(),
})
export type Csql = Readonly<z.infer<typeof Csql>>

/** Everything that an event may change: the fold of these, in order, is the row. */
export const CsqlChanges = Csql.omit({ workspaceId: true, id: true, number: true, version: true }).partial().strict()
export type CsqlChanges = Readonly<z.infer<typeof CsqlChanges>>

/**
 * What makes two open CSQLs the same matter (domain rule: account × department × product × kind; a referral: account ×
 * referred company). Null while a part is unknown; an only product is filled in by the caller before.
 */
export function duplicateKey(
  csql: Pick<Csql, 'accountId' | 'departmentId' | 'productId' | 'kind' | 'referredCompanyId'>,
): { kind: Kind; productId: ProductId | null; referredCompanyId: CompanyId | null } | null {
  if (csql.kind === null) return null
  if (csql.kind === 'referral') {
    return csql.referredCompanyId === null
      ? null
      : { kind: csql.kind, productId: null, referredCompanyId: csql.referredCompanyId }
  }
  return csql.productId === null ? null : { kind: csql.kind, productId: csql.productId, referredCompanyId: null }
}
