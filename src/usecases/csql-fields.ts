import { z } from 'zod'
import { OptIn } from '../domain/account.js'
import { AmountPeriod, ChecklistItem, Currency, Heat, Kind, Progress, Source } from '../domain/csql.js'
import { AccountId, ContactId, DepartmentId, PersonId, ProductId } from '../domain/ids.js'

/** Longest texts that are kept, in characters: a modal's limit, and room for a message around it. */
export const LONGEST_TEXT = 3000
export const LONGEST_NAME = 100

const text = z.string().trim().min(1).max(LONGEST_TEXT)
const name = z.string().trim().min(1).max(LONGEST_NAME)
const day = z.iso.date()
const money = z.int().min(0)

/**
 * What may be given with an action, under the field names of the domain; texts as typed, amounts in minor units before
 * tax. A field that is absent was not asked for; null means "emptied".
 */
export const CsqlFields = z
  .object({
    account: z.union([z.object({ id: AccountId }), z.object({ name })]),
    department: z.union([z.object({ id: DepartmentId }), z.object({ name })]).nullable(),
    product: ProductId.nullable(),
    kind: Kind.nullable(),
    referred_company: name.nullable(),
    source: Source.nullable(),
    source_detail: text.nullable(),
    heat: Heat,
    problem: text.nullable(),
    note: text.nullable(),
    contact: z.union([z.object({ id: ContactId }), z.object({ name, title: name.nullable() })]).nullable(),
    opt_in: OptIn,
    checklist: z.array(ChecklistItem),
    ae: z.union([PersonId, z.literal('unassigned')]).nullable(),
    csm: PersonId,
    /** A colleague who is asked for support. */
    supporter: PersonId,
    question: text.nullable(),
    answer: text.nullable(),
    amount: money.nullable(),
    amount_period: AmountPeriod.nullable(),
    one_time: money.nullable(),
    currency: Currency,
    next_action: text.nullable(),
    next_on: day.nullable(),
    progress: Progress.nullable(),
    close_month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .nullable(),
    crm_link: text.nullable(),
    won_on: day.nullable(),
    lost_on: day.nullable(),
    start_on: day.nullable(),
    promises: text.nullable(),
    reason: z.string().nullable(),
    recheck_on: day.nullable(),
    fix_on: day.nullable(),
    missing: z.array(z.string()),
    changed: text.nullable(),
    /** The number of the CSQL that this one is merged into. */
    into: z.int().min(1).nullable(),
    override_reason: text.nullable(),
    /** UTC ms. */
    until: z.int(),
  })
  .partial()
  .strict()
export type CsqlFields = z.infer<typeof CsqlFields>

/** The names of what was given. */
export const fieldsGiven = (fields: CsqlFields): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [name]))
