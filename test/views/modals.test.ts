import type { ModalView } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { CsqlId, ProductId, TextId } from '../../src/domain/ids.js'
import { LOCALES } from '../../src/domain/person.js'
import { messagesFor } from '../../src/i18n/index.js'
import { checkView } from '../../src/slack/block-kit-limits.js'
import { CsqlFields, LONGEST_NAME, LONGEST_TEXT } from '../../src/usecases/csql-fields.js'
import { VALUE } from '../../src/views/ids.js'
import { accountOptions, readAccountValue } from '../../src/views/modals/account-options.js'
import { LONGEST_INPUT, LONGEST_NAME_INPUT } from '../../src/views/modals/inputs.js'
import { logModal } from '../../src/views/modals/log.js'
import { readLogOrigin, readMetadata, writeMetadata } from '../../src/views/modals/metadata.js'
import { type QualifyOptions, qualifyModal } from '../../src/views/modals/qualify.js'
import { FIELDS_OF, transitionModal } from '../../src/views/modals/transition.js'
import { crowd, everyModal, FORMS, inputsOf, known, MASTER, optionsFor, PRODUCTS, TOKYO } from './every-modal.js'
import { EXTREMES, HOSTILE, HOSTILE_READ } from './extremes.js'
import { details, NOW, type Own, PROBLEM, someContact } from './sample.js'

const CASES = LOCALES.flatMap((locale) => [...EXTREMES].map(([name, make]) => [locale, name, make] as const))

/** Inputs that are part of a field, or of the settings: the domain has no field of their name. */
const PARTS = ['contact_name', 'contact_title', 'ae_unassigned', 'until_on', 'lines']

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)]
}

const stringsIn = (view: ModalView): string[] =>
  objectsIn(view).flatMap((object) => Object.values(object).filter((value) => typeof value === 'string'))

const inputOf = (view: ModalView, name: string) => inputsOf(view).find((block) => block.block_id === name)
const namesOf = (view: ModalView) => inputsOf(view).map((block) => block.block_id)
const elementOf = (view: ModalView, name: string): Record<string, unknown> => ({ ...inputOf(view, name)?.element })
const labelsOf = (view: ModalView, name: string) =>
  objectsIn(elementOf(view, name)['options']).flatMap((choice) => {
    const text = choice['text']
    return typeof text === 'object' && text !== null && 'text' in text ? [text.text] : []
  })
const valuesOf = (view: ModalView, name: string) =>
  objectsIn(elementOf(view, name)['options']).flatMap((choice) => ('value' in choice ? [choice['value']] : []))

