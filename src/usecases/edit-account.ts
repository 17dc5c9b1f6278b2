import type { Account, Department } from '../domain/account.js'
import { type AccountField, accountFaults, accountForm, type FieldFault, linesOf } from '../domain/account-form.js'
import { exactKey } from '../domain/account-name.js'
import { BadFields } from '../domain/errors.js'
import { AccountId, DepartmentId } from '../domain/ids.js'
import type { FormValues } from '../domain/three-way.js'
import { accountAt, recordChange, type SentForm, together } from './account-changes.js'
import { ask, type Ctx } from './context.js'
import { once } from './once.js'
import type { Tx } from './ports.js'

/** How many accounts above one another are looked at: more is no group of companies. */
const DEEPEST = 50

/**
 * Changes what an account is called, whose subsidiary it is and which departments it has. A former name stays as an alias,
 * and a name that was only typed so far is an account of the register from then on.
 *
 * @throws NotFound no such account here
 * @throws NotAllowed the actor may not change it
 * @throws AccountChangedMeanwhile somebody changed the same field while the form was open
 * @throws BadFields what the fields hold cannot stand
 */
export async function editAccount(
  ctx: Ctx,
  input: { readonly accountId: AccountId; readonly form: SentForm<AccountField> },
): Promise<{ readonly accountId: string }> {
  return once(ctx, async (tx) => {
    const { account, as } = await accountAt(ctx, tx, input.accountId)
    ask(ctx, 'account.edit', { as })
    const departments = await tx.accounts.departments(account.id)
    const before = accountForm(account, departments)
    const after = await together(tx, account.id, input.form, before)
    const faults = [...accountFaults(after), ...(await faultsAround(tx, account, after))]
    const wanted = await departmentsWanted(tx, departments, linesOf(after.departments))
    if (faults.length > 0 || wanted.fault !== null) {
      throw new BadFields({ faults: wanted.fault === null ? faults : [...faults, wanted.fault] })
    }
    const changed = changedAccount(account, after)
    await tx.accounts.update(changed)
    for (const { id, name } of wanted.put) {
      await tx.accounts.putDepartment({ id: id ?? DepartmentId.parse(ctx.ids.next()), accountId: account.id, name })
    }
    for (const { id } of wanted.gone) await tx.accounts.removeDepartment(id)
    const stands = accountForm(changed, await tx.accounts.departments(account.id))
    await recordChange(ctx, tx, account.id, 'account.edit', { before, after: stands })
    return { accountId: account.id }
  })
}

function changedAccount(account: Account, values: FormValues<AccountField>): Account {
  const { account_name: name, parent_account: parent } = values
  const isRenamed = exactKey(name) !== exactKey(account.name)
  const aliases = [...linesOf(values.aliases), ...(isRenamed ? [account.name] : [])]
  const isNew = (alias: string, at: number) =>
    exactKey(alias) !== exactKey(name) && aliases.findIndex((other) => exactKey(other) === exactKey(alias)) === at
  const given = (value: string) => (value === '' ? null : value)
  return {
    ...account,
    name,
    nameKana: given(values.name_kana),
    aliases: aliases.filter(isNew),
    parentId: parent === '' ? null : AccountId.parse(parent),
    segment: given(values.segment),
    externalId: given(values.external_id),
    corporateNumber: given(values.corporate_number),
    provisional: false,
  }
}

/** What speaks against the form in other accounts. */
async function faultsAround(
  tx: Tx,
  account: Account,
  values: FormValues<AccountField>,
): Promise<readonly FieldFault<AccountField>[]> {
  const faults: FieldFault<AccountField>[] = []
  const other = values.external_id === '' ? null : await tx.accounts.withExternalId(values.external_id)
  if (other !== null && other.id !== account.id) {
    faults.push({ field: 'external_id', rule: 'external_id_taken', typed: other.name })
  }
  if (values.parent_account !== '') {
    const rule = await parentRule(tx, account.id, AccountId.parse(values.parent_account))
    if (rule !== null) faults.push({ field: 'parent_account', rule })
  }
  return faults
}

async function parentRule(
  tx: Tx,
  id: AccountId,
  parentId: AccountId,
): Promise<'own_parent' | 'unknown_account' | 'parent_loop' | null> {
  if (parentId === id) return 'own_parent'
  let above = await tx.accounts.get(parentId)
  if (above === null) return 'unknown_account'
  for (let depth = 0; depth < DEEPEST && above?.parentId != null; depth += 1) {
    if (above.parentId === id) return 'parent_loop'
    above = await tx.accounts.get(above.parentId)
  }
  return null
}

interface Wanted {
  readonly put: readonly { readonly id: DepartmentId | null; readonly name: string }[]
  readonly gone: readonly Department[]
  readonly fault: FieldFault<AccountField> | null
}

/**
 * The departments as the lines name them. One that is named no more goes, unless something names it: then it is renamed,
 * where exactly one line is new, for nothing else can be meant.
 */
async function departmentsWanted(tx: Tx, known: readonly Department[], lines: readonly string[]): Promise<Wanted> {
  const named = new Map(lines.map((line) => [exactKey(line), line]))
  const missing = known.filter(({ name }) => !named.has(exactKey(name)))
  const fresh = lines.filter((line) => !known.some(({ name }) => exactKey(name) === exactKey(line)))
  const respelled = known.flatMap(({ id, name }) => {
    const line = named.get(exactKey(name))
    return line === undefined || line === name ? [] : [{ id, name: line }]
  })
  const used: Department[] = []
  for (const department of missing) if (await tx.accounts.isDepartmentUsed(department)) used.push(department)
  const [only, ...others] = used
  const [line, ...more] = fresh
  const isRenaming = only !== undefined && others.length === 0 && line !== undefined && more.length === 0
  if (only !== undefined && !isRenaming) {
    return { put: [], gone: [], fault: { field: 'departments', rule: 'department_used', typed: only.name } }
  }
  const added = isRenaming ? [{ id: only.id, name: line }] : fresh.map((name) => ({ id: null, name }))
  return { put: [...respelled, ...added], gone: missing.filter((one) => !used.includes(one)), fault: null }
}
