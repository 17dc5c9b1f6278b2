import { gatesFor } from '../domain/account.js'
import type { Attempt, QualifyInput, World } from '../domain/attempt.js'
import { type Csql, duplicateKey } from '../domain/csql.js'
import { BadValue, DuplicateOpen, IllegalTransition, NotFound } from '../domain/errors.js'
import type { CsqlEvent } from '../domain/event.js'
import type { PersonId, TextId } from '../domain/ids.js'
import type { Action } from '../domain/lifecycle.js'
import { requireRight } from '../domain/may.js'
import { attempt } from '../domain/transitions.js'
import type { Settings } from '../domain/workspace.js'
import { ask, type Ctx } from './context.js'
import { type CsqlFields, fieldsGiven } from './csql-fields.js'
import { mergeNote } from './merge-note.js'
import { once } from './once.js'
import type { Tx } from './ports.js'
import { calendarFor, recordStep, refusalOf, tooLate } from './record-step.js'
import { saveCompany, saveContact, saveDepartment, saveText } from './save-fields.js'
import { standingIn } from './standing-in.js'
import { requirePartner, requireSupporter } from './take-part.js'
import { tellManagers } from './tell-managers.js'

export interface ActOnCsql {
  readonly number: number
  /** The version that the person saw; null when they named the CSQL by its number alone. */
  readonly version: number | null
  readonly action: Action
  readonly fields: CsqlFields
  /** Go on although the same matter is open elsewhere. */
  readonly despiteDuplicate?: boolean
}

export interface Acted {
  readonly number: number
  readonly version: number
  readonly state: Csql['state']
  /** The last event, which an undo would take back. */
  readonly eventId: string
}

/**
 * Makes a transition, or an action that is none, on a CSQL: authorise, decide, write once.
 *
 * @throws NotFound no such number in this workspace
 * @throws NotAllowed the actor has no right to it
 * @throws CsqlChangedMeanwhile another transition came first
 * @throws DuplicateOpen a hand-over of a matter that is open elsewhere
 * @throws IllegalTransition, Incomplete, BadValue, GateFired as `attempt`
 */
export async function actOnCsql(ctx: Ctx, input: ActOnCsql): Promise<Acted> {
  ask(ctx, 'csql.read')
  return once(ctx, async (tx) => {
    const csql = await tx.csqls.byNumber(input.number)
    if (csql === null) throw new NotFound({ what: 'csql', typed: String(input.number) })
    const settings = await tx.settings.get()
    // Everybody may read every CSQL: whoever acted on an old card learns first who moved it.
    if (input.version !== null && input.version !== csql.version) {
      throw await tooLate(ctx, tx, csql, refusalOf(input.action, csql))
    }
    const actor = await standingIn(tx, ctx.actor, csql, ctx.now)
    requireRight(input.action, actor, csql, settings, { fields: fieldsGiven(input.fields) })
    const events = await act({ ...ctx, actor }, tx, settings, csql, input).catch(async (error: unknown) => {
      // Somebody without the state they hoped for learns who brought it where it is.
      throw error instanceof IllegalTransition && csql.version > 1 ? await tooLate(ctx, tx, csql, error) : error
    })
    return acted(tx, csql, events)
  })
}

async function acted(tx: Tx, csql: Csql, events: readonly CsqlEvent[]): Promise<Acted> {
  const now = (await tx.csqls.get(csql.id)) ?? csql
  return { number: now.number, version: now.version, state: now.state, eventId: events.at(-1)?.id ?? '' }
}

async function act(ctx: Ctx, tx: Tx, settings: Settings, csql: Csql, input: ActOnCsql): Promise<readonly CsqlEvent[]> {
  const { world, prepared } = await prepare(ctx, tx, settings, csql, input)
  const step = attempt(csql, ctx.actor, prepared, world)
  if (prepared.action === 'qualify' && input.despiteDuplicate !== true) await refuseDuplicate(tx, step.after)
  const events = await recordStep(ctx, tx, settings, step)
  if (prepared.action === 'merge') await mergeNote(ctx, tx, settings, csql, prepared.into)
  const last = events.at(-1)
  if (last?.kind === 'neglect' || last?.kind === 'snooze') await tellManagers(ctx, tx, settings, csql, last)
  return events
}

async function refuseDuplicate(tx: Tx, csql: Csql): Promise<void> {
  const key = duplicateKey(csql)
  if (key === null) return
  const { accountId, departmentId } = csql
  const first = await tx.csqls.openDuplicate({ accountId, departmentId, ...key }, csql.id)
  if (first !== null) throw new DuplicateOpen({ number: first.number })
}

