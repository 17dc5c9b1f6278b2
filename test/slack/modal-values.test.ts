import type { ModalView } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DepartmentId, ProductId, TextId } from '../../src/domain/ids.js'
import { LOCALES } from '../../src/domain/person.js'
import { messagesFor } from '../../src/i18n/index.js'
import { readState } from '../../src/slack/modal-state.js'
import { type ModalAction, type ModalValues, readModal } from '../../src/slack/modal-values.js'
import { editModal } from '../../src/views/modals/edit.js'
import { logModal } from '../../src/views/modals/log.js'
import { qualifyModal } from '../../src/views/modals/qualify.js'
import { transitionModal } from '../../src/views/modals/transition.js'
import {
  crowd,
  everyModal,
  FORMS,
  known,
  MASTER,
  optionsFor,
  PRODUCTS,
  TODAY,
  TOKYO,
  untouched,
} from '../views/every-modal.js'
import { EXTREMES } from '../views/extremes.js'
import { NOW, PROBLEM } from '../views/sample.js'

const m = messagesFor('ja')
const CONTEXT = { m, currency: 'JPY', calendar: TOKYO, now: NOW }

const SHAPES: Readonly<Record<string, string>> = {
  plain_text_input: 'value',
  datepicker: 'selected_date',
  users_select: 'selected_user',
}

type Values = Record<string, Record<string, Record<string, unknown>>>

/** The form as it was shown, with what somebody entered in its place. */
function filled(view: ModalView, entered: Readonly<Record<string, unknown>> = {}): Values {
  const values: Values = untouched(view)
  for (const [name, given] of Object.entries(entered)) {
    const cell = values[name]?.['value']
    if (cell === undefined) throw new Error(`the form has no ${name}`)
    const option = (value: unknown) => (value === null ? null : { text: { type: 'plain_text', text: 'x' }, value })
    const shape = SHAPES[String(cell['type'])]
    if (shape !== undefined) cell[shape] = given
    else if (Array.isArray(given)) cell['selected_options'] = given.map(option)
    else cell['selected_option'] = option(given)
  }
  return values
}

const read = (action: ModalAction, view: ModalView, entered: Readonly<Record<string, unknown>> = {}) =>
  readModal(action, filled(view, entered), CONTEXT)

const fieldsOf = (values: ModalValues) => (values.ok ? values.fields : values.errors)
const errorsOf = (values: ModalValues) => (values.ok ? {} : values.errors)

const form = (
  action: (typeof FORMS)[number],
  own: Parameters<typeof known>[0] = {},
  withheld: readonly string[] = ['csm'],
) => transitionModal(action, known(own), { ...optionsFor('ja'), calendar: TOKYO, withheld })
const qualify = (own: Parameters<typeof known>[0] = {}, master = MASTER) =>
  qualifyModal(known(own), { ...optionsFor('ja'), master })
const edit = (own: Parameters<typeof known>[0] = {}) => editModal(known(own), { ...optionsFor('ja'), master: MASTER })
const log = (prefill: Parameters<typeof logModal>[0] = {}) =>
  logModal(
    { account: { id: 'a1', name: '月白精機' }, note: PROBLEM, ...prefill },
    { ...optionsFor('ja'), products: PRODUCTS },
  )

const READ_HERE: ReadonlySet<string> = new Set([...FORMS, 'log', 'qualify', 'edit'])

