import type { AccountId, PersonId } from '../../domain/ids.js'
import { NOTHING_COUNTED } from '../../domain/metric-values.js'
import type { Dimension, DimensionKey } from '../../domain/metrics.js'
import type { FigureCounts } from '../../usecases/ports.js'
import type { Placed } from './family.js'
import { type DealHalves, plusDeals, plusYearly, type YearlyHalves } from './money.js'

type Numbers = { [K in keyof FigureCounts as FigureCounts[K] extends number ? K : never]: number }
type Deals = 'wins' | 'expansion' | 'estimated'
type Yearly = 'pipeline' | 'unestimated' | 'created' | 'started' | 'undated'

interface Cell {
  readonly counts: { -readonly [K in keyof FigureCounts]: FigureCounts[K] }
  readonly loggers: Set<PersonId>
  readonly accounts: Set<AccountId>
}

const emptyCell = (key: DimensionKey): Cell => ({
  counts: { ...NOTHING_COUNTED, key, converted: 0, wins: [], created: [] },
  loggers: new Set(),
  accounts: new Set(),
})

/** Adds up rows that are apart by combinations of dimensions: for each dimension by its keys, and in all (null). */
export class Tally {
  readonly #views: ReadonlyMap<Dimension | null, Map<DimensionKey, Cell>>

  constructor(views: readonly (Dimension | null)[]) {
    this.#views = new Map(views.map((by) => [by, new Map(by === null ? [[null, emptyCell(null)]] : [])]))
  }

  /** Rows whose columns of these names are counts. */
  add<K extends keyof Numbers>(rows: readonly Placed<Pick<Numbers, K>>[], names: readonly K[]): void {
    this.#each(rows, ({ counts }, row) => {
      for (const name of names) (counts as Numbers)[name] += row[name]
    })
  }

  addDeals(name: Deals, rows: readonly Placed<DealHalves>[]): void {
    this.#each(rows, ({ counts }, row) => {
      counts[name] = plusDeals(counts[name], row)
    })
  }

  addYearly(name: Yearly, rows: readonly Placed<YearlyHalves>[]): void {
    this.#each(rows, ({ counts }, row) => {
      counts[name] = plusYearly(counts[name], row)
    })
  }

  addLoggers(rows: readonly Placed<{ readonly loggedBy: PersonId }>[]): void {
    this.#each(rows, ({ loggers }, { loggedBy }) => loggers.add(loggedBy))
  }

  addAccounts(rows: readonly Placed<{ readonly accountId: AccountId }>[]): void {
    this.#each(rows, ({ accounts }, { accountId }) => accounts.add(accountId))
  }

  countsBy(by: Dimension | null): readonly FigureCounts[] {
    const cells = [...(this.#views.get(by)?.values() ?? [])]
    return cells.map(({ counts, loggers, accounts }) => ({
      ...counts,
      ...{ loggers: loggers.size, accounts: accounts.size },
    }))
  }

  #each<R>(rows: readonly Placed<R>[], into: (cell: Cell, row: Placed<R>) => void): void {
    for (const [by, cells] of this.#views) {
      for (const row of rows) {
        const key = by === null ? null : (row[by] ?? null)
        let cell = cells.get(key)
        if (cell === undefined) {
          cell = emptyCell(key)
          cells.set(key, cell)
        }
        into(cell, row)
      }
    }
  }
}
