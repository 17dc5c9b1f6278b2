import type { Account, Contract, Department } from './account.js'
import type { AccountField } from './account-form.js'
import { exactKey } from './account-name.js'
import { addAmounts } from './amounts.js'
import type { Csql, CsqlChanges, Currency } from './csql.js'
import type { AccountId, ContactId, DepartmentId, NoteId } from './ids.js'
import type { AccountSnapshot } from './snapshot.js'
import { DAY_MS, type Instant } from './time.js'

/** A merge can be undone for so long. */
const UNDO_MERGE_WINDOW = DAY_MS

export const undoableUntil = (mergedAt: Instant): Instant => mergedAt + UNDO_MERGE_WINDOW

/**
 * What becomes of amounts that both accounts have for one product (and department, or month): `both`, they are of separate
 * contracts, and are added up; `kept`, the same is registered twice, and only those of the account that stays are kept.
 */
export const AMOUNT_RULES = ['both', 'kept'] as const
export type AmountRule = (typeof AMOUNT_RULES)[number]

/** All that hangs on an account, but its CSQLs. */
export interface AccountState {
  readonly account: Account
  readonly departments: readonly Department[]
  readonly contracts: readonly Contract[]
  readonly contacts: readonly { readonly id: ContactId; readonly departmentId: DepartmentId | null }[]
  readonly noteIds: readonly NoteId[]
  readonly snapshots: readonly AccountSnapshot[]
  readonly childIds: readonly AccountId[]
}

export type Scalar = string | number | null
export const MOVED_TABLES = ['accounts', 'departments', 'contracts', 'contacts', 'account_notes'] as const
export type MovedTable = (typeof MOVED_TABLES)[number]

/**
 * One row that a merge changes, so that it can be changed back: columns by the names of the program, with what they held
 * and what they hold then. It holds no text of a person: contacts and notes move, and are not written again.
 */
export type RowChange =
  | {
      readonly kind: 'set'
      readonly table: MovedTable
      readonly id: string
      readonly columns: Readonly<Record<string, readonly [before: Scalar, after: Scalar]>>
    }
  | {
      readonly kind: 'gone'
      readonly table: 'departments' | 'contracts'
      readonly row: Readonly<Record<string, Scalar>>
    }
  | {
      readonly kind: 'snapshot'
      readonly month: string
      readonly productId: string
      readonly moved: Paid
      /** What the account that stays had there, and has then; null = nothing. */
      readonly before: Paid | null
      readonly after: Paid
    }

export interface Paid {
  readonly amount: number
  readonly currency: Currency
}

/** A contract that both have. */
export interface ContractClash {
  readonly from: Contract
  readonly into: Contract
}

export interface MergePlan {
  readonly rows: readonly RowChange[]
  /** Names under which the account that stays is known from then on. */
  readonly aliases: readonly string[]
  readonly csqls: readonly { readonly csql: Csql; readonly changes: CsqlChanges }[]
  /** Fields of the account that stays which are filled, being empty. */
  readonly filled: readonly AccountField[]
  /** Fields in which both say something else: those of the account that stays stand. */
  readonly differing: readonly AccountField[]
  /** What has to be asked about: an amount on both sides. */
  readonly clashes: readonly ContractClash[]
  readonly clashingMonths: readonly string[]
  /** Amounts of two currencies met: they cannot be added up. */
  readonly currenciesDiffer: boolean
  readonly months: number
}

/** What two accounts come to as one. `canBeParent`: the parent of the one that goes may be that of the one that stays. */
export function planMerge(
  from: AccountState,
  into: AccountState,
  csqls: readonly Csql[],
  { amounts, canBeParent }: { readonly amounts: AmountRule; readonly canBeParent: boolean },
): MergePlan {
  const homes = departmentHomes(from, into)
  const home = (id: DepartmentId | null): DepartmentId | null => (id === null ? null : (homes.get(id) ?? id))
  const contracts = contractsOf(from, into, home, amounts)
  const snapshots = snapshotsOf(from, into, amounts)
  const fields = fieldsOf(from.account, into.account, canBeParent)
  const own = { from: from.account.id, into: into.account.id }
  return {
    rows: [
      ...departmentsOf(from, homes, own.into),
      ...contracts.rows,
      ...from.contacts.map(({ id, departmentId }) => moved('contacts', id, own, departmentId, home(departmentId))),
      ...from.noteIds.map((id) => moved('account_notes', id, own)),
      ...from.childIds
        .filter((id) => id !== own.into)
        .map((id): RowChange => set('accounts', id, { parentId: [own.from, own.into] })),
      ...snapshots.rows,
      ...(Object.keys(fields.columns).length === 0 ? [] : [set('accounts', own.into, fields.columns)]),
    ],
    aliases: aliasesOf(from.account, into.account),
    csqls: csqls.map((csql) => {
      const departmentId = home(csql.departmentId)
      const isSame = departmentId === csql.departmentId
      return { csql, changes: { accountId: own.into, ...(isSame ? {} : { departmentId }) } }
    }),
    ...{ filled: fields.filled, differing: fields.differing, clashes: contracts.clashes },
    clashingMonths: snapshots.clashing,
    currenciesDiffer: contracts.currenciesDiffer || snapshots.currenciesDiffer,
    months: new Set(from.snapshots.map(({ month }) => month)).size,
  }
}

