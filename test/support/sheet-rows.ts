import type { Csql } from '../../src/domain/csql.js'
import type { CsqlEvent } from '../../src/domain/event.js'
import type { ImportOutcome } from '../../src/domain/sheets/import-outcome.js'
import type { World } from './world.js'

/** A row of a spreadsheet of CSQLs with all that a row needs. */
export const BASE = {
  ...{ account: '月白精機', product: '経費', kind: 'cross_sell', source: 'webinar', problem: '紙のまま。' },
  ...{ logged_by: 'sato@example.jp', csm: 'sato@example.jp', ae: 'suzuki@example.jp' },
  logged_at: '2026-04-01T10:00',
}
/** One that has become an opportunity. */
export const OPPORTUNITY = {
  ...BASE,
  ...{ qualified_at: '2026-04-02T10:00', accepted_at: '2026-04-03T10:00', opportunity_at: '2026-04-20' },
}

/** What an import noted: the row, its column, and what it is. */
export const notes = ({ notes: found }: ImportOutcome): readonly string[] =>
  found.map(({ row, column, notice }) => `${row} ${column ?? '-'} ${notice}`)

/** All CSQLs, by number. */
export const csqlsOf = async ({ store, workspaceId }: World): Promise<readonly Csql[]> =>
  (await store.of(workspaceId).read((tx) => tx.csqls.list({ limit: 10_000 }))).rows

/** The same, each with its history. */
export async function historiesOf(world: World): Promise<{ csql: Csql; events: readonly CsqlEvent[] }[]> {
  const found = []
  for (const csql of await csqlsOf(world)) {
    const events = await world.store.of(world.workspaceId).read((tx) => tx.events.of(csql.id))
    found.push({ csql, events })
  }
  return found
}
