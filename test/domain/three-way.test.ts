import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestsOf, reconcile } from '../../src/domain/three-way.js'

const opened = { name: '月白精機', segment: 'A' }

test.each([
  ['nobody changed anything', {}, {}, { name: '月白精機', segment: 'A' }, []],
  ['what I changed is taken', { segment: 'B' }, {}, { name: '月白精機', segment: 'B' }, []],
  [
    'what somebody else changed stays where I did not touch it',
    {},
    { name: '月白' },
    { name: '月白', segment: 'A' },
    [],
  ],
  ['changes of different fields both stand', { segment: 'B' }, { name: '月白' }, { name: '月白', segment: 'B' }, []],
  ['the same change by both is none', { segment: 'B' }, { segment: 'B' }, { name: '月白精機', segment: 'B' }, []],
  ['both changed one field', { segment: 'B' }, { segment: 'C' }, { name: '月白精機', segment: 'B' }, ['segment']],
  [
    'I emptied what somebody else changed',
    { segment: '' },
    { segment: 'C' },
    { name: '月白精機', segment: '' },
    ['segment'],
  ],
])('%s', (_rule, mine, theirs, values, conflicts) => {
  const sent = { ...opened, ...mine }
  expect(reconcile(digestsOf(opened), sent, { ...opened, ...theirs })).toEqual({ values, conflicts })
})

test('a field that the form lacks stays as it stands, and one whose beginning is lost is taken as sent', () => {
  expect(reconcile(digestsOf(opened), { name: '月白' }, opened).values).toEqual({ name: '月白', segment: 'A' })
  expect(reconcile({}, { segment: 'B' }, { ...opened, segment: 'C' })).toEqual({
    values: { name: '月白精機', segment: 'B' },
    conflicts: [],
  })
  expect(reconcile(digestsOf({ ['__proto__']: 'x' }), { segment: 'B' }, opened).conflicts).toEqual([])
})

test('sent again after a conflict, with what stood then, it is taken', () => {
  const now = { ...opened, segment: 'C' }
  const first = reconcile(digestsOf(opened), { ...opened, segment: 'B' }, now)
  expect(first.conflicts).toEqual(['segment'])
  expect(reconcile(digestsOf(now), first.values, now)).toEqual({ values: { ...opened, segment: 'B' }, conflicts: [] })
})

test('nothing that somebody typed is lost without a word', () => {
  const value = fc.constantFrom('', 'a', 'b', 'c')
  const values = fc.record({ one: value, two: value, three: value })
  fc.assert(
    fc.property(values, values, values, (before, mine, now) => {
      const { values: after, conflicts } = reconcile(digestsOf(before), mine, now)
      for (const field of ['one', 'two', 'three'] as const) {
        const [iChanged, theyChanged] = [mine[field] !== before[field], now[field] !== before[field]]
        if (conflicts.includes(field)) {
          expect(iChanged && theyChanged && mine[field] !== now[field]).toBe(true)
          continue
        }
        if (iChanged) expect(after[field]).toBe(mine[field])
        else expect(after[field]).toBe(now[field])
        if (theyChanged) expect(iChanged ? mine[field] : after[field]).toBe(now[field])
      }
    }),
  )
})
