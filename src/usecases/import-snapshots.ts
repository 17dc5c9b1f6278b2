import type { Month } from '../domain/months.js'
import type { SnapshotRow } from '../domain/sheets/sheets.js'
import type { AccountSnapshot } from '../domain/snapshot.js'
import type { Importing, RowTaker } from './importing.js'

/** Takes the rows of a snapshots sheet. One is known by month, account and product; its amount is replaced. */
export function snapshotsTaker({ tx, staging, settings, book, tally, accountOf }: Importing): RowTaker<SnapshotRow> {
  const seen = new Map<string, number>()
  const known = new Map<Month, ReadonlyMap<string, AccountSnapshot>>()
  return {
    async take(row, { month, account, product, amount, currency }) {
      if (month === null || account === null || product === null || amount === null) return
      const accountId = accountOf(row, account)
      if (accountId === null) return
      const snapshot = {
        month,
        accountId,
        productId: book.product(product),
        amount,
        currency: currency ?? settings.currency,
      }
      const before = seen.get(keyOf(snapshot))
      if (before !== undefined) {
        tally.fault(row, 'account', 'same_twice', { typed: account, otherRow: before })
        return
      }
      seen.set(keyOf(snapshot), row)
      const here = (await ofMonth(month)).get(keyOf(snapshot))
      if (here !== undefined && here.amount === snapshot.amount && here.currency === snapshot.currency) {
        tally.unchanged += 1
        return
      }
      staging.put('snapshots', snapshot)
      if (here === undefined) tally.added += 1
      else tally.changed += 1
    },
    async finish() {},
  }

  async function ofMonth(month: Month): Promise<ReadonlyMap<string, AccountSnapshot>> {
    const found = known.get(month)
    if (found !== undefined) return found
    const rows = new Map((await tx.snapshots.ofMonth(month)).map((row) => [keyOf(row), row]))
    known.set(month, rows)
    return rows
  }
}

const keyOf = ({ month, accountId, productId }: AccountSnapshot): string => `${month} ${accountId} ${productId}`
