import { AccountIndex, type AccountMatch } from '../domain/account-index.js'
import { exactKey } from '../domain/account-name.js'
import type { AccountId, WorkspaceId } from '../domain/ids.js'
import type { AccountNamed, Tx } from './ports.js'

export type { AccountNamed } from './ports.js'

export interface Names {
  match(typed: string): AccountMatch<AccountNamed>
  matchLeadingWords(words: readonly string[]): AccountMatch<AccountNamed>
  suggest(query: string, limit: number): readonly AccountNamed[]
  /** Accounts that a text seems to speak of: a guess. */
  mentionedIn(text: string, limit: number): readonly AccountNamed[]
  /** The one account of exactly this name or alias (NFKC), or null: only that is taken for the same without asking. */
  exactly(name: string): AccountNamed | null
}

interface Built {
  readonly index: AccountIndex<AccountNamed>
  readonly names: Names
  /** What was committed up to here is in it. */
  version: number
  /** Accounts that were read while what was written of them might yet be rolled back: read anew each time. */
  readonly unsettled: Set<AccountId>
}

/** No version of the store's. */
const NONE = -1

/**
 * Indexes of account names, one a workspace. Building one takes a second at fifty thousand accounts; afterwards only what
 * changed is read. Where nobody knows what changed, as after an import, all names are looked at, and those that differ
 * are taken in.
 */
export class AccountNames {
  readonly #built = new Map<WorkspaceId, Built>()
  readonly #building = new Map<WorkspaceId, Promise<void>>()

  async index(tx: Tx): Promise<Names> {
    const { workspaceId } = tx
    const built = this.#built.get(workspaceId) ?? emptyIndex()
    this.#built.set(workspaceId, built)
    await this.#building.get(workspaceId)
    if (await isCaughtUp(tx, built)) return built.names
    if (this.#building.has(workspaceId)) return this.index(tx)
    const building = readAll(tx, built)
    // What only one transaction sees is not for others to wait for.
    if (tx.accounts.namesAreSettled()) this.#building.set(workspaceId, building)
    await building.finally(() => this.#building.delete(workspaceId))
    return built.names
  }
}

function emptyIndex(): Built {
  const index = new AccountIndex<AccountNamed>([])
  return { index, names: namesOf(index), version: NONE, unsettled: new Set() }
}

/** Looks at all names. Meanwhile the index holds some as they were and some as they are. */
async function readAll(tx: Tx, built: Built): Promise<void> {
  const { index } = built
  const version = await tx.accounts.namesVersion()
  const isSettled = tx.accounts.namesAreSettled()
  built.version = NONE
  const gone = new Set<string>(index.accounts.keys())
  for await (const page of tx.accounts.namePages()) {
    for (const account of page) {
      gone.delete(account.id)
      if (!isSame(index.accounts.get(account.id), account)) index.put(account)
    }
  }
  for (const id of gone) index.remove(id)
  index.makeReady()
  if (isSettled) built.version = version
}

/** Takes in what changed since. @returns false where nobody knows what did */
async function isCaughtUp(tx: Tx, built: Built): Promise<boolean> {
  const { index, unsettled, version: since } = built
  const version = await tx.accounts.namesVersion()
  const isSettled = tx.accounts.namesAreSettled()
  if (version === since && unsettled.size === 0) return true
  const changed = since === NONE || version < since ? null : await tx.accounts.namesChangedSince(since)
  if (changed === null) return false
  const ids = [...new Set([...changed, ...unsettled])]
  const found = new Map((await tx.accounts.namesOf(ids)).map((account) => [account.id, account]))
  // Another request took in more meanwhile.
  if (built.version !== since) return isCaughtUp(tx, built)
  for (const id of ids) {
    const account = found.get(id)
    if (account === undefined) index.remove(id)
    else if (!isSame(index.accounts.get(id), account)) index.put(account)
    if (isSettled) unsettled.delete(id)
    else unsettled.add(id)
  }
  if (isSettled) built.version = version
  return true
}

const isSame = (known: AccountNamed | undefined, now: AccountNamed): boolean =>
  known !== undefined &&
  known.name === now.name &&
  known.nameKana === now.nameKana &&
  known.aliases.length === now.aliases.length &&
  known.aliases.every((alias, at) => alias === now.aliases[at])

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
