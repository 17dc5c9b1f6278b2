import { Overtaken } from '../domain/errors.js'
import type { StagedRows, Staging, Tx } from '../usecases/ports.js'
import { StagingFile, type StagingHost } from './staging-file.js'

/** The tables that rows go through, each after those that it refers to. */
const TABLES = [
  'people',
  'person_roles',
  'products',
  'product_aliases',
  'accounts',
  'account_aliases',
  'departments',
  'contacts',
  'contracts',
  'texts',
  'csqls',
  'events',
  'clocks',
  'account_snapshots',
] as const
type Table = (typeof TABLES)[number]

const TABLE_OF: Readonly<Record<keyof StagedRows, Table>> = {
  people: 'people',
  products: 'products',
  accounts: 'accounts',
  departments: 'departments',
  contacts: 'contacts',
  contracts: 'contracts',
  texts: 'texts',
  csqls: 'csqls',
  events: 'events',
  clocks: 'clocks',
  snapshots: 'account_snapshots',
}

/** A row that is there already is replaced; anything else that is there is a mistake. */
const REPLACED: readonly Table[] = ['people', 'products', 'accounts', 'contracts', 'account_snapshots']
/** Lists that hang on a replaced row are written anew, by the column that names it. */
const LISTS: readonly (readonly [list: Table, owner: Table, column: string])[] = [
  ['person_roles', 'people', 'person_id'],
  ['product_aliases', 'products', 'product_id'],
  ['account_aliases', 'accounts', 'account_id'],
]

/** An empty staging area. */
export function openStaging(host: StagingHost): Staging<Tx> {
  const fence = fenceOf(host)
  const file = new StagingFile(host, TABLES)
  const { workspaceId } = host
  const keys = new Map(TABLES.map((table) => [table, (file.columnsOf(table) ?? []).map(({ name }) => keyOf(name))]))
  const insert = (table: Table, row: object): void => {
    const given = row as Readonly<Record<string, unknown>>
    const values: (string | number | null)[] = []
    for (const key of keys.get(table) ?? []) values.push(stored(key === 'workspaceId' ? workspaceId : given[key], key))
    file.insert(table, values)
  }
  return {
    put: (table, row) => {
      insert(TABLE_OF[table], row)
      const { id } = row as { readonly id?: string }
      if (table === 'people') {
        for (const role of new Set((row as StagedRows['people']).roles)) insert('person_roles', { personId: id, role })
      }
      if (table === 'products' || table === 'accounts') {
        const [list, owner] = table === 'products' ? PRODUCT_ALIASES : ACCOUNT_ALIASES
        for (const [position, alias] of (row as StagedRows['accounts']).aliases.entries())
          insert(list, { [owner]: id, position, alias })
      }
    },

    commit: (beside) =>
      file.alone(async () => {
        // Looked at again under the write's lock: what was checked must still be so.
        if (fenceOf(host) !== fence || hasTakenNumber(host)) throw new Overtaken({})
        for (const table of TABLES) {
          takeListsOut(host, table)
          const replacing = REPLACED.includes(table)
          await file.move(table, { replacing, ...(table === 'csqls' ? { selected: numbered } : {}) })
        }
        settleNumbers(host)
        await beside(host.tx)
      }),

    discard: () => file.discard(),
  }
}

const PRODUCT_ALIASES = ['product_aliases', 'productId'] as const
const ACCOUNT_ALIASES = ['account_aliases', 'accountId'] as const

/** Lists of replaced rows are written anew. */
function takeListsOut({ writer, workspaceId }: StagingHost, table: Table): void {
  const list = LISTS.find(([name]) => name === table)
  if (list === undefined) return
  const [name, owner, column] = list
  const owners = `SELECT id FROM staging.${owner}`
  writer.prepare(`DELETE FROM main.${name} WHERE workspace_id = ? AND ${column} IN (${owners})`).run(workspaceId)
}

/** Nothing that is brought in was erased: only the store itself writes when. */
const ERASED = 'erasedAt'

/** What the database takes of a value: flags as 0 and 1, lists and objects as JSON. */
function stored(value: unknown, key: string): string | number | null {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === undefined && key === ERASED) return null
  if (value === undefined) throw new TypeError(`nothing is given for ${key}`)
  return JSON.stringify(value)
}

const KEYS = new Map<string, string>([
  ['from_state', 'from'],
  ['to_state', 'to'],
])

function keyOf(column: string): string {
  let key = KEYS.get(column)
  if (key === undefined) {
    key = column.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())
    KEYS.set(column, key)
  }
  return key
}

/** Changes whenever somebody changes what names and people rows are checked against. */
function fenceOf({ writer, workspaceId }: StagingHost): string {
  const row = writer
    .prepare(
      `SELECT names_version, (SELECT count(*) FROM people WHERE workspace_id = w.id),
         (SELECT group_concat(id || name) FROM products WHERE workspace_id = w.id)
       FROM workspaces w WHERE id = ?`,
    )
    .raw(true)
    .get(workspaceId)
  return JSON.stringify(row)
}

/** A number that the file gives was given to another CSQL meanwhile. */
function hasTakenNumber({ writer, workspaceId }: StagingHost): boolean {
  const taken = writer.prepare(
    `SELECT 1 FROM staging.csqls s JOIN main.csqls c ON c.workspace_id = ? AND c.number = s.number LIMIT 1`,
  )
  return taken.get(workspaceId) !== undefined
}

/** Where no number is given: counted on from the highest that is taken or given. */
const NUMBER = `CASE WHEN number > 0 THEN number ELSE max(
    (SELECT next_number - 1 FROM main.workspaces w WHERE w.id = workspace_id),
    (SELECT coalesce(max(g.number), 0) FROM staging.csqls g)
  ) - number END`

const numbered = (column: string): string => (column === 'number' ? NUMBER : column)

function settleNumbers({ writer, workspaceId }: StagingHost): void {
  writer
    .prepare(
      `UPDATE workspaces SET names_version = names_version + (SELECT count(*) > 0 FROM staging.accounts),
         next_number = max(next_number,
           (SELECT coalesce(max(number), 0) + 1 FROM main.csqls WHERE workspace_id = workspaces.id))
       WHERE id = ?`,
    )
    .run(workspaceId)
}
