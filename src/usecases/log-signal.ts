import type { Contract } from '../domain/account.js'
import { type Csql, duplicateKey } from '../domain/csql.js'
import {
  BadValue,
  DomainError,
  DuplicateOpen,
  IllegalTransition,
  Incomplete,
  NotFound,
  NotSaved,
} from '../domain/errors.js'
import { type AccountId, CsqlId, type PersonId, type ProductId } from '../domain/ids.js'
import { requireRight } from '../domain/may.js'
import { logStep, newSignal } from '../domain/signal.js'
import { csmMayClose, type Settings } from '../domain/workspace.js'
import { actingPerson, type Ctx } from './context.js'
import { type CsqlFields, fieldsGiven } from './csql-fields.js'
import { once } from './once.js'
import type { Tx } from './ports.js'
import { recordStep } from './record-step.js'
import { saveAccount, saveCompany, saveContact, saveDepartment, saveText } from './save-fields.js'
import { giveRole, requirePartner } from './take-part.js'

export interface LogSignal {
  /** The line as typed, where it came as one. */
  readonly line: string | null
  readonly fields: CsqlFields
  /** Go on although the same matter is open: with the reason in `fields.override_reason`. */
  readonly despiteDuplicate?: boolean
  /** The decided CSQL that this one proposes again. */
  readonly proposesAgain?: number
}

export interface Logged {
  readonly number: number
  readonly version: number
  readonly accountId: AccountId
  /** The account was not known: it is provisional now. */
  readonly accountIsNew: boolean
  /** Why the AE that was named was left out; null = taken, or none was named. */
  readonly aeProblem: string | null
  readonly eventId: string
}

/**
 * Logs a signal. Any full member may; who logs is a CSM. What is not given is taken from master data: an only product,
 * the contract's CSM and AE.
 *
 * @throws Incomplete without an account, or with neither a note nor a line
 * @throws DuplicateOpen when the same matter is open and nobody said to go on
 * @throws BadValue, NotFound for a field that holds what it may not
 */
export async function logSignal(ctx: Ctx, input: LogSignal): Promise<Logged> {
  const loggedBy = actingPerson(ctx, 'log', { fields: fieldsGiven(input.fields) })
  return once(ctx, async (tx) => {
    const settings = await tx.settings.get()
    await takeAsCsm(tx, settings, loggedBy)
    return logOne(ctx, tx, settings, loggedBy, input)
  })
}

/**
 * Logs several signals, all of them or none.
 *
 * @throws SomeRefused with what is wrong with which of them, in their order
 */
export async function logSignals(ctx: Ctx, inputs: readonly LogSignal[]): Promise<readonly Logged[]> {
  const loggedBy = actingPerson(ctx, 'log', { fields: inputs.flatMap(({ fields }) => fieldsGiven(fields)) })
  return once(ctx, async (tx) => {
    const settings = await tx.settings.get()
    await takeAsCsm(tx, settings, loggedBy)
    const logged: Logged[] = []
    const refused: { index: number; error: DomainError }[] = []
    for (const [index, input] of inputs.entries()) {
      try {
        logged.push(await logOne(ctx, tx, settings, loggedBy, input))
      } catch (error) {
        // What the refused one had written is taken back with all the others.
        if (!(error instanceof DomainError) || error instanceof NotSaved) throw error
        refused.push({ index, error })
      }
    }
    if (refused.length > 0) throw new SomeRefused(refused)
    return logged
  })
}

/** Some of several could not be done, so none was. */
export class SomeRefused extends Error {
  readonly refused: readonly { readonly index: number; readonly error: DomainError }[]

  constructor(refused: readonly { readonly index: number; readonly error: DomainError }[]) {
    super(`${refused.length} refused`)
    this.name = 'SomeRefused'
    this.refused = refused
  }
}

async function logOne(ctx: Ctx, tx: Tx, settings: Settings, loggedBy: PersonId, input: LogSignal): Promise<Logged> {
  const given = input.fields.account
  if (given === undefined) throw new Incomplete({ fields: ['account'] })
  const account = await saveAccount(ctx, tx, given)
  const contracts = account.isNew ? [] : await tx.accounts.contracts(account.id)
  const { csql, aeProblem } = await newCsql(ctx, tx, settings, input, loggedBy, account.id, contracts)
  if (input.despiteDuplicate !== true) await refuseDuplicate(tx, csql)
  const events = await recordStep(ctx, tx, settings, logStep(csql))
  return {
    number: csql.number,
    version: csql.version,
    accountId: account.id,
    accountIsNew: account.isNew,
    aeProblem,
    eventId: events.at(-1)?.id ?? '',
  }
}

async function takeAsCsm(tx: Tx, settings: Settings, id: PersonId): Promise<void> {
  const person = await tx.people.get(id)
  if (person === null) throw new NotFound({ what: 'person', typed: id })
  if (settings.participation === 'open' && !person.roles.includes('csm')) await giveRole(tx, person, 'csm')
}

