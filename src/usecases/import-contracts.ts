import type { Contract } from '../domain/account.js'
import { type AccountId, ContractId, type DepartmentId, type ProductId } from '../domain/ids.js'
import type { ContractRow } from '../domain/sheets/sheets.js'
import type { Importing, RowTaker } from './importing.js'

/**
 * Takes the rows of a contracts sheet. A contract is account × department × product; one that is known is brought up
 * to date by what the row holds, and an empty cell takes nothing away.
 */
export function contractsTaker({
  ctx,
  tx,
  staging,
  settings,
  book,
  tally,
  named,
  accountOf,
}: Importing): RowTaker<ContractRow> {
  const seen = new Map<string, number>()
  return {
    async take(row, values) {
      if (values.account === null || values.product === null) return
      const accountId = accountOf(row, values.account)
      if (accountId === null) return
      const departmentId = values.department === null ? null : await book.department(accountId, values.department)
      const productId = book.product(values.product)
      const key = `${accountId} ${departmentId} ${productId}`
      const before = seen.get(key)
      if (before !== undefined) {
        tally.fault(row, 'account', 'same_twice', { typed: values.account, otherRow: before })
        return
      }
      seen.set(key, row)
      await put({ accountId, departmentId, productId }, values)
    },
    async finish() {},
  }

  async function put(
    key: { accountId: AccountId; departmentId: DepartmentId | null; productId: ProductId },
    values: ContractRow,
  ): Promise<void> {
    const contracts = book.isFresh(key.accountId) ? [] : await tx.accounts.contracts(key.accountId)
    const known = contracts.find((one) => one.departmentId === key.departmentId && one.productId === key.productId)
    const blank: Contract = {
      ...{ workspaceId: tx.workspaceId, id: known?.id ?? ContractId.parse(ctx.ids.next()), ...key },
      ...{ phase: null, hasOutcome: null, csmId: null, aeId: null, amount: null, amountPeriod: null },
      ...{ currency: settings.currency, renewalOn: null, channel: null, partnerName: null },
    }
    const contract: Contract = { ...blank, ...known, ...given(values, known) }
    if (known !== undefined && JSON.stringify({ ...blank, ...known }) === JSON.stringify(contract)) {
      tally.unchanged += 1
      return
    }
    staging.put('contracts', contract)
    if (contract.csmId !== known?.csmId) named.name(contract.csmId, 'csm')
    if (contract.aeId !== known?.aeId) named.name(contract.aeId, 'ae')
    if (known === undefined) tally.added += 1
    else tally.changed += 1
  }

  function given(values: ContractRow, known: Contract | undefined): Partial<Contract> {
    const { phase, has_outcome, csm, ae, amount, period, currency, renewal_on, channel, partner } = values
    return {
      ...(phase === null ? {} : { phase }),
      ...(has_outcome === null ? {} : { hasOutcome: has_outcome }),
      ...(csm === null ? {} : { csmId: book.person(csm) }),
      ...(ae === null ? {} : { aeId: book.person(ae) }),
      ...(amount === null
        ? {}
        : { amount, amountPeriod: period ?? known?.amountPeriod ?? 'month', currency: currency ?? settings.currency }),
      ...(renewal_on === null ? {} : { renewalOn: renewal_on }),
      ...(channel === null ? {} : { channel }),
      ...(partner === null ? {} : { partnerName: partner }),
    }
  }
}