type Columns = Extract<RowChange, { kind: 'set' }>['columns']

const set = (table: MovedTable, id: string, columns: Columns): RowChange => ({ kind: 'set', table, id, columns })

const moved = (
  table: MovedTable,
  id: string,
  own: { readonly from: AccountId; readonly into: AccountId },
  department: DepartmentId | null = null,
  home: DepartmentId | null = department,
): RowChange =>
  set(table, id, {
    accountId: [own.from, own.into],
    ...(department === home ? {} : { departmentId: [department, home] }),
  })

/** Departments of one name are one: where those of the account that goes are then. */
function departmentHomes(from: AccountState, into: AccountState): ReadonlyMap<DepartmentId, DepartmentId> {
  const byName = new Map(into.departments.map(({ id, name }) => [exactKey(name), id]))
  return new Map(
    from.departments.flatMap(({ id, name }) => {
      const home = byName.get(exactKey(name))
      return home === undefined ? [] : [[id, home] as const]
    }),
  )
}

const departmentsOf = (
  { account, departments }: AccountState,
  homes: ReadonlyMap<DepartmentId, DepartmentId>,
  into: AccountId,
): readonly RowChange[] =>
  departments.map(({ id, name }) =>
    homes.has(id)
      ? {
          kind: 'gone',
          table: 'departments',
          row: { workspaceId: account.workspaceId, id, accountId: account.id, name },
        }
      : set('departments', id, { accountId: [account.id, into] }),
  )

interface PlannedContracts {
  readonly rows: readonly RowChange[]
  readonly clashes: readonly ContractClash[]
  readonly currenciesDiffer: boolean
}

function contractsOf(
  from: AccountState,
  into: AccountState,
  home: (id: DepartmentId | null) => DepartmentId | null,
  rule: AmountRule,
): PlannedContracts {
  const rows: RowChange[] = []
  const clashes: ContractClash[] = []
  let currenciesDiffer = false
  // Several of one side may meet one of the other: each is added to what stands by then.
  const standing = new Map(into.contracts.map((contract) => [contract.id, contract]))
  const own = { from: from.account.id, into: into.account.id }
  for (const contract of from.contracts) {
    const departmentId = home(contract.departmentId)
    const twin = [...standing.values()].find(
      (other) => other.productId === contract.productId && other.departmentId === departmentId,
    )
    if (twin === undefined) {
      rows.push(moved('contracts', contract.id, own, contract.departmentId, departmentId))
      continue
    }
    if (contract.amount !== null && twin.amount !== null) clashes.push({ from: contract, into: twin })
    const joined = joinedContract(contract, twin, rule)
    currenciesDiffer ||= joined === null
    rows.push({ kind: 'gone', table: 'contracts', row: contractRow(contract) })
    standing.set(twin.id, joined ?? twin)
  }
  for (const before of into.contracts) {
    const after = standing.get(before.id) ?? before
    const columns = changedColumns(contractRow(before), contractRow(after))
    if (Object.keys(columns).length > 0) rows.push(set('contracts', before.id, columns))
  }
  return { rows, clashes, currenciesDiffer }
}

