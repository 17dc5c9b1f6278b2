import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../src/domain/days.js'
import { BadValue } from '../../src/domain/errors.js'
import { PersonId } from '../../src/domain/ids.js'
import { leaveKey, plannedLeave, upcomingLeave } from '../../src/domain/leave.js'
import type { Leave } from '../../src/domain/person.js'

const TODAY = '2026-11-25'
const SELF = PersonId.parse('self')
const OTHER = PersonId.parse('other')

const leaves: fc.Arbitrary<Leave> = fc
  .record({
    from: fc.integer({ min: -40, max: 900 }),
    length: fc.integer({ min: -2, max: 400 }),
    delegateId: fc.constantFrom(null, OTHER, SELF),
  })
  .map(({ from, length, delegateId }) => {
    const first = addDays(TODAY, from)
    return { from: first, to: addDays(first, length), delegateId }
  })

/** What somebody may hold: what was planned before, on any day. */
const held = fc
  .array(
    leaves.filter(({ from, to }) => from <= to),
    { maxLength: 8 },
  )
  .map((all) => {
    const kept: Leave[] = []
    for (const leave of all) {
      if (!kept.some((one) => leave.from <= one.to && one.from <= leave.to)) kept.push(leave)
    }
    return kept
  })

const overlaps = (all: readonly Leave[]): boolean =>
  all.some((a, i) => all.some((b, j) => i < j && a.from <= b.to && b.from <= a.to))

test('whatever is planned: no leave overlaps another, none is lost that is over or kept, and nobody stands in for themself', () => {
  let planned = 0
  fc.assert(
    fc.property(
      held,
      fc.array(leaves, { maxLength: 3 }),
      fc.array(fc.boolean(), { maxLength: 8 }),
      (all, added, keep) => {
        const upcoming = upcomingLeave(all, TODAY)
        const kept = upcoming.filter((_leave, index) => keep[index] === true).map(leaveKey)
        const rows = added.map((leave, index) => ({ ...leave, row: (['', '_2', '_3'] as const)[index] ?? '' }))
        let result: readonly Leave[]
        try {
          result = plannedLeave({ id: SELF, leave: all }, { kept, added: rows }, TODAY)
        } catch (error) {
          expect(error).toBeInstanceOf(BadValue)
          return
        }
        planned += 1
        expect(overlaps(result)).toBe(false)
        expect(result).toEqual(result.toSorted((a, b) => (a.from < b.from ? -1 : 1)))
        for (const leave of all.filter((one) => one.to < TODAY || kept.includes(leaveKey(one)))) {
          expect(result).toContainEqual(leave)
        }
        for (const { row: _row, ...leave } of rows) {
          expect(result).toContainEqual(leave)
          expect([leave.from <= leave.to, leave.to >= TODAY, leave.delegateId === SELF]).toEqual([true, true, false])
        }
        const gone = upcoming.filter((leave) => !kept.includes(leaveKey(leave)))
        for (const { from } of gone) {
          const rest = result.find((leave) => leave.from === from && !rows.some((row) => row.from === from))
          expect(rest === undefined || rest.to === addDays(TODAY, -1)).toBe(true)
        }
      },
    ),
    { numRuns: 2000 },
  )
  expect(planned).toBeGreaterThan(100)
})

test('so many can be entered, and no more', () => {
  const many = Array.from({ length: 30 }, (_, n) => {
    const from = addDays(TODAY, 2 * n)
    return { from, to: from, delegateId: null }
  })
  const more = { from: '2027-11-01', to: '2027-11-01', delegateId: null, row: '' } as const
  const plan = (all: readonly Leave[]) =>
    plannedLeave({ id: SELF, leave: all }, { kept: all.map(leaveKey), added: [more] }, TODAY)
  expect(() => plan(many)).toThrow(expect.objectContaining({ facts: { field: 'leave_from', rule: 'too_many_leaves' } }))
  expect(plan(many.slice(1))).toHaveLength(30)
})
