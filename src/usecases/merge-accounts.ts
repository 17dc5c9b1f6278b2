import type { Account, Department, Product } from '../domain/account.js'
import type { AccountField } from '../domain/account-form.js'
import {
  type AccountState,
  type AmountRule,
  type ContractClash,
  type MergePlan,
  planMerge,
  undoableUntil,
} from '../domain/account-merge.js'
import { actorIdOf, type Step } from '../domain/attempt.js'
import { type Csql, type CsqlChanges, duplicateKey, isOpen, STATES } from '../domain/csql.js'
import { BadFields, MergeChangedMeanwhile, NotFound } from '../domain/errors.js'
import type { AccountId, CsqlId, EventId } from '../domain/ids.js'
import { digestsOf } from '../domain/three-way.js'
import type { Instant } from '../domain/time.js'
import { record } from './account-changes.js'
import { actingPerson, ask, type Ctx } from './context.js'
import { once } from './once.js'
import type { Tx } from './ports.js'
import { recordStep } from './record-step.js'

/** Accounts above one another that are looked at: more is no group of companies. */
const DEEPEST = 50
const EVERY_CSQL = 1_000_000

/** What a merge would do. */
export interface MergePreview {
  readonly from: Account
  readonly into: Account
  readonly counts: {
    readonly csqls: number
    readonly contracts: number
    readonly contacts: number
    readonly departments: number
    readonly notes: number
    readonly children: number
    readonly months: number
  }
  readonly filled: readonly AccountField[]
  readonly differing: readonly AccountField[]
  readonly clashes: readonly ContractClash[]
  readonly clashingMonths: readonly string[]
  /** What a rule has to be chosen for. */
  readonly asksForAmounts: boolean
  readonly canAddUp: boolean
  /** Open CSQLs of one matter on both sides, by number. */
  readonly duplicates: readonly (readonly [from: number, into: number])[]
  readonly products: readonly Product[]
  readonly departments: readonly Department[]
  /** Another preview has another. */
  readonly digest: string
}

interface Both {
  readonly from: AccountState
  readonly into: AccountState
  readonly csqls: readonly Csql[]
  readonly intoCsqls: readonly Csql[]
  readonly canBeParent: boolean
}

/**
 * What making two accounts one would move, fill and leave out.
 *
 * @throws NotAllowed the actor may not merge accounts
 * @throws NotFound one of them is no account here
 * @throws BadFields they are one and the same
 */
export async function previewMerge(
  ctx: Ctx,
  { fromId, intoId }: { readonly fromId: AccountId; readonly intoId: AccountId },
): Promise<MergePreview> {
  ask(ctx, 'account.merge')
  return ctx.store.read(async (tx) => preview(tx, await readBoth(tx, fromId, intoId)))
}

export interface Merged {
  readonly mergeId: string
  readonly intoId: string
  readonly fromName: string
  readonly intoName: string
  readonly until: Instant
}

/**
 * Makes two accounts one: all that hangs on `fromId` hangs on `intoId`, and its names are aliases. Each CSQL's history
 * says so. It can be undone for a day.
 *
 * @throws NotAllowed, NotFound as `previewMerge`
 * @throws BadFields they are one and the same; both have amounts, and no rule was chosen, or one that cannot be followed
 * @throws MergeChangedMeanwhile what was shown (`seen`) is no longer what it would do
 */
export async function mergeAccounts(
  ctx: Ctx,
  input: {
    readonly fromId: AccountId
    readonly intoId: AccountId
    readonly amounts: AmountRule | null
    readonly seen: string
  },
): Promise<Merged> {
  const mergedBy = actingPerson(ctx, 'account.merge')
  return once(ctx, async (tx) => {
    const both = await readBoth(tx, input.fromId, input.intoId)
    const shown = await preview(tx, both)
    if (shown.digest !== input.seen) throw new MergeChangedMeanwhile({})
    if (shown.asksForAmounts && input.amounts === null) throw noRule('empty')
    if (input.amounts === 'both' && !shown.canAddUp) throw noRule('currencies_differ')
    const plan = planOf(both, input.amounts ?? 'both')
    const { account } = both.from
    const mergeId = ctx.ids.next()
    await tx.accountMerges.apply({ account, rows: plan.rows }, both.into.account.id)
    const into = await tx.accounts.get(both.into.account.id)
    if (into === null) throw new NotFound({ what: 'account', typed: '' })
    await tx.accounts.update({ ...into, aliases: [...into.aliases, ...plan.aliases] })
    const csqls = await moveCsqls(ctx, tx, plan, mergeId)
    await tx.accountMerges.put({
      ...{ id: mergeId, fromId: account.id, intoId: into.id, mergedBy, mergedAt: ctx.now },
      ...{ undoneBy: null, undoneAt: null, changes: { account, aliases: plan.aliases, rows: plan.rows, csqls } },
    })
    await record(ctx, tx, into.id, 'account.merge', { merge: mergeId, from: account.id, csqls: csqls.length })
    return {
      ...{ mergeId, intoId: into.id, fromName: account.name, intoName: into.name },
      until: undoableUntil(ctx.now),
    }
  })
}

const noRule = (rule: 'empty' | 'currencies_differ') => new BadFields({ faults: [{ field: 'amounts_of_both', rule }] })