/** What stays empty is filled; an amount on both sides follows the rule. Null where currencies would have to be added. */
function joinedContract(from: Contract, into: Contract, rule: AmountRule): Contract | null {
  const { phase, hasOutcome, csmId, aeId, renewalOn, channel, partnerName } = into
  const filled: Contract = {
    ...into,
    phase: phase ?? from.phase,
    hasOutcome: hasOutcome ?? from.hasOutcome,
    csmId: csmId ?? from.csmId,
    aeId: aeId ?? from.aeId,
    renewalOn: renewalOn ?? from.renewalOn,
    channel: channel ?? from.channel,
    partnerName: partnerName ?? from.partnerName,
  }
  if (from.amount === null) return filled
  if (into.amount === null) {
    return { ...filled, amount: from.amount, amountPeriod: from.amountPeriod, currency: from.currency }
  }
  if (rule === 'kept') return filled
  if (from.currency !== into.currency) return null
  const periods = [from.amountPeriod ?? 'month', into.amountPeriod ?? 'month']
  // Twelve months are a year exactly; a year is no whole number of months' yen.
  const perYear = new Set(periods).size > 1
  const amount = addAmounts(
    [from, into].map((one) => (one.amount ?? 0) * (perYear && (one.amountPeriod ?? 'month') === 'month' ? 12 : 1)),
  )
  return { ...filled, amount, amountPeriod: perYear ? 'year' : (periods[0] ?? 'month') }
}

const contractRow = ({ hasOutcome, ...contract }: Contract): Readonly<Record<string, Scalar>> => ({
  ...contract,
  hasOutcome: hasOutcome === null ? null : hasOutcome ? 1 : 0,
})

const changedColumns = (
  before: Readonly<Record<string, Scalar>>,
  after: Readonly<Record<string, Scalar>>,
): Record<string, readonly [Scalar, Scalar]> =>
  Object.fromEntries(
    Object.keys(before)
      .filter((column) => before[column] !== after[column])
      .map((column) => [column, [before[column] ?? null, after[column] ?? null]] as const),
  )

interface PlannedSnapshots {
  readonly rows: readonly RowChange[]
  readonly clashing: readonly string[]
  readonly currenciesDiffer: boolean
}

function snapshotsOf(from: AccountState, into: AccountState, rule: AmountRule): PlannedSnapshots {
  const keyOf = ({ month, productId }: AccountSnapshot): string => `${month} ${productId}`
  const there = new Map(into.snapshots.map((one) => [keyOf(one), one]))
  const rows: RowChange[] = []
  const clashing = new Set<string>()
  let currenciesDiffer = false
  for (const one of from.snapshots) {
    const twin = there.get(keyOf(one))
    const paid: Paid = { amount: one.amount, currency: one.currency }
    const before: Paid | null = twin === undefined ? null : { amount: twin.amount, currency: twin.currency }
    const isClash = before !== null && before.amount > 0 && paid.amount > 0
    if (isClash) clashing.add(one.month)
    const mixes = isClash && rule === 'both' && before.currency !== paid.currency
    currenciesDiffer ||= mixes
    const after =
      before === null || before.amount === 0 ? paid : isClash && rule === 'both' && !mixes ? sum(before, paid) : before
    rows.push({ kind: 'snapshot', month: one.month, productId: one.productId, moved: paid, before, after })
  }
  return { rows, clashing: [...clashing].sort(), currenciesDiffer }
}

const sum = (one: Paid, other: Paid): Paid => ({ ...one, amount: addAmounts([one.amount, other.amount]) })

const FIELDS = [
  ['nameKana', 'name_kana'],
  ['segment', 'segment'],
  ['externalId', 'external_id'],
  ['corporateNumber', 'corporate_number'],
] as const

function fieldsOf(
  from: Account,
  into: Account,
  canBeParent: boolean,
): {
  readonly columns: Columns
  readonly filled: readonly AccountField[]
  readonly differing: readonly AccountField[]
} {
  const columns: Record<string, readonly [Scalar, Scalar]> = {}
  const filled: AccountField[] = []
  const differing: AccountField[] = []
  for (const [column, field] of FIELDS) {
    const [theirs, ours] = [from[column], into[column]]
    if (theirs === null || theirs === ours) continue
    if (ours === null) {
      columns[column] = [null, theirs]
      filled.push(field)
    } else differing.push(field)
  }
  const parent = from.parentId === into.id ? null : from.parentId
  if (into.parentId === from.id) columns['parentId'] = [from.id, canBeParent ? parent : null]
  else if (parent !== null && into.parentId === null && canBeParent) {
    columns['parentId'] = [null, parent]
    filled.push('parent_account')
  } else if (parent !== null && into.parentId !== null && parent !== into.parentId) differing.push('parent_account')
  if (into.provisional && !from.provisional) columns['provisional'] = [1, 0]
  return { columns, filled, differing }
}

function aliasesOf(from: Account, into: Account): readonly string[] {
  const known = new Set([into.name, ...into.aliases].map(exactKey))
  const added: string[] = []
  for (const name of [from.name, ...from.aliases]) {
    if (known.has(exactKey(name))) continue
    known.add(exactKey(name))
    added.push(name)
  }
  return added
}
