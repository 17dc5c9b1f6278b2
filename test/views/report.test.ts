import { describe, expect, test } from 'vitest'
import { cellKey, readCellKey } from '../../src/domain/figure-keys.js'
import { PERIOD_UNITS } from '../../src/domain/fiscal.js'
import { FIGURE_PARTS } from '../../src/domain/metrics.js'
import { LOCALES } from '../../src/domain/person.js'
import { messagesFor } from '../../src/i18n/index.js'
import { checkMessage, checkView } from '../../src/slack/block-kit-limits.js'
import { readFigureRef, readSliceRef, writeFigureRef, writeSliceRef } from '../../src/views/figure-value.js'
import { figureModal, sliceModal } from '../../src/views/modals/figures.js'
import { reportMessage } from '../../src/views/report.js'
import { EXTREMES, HOSTILE } from './extremes.js'
import { viewer } from './sample.js'
import { SPAN, sampleReport } from './sample-report.js'

const SIZES = [
  ['nothing', sampleReport('佐藤', 0, 0)],
  ['a team', sampleReport('佐藤', 4, 12)],
  ['a crowd with hostile names', sampleReport(HOSTILE, 250, 2 ** 44)],
  ['a crowd with long names', sampleReport('齋'.repeat(300), 250, 999)],
] as const
const CASES = LOCALES.flatMap((locale) => SIZES.map(([name, report]) => [locale, name, report] as const))

const shown = (report: (typeof SIZES)[number][1], locale: 'ja' | 'en', mayAcknowledge = true) =>
  reportMessage(
    report,
    { title: messagesFor(locale).reports.title('x', 'y'), mayAcknowledge, churnGate: 10 },
    messagesFor(locale),
    viewer(locale),
  )

describe.each(CASES)('a report in %s of %s', (locale, _size, report) => {
  test('is one that Slack takes', () => {
    expect(checkMessage(shown(report, locale))).toEqual([])
    expect(shown(report, locale).blocks.length).toBeLessThanOrEqual(50)
  })

  test('names no mark-up, and nothing that was not there', () => {
    const { text, blocks } = shown(report, locale)
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn')
    expect(text).not.toMatch(/undefined|NaN|\[object|[\u202A-\u202E]/)
  })

  test('opens every number: what its menus carry is read back, part by part', () => {
    const values = JSON.stringify(shown(report, locale).blocks).matchAll(/"value":"(1:[^"]*)"/g)
    for (const [, value] of values) {
      expect(value?.length).toBeLessThanOrEqual(150)
      expect(readFigureRef(value) ?? readSliceRef(value), value).not.toBeNull()
    }
  })

  test('opens what is held in each currency, and says in which', () => {
    const m = messagesFor(locale)
    const [row] = report.by.csm ?? []
    const views = [JSON.stringify(shown(report, locale).blocks)]
    if (row !== undefined) {
      const of = { span: SPAN, slice: { by: 'csm', key: row.key } as const, figures: row, compared: null, cohort: null }
      views.push(JSON.stringify(sliceModal({ ...of, names: report.names }, true, { m, viewer: viewer(locale) })))
    }
    for (const view of views) {
      const refs = [...view.matchAll(/"value":"(1:[^"]*)"/g)].flatMap(([, value]) => readFigureRef(value) ?? [])
      const opened = refs.filter(({ currency }) => currency !== null).map(({ part, currency }) => `${currency} ${part}`)
      const held = Object.keys(report.otherCurrencies).sort()
      expect(opened).toEqual(held.flatMap((currency) => [`${currency} expansion_mrr.n`, `${currency} pipeline_mrr.n`]))
      const [ref] = refs.filter(({ currency }) => currency !== null)
      if (ref === undefined) continue
      const reader = { m, viewer: viewer(locale) }
      const modal = JSON.stringify(figureModal({ ref, rows: [], total: 0, target: null, names: report.names }, reader))
      expect(modal).toContain(`${ref.currency} ${m.reports.parts[ref.part]}`)
    }
  })

  test('has a part of it looked at in a form that Slack takes', () => {
    const [row] = report.by.csm ?? []
    if (row === undefined) return
    const slice = { by: 'csm', key: row.key } as const
    const of = { span: SPAN, slice, figures: row, compared: report.before, cohort: null, names: report.names }
    expect(checkView(sliceModal(of, true, { m: messagesFor(locale), viewer: viewer(locale) }))).toEqual([])
  })
})