async function refuseDuplicate(tx: Tx, csql: Csql): Promise<void> {
  const key = duplicateKey(csql)
  if (key === null) return
  const { accountId, departmentId } = csql
  const first = await tx.csqls.openDuplicate({ accountId, departmentId, ...key }, null)
  if (first !== null) throw new DuplicateOpen({ number: first.number })
}

/** The CSM and AE of the product's contract, else of the account's only ones. */
export function partnersOf(
  contracts: readonly Contract[],
  productId: ProductId | null,
): { csmId: PersonId | null; aeId: PersonId | null } {
  const ofProduct = contracts.filter((contract) => contract.productId === productId)
  const from = ofProduct.length > 0 ? ofProduct : contracts
  const only = (ids: readonly (PersonId | null)[]): PersonId | null => {
    const distinct = new Set(ids.filter((id) => id !== null))
    return distinct.size === 1 ? ([...distinct][0] ?? null) : null
  }
  return { csmId: only(from.map((contract) => contract.csmId)), aeId: only(from.map((contract) => contract.aeId)) }
}

async function namedAe(
  tx: Tx,
  settings: Settings,
  named: CsqlFields['ae'],
  csql: { csmId: PersonId; loggedBy: PersonId; productId: Csql['productId']; kind: Csql['kind'] },
): Promise<{ aeId: PersonId | null; aeProblem: string | null }> {
  if (named === undefined || named === null || named === 'unassigned') return { aeId: null, aeProblem: null }
  const self = named === csql.csmId || named === csql.loggedBy
  if (self && !csmMayClose(settings, csql)) return { aeId: null, aeProblem: 'csm_as_ae' }
  try {
    await requirePartner(tx, named, 'ae')
    return { aeId: named, aeProblem: null }
  } catch (error) {
    if (error instanceof BadValue) return { aeId: null, aeProblem: error.facts.rule }
    throw error
  }
}

async function newCsql(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  { line, fields, proposesAgain }: LogSignal,
  loggedBy: PersonId,
  accountId: AccountId,
  contracts: readonly Contract[],
): Promise<{ csql: Csql; aeProblem: string | null }> {
  const id = CsqlId.parse(ctx.ids.next())
  const products = await tx.products.all()
  const only = products.length === 1 ? (products[0]?.id ?? null) : null
  const productId = fields.product ?? only
  const partners = partnersOf(contracts, productId)
  const csmId = fields.csm ?? partners.csmId ?? loggedBy
  const kind = fields.kind ?? null
  const { aeId, aeProblem } = await namedAe(tx, settings, fields.ae, { csmId, loggedBy, productId, kind })
  const save = async (field: string, typed: string | null | undefined) =>
    (await saveText(ctx, tx, id, field, typed)) ?? null
  const contact = await saveContact(ctx, tx, accountId, settings.zone, fields, null)
  const previous = proposesAgain === undefined ? null : await proposable(ctx, tx, settings, proposesAgain)
  const noteTextId = await save('note', fields.note)
  const lineTextId = await save('line', line)
  const problemTextId = await save('problem', fields.problem)
  if (noteTextId === null && lineTextId === null && problemTextId === null) throw new Incomplete({ fields: ['note'] })
  const csql = newSignal({
    workspaceId: tx.workspaceId,
    id,
    number: await tx.csqls.nextNumber(),
    accountId,
    departmentId: (await saveDepartment(ctx, tx, accountId, fields.department)) ?? null,
    productId,
    kind,
    referredCompanyId: (await saveCompany(ctx, tx, fields.referred_company)) ?? null,
    source: fields.source ?? null,
    heat: fields.heat ?? 'medium',
    contactId: contact?.id ?? null,
    loggedBy,
    csmId,
    aeId: aeId ?? (partners.aeId === csmId ? null : partners.aeId),
    lineTextId,
    noteTextId,
    problemTextId,
    sourceDetailTextId: await save('source_detail', fields.source_detail),
    overrideTextId: await save('override_reason', fields.override_reason),
    currency: fields.currency ?? settings.currency,
    amount: fields.amount ?? null,
    amountPeriod: fields.amount == null ? null : (fields.amount_period ?? 'month'),
    oneTime: fields.one_time ?? null,
    proposedAgainFrom: previous?.id ?? null,
    loggedAt: ctx.now,
  })
  return { csql, aeProblem }
}

/**
 * A matter that stirs again is a new CSQL, linked to the old one, by its CSM (or a manager).
 *
 * @throws NotFound no such number
 * @throws NotAllowed it is somebody else's
 * @throws IllegalTransition it was neither rejected nor lost
 */
async function proposable(ctx: Ctx, tx: Tx, settings: Settings, number: number): Promise<Csql> {
  const previous = await tx.csqls.byNumber(number)
  if (previous === null) throw new NotFound({ what: 'csql', typed: String(number) })
  requireRight('propose_again', ctx.actor, previous, settings)
  if (previous.state !== 'rejected' && previous.state !== 'lost') {
    throw new IllegalTransition({ action: 'propose_again', state: previous.state, number })
  }
  return previous
}