interface Prepared {
  readonly world: World
  readonly prepared: Attempt
}

/** Keeps what was typed and reads what the attempt must know. A refusal takes all of it back with the transaction. */
async function prepare(ctx: Ctx, tx: Tx, settings: Settings, csql: Csql, input: ActOnCsql): Promise<Prepared> {
  const { fields, action } = input
  const save: Save = async (field, typed) =>
    (await heldText(tx, csql, field, typed)) ?? saveText(ctx, tx, csql.id, field, typed)
  const contact = await saveContact(ctx, tx, csql.accountId, settings.zone, fields, csql.contactId)
  const held = csql.contactId === null ? null : await tx.accounts.contact(csql.contactId)
  const prepared = await attemptOf(
    ctx,
    tx,
    csql,
    action,
    fields,
    save,
    contact?.id ?? (contact === null ? null : undefined),
  )
  const contracts = action === 'qualify' ? await tx.accounts.contracts(csql.accountId) : []
  const after = prepared.action === 'qualify' ? prepared : null
  const world: World = {
    now: ctx.now,
    settings,
    calendar: await calendarFor(tx, settings, csql.state === 'returned' ? csql.csmId : csql.aeId),
    gates: gatesFor({
      kind: after?.kind ?? csql.kind,
      productId: after?.productId ?? csql.productId,
      contracts,
    }),
    optIn: (contact ?? held)?.optIn ?? null,
    history: action === 'reopen' ? await tx.events.of(csql.id) : [],
  }
  return { world, prepared }
}

type Save = (field: string, typed: string | null | undefined) => ReturnType<typeof saveText>

/** The fields that a form shows with what they hold: sent back untouched, they keep their row. */
const HELD: Readonly<Record<string, (csql: Csql) => TextId | null>> = {
  problem: (csql) => csql.problemTextId,
  note: (csql) => csql.noteTextId,
  source_detail: (csql) => csql.sourceDetailTextId,
  next_action: (csql) => csql.nextActionTextId,
  crm_link: (csql) => csql.crmTextId,
  promises: (csql) => csql.promisesTextId,
}

async function heldText(tx: Tx, csql: Csql, field: string, typed: string | null | undefined): Promise<TextId | null> {
  const id = HELD[field]?.(csql) ?? null
  if (id === null || typed === undefined || typed === null) return null
  return (await tx.texts.many([id])).get(id)?.body === typed.trim() ? id : null
}

async function attemptOf(
  ctx: Ctx,
  tx: Tx,
  csql: Csql,
  action: Action,
  fields: CsqlFields,
  save: Save,
  contactId: QualifyInput['contactId'],
): Promise<Attempt> {
  // An edit keeps its own texts.
  const said = action === 'edit' || action === 'ask_support' ? undefined : fields.note
  const reasonTextId = (await save(action === 'note' ? 'note' : 'reason', said)) ?? null
  switch (action) {
    case 'qualify':
      return { action, ...(await qualifyInput(ctx, tx, csql, fields, save)), contactId }
    case 'accept':
      return { action, nextOn: fields.next_on, nextActionTextId: await save('next_action', fields.next_action) }
    case 'return':
      return { action, missing: fields.missing ?? [], reasonTextId }
    case 'reject':
    case 'withdraw':
      return { action, reason: fields.reason ?? null, reasonTextId }
    case 'update':
      return {
        action,
        progress: fields.progress ?? null,
        nextOn: fields.next_on ?? null,
        nextActionTextId: await save('next_action', fields.next_action),
      }
    case 'convert':
      return {
        action,
        ...amountOf(csql, fields),
        closeMonth: fields.close_month ?? null,
        crmTextId: await save('crm_link', fields.crm_link),
      }
    case 'win':
      return {
        action,
        ...amountOf(csql, fields),
        wonOn: fields.won_on ?? null,
        startOn: fields.start_on,
        promisesTextId: await save('promises', fields.promises),
      }
    case 'lose':
      return { action, reason: fields.reason ?? null, lostOn: fields.lost_on ?? null, reasonTextId }
    case 'nurture':
      return { action, recheckOn: fields.recheck_on ?? null, reason: fields.reason ?? null, reasonTextId }
    case 'wake':
      return { action }
    case 'merge':
      return { action, into: await mergeTarget(tx, fields) }
    case 'reassign':
      return reassignment(tx, csql, fields)
    case 'propose_ae':
      return { action, aeId: (await assignee(tx, fields)) ?? missingAe() }
    case 'neglect':
      return { action, reason: fields.reason ?? null }
    case 'ask_support':
      return {
        action,
        supporterId: await supporter(tx, fields),
        textId: (await save('support', fields.note)) ?? null,
      }
    case 'ask_csm':
      return { action, textId: (await save('question', fields.question)) ?? null }
    case 'answer_csm':
      return { action, textId: (await save('answer', fields.answer)) ?? null }
    case 'reopen':
      return { action, reasonTextId }
    case 'note':
      return { action, textId: reasonTextId ?? missingNote() }
    case 'edit':
      return { action, changes: await editChanges(ctx, tx, csql, fields, save, contactId) }
    case 'snooze':
      return { action, until: fields.until ?? ctx.now }
    case 'plan_fix':
      return { action, fixOn: fields.fix_on ?? null }
  }
}