describe('what a form shows, submitted untouched', () => {
  const AMOUNTS = { amount: 120_000, amount_period: 'month', one_time: null, currency: 'JPY' }

  test.each<[(typeof FORMS)[number], Parameters<typeof known>[0], Record<string, unknown>]>([
    ['accept', {}, { next_action: null, next_on: '2026-11-27' }],
    ['return', {}, { missing: [], note: null }],
    ['reject', {}, { reason: null, note: null }],
    [
      'update',
      {
        csql: { progress: 'quoted', nextOn: '2026-12-01', nextActionTextId: TextId.parse('t') },
        texts: { t: '日程のご相談' },
      },
      { progress: 'quoted', next_on: '2026-12-01', next_action: '日程のご相談' },
    ],
    [
      'convert',
      { csql: { closeMonth: '2027-01', crmTextId: TextId.parse('t') }, texts: { t: 'https://crm.example/1' } },
      { ...AMOUNTS, close_month: '2027-01', crm_link: 'https://crm.example/1' },
    ],
    ['win', {}, { ...AMOUNTS, won_on: TODAY, start_on: null, promises: null }],
    ['lose', {}, { reason: null, lost_on: TODAY, note: null }],
    ['nurture', {}, { recheck_on: null, reason: null, note: null }],
    ['withdraw', {}, { reason: null, note: null }],
    ['merge', {}, { into: null }],
    ['reassign', {}, {}],
    ['propose_ae', {}, {}],
    ['reopen', {}, { note: null }],
    ['note', {}, { note: null }],
    ['snooze', {}, { until: Date.UTC(2026, 10, 26, 1) }],
    ['plan_fix', { csql: { fixOn: '2026-12-01' } }, { fix_on: '2026-12-01' }],
  ])('%s reads back to the same', (action, own, fields) => {
    expect(read(action, form(action, own))).toMatchObject({ ok: true, fields: expect.anything() })
    expect(fieldsOf(read(action, form(action, own)))).toEqual(fields)
  })

  test('a hand-over reads back to what the CSQL holds', () => {
    const department = { id: DepartmentId.parse('d1'), accountId: known().csql.accountId, name: '経理部' }
    const view = qualify(
      { departmentName: '経理部', csql: { departmentId: department.id, firstQualifiedAt: null } },
      { ...MASTER, departments: [department] },
    )
    expect(read('qualify', view)).toEqual({
      ok: true,
      people: { ae: 'U0SUZUKI' },
      fields: {
        problem: PROBLEM,
        contact: { id: 'k1' },
        product: 'p1',
        kind: 'cross_sell',
        department: { id: 'd1' },
        heat: 'high',
        source: 'cs_activity',
        source_detail: '定例',
        checklist: ['considering', 'problem_concrete', 'contact_moves', 'timing_fits'],
        amount: 120_000,
        amount_period: 'month',
        currency: 'JPY',
      },
    })
  })

  test('an edit reads back to what the CSQL holds, and leaves the opt-in alone', () => {
    expect(fieldsOf(read('edit', edit({ csql: { oneTime: 300_000 } })))).toEqual({
      problem: PROBLEM,
      note: null,
      product: 'p1',
      kind: 'cross_sell',
      heat: 'high',
      source: 'cs_activity',
      source_detail: '定例',
      contact: { id: 'k1' },
      amount: 120_000,
      amount_period: 'month',
      one_time: 300_000,
      currency: 'JPY',
    })
  })

  test('what master data does not list stays chosen', () => {
    const nothingKnown = { products: [], departments: [], contacts: [] }
    const own = { departmentName: '経理部', csql: { departmentId: DepartmentId.parse('d1') } }
    const view = editModal(known(own), { ...optionsFor('ja'), master: nothingKnown })
    expect(fieldsOf(read('edit', view))).toMatchObject({
      product: 'p1',
      department: { id: 'd1' },
      contact: { id: 'k1' },
    })
  })

  test('a prefilled log reads back to what was recognised', () => {
    const product = { id: ProductId.parse('p1'), name: 'ホタルビ経費', nameEn: null }
    const amount = { amount: '月12万', period: null, oneTime: null }
    const view = log({
      product,
      kind: 'cross_sell',
      heat: 'high',
      source: 'webinar',
      sourceDetail: '11月',
      amount,
      ae: 'U0PAT',
    })
    expect(read('log', view)).toEqual({
      ok: true,
      people: { ae: 'U0PAT' },
      fields: {
        account: { id: 'a1' },
        note: PROBLEM,
        product: 'p1',
        kind: 'cross_sell',
        heat: 'high',
        source: 'webinar',
        source_detail: '11月',
        amount: 120_000,
        amount_period: 'month',
        currency: 'JPY',
      },
    })
  })

  test('a new account comes as its name', () => {
    const view = log({ account: { id: null, name: '霧笛倉庫' } })
    expect(fieldsOf(read('log', view))).toMatchObject({ account: { name: '霧笛倉庫' } })
  })

  test.each(LOCALES)('amounts read back exactly, whatever their currency, in %s', (locale) => {
    const amounts = fc.integer({ min: 0, max: 999_999_999_999 })
    fc.assert(
      fc.property(
        fc.constantFrom('JPY', 'USD', 'EUR', 'GBP', 'KWD', 'KRW'),
        fc.option(amounts),
        fc.option(amounts),
        fc.constantFrom('month' as const, 'year' as const),
        (currency, amount, oneTime, amountPeriod) => {
          const own = { csql: { amount, oneTime, amountPeriod: amount === null ? null : amountPeriod, currency } }
          const view = transitionModal('win', known(own), optionsFor(locale))
          const values = readModal('win', untouched(view), { ...CONTEXT, currency })
          expect(fieldsOf(values)).toMatchObject({
            amount,
            amount_period: amount === null ? null : amountPeriod,
            one_time: oneTime,
          })
        },
      ),
    )
  })

  test.each(LOCALES.flatMap((locale) => [...EXTREMES].map(([name, make]) => [locale, name, make] as const)))(
    'every form in %s reads without a throw, with %s',
    (locale, _name, make) => {
      for (const [name, view] of everyModal(make, locale, crowd(120, '齋'))) {
        const action = name.split(',')[0] ?? ''
        // Forms that are about no CSQL have readers of their own.
        if (!READ_HERE.has(action)) continue
        expect(typeof readModal(action as ModalAction, untouched(view), CONTEXT).ok, name).toBe('boolean')
      }
    },
  )
})

