import { describe, expect, test } from 'vitest'
import { nextStepOf } from '../../src/domain/next-step.js'
import { soFar } from '../../src/domain/running-week.js'
import type { WeeklyDigest } from '../../src/domain/weekly-digest.js'
import { CALM, WEEKLY } from '../views/sample-weekly.js'

const kindOf = (changes: Partial<WeeklyDigest>) => nextStepOf({ ...CALM, ...changes })?.kind ?? null
const overdue = { number: 31, accountName: '霧笛倉庫', days: 5 }
const returned = (days: number) => ({ number: 7, accountName: '灯籠坂食品', days })
const unassigned = { kind: 'unassigned', n: 2 } as const
const key = (signals: WeeklyDigest['key']['signals']) => ({ key: { ...CALM.key, signals } })
const source = (name: 'webinar' | 'support', csqls: number, opportunities: number) => ({
  ...{ source: name, csqls, opportunities, won: 0 },
})

describe('the suggested next step', () => {
  test.each<[string, Partial<WeeklyDigest>, string | null]>([
    ['nothing presses', {}, null],
    ['a CSQL without an AE', { notes: [unassigned] }, 'name_aes'],
    ['something overdue', { overdue: [overdue], overdueTotal: 1 }, 'settle_overdue'],
    ['a CSQL returned five working days ago', { waitingOnCsm: [returned(5)], waitingOnCsmTotal: 1 }, 'answer_returned'],
    ['a CSQL returned four working days ago', { waitingOnCsm: [returned(4)], waitingOnCsmTotal: 1 }, null],
    ['three rejections of five alike', { rejectReasons: reasons(3, 2) }, 'agree_on_rejections'],
    ['three rejections of seven alike', { rejectReasons: reasons(3, 2, 2) }, null],
    ['two rejections alike', { rejectReasons: reasons(2) }, null],
    ['signals at half their mean', key({ n: 2, before: 5, mean: 4 }), 'look_for_signals'],
    ['signals above half their mean', key({ n: 3, before: 5, mean: 4 }), null],
    ['no signals where there hardly ever are any', key({ n: 0, before: 1, mean: 1.5 }), null],
    ['no signals where no mean is known', key({ n: 0, before: null, mean: null }), null],
    ['fewer than half of the signals vetted', { funnel: funnel(20, 9) }, 'vet_signals'],
    ['half of the signals vetted', { funnel: funnel(20, 10) }, null],
    ['too few signals to tell', { funnel: funnel(7, 0) }, null],
    [
      'a source that does much better',
      { bySource: [source('webinar', 6, 4), source('support', 14, 2)] },
      'repeat_source',
    ],
    ['a source that does a little better', { bySource: [source('webinar', 6, 3), source('support', 14, 5)] }, null],
    ['a source of too few CSQLs', { bySource: [source('webinar', 4, 4), source('support', 14, 1)] }, null],
    ['sources without any opportunity', { bySource: [source('webinar', 6, 0), source('support', 14, 0)] }, null],
    ['accounts with an outcome and no proposal', { unproposed: ['月白'], unproposedTotal: 1 }, 'propose_to_successful'],
  ])('with %s', (_what, changes, kind) => {
    expect(kindOf(changes)).toBe(kind)
  })

  test('is about who waits, before what could be better, before what could grow', () => {
    const all: Partial<WeeklyDigest>[] = [
      { notes: [unassigned] },
      { overdue: [overdue], overdueTotal: 1 },
      { waitingOnCsm: [returned(9)], waitingOnCsmTotal: 1 },
      { rejectReasons: reasons(4) },
      key({ n: 0, before: 5, mean: 4 }),
      { funnel: funnel(20, 1) },
      { bySource: [source('webinar', 6, 4), source('support', 14, 2)] },
      { unproposed: ['月白'], unproposedTotal: 1 },
    ]
    const together = all.map((_, index) => kindOf(Object.assign({}, ...all.slice(index))))
    expect(together).toEqual(all.map((changes) => kindOf(changes)))
    expect(new Set(together).size).toBe(8)
  })

  test('names the one that is overdue longest, and how many there are', () => {
    expect(nextStepOf({ ...WEEKLY, notes: [] })).toEqual({
      ...{ kind: 'settle_overdue', n: WEEKLY.overdueTotal },
      ...WEEKLY.overdue[0],
    })
  })
})

function reasons(...counts: readonly number[]) {
  const codes = ['need_unclear', 'no_budget', 'too_early']
  return counts.map((n, index) => ({ reason: codes[index] ?? 'other', n }))
}

function funnel(signals: number, qualified: number): WeeklyDigest['funnel'] {
  return { ...CALM.funnel, signals, qualified }
}

test('no step follows from a part of a week that is behind a whole one', () => {
  const behind = { ...CALM, ...key({ n: 2, before: 5, mean: 4 }) }
  expect(nextStepOf(behind)?.kind).toBe('look_for_signals')
  expect(soFar({ ...behind, nextStep: nextStepOf(behind) }).nextStep).toBe(null)
})