const missingNote = (): never => {
  throw new BadValue({ field: 'note', rule: 'empty' })
}

const missingAe = (): never => {
  throw new BadValue({ field: 'ae', rule: 'empty' })
}

const amountOf = (csql: Csql, fields: CsqlFields) => ({
  amount: fields.amount ?? null,
  amountPeriod: fields.amount_period ?? csql.amountPeriod,
  oneTime: fields.one_time ?? null,
  currency: fields.currency ?? csql.currency,
})

async function qualifyInput(ctx: Ctx, tx: Tx, csql: Csql, fields: CsqlFields, save: Save): Promise<QualifyInput> {
  const products = await tx.products.all()
  const only = products.length === 1 ? products[0]?.id : undefined
  const ae = fields.ae === undefined ? csql.aeId : fields.ae
  if (ae !== null && ae !== 'unassigned') await requirePartner(tx, ae, 'ae')
  return {
    departmentId: await saveDepartment(ctx, tx, csql.accountId, fields.department),
    productId: fields.product ?? csql.productId ?? only,
    kind: fields.kind ?? undefined,
    referredCompanyId: await saveCompany(ctx, tx, fields.referred_company),
    source: fields.source ?? undefined,
    sourceDetailTextId: await save('source_detail', fields.source_detail),
    heat: fields.heat,
    problemTextId: await save('problem', fields.problem),
    checklist: fields.checklist ?? csql.checklist,
    ae,
    changedTextId: await save('changed', fields.changed),
    overrideTextId: await save('override_reason', fields.override_reason),
    amount: fields.amount,
    amountPeriod: fields.amount_period,
    oneTime: fields.one_time,
    currency: fields.currency,
  }
}

async function mergeTarget(tx: Tx, fields: CsqlFields): Promise<Csql> {
  const into = fields.into == null ? null : await tx.csqls.byNumber(fields.into)
  if (into === null) throw new BadValue({ field: 'into', rule: 'unknown_number', typed: fields.into ?? '' })
  return into
}

async function assignee(tx: Tx, fields: CsqlFields) {
  if (fields.ae === undefined || fields.ae === null || fields.ae === 'unassigned') return undefined
  await requirePartner(tx, fields.ae, 'ae')
  return fields.ae
}

async function supporter(tx: Tx, fields: CsqlFields): Promise<PersonId | null> {
  if (fields.supporter === undefined) return null
  await requireSupporter(tx, fields.supporter)
  return fields.supporter
}

async function reassignment(tx: Tx, csql: Csql, fields: CsqlFields): Promise<Attempt> {
  const aeId = await assignee(tx, fields)
  if (fields.csm !== undefined && fields.csm !== csql.csmId) await requirePartner(tx, fields.csm, 'csm')
  return { action: 'reassign', aeId, csmId: fields.csm }
}

async function editChanges(
  ctx: Ctx,
  tx: Tx,
  csql: Csql,
  fields: CsqlFields,
  save: Save,
  contactId: QualifyInput['contactId'],
): Promise<Extract<Attempt, { action: 'edit' }>['changes']> {
  const changes = {
    departmentId: await saveDepartment(ctx, tx, csql.accountId, fields.department),
    productId: fields.product,
    kind: fields.kind,
    referredCompanyId: await saveCompany(ctx, tx, fields.referred_company),
    source: fields.source,
    sourceDetailTextId: await save('source_detail', fields.source_detail),
    heat: fields.heat,
    contactId,
    problemTextId: await save('problem', fields.problem),
    noteTextId: await save('note', fields.note),
    amount: fields.amount,
    amountPeriod: fields.amount_period,
    oneTime: fields.one_time,
    currency: fields.currency,
    accountId: fields.account !== undefined && 'id' in fields.account ? fields.account.id : undefined,
  }
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}
