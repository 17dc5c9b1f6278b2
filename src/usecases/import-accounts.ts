import type { Account } from '../domain/account.js'
import { exactKey } from '../domain/account-name.js'
import type { AccountId } from '../domain/ids.js'
import type { AccountRow } from '../domain/sheets/sheets.js'
import type { Importing, RowTaker } from './importing.js'

/**
 * Takes the rows of an accounts sheet. An account is known by its external id, its corporate number or its exact name
 * (NFKC); what is known is brought up to date by what the row holds, and an empty cell takes nothing away. A former name
 * stays as an alias, and a name that was only typed so far is an account of the register from now on.
 */
export function accountsTaker({ tx, book, tally }: Importing): RowTaker<AccountRow> {
  const seen = new Map<AccountId, number>()
  return {
    async take(row, values) {
      const { name, external_id: externalId, corporate_number: corporateNumber } = values
      if (name === null) return
      const [id, other] = book.identified({ name, externalId, corporateNumber })
      if (other !== undefined) {
        const column = externalId === null && corporateNumber === null ? 'name' : 'external_id'
        tally.fault(row, column, column === 'name' ? 'two_accounts' : 'identity_clash', { typed: externalId ?? name })
        return
      }
      const before = id === undefined ? undefined : seen.get(id)
      if (before !== undefined) {
        tally.fault(row, 'name', 'same_twice', { typed: name, otherRow: before })
        return
      }
      const parentId = parentOf(row, values)
      if (parentId === undefined) return
      if (id === undefined) {
        const like = book.likeOf(name)
        if (like !== null) tally.note(row, 'name', 'looks_like', { typed: name, other: like })
        const added = book.addAccount({ ...given(values), name, parentId })
        seen.set(added.id, row)
        tally.added += 1
        return
      }
      seen.set(id, row)
      await bringUpToDate(id, values, parentId)
    },
    async finish() {
      book.keepPromises()
    },
  }

  /** Undefined where the cell has a fault. */
  function parentOf(row: number, { name, parent }: AccountRow): AccountId | null | undefined {
    if (parent === null) return null
    if (name !== null && exactKey(parent) === exactKey(name)) {
      tally.fault(row, 'parent', 'own_parent', { typed: parent })
      return undefined
    }
    const id = book.parent(parent)
    if (id === null) tally.fault(row, 'parent', 'two_accounts', { typed: parent })
    return id ?? undefined
  }

  async function bringUpToDate(id: AccountId, values: AccountRow, parentId: AccountId | null): Promise<void> {
    const known = await tx.accounts.get(id)
    if (known === null || values.name === null) return
    const isFormer = book.isFormer({ externalId: values.external_id, corporateNumber: values.corporate_number })
    const { externalId, corporateNumber, ...plain } = given(values)
    const fresh = isFormer ? plain : given(values)
    // An alias says which account is meant; only what tells it apart says what it is called.
    const isAlias = known.aliases.some((alias) => exactKey(alias) === exactKey(values.name ?? ''))
    const byIds =
      (externalId != null && externalId === known.externalId) ||
      (corporateNumber != null && corporateNumber === known.corporateNumber)
    const keepsName = exactKey(known.name) === exactKey(values.name) || isFormer || (isAlias && !byIds)
    const renamed = keepsName ? [] : [known.name]
    const name = keepsName ? known.name : values.name
    const aliases = [...known.aliases, ...(fresh.aliases ?? []), ...renamed]
    const isKnownAs = (alias: string, index: number) =>
      aliases.findIndex((one) => exactKey(one) === exactKey(alias)) === index && exactKey(alias) !== exactKey(name)
    const account: Account = {
      ...known,
      ...fresh,
      name,
      aliases: aliases.filter(isKnownAs),
      parentId: parentId ?? known.parentId,
      provisional: false,
    }
    if (JSON.stringify(account) === JSON.stringify(known)) {
      tally.unchanged += 1
      return
    }
    book.putAccount(account)
    tally.changed += 1
  }
}

/** The fields that a row holds. */
function given(values: AccountRow): Partial<Account> {
  const { name_kana, aliases, external_id, corporate_number, segment } = values
  return {
    ...(name_kana === null ? {} : { nameKana: name_kana }),
    ...(aliases === null ? {} : { aliases }),
    ...(external_id === null ? {} : { externalId: external_id }),
    ...(corporate_number === null ? {} : { corporateNumber: corporate_number }),
    ...(segment === null ? {} : { segment }),
  }
}
