import type { Account } from '../domain/account.js'
import { AccountIndex, type AccountMatch } from '../domain/account-index.js'
import { exactKey } from '../domain/account-name.js'
import type { WorkspaceId } from '../domain/ids.js'
import type { Tx } from './ports.js'

export type AccountNamed = Pick<Account, 'id' | 'name' | 'nameKana' | 'aliases'>

export interface Names {
  match(typed: string): AccountMatch<AccountNamed>
  matchLeadingWords(words: readonly string[]): AccountMatch<AccountNamed>
  suggest(query: string, limit: number): readonly AccountNamed[]
  /** Accounts that a text seems to speak of: a guess. */
  mentionedIn(text: string, limit: number): readonly AccountNamed[]
  /** The one account of exactly this name or alias (NFKC), or null: only that is taken for the same without asking. */
  exactly(name: string): AccountNamed | null
}

/** Indexes of account names, one a workspace, built again only when a name has changed. */
export class AccountNames {
  readonly #built = new Map<WorkspaceId, { version: number; names: Names }>()

  async index(tx: Tx): Promise<Names> {
    const version = await tx.accounts.namesVersion()
    const built = this.#built.get(tx.workspaceId)
    if (built?.version === version) return built.names
    const names = namesOf(new AccountIndex(await tx.accounts.names()))
    this.#built.set(tx.workspaceId, { version, names })
    return names
  }
}

function namesOf(index: AccountIndex<AccountNamed>): Names {
  return {
    match: (typed) => index.match(typed),
    matchLeadingWords: (words) => index.matchLeadingWords(words),
    suggest: (query, limit) => index.suggest(query, limit),
    mentionedIn: (text, limit) => index.mentionedIn(text, limit),
    exactly(name) {
      const match = index.match(name)
      if (match.kind !== 'exact') return null
      const { account } = match
      return [account.name, ...account.aliases].some((known) => exactKey(known) === exactKey(name)) ? account : null
    },
  }
}