async function readBoth(tx: Tx, fromId: AccountId, intoId: AccountId): Promise<Both> {
  if (fromId === intoId) throw new BadFields({ faults: [{ field: 'merge_with', rule: 'same_account' }] })
  const [from, into] = [await stateOf(tx, fromId), await stateOf(tx, intoId)]
  return {
    ...{ from, into },
    csqls: await csqlsOf(tx, fromId),
    intoCsqls: await csqlsOf(tx, intoId),
    canBeParent: await mayBeAbove(tx, from.account, intoId),
  }
}

async function stateOf(tx: Tx, id: AccountId): Promise<AccountState> {
  const account = await tx.accounts.get(id)
  if (account === null) throw new NotFound({ what: 'account', typed: '' })
  const { total } = await tx.accountNotes.of(id, { limit: 0, offset: 0 })
  const notes = await tx.accountNotes.of(id, { limit: total, offset: 0 })
  const counted = await tx.accounts.children(id, 0)
  const children = await tx.accounts.children(id, counted.total)
  return {
    account,
    departments: await tx.accounts.departments(id),
    contracts: await tx.accounts.contracts(id),
    contacts: await tx.accounts.contactsAndErased(id),
    noteIds: notes.rows.map((note) => note.id),
    snapshots: await tx.accountMerges.snapshotsOf(id),
    childIds: children.rows.map((child) => child.id),
  }
}

async function csqlsOf(tx: Tx, accountId: AccountId): Promise<readonly Csql[]> {
  return (await tx.csqls.list({ accountId, states: STATES, limit: EVERY_CSQL })).rows
}

/** Whether the parent of the one that goes is not below the one that stays. */
async function mayBeAbove(tx: Tx, { parentId }: Account, intoId: AccountId): Promise<boolean> {
  let above = parentId
  for (let depth = 0; above !== null && depth < DEEPEST; depth += 1) {
    if (above === intoId) return false
    above = (await tx.accounts.get(above))?.parentId ?? null
  }
  return true
}

const planOf = ({ from, into, csqls, canBeParent }: Both, amounts: AmountRule): MergePlan =>
  planMerge(from, into, csqls, { amounts, canBeParent })

async function preview(tx: Tx, both: Both): Promise<MergePreview> {
  const { from, into, csqls, intoCsqls } = both
  const plan = planOf(both, 'both')
  const shown = {
    counts: {
      ...{ csqls: csqls.length, contracts: from.contracts.length, contacts: from.contacts.length },
      ...{ departments: from.departments.length, notes: from.noteIds.length, children: from.childIds.length },
      months: plan.months,
    },
    ...{ filled: plan.filled, differing: plan.differing, clashes: plan.clashes, clashingMonths: plan.clashingMonths },
    asksForAmounts: plan.clashes.length > 0 || plan.clashingMonths.length > 0,
    canAddUp: !plan.currenciesDiffer,
    duplicates: duplicatesOf(csqls, intoCsqls, plan),
  }
  const names = { from: from.account.name, into: into.account.name }
  return {
    ...shown,
    ...{ from: from.account, into: into.account, products: await tx.products.all() },
    departments: [...from.departments, ...into.departments],
    digest: digestsOf({ shown: JSON.stringify([names, shown]) })['shown'] ?? '',
  }
}

/** Open CSQLs that would be of one matter. */
function duplicatesOf(csqls: readonly Csql[], others: readonly Csql[], plan: MergePlan): MergePreview['duplicates'] {
  const keyOf = (csql: Csql, departmentId: Csql['departmentId']): string | null => {
    const key = duplicateKey(csql)
    if (key === null || !isOpen(csql.state)) return null
    return JSON.stringify([key, key.kind === 'referral' ? null : departmentId])
  }
  const open = new Map(others.map((csql) => [keyOf(csql, csql.departmentId), csql.number]))
  return csqls.flatMap((csql) => {
    const changes = plan.csqls.find((one) => one.csql.id === csql.id)?.changes
    const key = keyOf(csql, changes?.departmentId ?? csql.departmentId)
    const twin = key === null ? undefined : open.get(key)
    return twin === undefined ? [] : [[csql.number, twin] as const]
  })
}

async function moveCsqls(
  ctx: Ctx,
  tx: Tx,
  plan: MergePlan,
  mergeId: string,
): Promise<readonly { readonly csqlId: CsqlId; readonly eventId: EventId }[]> {
  const settings = await tx.settings.get()
  const moved: { csqlId: CsqlId; eventId: EventId }[] = []
  for (const { csql, changes } of plan.csqls) {
    const [event] = await recordStep(ctx, tx, settings, movedStep(ctx, csql, changes, mergeId))
    if (event !== undefined) moved.push({ csqlId: csql.id, eventId: event.id })
  }
  return moved
}

/** It is no act of its AE, whoever merges: what is overdue stays so. */
function movedStep(ctx: Ctx, csql: Csql, changes: CsqlChanges, mergeId: string): Step {
  const { state, csmId, aeId } = csql
  return {
    before: csql,
    after: Object.assign({ ...csql }, changes),
    events: [
      {
        ...{
          kind: 'edit',
          actorId: actorIdOf(ctx.actor),
          from: state,
          to: state,
          reverses: null,
          changes,
          textId: null,
        },
        ...{ figures: { account_merge: mergeId }, csmId, aeId, occurredAt: ctx.now },
      },
    ],
  }
}
