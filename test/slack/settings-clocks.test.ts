import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOCALES } from '../../src/domain/person.js'
import { Settings } from '../../src/domain/workspace.js'
import { messagesFor } from '../../src/i18n/index.js'
import { readState } from '../../src/slack/modal-state.js'
import { readClockLengths } from '../../src/slack/settings-clocks.js'
import { CLOCK_INPUT_NAMES } from '../../src/views/modals/clock-fields.js'
import { HANDED_OVER, startTestApp, type TestApp } from '../support/app.js'

const typed = (values: Readonly<Record<string, string>>) =>
  readState(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { value: { type: 'plain_text_input', value } }]),
    ),
  )

describe.each(LOCALES)('the length of a clock, in %s', (locale) => {
  const m = messagesFor(locale)

  test.each([
    ['5', 5],
    ['５', 5],
    ['5営業日', 5],
    ['5 日', 5],
    ['5 working days', 5],
    ['60', 60],
  ])('is read from %s', (text, days) => {
    expect(readClockLengths(typed({ fix_days: text }), m)).toEqual({ clocks: { fixDays: days }, errors: {} })
  })

  test.each([['0'], ['61'], ['-1'], ['2.5'], ['5週間'], ['五'], [''], ['99999']])(
    '%s is refused at its input',
    (text) => {
      const { clocks, errors } = readClockLengths(typed({ fix_days: text }), m)
      expect(clocks).toEqual({})
      expect(errors).toEqual({ fix_days: m.clocks.notDays(60) })
    },
  )

  test('that the form did not hold stays as it is', () => {
    expect(readClockLengths(typed({ convert_days: '120' }), m)).toEqual({ clocks: { convertDays: 120 }, errors: {} })
  })
})

describe('in /csql settings', () => {
  let tasuki: TestApp
  beforeAll(async () => {
    tasuki = await startTestApp()
  })
  afterAll(() => tasuki.close())

  const dueIn = async (number: number) =>
    tasuki.store.read(async (tx) => {
      const csql = await tx.csqls.byNumber(number)
      return csql === null ? [] : (await tx.clocks.running([csql.id])).map(({ kind, days }) => [kind, days])
    })

  test('an admin changes them: what starts from then on has them, what runs keeps its own', async () => {
    await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 勤怠 中 月5万 #定例 席が足りない')
    expect(await dueIn(1)).toEqual([['qualify', 10]])
    const { view, words } = await tasuki.openSettings('yamamoto', 'clocks')
    const m = messagesFor('ja')
    for (const name of CLOCK_INPUT_NAMES) {
      expect(words).toContain(m.modals.labels[name])
      expect(words).toContain(m.modals.hints[name])
    }
    const refused = await tasuki.as('yamamoto').submit(view, { qualify_days: 'すぐ' })
    expect(refused.errors).toEqual({ qualify_days: m.clocks.notDays(120) })
    await tasuki.as('yamamoto').submit(tasuki.modal('yamamoto').view, { qualify_days: '７', first_contact_days: '3' })
    expect((await tasuki.store.read((tx) => tx.settings.get())).clocks).toEqual({
      ...Settings.parse({}).clocks,
      qualifyDays: 7,
      firstContactDays: 3,
    })
    expect(await dueIn(1)).toEqual([['qualify', 10]])
    await tasuki.csql('sato', 'log 月白精機 クロスセル 経費 中 月12万 #定例 紙のまま')
    expect(await dueIn(2)).toEqual([['qualify', 7]])
    await tasuki.csql('sato', 'qualify 2')
    await tasuki.as('sato').submit(tasuki.modal('sato').view, HANDED_OVER)
    await tasuki.csql('suzuki', 'accept 2')
    expect(await dueIn(2)).toEqual(expect.arrayContaining([['first_contact', 3]]))
  })
})