describe('what somebody enters', () => {
  test('text is kept without what cannot be seen, and an emptied input says so', () => {
    expect(fieldsOf(read('reject', form('reject'), { reason: 'other', note: ' \u202Eご判断\u0000\n次回 ' }))).toEqual({
      reason: 'other',
      note: 'ご判断\n次回',
    })
    expect(fieldsOf(read('edit', edit(), { problem: ' \u200B ', product: null, contact: null }))).toMatchObject({
      problem: null,
      product: null,
      contact: null,
    })
  })

  test('an emptied problem is no wish to lose it at a hand-over', () => {
    expect(fieldsOf(read('qualify', qualify(), { problem: null }))).not.toHaveProperty('problem')
  })

  test.each([
    ['CSQL-7', 7],
    ['#7', 7],
    ['7', 7],
  ])('a CSQL to merge into is read from %s', (typed, number) => {
    expect(fieldsOf(read('merge', form('merge'), { into: typed }))).toEqual({ into: number })
  })

  test('a name that is typed is the contact, whoever stands in the menu', () => {
    const view = qualify({ csql: { state: 'returned' } })
    const entered = { contact: 'k1', contact_name: '三浦', contact_title: '情シス部長', opt_in: 'via_csm' }
    expect(fieldsOf(read('qualify', view, entered))).toMatchObject({
      contact: { name: '三浦', title: '情シス部長' },
      opt_in: 'via_csm',
    })
  })

  test('where nobody is known, the name alone is a contact, not asked yet', () => {
    const view = qualify({ contact: null, csql: { contactId: null } }, { ...MASTER, contacts: [] })
    expect(fieldsOf(read('qualify', view, { contact: '大槻' }))).toMatchObject({
      contact: { name: '大槻', title: null },
      opt_in: 'unknown',
    })
  })

  test('an outcome counts only where more of the same product is offered', () => {
    const view = qualify({ csql: { kind: null } })
    const ticked = ['timing_fits', 'outcome_exists']
    expect(fieldsOf(read('qualify', view, { kind: 'upsell', checklist: ticked }))).toMatchObject({ checklist: ticked })
    expect(fieldsOf(read('qualify', view, { kind: 'cross_sell', checklist: ticked }))).toMatchObject({
      checklist: ['timing_fits'],
    })
  })

  test.each<[string, Record<string, unknown>, string | null]>([
    ['an AE', { ae: 'U0PAT' }, 'U0PAT'],
    ['nobody', { ae: null }, null],
    ['a manager is to decide', { ae: null, ae_unassigned: ['unassigned'] }, 'unassigned'],
    ['a manager is to decide, whoever was preset', { ae_unassigned: ['unassigned'] }, 'unassigned'],
  ])('%s, as the AE of a hand-over', (_what, entered, ae) => {
    expect(read('qualify', qualify(), entered)).toMatchObject({ ok: true, people: { ae } })
  })

  test('people come as Slack ids, the CSM too', () => {
    const view = form('reassign', {}, [])
    expect(read('reassign', view, { ae: 'U0PAT', csm: 'W0NAKAMURA' })).toEqual({
      ok: true,
      fields: {},
      people: { ae: 'U0PAT', csm: 'W0NAKAMURA' },
    })
  })

  test.each([
    ['tomorrow', null, Date.UTC(2026, 10, 26, 1)],
    ['three_days, which is a Saturday, lasts until Monday', null, Date.UTC(2026, 10, 30, 1)],
    ['monday', null, Date.UTC(2026, 10, 30, 1)],
    ['date', '2026-12-25', Date.UTC(2026, 11, 25, 1)],
  ])('a snooze: %s', (choice, day, until) => {
    const entered = { until: choice.split(',')[0] ?? '', until_on: day }
    expect(fieldsOf(read('snooze', form('snooze'), entered))).toEqual({ until })
  })
})

