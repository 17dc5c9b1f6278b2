import { expect, test } from 'vitest'
import { looseClocks, type NudgedRow } from '../../src/domain/loose-batches.js'
import { DAY_MS, HOUR } from '../../src/domain/time.js'
import { at, calendarFor, person, SETTINGS } from '../support/csql-world.js'

/** A Thursday; Monday the 23rd is a holiday in Japan, so two working days end on Tuesday. */
const SENT = at('2026-11-19T10:00')
const NOW = at('2026-12-01T10:00')
const row = (own: Partial<NudgedRow> = {}): NudgedRow => ({
  ...{ kind: 'update', owner: person('ae'), sentAt: SENT, actedAt: null },
  ...own,
})
const many = (n: number, own: Partial<NudgedRow> = {}) => Array.from({ length: n }, () => row(own))
const acted = (hours: number) => ({ actedAt: SENT + hours * HOUR })
const found = (rows: readonly NudgedRow[], now = NOW, limits = SETTINGS.looseBatches) =>
  looseClocks(rows, (owner) => calendarFor(SETTINGS, owner), now, limits)

test('under half acted on in time is too loose; half is not', () => {
  expect(found([...many(11), ...many(9, acted(1))])).toEqual([{ kind: 'update', rows: 20, acted: 9 }])
  expect(found([...many(10), ...many(10, acted(1))])).toEqual([])
})

test('fewer than twenty rows say nothing', () => {
  expect(found(many(19))).toEqual([])
  expect(found(many(20))).toHaveLength(1)
})

test('two working days are the owner’s: a holiday and the weekend do not count', () => {
  const tuesday = { actedAt: at('2026-11-24T10:00') }
  expect(found([...many(10), ...many(10, tuesday)])).toEqual([])
  const late = { actedAt: at('2026-11-24T10:01') }
  expect(found([...many(10), ...many(10, late)])).toEqual([{ kind: 'update', rows: 20, acted: 0 }])
})

test('what may still be acted on is left out', () => {
  expect(found(many(20, { sentAt: NOW - DAY_MS }))).toEqual([])
})

test('each kind of clock is looked at by itself', () => {
  expect(found([...many(20), ...many(20, { kind: 'fix', ...acted(2) }), ...many(5, { kind: 'decide' })])).toEqual([
    { kind: 'update', rows: 20, acted: 0 },
  ])
})

test('the workspace says how few are too few, and of how many', () => {
  const rows = [...many(8), ...many(2, acted(1))]
  expect(found(rows)).toEqual([])
  expect(found(rows, NOW, { rows: 10, percent: 21 })).toEqual([{ kind: 'update', rows: 10, acted: 2 }])
  expect(found(rows, NOW, { rows: 10, percent: 20 })).toEqual([])
  expect(found(many(500), NOW, { rows: 5, percent: 0 })).toEqual([])
})