test.each(LOCALES)('what is behind a number fits a form at any size, in %s', (locale) => {
  for (const make of EXTREMES.values()) {
    const rows = Array.from({ length: 20 }, () => make())
    const ref = { ...SPAN, part: 'csqls.n', currency: null, offset: 40, slice: { by: 'ae', key: null } } as const
    const { names } = sampleReport('x', 1, 1)
    const view = figureModal(
      { ref, rows, total: 1_000_000, target: null, names },
      { m: messagesFor(locale), viewer: viewer(locale) },
    )
    expect(checkView(view)).toEqual([])
    expect(JSON.stringify(view)).toContain('csql.figure.on')
  }
  const empty = {
    ref: { ...SPAN, part: 'csqls.n', currency: null, offset: 0, slice: null } as const,
    rows: [],
    total: 0,
    target: null,
  }
  const view = figureModal(
    { ...empty, names: sampleReport('x', 0, 0).names },
    { m: messagesFor(locale), viewer: viewer(locale) },
  )
  expect(checkView(view)).toEqual([])
})

test('values survive the way through Slack, and forged ones do not', () => {
  for (const part of FIGURE_PARTS) {
    for (const slice of [
      null,
      { by: 'csm', key: '0190a8c2-7b3e-7000-8000-000000000001' },
      { by: 'ae', key: null },
    ] as const) {
      const ref = {
        part,
        from: '2026-10-01',
        to: '2026-12-31',
        currency: slice === null ? 'USD' : null,
        offset: 20,
        slice,
      }
      expect(writeFigureRef(ref).length).toBeLessThanOrEqual(150)
      expect(readFigureRef(writeFigureRef(ref))).toEqual(ref)
      for (const unit of [null, ...PERIOD_UNITS]) {
        const opened = { from: ref.from, to: ref.to, unit, slice }
        expect(readSliceRef(writeSliceRef(opened))).toEqual(opened)
      }
    }
  }
  for (const closeMonth of ['2026-12', null]) {
    for (const progress of ['waiting_customer', null]) {
      const key = cellKey({ closeMonth, progress })
      expect(readCellKey(key)).toEqual({ closeMonth, progress })
      const slice = { by: 'cell', key } as const
      const ref = {
        ...{ part: 'pipeline_mrr.n' as const, from: '2026-10-01', to: '2026-12-31', currency: 'JPY', offset: 20 },
        slice,
      } as const
      expect(readFigureRef(writeFigureRef(ref))).toEqual(ref)
    }
  }
  for (const key of ['', '2026-13_quoted', '2026-12', '2026-12_', '_quoted']) expect(readCellKey(key)).toBe(null)
  for (const forged of [
    null,
    '__proto__',
    '1:csqls.n:2026-10-01:2026-09-01::0:',
    '1:csqls.n:2026-02-30:2026-12-31::0:',
    '1:toString.n:2026-10-01:2026-12-31::0:',
    '1:csqls.n:2026-10-01:2026-12-31::-1:',
    "1:csqls.n:2026-10-01:2026-12-31::0:csm=x' or 1",
    '1:csqls.n:2026-10-01:2026-12-31::0:person=x',
    '1:2026-10-01:2026-12-31:decade:',
    '1:2026-10-01:2026-12-31:month:month:',
  ]) {
    expect([readFigureRef(forged), readSliceRef(forged)]).toEqual([null, null])
  }
})

test.each(LOCALES)(
  'the days of a report carry their year, and so do those that it is compared with, in %s',
  (locale) => {
    const report = sampleReport('佐藤', 1, 12)
    const [row] = report.by.csm ?? []
    if (row === undefined) throw new Error('nobody')
    const m = messagesFor(locale)
    const slice = { by: 'csm', key: row.key } as const
    const ref = { ...SPAN, part: 'csqls.n', currency: null, offset: 0, slice } as const
    const { names } = report
    const reader = { m, viewer: viewer(locale) }
    const said = [
      shown(report, locale).text,
      JSON.stringify(figureModal({ ref, rows: [], total: 0, target: null, names }, reader)),
      JSON.stringify(
        sliceModal({ span: SPAN, slice, figures: row, compared: null, cohort: null, names }, true, reader),
      ),
    ]
    expect(said[0]).toContain(m.format.datedSpan('2026-07-01', '2026-08-25'))
    for (const text of said.slice(1)) expect(text).toContain(m.format.datedSpan(SPAN.from, SPAN.to))
    for (const text of said) expect(text).toContain('2026')
  },
)

