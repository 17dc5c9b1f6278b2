import type { Credited, CreditedCounts } from '../../usecases/ports.js'
import { groupBy } from '../rows.js'
import { cohortCounts } from './counts.js'
import type { Asked, Placed } from './family.js'
import { closedCounts, createdSums } from './money.js'
import { Tally } from './tally.js'

/** Rows are apart by CSM and AE at once: what a group's CSM handed to a group's AE is one row, and counts once. */
const BY = ['csm', 'ae'] as const

/** Of each group, in its order: what is credited to any of its people. One pass over the span, whatever the groups. */
export async function creditedTo(
  on: Asked,
  groups: readonly (readonly Credited[])[],
): Promise<readonly CreditedCounts[]> {
  const csqls = creditable(await cohortCounts(on, BY))
  const created = creditable((await createdSums(on, BY)).map((row) => ({ ...row, converted: row.n })))
  const wins = creditable((await closedCounts(on, BY)).filter(({ isWin }) => isWin === 1))
  return groups.map((people) => {
    const tally = new Tally([null])
    tally.add(csqls(people), ['csqls'])
    tally.add(created(people), ['converted'])
    const won = wins(people)
    tally.addDeals('wins', won)
    tally.addDeals(
      'expansion',
      won.filter(({ isExpansion }) => isExpansion === 1),
    )
    const [counts] = tally.countsBy(null)
    if (counts === undefined) throw new TypeError('the whole is always there')
    const { csqls: n, converted, wins: all, expansion } = counts
    return { csqls: n, converted, wins: all, expansion }
  })
}

/** Finds the rows of any of some people, each once; by their keys, for there may be a group for everybody. */
function creditable<R extends object>(
  rows: readonly Placed<R>[],
): (people: readonly Credited[]) => readonly Placed<R>[] {
  const byPerson = (role: Credited['as']) =>
    groupBy(
      rows,
      (row) => row[role],
      (row) => row,
    )
  const of = { csm: byPerson('csm'), ae: byPerson('ae') }
  return (people) => [...new Set(people.flatMap(({ as, id }) => of[as].get(id) ?? []))]
}
