import { describe, expect, test } from 'vitest'
import { BadValue, DuplicateOpen, GateFired, Incomplete, NotAllowed, NotFound } from '../../src/domain/errors.js'
import { LOCALES } from '../../src/domain/person.js'
import { messagesFor } from '../../src/i18n/index.js'
import { faultsToErrors } from '../../src/slack/field-faults.js'

const m = messagesFor('ja')
/** A submitted form with these inputs; what they hold is of no matter here. */
const formWith = (...blocks: string[]) => Object.fromEntries(blocks.map((name) => [name, { value: {} }]))

describe('what the domain refuses at a submit', () => {
  test('shows at each input that is empty', () => {
    const error = new Incomplete({ fields: ['product', 'contact'] })
    expect(faultsToErrors(error, m, formWith('problem', 'product', 'contact'))).toEqual({
      product: '「製品」の入力をお願いします。',
      contact: '「窓口」の入力をお願いします。',
    })
  })

  test('shows at the input for a new contact where nobody is known', () => {
    const error = new Incomplete({ fields: ['contact'] })
    expect(faultsToErrors(error, m, formWith('problem', 'contact_name'))).toEqual({
      contact_name: '「窓口」の入力をお願いします。',
    })
  })

  test('shows at the note where the reason is written there', () => {
    expect(faultsToErrors(new Incomplete({ fields: ['reason'] }), m, formWith('note'))).toHaveProperty('note')
  })

  test('shows at the first input, with the name of the field, where the form has none for it', () => {
    const error = new BadValue({ field: 'ae', rule: 'csm_as_ae' })
    expect(faultsToErrors(error, m, formWith('note', 'heat'))).toEqual({
      note: '営業担当:登録した方やCS担当とは別の方を、営業担当にお選びください。',
    })
  })

  test('the fault that was named first is read first', () => {
    const error = new Incomplete({ fields: ['product', 'contact'] })
    expect(faultsToErrors(error, m, formWith('heat'))).toEqual({ heat: '製品:「製品」の入力をお願いします。' })
  })

  test('says the day up to which a date may lie', () => {
    const error = new BadValue({ field: 'next_on', rule: 'too_far', typed: '2027-03-01', latest: '2027-01-13' })
    expect(faultsToErrors(error, m, formWith('next_on'))).toEqual({ next_on: '1/13(水)までの日をお選びください。' })
  })

  test('says which CSQL cannot be merged into', () => {
    const error = new BadValue({ field: 'into', rule: 'other_account', number: 7 })
    expect(faultsToErrors(error, m, formWith('into'))?.['into']).toContain('CSQL-7')
  })

  test.each(LOCALES)('has words for every rule, in %s', (locale) => {
    const messages = messagesFor(locale)
    for (const rule of Object.keys(messages.faults.rules)) {
      const words = faultsToErrors(new BadValue({ field: 'ae', rule }), messages, formWith('ae'))?.['ae'] ?? ''
      expect(words, rule).toMatch(/\S/)
      expect(words, rule).not.toMatch(/undefined|null|\[object/)
    }
  })

  test.each(['__proto__', 'constructor', 'of_tomorrow'])('a rule that has no words is told plainly: %s', (rule) => {
    expect(faultsToErrors(new BadValue({ field: 'ae', rule }), m, formWith('ae'))).toEqual({ ae: m.faults.unreadable })
  })

  test('an account that is gone shows at the account', () => {
    const error = new NotFound({ what: 'account', typed: 'a1' })
    expect(faultsToErrors(error, m, formWith('account', 'note'))).toHaveProperty('account')
  })

  test('a reason to go on is asked where the form has an input for it; else the form is to be drawn again', () => {
    const gate = new GateFired({ gates: ['no_outcome'] })
    const duplicate = new DuplicateOpen({ number: 7 })
    expect(faultsToErrors(gate, m, formWith('problem', 'override_reason'))).toHaveProperty('override_reason')
    expect(faultsToErrors(duplicate, m, formWith('override_reason'))?.['override_reason']).toContain('CSQL-7')
    expect(faultsToErrors(gate, m, formWith('problem'))).toBeNull()
    expect(faultsToErrors(duplicate, m, formWith('problem'))).toBeNull()
  })

  test.each([
    ['a right', new NotAllowed({ action: 'accept', number: 42 })],
    ['a CSQL that is gone', new NotFound({ what: 'csql', typed: '42' })],
    ['a fault of the program', new Error('boom')],
  ])('%s is about no field', (_what, error) => {
    expect(faultsToErrors(error, m, formWith('note', 'override_reason'))).toBeNull()
  })

  test('a form without inputs has no place for faults', () => {
    expect(faultsToErrors(new Incomplete({ fields: ['note'] }), m, {})).toBeNull()
    expect(faultsToErrors(new Incomplete({ fields: ['note'] }), m, null)).toBeNull()
  })
})