test('whose the overdue ones are is no figure for colleagues of an AE', () => {
  const report = sampleReport('鈴木', 1, 3)
  const [row] = report.by.ae ?? []
  if (row === undefined) throw new Error('nobody')
  const of = {
    span: SPAN,
    slice: { by: 'ae', key: row.key },
    figures: row,
    compared: null,
    cohort: null,
    names: report.names,
  } as const
  const text = (may: boolean) => JSON.stringify(sliceModal(of, may, { m: messagesFor('ja'), viewer: viewer() }))
  expect(text(true)).toContain('期限超過')
  expect(text(false)).not.toContain('期限超過')
  expect(text(false)).not.toContain('overdue_rate')
})

test.each([
  ['ja', '直近24か月分です(全25か月中)。'],
  ['en', 'The newest 24 of 25 months.'],
] as const)('a table that holds only the newest months of the period says of how many, in %s', (locale, words) => {
  const report = sampleReport('佐藤', 1, 12)
  expect(shown(report, locale).text).toContain(words)
  expect(shown({ ...report, monthsTouched: 24 }, locale).text).not.toContain(words.slice(0, 6))
})

test('a figure says of how many it is, and a young cohort that it may change', () => {
  const { text } = shown(sampleReport('佐藤', 1, 12), 'ja')
  expect(text).toContain('引き受け率 100.0%(12/12)※、対象外:営業で商談中(CS関与) 12件・CS担当が対応 12件|前期間 —(0/0)')
  expect(text).toContain('CSQLの受注率 100.0%(12/12)※、進行中 12件')
  expect(text).toContain('NRR(売上継続率) —|前期間 —')
})

test('a rate says what it leaves out, and a sum how many of its CSQLs have an amount', () => {
  const report = sampleReport('佐藤', 1, 12)
  const { metrics } = report
  const of = { ...metrics.acceptance_rate, in_pipeline: 23, self_closed: 0 }
  const pipeline = { value: 617_000, n: 69, unestimated: 15 }
  const share = { num: 0, den: 5_410_200, value: null, n: 0, undated: 318 }
  const said = shown(
    {
      ...report,
      metrics: { ...metrics, acceptance_rate: of, pipeline_mrr: pipeline, cs_share_of_expansion: share },
      missing: { ...report.missing, starts: 318, estimates: 15 },
    },
    'ja',
  )
  expect(said.text).toContain('引き受け率 100.0%(12/12)※、対象外:営業で商談中(CS関与) 23件|')
  expect(said.text).toContain('商談中の月額(現在) 61.7万円(69件のうち、月額のわかる54件の合計)')
  expect(said.text).toContain('CSQL経由の割合(直近12か月) —|')
  const menus = JSON.stringify(said.blocks)
  expect(menus).toContain('利用開始日のない受注が318件')
  expect(menus).toContain('見込み月額のない商談が15件')
  for (const part of ['acceptance_rate.in_pipeline', 'cs_share_of_expansion.undated', 'pipeline_mrr.unestimated']) {
    expect(menus).toContain(`1:${part}:`)
  }
  expect(menus).not.toContain('1:acceptance_rate.self_closed:')
})

test('the period before says of how many it is and whether it may change, and a part what of it may', () => {
  const { metrics } = sampleReport('佐藤', 1, 10)
  const report = sampleReport('佐藤', 1, 12)
  const said = shown({ ...report, before: { ...report.before, metrics } }, 'ja').text
  expect(said).toContain('商談化率 100.0%(12/12)※|前期間 100.0%(10/10)※')
  expect(said).toContain('受注月額(MRR・税抜) 12円(12件)|前期間 10円(10件)')
  expect(said).toContain('トスアップから受注まで 12日(中央値・12件)|前期間 10日(中央値・10件)')
  expect(said).toContain('ウェビナー:CSQL 12件・商談化 100.0%※|期間中の受注 12件')
})

