import { Channel, type Contract, Phase } from '../domain/account.js'
import {
  CONTRACT_FIELDS,
  type ContractField,
  contractForm,
  type FieldFault,
  LONGEST_ACCOUNT_NAME,
  readAmount,
} from '../domain/account-form.js'
import { isDay } from '../domain/days.js'
import { BadFields, NotFound } from '../domain/errors.js'
import { type AccountId, ContractId, DepartmentId, PersonId, ProductId } from '../domain/ids.js'
import type { FormValues } from '../domain/three-way.js'
import { accountAt, recordChange, type SentForm, together } from './account-changes.js'
import { ask, type Ctx } from './context.js'
import { once } from './once.js'
import type { Tx } from './ports.js'
import { requirePartner } from './take-part.js'

const NOTHING = Object.fromEntries(CONTRACT_FIELDS.map((field) => [field, ''])) as FormValues<ContractField>

/**
 * Changes a contract of an account, or adds one (`contractId` null). One account has one contract for each department and
 * product.
 *
 * @throws NotFound no such account here, or a contract that is not of it
 * @throws NotAllowed the actor may not change it
 * @throws AccountChangedMeanwhile somebody changed the same field while the form was open
 * @throws BadFields what the fields hold cannot stand
 * @throws BadValue somebody is named who cannot be CSM or AE
 */
export async function editContract(
  ctx: Ctx,
  input: {
    readonly accountId: AccountId
    readonly contractId: ContractId | null
    readonly form: SentForm<ContractField>
  },
): Promise<{ readonly accountId: string }> {
  return once(ctx, async (tx) => {
    const { account, contracts, as } = await accountAt(ctx, tx, input.accountId)
    ask(ctx, 'account.edit', { as })
    const known = input.contractId === null ? null : contracts.find(({ id }) => id === input.contractId)
    if (known === undefined) throw new NotFound({ what: 'account', typed: account.name })
    const before = known === null ? NOTHING : contractForm(known)
    const after = await together(tx, account.id, input.form, before)
    const { currency } = await tx.settings.get()
    const contract = contractOf(after, {
      ...{ workspaceId: tx.workspaceId, id: known?.id ?? ContractId.parse(ctx.ids.next()), accountId: account.id },
      currency: known?.currency ?? currency,
    })
    const faults = await faultsOf(tx, contract, after, contracts)
    if (faults.length > 0) throw new BadFields({ faults })
    if (contract.csmId !== null && contract.csmId !== known?.csmId) await requirePartner(tx, contract.csmId, 'csm')
    if (contract.aeId !== null && contract.aeId !== known?.aeId) await requirePartner(tx, contract.aeId, 'ae')
    await tx.accounts.putContract(contract)
    await recordChange(ctx, tx, account.id, known === null ? 'contract.add' : 'contract.edit', {
      ...{ before, after: contractForm(contract), about: { contract: contract.id, of_product: contract.productId } },
    })
    return { accountId: account.id }
  })
}

function contractOf(
  values: FormValues<ContractField>,
  own: Pick<Contract, 'workspaceId' | 'id' | 'accountId' | 'currency'>,
): Contract {
  const code = <T>(schema: { safeParse(value: string): { data?: T } }, value: string): T | null =>
    schema.safeParse(value).data ?? null
  const paid = readAmount(values.amount)
  return {
    ...own,
    departmentId: values.department === '' ? null : DepartmentId.parse(values.department),
    productId: ProductId.parse(values.product === '' ? '-' : values.product),
    phase: code(Phase, values.phase),
    hasOutcome: values.outcome === '' ? null : values.outcome === 'yes',
    csmId: values.csm === '' ? null : PersonId.parse(values.csm),
    aeId: values.ae === '' ? null : PersonId.parse(values.ae),
    amount: paid?.amount ?? null,
    amountPeriod: paid?.period ?? null,
    currency: paid?.currency ?? own.currency,
    renewalOn: isDay(values.renewal_on) ? values.renewal_on : null,
    channel: code(Channel, values.channel),
    partnerName: values.partner_name === '' ? null : values.partner_name,
  }
}

async function faultsOf(
  tx: Tx,
  contract: Contract,
  values: FormValues<ContractField>,
  contracts: readonly Contract[],
): Promise<readonly FieldFault<ContractField>[]> {
  const faults: FieldFault<ContractField>[] = []
  const fault = (field: ContractField, rule: FieldFault['rule']) => faults.push({ field, rule })
  if (values.product === '') fault('product', 'empty')
  else if (!(await tx.products.all()).some(({ id }) => id === contract.productId)) fault('product', 'unknown_choice')
  const departments = contract.departmentId === null ? [] : await tx.accounts.departments(contract.accountId)
  if (contract.departmentId !== null && !departments.some(({ id }) => id === contract.departmentId)) {
    fault('department', 'unknown_choice')
  }
  if (values.phase !== '' && contract.phase === null) fault('phase', 'unknown_choice')
  if (values.renewal_on !== '' && contract.renewalOn === null) fault('renewal_on', 'not_a_day')
  if (values.amount !== '' && contract.amount === null) fault('amount', 'unknown_choice')
  if ((contract.partnerName ?? '').length > LONGEST_ACCOUNT_NAME) fault('partner_name', 'too_long')
  const twin = contracts.find(
    (other) =>
      other.id !== contract.id &&
      other.productId === contract.productId &&
      other.departmentId === contract.departmentId,
  )
  if (twin !== undefined) fault('product', 'contract_twice')
  return faults
}
