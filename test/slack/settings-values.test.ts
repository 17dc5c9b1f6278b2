import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Settings } from '../../src/domain/workspace.js'
import { messagesFor } from '../../src/i18n/index.js'
import { readSettingsModal } from '../../src/slack/settings-values.js'
import { settingsModal } from '../../src/views/modals/settings.js'
import { inputsOf, optionsFor, untouched } from '../views/every-modal.js'

const m = messagesFor('ja')
const ROLES = { csms: ['U0SATO'], aes: ['U0SUZUKI', 'U0PAT'], inside_sales: [] }
const view = (own: Partial<Settings> = {}, isFirst = false) =>
  settingsModal({
    ...optionsFor('ja'),
    settings: Settings.parse(own),
    managers: ['U0TANAKA'],
    roles: ROLES,
    teams: [],
    readsFiles: true,
    products: ['ホタルビ勤怠', 'ホタルビ経費'],
    isFirst,
  })

const withText = (name: string, text: string) => ({
  ...untouched(view()),
  [name]: { value: { type: 'plain_text_input', value: text } },
})

describe('the settings', () => {
  test('submitted untouched read back to the same', () => {
    const settings = Settings.parse({
      digest: { channelId: 'C0SALES', weekday: 5, at: '16:30' },
      participation: 'assigned',
      companyHolidays: ['12-29..01-03', '05-01', '2026-11-02..2026-11-04'],
      captureEmoji: 'bulb',
      workingHours: { weekdays: [2, 3, 4, 5, 6], opens: '08:30', closes: '17:15' },
      country: 'US',
    })
    expect(readSettingsModal(untouched(view(settings)), m)).toEqual({
      ok: true,
      change: {
        digest: settings.digest,
        participation: 'assigned',
        companyHolidays: settings.companyHolidays,
        captureEmoji: 'bulb',
        clocks: settings.clocks,
        products: ['ホタルビ勤怠', 'ホタルビ経費'],
        workingHours: settings.workingHours,
        country: 'US',
      },
      team: null,
      people: { managers: ['U0TANAKA'], csms: ['U0SATO'], aes: ['U0SUZUKI', 'U0PAT'], inside_sales: [] },
    })
  })

  test('the first time, the days off that are usual in Japan are ticked', () => {
    expect(readSettingsModal(untouched(view({}, true)), m)).toMatchObject({
      change: { companyHolidays: ['12-29..01-03', '08-13..08-15'] },
    })
    expect(readSettingsModal(untouched(view()), m)).toMatchObject({ change: { companyHolidays: [] } })
  })

  test('elsewhere, nothing of Japan is offered', () => {
    const names = inputsOf(view({ country: 'US' }, true)).map((block) => block.block_id)
    expect(names).not.toContain('company_holidays')
    expect(names).toContain('other_holidays')
  })

  test.each([
    ['5/1', ['05-01']],
    ['５／１', ['05-01']],
    ['5月1日', ['05-01']],
    ['2026/11/2', ['2026-11-02']],
    ['2026年11月2日', ['2026-11-02']],
    ['6/10〜6/12', ['06-10..06-12']],
    ['6/10~6/12', ['06-10..06-12']],
    ['6/10から6/12まで', ['06-10..06-12']],
    ['6/10 to 6/12', ['06-10..06-12']],
    ['12-30..01-02', ['12-30..01-02']],
    ['5/1、5/2\n\n5/2, 10/1', ['05-01', '05-02', '10-01']],
  ])('holidays may be typed as %s', (typed, spans) => {
    expect(readSettingsModal(withText('other_holidays', typed), m)).toMatchObject({
      change: { companyHolidays: spans },
    })
  })

  test.each(['お盆', '2/30', '2026-02-29', '5/1〜', '2026/5/3〜2026/5/1', '2026/5/1〜5/3', '1/1〜1/2〜1/3', '13/1'])(
    'what is no day is refused where it stands: %s',
    (typed) => {
      expect(readSettingsModal(withText('other_holidays', typed), m)).toEqual({
        ok: false,
        errors: { other_holidays: m.faults.days.not_a_date(typed) },
      })
    },
  )

  test('what is not ours is refused in words, never by a throw', () => {
    for (const values of [
      null,
      undefined,
      3,
      [],
      {},
      { digest_at: { value: { type: 'timepicker', selected_time: '25:00' } } },
    ]) {
      expect(readSettingsModal(values, m)).toMatchObject({ ok: false })
    }
    fc.assert(
      fc.property(fc.jsonValue(), (values) => {
        expect(readSettingsModal(values, m).ok).toBe(false)
      }),
    )
  })
})
