import type { Account } from '../domain/account.js'
import type { AccountId } from '../domain/ids.js'
import type { Tx } from './ports.js'

/** The account of an id that somebody was shown: where it was merged since, what it is part of now. Null for none of ours. */
export async function standingAccount(tx: Tx, id: AccountId): Promise<Account | null> {
  const account = await tx.accounts.get(id)
  if (account !== null) return account
  const into = await tx.accountMerges.nowPartOf(id)
  return into === null ? null : tx.accounts.get(into)
}