describe.each(CASES)('every modal in %s, with %s', (locale, _data, make) => {
  const modals = [...everyModal(make, locale)]

  test('is one that Slack takes', () => {
    expect(modals.map(([name, view]) => [name, checkView(view)])).toEqual(modals.map(([name]) => [name, []]))
  })

  test('is called by a title that fits', () => {
    // A button holds as much; a longer word is cut in the middle.
    const words = modals.flatMap(([name, { title, submit }]) => [title, submit].map((one) => [name, one?.text ?? '']))
    expect(words.filter(([, text]) => text?.endsWith('…'))).toEqual([])
  })

  test('asks under the names of the domain, each answer called the same', () => {
    const names = new Set([...Object.keys(CsqlFields.shape), ...PARTS])
    for (const [title, view] of modals.filter(([name]) => !/^(?:settings|my time|import|target|erase)/u.test(name))) {
      for (const block of inputsOf(view)) {
        expect(names, title).toContain(block.block_id)
        expect(elementOf(view, block.block_id ?? '')['action_id'], title).toBe(VALUE)
      }
    }
  })

  test('holds nothing that is read as mark-up, or that was not there', () => {
    for (const [name, view] of modals) {
      const types = objectsIn(view).map((object) => String(object['type']))
      expect(
        types.filter((type) => ['mrkdwn', 'user', 'broadcast', 'link'].includes(type)),
        name,
      ).toEqual([])
      expect(stringsIn(view).join(''), name).not.toMatch(/undefined|NaN|\[object/)
      expect(stringsIn(view).join(''), name).not.toMatch(/[\p{Surrogate}\u202A-\u202E\u200B]/u)
    }
  })
})

describe.each(LOCALES)('with a crowd to choose from, in %s', (locale) => {
  const { m } = optionsFor(locale)

  test.each([100, 101, 200])('%i products, departments and contacts stay within what Slack takes', (n) => {
    const modals = [...everyModal(details, locale, crowd(n, '齋'.repeat(100)))]
    expect(modals.map(([name, view]) => [name, checkView(view)])).toEqual(modals.map(([name]) => [name, []]))
  })

  test('of 200, 100 are shown, the chosen one among them, and the hint says so', () => {
    const late = { ...someContact, id: crowd(200, '大槻').contacts[180]?.id ?? someContact.id }
    const master = crowd(200, '大槻')
    const view = qualifyModal(
      details({
        contact: late,
        product: { id: ProductId.parse('p150'), name: 'x', nameEn: null },
        csql: { contactId: late.id, productId: ProductId.parse('p150') },
      }),
      { ...optionsFor(locale), master },
    )
    expect(valuesOf(view, 'contact')).toHaveLength(100)
    expect(valuesOf(view, 'contact')).toContain('k180')
    expect(valuesOf(view, 'product')).toContain('p150')
    expect(inputOf(view, 'contact')?.hint?.text).toBe(m.modals.contactsCut(100, 200))
    expect(inputOf(view, 'product')?.hint?.text).toBe(m.modals.optionsCut(100, 200))
    expect(namesOf(view)).toContain('contact_name')
  })
})

describe('what people typed', () => {
  test('stands literally, in headings, options and inputs', () => {
    const make = EXTREMES.get('hostile text everywhere') ?? details
    const strings = [...everyModal(make, 'ja').values()].flatMap(stringsIn)
    expect(strings).toContain(HOSTILE_READ)
    expect(strings.some((text) => text.includes('<!channel> <@U1> @everyone'))).toBe(true)
    expect(strings.every((text) => !text.includes('\u202E'))).toBe(true)
  })

  test('a problem of 3,000 characters can be changed; a longer one is left as it is, and that is said', () => {
    const { m } = optionsFor('ja')
    const fits = qualifyModal(details({ texts: { problem: '長'.repeat(3000) } }), withMaster())
    expect(elementOf(fits, 'problem')['initial_value']).toHaveLength(3000)
    const long = qualifyModal(details({ texts: { problem: '長'.repeat(3001) } }), withMaster())
    expect(namesOf(long)).not.toContain('problem')
    expect(stringsIn(long)).toContain(m.modals.tooLongToEdit(m.modals.labels.problem))
  })

  test('a note of 50,000 characters begins a problem that can be changed: nobody is left without the input', () => {
    const own = {
      csql: { problemTextId: null, noteTextId: TextId.parse('n') },
      texts: { n: '長い文。'.repeat(12_500) },
    }
    expect(elementOf(qualifyModal(details(own), withMaster()), 'problem')['initial_value']).toHaveLength(3000)
    const log = logModal({ note: '長い文。'.repeat(12_500) }, { ...optionsFor('ja'), products: [] })
    expect(elementOf(log, 'note')['initial_value']).toHaveLength(3000)
  })

  test('the inputs take as much as the use cases do', () => {
    expect([LONGEST_INPUT, LONGEST_NAME_INPUT]).toEqual([LONGEST_TEXT, LONGEST_NAME])
  })
})

describe('the forms of the transitions', () => {
  test.each(FORMS)('%s asks what the table says, and the id of the form is the act', (form) => {
    const view = transitionModal(form, known(), { ...optionsFor('ja'), withheld: [] })
    expect(namesOf(view)).toEqual(FIELDS_OF[form])
    expect(view.callback_id).toBe(`csql.${form}`)
    expect(readMetadata(view.private_metadata)).toEqual({ number: 42, version: 2, duplicateOf: null })
  })

  test.each(FORMS)('%s begins with which CSQL it is, and the problem', (form) => {
    const [head, problem] = transitionModal(form, known(), optionsFor('ja')).blocks
    expect(JSON.stringify(head)).toContain('CSQL-42 月白精機様 × ホタルビ経費')
    expect(JSON.stringify(problem)).toContain(PROBLEM)
  })

  test('an acceptance offers the second working day on: Friday, after Wednesday', () => {
    const view = transitionModal('accept', known(), { ...optionsFor('ja'), calendar: TOKYO })
    expect(elementOf(view, 'next_on')['initial_date']).toBe('2026-11-27')
    expect(inputsOf(view).every((block) => block.optional)).toBe(true)
  })

  test('a next date that has passed is not offered again', () => {
    const view = transitionModal('update', known({ csql: { nextOn: '2026-11-24' } }), optionsFor('ja'))
    expect(elementOf(view, 'next_on')).not.toHaveProperty('initial_date')
  })

  test('a rejection offers to wait for the right time before it asks for the reason', () => {
    const view = transitionModal('reject', known(), optionsFor('ja'))
    const offer = view.blocks.findIndex((block) => block.type === 'section')
    expect(offer).toBeLessThan(view.blocks.findIndex((block) => block.block_id === 'reason'))
    expect(view.blocks[offer]).toMatchObject({ accessory: { action_id: 'csql.nurture', value: '1:42:2' } })
    expect(valuesOf(view, 'reason')[0]).toBe('too_early')
  })

  test('reasons that the workspace added stand before "other", in the language of the reader', () => {
    const added = [{ code: 'x_lab', ja: '研究所の都合', en: 'The lab' }]
    const options = optionsFor('en')
    const view = transitionModal('reject', known(), {
      ...options,
      viewer: { ...options.viewer, addedReasons: { ...options.viewer.addedReasons, reject: added } },
    })
    expect(valuesOf(view, 'reason').slice(-2)).toEqual(['x_lab', 'other'])
    expect(labelsOf(view, 'reason').slice(-2)).toEqual(['The lab', 'Other'])
  })

  test('more missing things than boxes can be become a menu', () => {
    const options = optionsFor('ja')
    const added = Array.from({ length: 5 }, (_, i) => ({ code: `x_${i}`, ja: `項目${i}`, en: `Item ${i}` }))
    const view = transitionModal('return', known(), {
      ...options,
      viewer: { ...options.viewer, addedReasons: { ...options.viewer.addedReasons, return: added } },
    })
    expect(elementOf(view, 'missing')['type']).toBe('multi_static_select')
    expect(checkView(view)).toEqual([])
  })

  test('a win asks for what was won, an estimate for what is expected', () => {
    const { m } = optionsFor('ja')
    expect(inputOf(transitionModal('win', known(), optionsFor('ja')), 'amount')?.label.text).toBe(m.modals.wonAmount)
    expect(inputOf(transitionModal('convert', known(), optionsFor('ja')), 'amount')?.label.text).toBe(
      m.modals.labels.amount,
    )
  })

  test('a close is expected within 18 months, this one first', () => {
    const view = transitionModal('convert', known(), optionsFor('ja'))
    expect(valuesOf(view, 'close_month').length).toBe(18)
    expect(valuesOf(view, 'close_month').slice(0, 3)).toEqual(['2026-11', '2026-12', '2027-01'])
    expect(valuesOf(view, 'close_month').at(-1)).toBe('2028-04')
  })

  test('a merge offers the other open ones of the account, and asks for a number where none is known', () => {
    const open = known({ csql: { id: CsqlId.parse('c7'), number: 7, state: 'accepted' } })
    const closed = known({ csql: { id: CsqlId.parse('c8'), number: 8, state: 'lost' } })
    const others = [known(), open, closed]
    expect(valuesOf(transitionModal('merge', known(), { ...optionsFor('ja'), others }), 'into')).toEqual(['7'])
    expect(elementOf(transitionModal('merge', known(), optionsFor('ja')), 'into')['type']).toBe('plain_text_input')
  })

  test('what somebody may not give is not asked of them', () => {
    expect(namesOf(transitionModal('reassign', known(), optionsFor('ja')))).toEqual(['ae', 'csm'])
    expect(namesOf(transitionModal('reassign', known(), { ...optionsFor('ja'), withheld: ['csm'] }))).toEqual(['ae'])
  })
})

const withMaster = (own: Partial<QualifyOptions> = {}): QualifyOptions => ({
  ...optionsFor('ja'),
  master: MASTER,
  ...own,
})

describe('the hand-over', () => {
  /** What must be typed: required inputs for text in which nothing stands. */
  const mustType = (view: ModalView) =>
    inputsOf(view)
      .filter(({ optional, element }) => optional !== true && element.type === 'plain_text_input')
      .filter((block) => !('initial_value' in block.element))
      .map((block) => block.block_id)

  const signal = (own: Own = {}): Own => ({
    ...own,
    csql: { state: 'signal', firstQualifiedAt: null, problemTextId: null, noteTextId: TextId.parse('n'), ...own.csql },
    texts: { n: PROBLEM, ...own.texts },
  })

  test.each<[string, Own, Partial<QualifyOptions>, string[]]>([
    ['with all known, nothing must be typed', {}, {}, []],
    [
      'with nobody known at the account, a name must be typed',
      { contact: null, csql: { contactId: null } },
      { master: { ...MASTER, contacts: [] } },
      ['contact'],
    ],
    ['on a second round, what changed', { csql: { firstQualifiedAt: NOW, state: 'returned' } }, {}, ['changed']],
    [
      'on a second round with nobody known, both',
      { contact: null, csql: { firstQualifiedAt: NOW, state: 'returned', contactId: null } },
      { master: { ...MASTER, contacts: [] } },
      ['changed', 'contact'],
    ],
  ])('%s', (_rule, own, options, typed) => {
    expect(mustType(qualifyModal(known(signal(own)), withMaster(options)))).toEqual(typed)
  })

  test('a problem that nobody wrote yet begins as the note, in the words that were heard', () => {
    expect(elementOf(qualifyModal(known(signal()), withMaster()), 'problem')['initial_value']).toBe(PROBLEM)
  })

  test.each([
    ['upsell', true],
    ['cross_sell', false],
    ['referral', false],
    [null, true],
  ] as const)('for %s, whether an outcome is asked for: %s', (kind, asked) => {
    const view = qualifyModal(known({ csql: { kind } }), withMaster())
    expect(valuesOf(view, 'checklist').includes('outcome_exists')).toBe(asked)
    expect(namesOf(view).includes('referred_company')).toBe(kind === 'referral' || kind === null)
  })

  test('a reason to go on is asked only where a gate fires', () => {
    const atRisk = known().contracts.map((contract) => ({ ...contract, phase: 'at_risk' as const }))
    expect(namesOf(qualifyModal(known(), withMaster()))).not.toContain('override_reason')
    const view = qualifyModal(known({ contracts: atRisk }), withMaster())
    expect(inputOf(view, 'override_reason')?.optional).toBe(false)
    expect(stringsIn(view).join()).toContain(messagesFor('ja').modals.gates.account_at_risk)
    expect(namesOf(qualifyModal(known(), withMaster({ gates: ['no_outcome'] })))).toContain('override_reason')
  })

  test('beside an open CSQL of the same matter it offers to add to that one, or to say why', () => {
    const duplicate = known({ csql: { number: 7, version: 3 } })
    const view = qualifyModal(known(), withMaster({ duplicate }))
    expect(namesOf(view)).toContain('override_reason')
    expect(readMetadata(view.private_metadata)?.duplicateOf).toBe(7)
    const section = view.blocks.find((block) => block.type === 'section')
    expect(section).toMatchObject({ accessory: { action_id: 'csql.note', value: '1:7:3' } })
  })

  test('an opt-in on record is shown, never preset: another contact may be chosen', () => {
    const view = qualifyModal(known(), withMaster())
    expect(elementOf(view, 'opt_in')).not.toHaveProperty('initial_option')
    expect(inputOf(view, 'opt_in')?.hint?.text).toContain('了承済み')
  })

  test('the AE of the CSQL is preset, else the suggested one', () => {
    expect(elementOf(qualifyModal(known(), withMaster()), 'ae')['initial_user']).toBe('U0SUZUKI')
    const open = known({ csql: { aeId: null } })
    expect(elementOf(qualifyModal(open, withMaster({ suggestedAe: 'U0PAT' })), 'ae')['initial_user']).toBe('U0PAT')
    expect(elementOf(qualifyModal(open, withMaster()), 'ae')).not.toHaveProperty('initial_user')
  })

  test('products that are sold no more are left out, the chosen one stays, and those of the account come first', () => {
    const products = PRODUCTS.map((one) => ({ ...one, archived: one.id !== 'p0' })).toReversed()
    const view = qualifyModal(known(), withMaster({ master: { ...MASTER, products } }))
    expect(valuesOf(view, 'product')).toEqual(['p0', 'p1'])
  })
})

describe('the account, as somebody types', () => {
  const { m } = optionsFor('ja')
  const tsukishiro = { id: 'a1', name: '株式会社月白精機' }

  test('matches come first, then the name as a new one', () => {
    expect(accountOptions([tsukishiro], '月白', m).map(({ text, value }) => [text.text, value])).toEqual([
      ['株式会社月白精機', 'a1'],
      ['「月白」を新しい顧客として登録', 'new:月白'],
    ])
  })

  test('a name that is there already is not offered as new', () => {
    expect(accountOptions([tsukishiro], '株式会社月白精機', m)).toHaveLength(1)
  })

  test('a hundred options at most, and whatever is typed stays within the limits', () => {
    const many = Array.from({ length: 300 }, (_, i) => ({ id: `a${i}`, name: '齋'.repeat(120) }))
    const offered = accountOptions(many, HOSTILE.repeat(10), m)
    expect(offered).toHaveLength(100)
    expect(offered.every(({ text, value }) => text.text.length <= 75 && (value ?? '').length <= 150)).toBe(true)
  })

  test('a value reads back to the account or to the name', () => {
    expect(readAccountValue('a1')).toEqual({ id: 'a1' })
    expect(readAccountValue('new:月白')).toEqual({ name: '月白' })
    expect(readAccountValue('new:  ')).toBeNull()
    expect(readAccountValue('')).toBeNull()
  })
})

describe('what a form keeps of what it is about', () => {
  test.each([
    ['nothing', undefined],
    ['no JSON', '{'],
    ['an array', '[1]'],
    ['another version', '{"v":2,"number":42,"version":1}'],
    ['a number that is none', '{"v":1,"number":"42","version":1}'],
    ['a negative number', '{"v":1,"number":-1,"version":1}'],
    ['too much', `{"v":1,"number":1,"version":1,"x":"${'x'.repeat(4000)}"}`],
    ['an object', { v: 1, number: 42, version: 1 }],
  ])('%s is none of ours', (_what, text) => {
    expect(readMetadata(text)).toBeNull()
    expect(readLogOrigin(text)).toEqual({ again: null, duplicateOf: null, candidates: [] })
  })

  test('what was written reads back', () => {
    expect(readMetadata(writeMetadata({ number: 42, version: 3 }))).toEqual({
      number: 42,
      version: 3,
      duplicateOf: null,
    })
    const log = logModal({}, { ...optionsFor('ja'), products: [], again: 3 })
    expect(readLogOrigin(log.private_metadata)).toEqual({ again: 3, duplicateOf: null, candidates: [] })
  })
})