describe('amounts, as people type them', () => {
  const win = (entered: Record<string, unknown>) => read('win', form('win'), entered)

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['full-width digits', { amount: '１２３' }, { amount: 123, amount_period: 'month' }],
    ['1億', { amount: '1億' }, { amount: 100_000_000 }],
    [
      'a typed period wins over the menu',
      { amount: '年144万', amount_period: 'month' },
      { amount: 1_440_000, amount_period: 'year' },
    ],
    [
      'the menu decides where nothing is said',
      { amount: '144万', amount_period: 'year' },
      { amount: 1_440_000, amount_period: 'year' },
    ],
    [
      'a one-time amount in the first input',
      { amount: '初期30万' },
      { amount: null, amount_period: null, one_time: 300_000 },
    ],
    ['both', { amount: '12万', one_time: '30万' }, { amount: 120_000, one_time: 300_000 }],
    ['another currency', { amount: '$300' }, { amount: 30_000, currency: 'USD' }],
    ['nothing', { amount: null }, { amount: null, amount_period: null, one_time: null }],
  ])('%s', (_what, entered, fields) => {
    expect(fieldsOf(win(entered))).toMatchObject(fields)
  })

  test.each([
    ['12〜15万', 'range'],
    ['約12万', 'approximate'],
    ['税込13.2万', 'tax_included'],
    ['-1', 'negative'],
    ['1e309', 'malformed'],
    ['NaN', 'malformed'],
    ['1.000,50', 'malformed'],
    ['9007199254740993', 'too_large'],
  ] as const)('%s is refused where it stands: %s', (typed, reason) => {
    expect(errorsOf(win({ amount: typed }))).toEqual({ amount: m.faults.amounts[reason](typed) })
  })

  test('the words of a range are those that were agreed', () => {
    expect(errorsOf(win({ amount: '12〜15万' }))['amount']).toBe(
      '「12〜15万」は金額をひとつに決められませんでした。例:月12万/年144万/初期30万(税抜)。未定の場合は空欄で登録できます。',
    )
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['a one-time amount in both inputs', { amount: '初期30万', one_time: '30万' }, m.faults.oneTimeTwice],
    ['a monthly amount as one-time', { amount: null, one_time: '月30万' }, m.faults.notOneTime],
    ['two currencies', { amount: '12万円', one_time: '$300' }, m.faults.currenciesDiffer],
  ])('%s', (_what, entered, words) => {
    expect(errorsOf(win(entered))).toEqual({ one_time: words })
  })

  test('a form without the one-time input takes one that is typed in the first', () => {
    expect(fieldsOf(read('log', log(), { amount: '初期30万' }))).toMatchObject({ amount: null, one_time: 300_000 })
    expect(fieldsOf(read('log', log(), { amount: '月12万' }))).not.toHaveProperty('one_time')
  })
})