test('what became an opportunity in the period stands beside what is open, also where nothing is open', () => {
  const report = sampleReport('佐藤', 1, 12)
  for (const pipeline of [report.pipeline, []]) {
    expect(JSON.stringify(shown({ ...report, pipeline }, 'ja').blocks)).toContain('期間中に商談化:月額 12円(12件)')
  }
})

test('only a manager is asked to acknowledge churn, and only where nobody has', () => {
  const report = sampleReport('佐藤', 2, 1)
  const buttons = (mayAcknowledge: boolean) =>
    JSON.stringify(shown(report, 'ja', mayAcknowledge).blocks).split('csql.churn').length - 1
  expect([buttons(true), buttons(false)]).toEqual([1, 0])
})

const sliced = (of: Partial<Parameters<typeof sliceModal>[0]>, locale: 'ja' | 'en' = 'ja') => {
  const report = sampleReport('佐藤', 1, 12)
  const whole = { span: SPAN, slice: null, figures: report, compared: null, cohort: null, names: report.names }
  return JSON.stringify(sliceModal({ ...whole, ...of }, true, { m: messagesFor(locale), viewer: viewer(locale) }))
}

test.each(LOCALES)(
  'a month that is opened keeps the marks of what may still grow, and says what they mean, in %s',
  (locale) => {
    const steps = [7, 8, 9, 10] as const
    const month = { month: '2026-11', csqls: 12, inferred: 0, accepted: steps, opportunities: steps, won: steps }
    const text = sliced({ cohort: { ...month, complete: [true, false, false, false] } }, locale)
    const { reports } = messagesFor(locale)
    expect(text.split('7 / 8+ / 9+ / 10+')).toHaveLength(4)
    expect(text).toContain(reports.cohortNote)
    expect(text).not.toContain(reports.cohortInferred(0).slice(-12))
    expect(sliced({ cohort: { ...month, inferred: 3, complete: [true, true, true, true] } }, locale)).toContain(
      reports.cohortInferred(3),
    )
  },
)

test.each(LOCALES)(
  'the table of months says how many of them are in no step, and nothing where none is, in %s',
  (locale) => {
    const report = sampleReport('佐藤', 1, 12)
    const { cohortInferred } = messagesFor(locale).reports
    const cohorts = report.cohorts.map((row, index) => ({ ...row, inferred: index < 2 ? 4 : 0 }))
    expect(JSON.stringify(shown({ ...report, cohorts }, locale).blocks)).toContain(cohortInferred(8))
    expect(JSON.stringify(shown(report, locale).blocks)).not.toContain(cohortInferred(0))
  },
)

test.each(LOCALES)('a part that is opened says with which days it is compared, in %s', (locale) => {
  const m = messagesFor(locale)
  const { metrics } = sampleReport('佐藤', 1, 10)
  const days = m.reports.compared(m.format.datedSpan('2026-10-01', '2026-10-25'))
  expect(sliced({ compared: { span: { from: '2026-10-01', to: '2026-10-25' }, metrics } }, locale)).toContain(days)
  expect(sliced({}, locale)).not.toContain(m.reports.compared('').slice(0, 4))
})

test('the period before says of how many it is wherever the present does', () => {
  const report = sampleReport('佐藤', 1, 12)
  const estimate_accuracy = { num: 251_000, den: 240_000, value: 251 / 240, n: 5 }
  const none = { num: 0, den: 0, value: null }
  const metrics = { ...sampleReport('佐藤', 1, 10).metrics, estimate_accuracy, deal_win_rate: none }
  const said = shown({ ...report, before: { ...report.before, metrics } }, 'ja').text
  expect(said).toContain('|前期間 104.6%(25.1万円/24万円・5件)')
  expect(said).toContain('|前期間 —(0/0)')
  expect(said).toContain('NRR(売上継続率) —|前期間 —')
  expect(said).not.toMatch(/(期限超過|商談中の月額)[^\n・]*前期間/)
})