describe('a form that is not ours', () => {
  const ALL: readonly ModalAction[] = [...FORMS, 'log', 'qualify', 'edit']
  const NOT_OURS = [undefined, null, 1, 'x', [], {}, { value: 1 }, { __proto__: { value: {} } }]

  test.each(ALL)('%s is refused in words, never by a throw', (action) => {
    for (const values of NOT_OURS) {
      const result = readModal(action, values, CONTEXT)
      expect(result.ok).toBe(false)
      expect(Object.values(errorsOf(result))).toContain(m.faults.notOurs)
    }
  })

  test('whatever the state holds, it is read or refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.jsonValue(), (action, values) => {
        expect(typeof readModal(action, values, CONTEXT).ok).toBe('boolean')
      }),
    )
    const block = fc.constantFrom(
      'reason',
      'note',
      'until',
      'until_on',
      'into',
      'ae',
      'csm',
      'amount',
      'missing',
      'account',
    )
    const type = fc.constantFrom('plain_text_input', 'static_select', 'checkboxes', 'datepicker', 'users_select')
    const cell = fc.record({ type, value: fc.anything(), selected_option: fc.anything(), selected_date: fc.string() })
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.dictionary(block, fc.record({ value: cell })), (action, values) => {
        expect(typeof readModal(action, values, CONTEXT).ok).toBe('boolean')
      }),
    )
  })

  test.each<[ModalAction, ModalView, string, Record<string, unknown>]>([
    ['update', form('update'), 'progress', { type: 'static_select', selected_option: { value: 'finished' } }],
    ['update', form('update'), 'next_on', { type: 'datepicker', selected_date: '2026-02-29' }],
    ['convert', form('convert'), 'close_month', { type: 'static_select', selected_option: { value: '2026-13' } }],
    ['convert', form('convert'), 'amount_period', { type: 'static_select', selected_option: { value: 'week' } }],
    ['return', form('return'), 'missing', { type: 'static_select', selected_option: { value: 'budget' } }],
    ['reassign', form('reassign'), 'ae', { type: 'users_select', selected_user: 'unassigned' }],
    ['snooze', form('snooze'), 'until', { type: 'radio_buttons', selected_option: { value: 'never' } }],
    ['snooze', form('snooze'), 'until_on', { type: 'datepicker', selected_date: 3 }],
    ['qualify', qualify(), 'kind', { type: 'static_select', selected_option: { value: '__proto__' } }],
  ])('%s: a value that its input cannot give is refused there', (action, view, name, cell) => {
    const values = { ...filled(view, action === 'snooze' ? { until: 'date' } : {}), [name]: { value: cell } }
    expect(errorsOf(readModal(action, values, CONTEXT))).toMatchObject({ [name]: m.faults.unreadable })
  })

  test('a text that is longer than the input takes says how long it may be', () => {
    expect(errorsOf(read('note', form('note'), { note: 'あ'.repeat(3001) }))).toEqual({ note: m.faults.tooLong(3000) })
    expect(
      errorsOf(read('qualify', qualify({ csql: { state: 'returned' } }), { contact_name: 'あ'.repeat(101) })),
    ).toEqual({
      contact_name: m.faults.tooLong(100),
    })
  })

  test('several faults are told at once, each at its input', () => {
    const errors = errorsOf(read('convert', form('convert'), { amount: '12〜15万', crm_link: 'x'.repeat(3001) }))
    expect(Object.keys(errors).sort()).toEqual(['amount', 'crm_link'])
  })

  test.each([
    [null, m.faults.noDayChosen],
    ['2026-11-25', m.faults.rules.not_after_today({ bound: null, csql: null })],
    ['9999-12-31', m.faults.rules.too_far({ bound: '2027/11/26(金)', csql: null })],
  ])('a snooze until %s is refused', (day, words) => {
    expect(errorsOf(read('snooze', form('snooze'), { until: 'date', until_on: day }))).toEqual({ until_on: words })
  })

  test('a number that is none is no CSQL to merge into', () => {
    expect(errorsOf(read('merge', form('merge'), { into: '別のもの' }))).toEqual({
      into: m.faults.rules.unknown_number({ bound: null, csql: null }),
    })
  })
})

test('a contact that is typed where nobody is known is a name, and one that is picked is that person', () => {
  const state = (contact: object) => ({ contact: { value: contact } })
  const typed = readState(state({ type: 'plain_text_input', value: '大槻' }))
  const picked = readState(state({ type: 'static_select', selected_option: { value: 'k1' } }))
  expect([typed.isTyped('contact'), typed.one('contact')]).toEqual([true, '大槻'])
  expect([picked.isTyped('contact'), picked.one('contact')]).toEqual([false, 'k1'])
})
