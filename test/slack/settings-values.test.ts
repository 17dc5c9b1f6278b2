import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SETTINGS_SECTIONS, type SettingsSection } from '../../src/domain/settings-sections.js'
import { Settings } from '../../src/domain/workspace.js'
import { messagesFor } from '../../src/i18n/index.js'
import { readSettingsModal } from '../../src/slack/settings-values.js'
import { settingsModal } from '../../src/views/modals/settings.js'
import type { SettingsOptions } from '../../src/views/modals/settings-fields.js'
import { inputsOf, optionsFor, untouched } from '../views/every-modal.js'

const m = messagesFor('ja')
const view = (section: SettingsSection, own: Partial<Settings> = {}, more: Partial<SettingsOptions> = {}) =>
  settingsModal(section, 'alone', {
    ...optionsFor('ja'),
    settings: Settings.parse(own),
    managers: ['U0TANAKA'],
    roles: { csms: ['U0SATO'], aes: ['U0SUZUKI', 'U0PAT'], inside_sales: [] },
    teams: [],
    readsGroups: true,
    products: [
      { id: 'p0', name: 'ホタルビ勤怠' },
      { id: 'p1', name: 'ホタルビ経費' },
    ],
    ...more,
  })

const withText = (section: SettingsSection, name: string, text: string) => ({
  ...untouched(view(section)),
  [name]: { value: { type: 'plain_text_input', value: text } },
})
const refused = (section: SettingsSection, name: string, text: string) => {
  const read = readSettingsModal(withText(section, name, text), m)
  return read.ok ? null : read.errors[name]
}

describe('the settings', () => {
  test('each section, submitted untouched, reads back to the same', () => {
    const settings = Settings.parse({
      locale: 'en',
      zone: 'Asia/Seoul',
      currency: 'BRL',
      fiscalStart: 1,
      digest: { channelId: 'C0SALES', weekday: 5, at: '16:30' },
      channels: { handOverId: 'C0HANDED', winsId: null },
      participation: 'assigned',
      companyHolidays: ['12-29..01-03', '05-01', '2026-11-02..2026-11-04'],
      captureEmoji: 'bulb',
      workingHours: { weekdays: [2, 3, 4, 5, 6], opens: '08:30', closes: '17:15' },
      country: 'US',
      target: { definition: '従業員100名以上', segments: ['Enterprise', 'Mid'], otherSegments: ['SMB'] },
      offeredSources: ['cs_activity', 'renewal'],
      optInRequired: true,
      churnGate: 7,
      selfClosing: [{ productId: null, kind: 'upsell' }],
      looseBatches: { rows: 40, percent: 0 },
      retention: { closedMonths: 30, afterUninstallDays: 45 },
      clocks: { decideDays: 3 },
    })
    const read = SETTINGS_SECTIONS.map((section) => readSettingsModal(untouched(view(section, settings)), m))
    expect(read.map((one) => one.ok)).toEqual(SETTINGS_SECTIONS.map(() => true))
    const change = Object.assign({}, ...read.map((one) => (one.ok ? one.change : {})))
    const { reviewed: _, addedReasons: __, selfClosing: ___, ...asked } = settings
    expect(change).toEqual({ ...asked, products: ['ホタルビ勤怠', 'ホタルビ経費'] })
    const [people] = read
    expect(people).toMatchObject({
      people: { managers: ['U0TANAKA'], csms: ['U0SATO'], aes: ['U0SUZUKI', 'U0PAT'], inside_sales: [] },
    })
    expect(read.map((one) => one.ok && [one.team, one.group, one.reasons])).toEqual(
      SETTINGS_SECTIONS.map(() => [null, null, {}]),
    )
    expect(read.flatMap((one) => (one.ok && one.closing !== null ? one.closing : []))).toEqual(['*:upsell'])
  })

  test('what a section does not ask, its form does not change', () => {
    for (const section of SETTINGS_SECTIONS) {
      const read = readSettingsModal(untouched(view(section)), m)
      const others = SETTINGS_SECTIONS.filter((other) => other !== section)
      const own = Object.keys(read.ok ? read.change : {})
      for (const other of others) {
        const theirs = readSettingsModal(untouched(view(other)), m)
        expect(Object.keys(theirs.ok ? theirs.change : {}).filter((key) => own.includes(key))).toEqual([])
      }
    }
  })

  test.each<[SettingsSection, string, string, string]>([
    ['rules', 'churn_gate', '0', '1〜100の整数'],
    ['rules', 'churn_gate', '10.5', '1〜100の整数'],
    ['rules', 'churn_gate', '', '1〜100の整数'],
    ['clocks', 'loose_percent', '101', '0〜100の整数'],
    ['clocks', 'loose_rows', '4', '5〜500の整数'],
    ['target', 'target_definition', '長'.repeat(1001), '1,000文字'],
    ['target', 'target_segments', `Enterprise\n${'長'.repeat(61)}`, '60文字'],
    ['lists', 'added_reject', '長'.repeat(300), '文字'],
  ])('in %s, %s is refused where it stands: %s', (section, name, text, words) => {
    expect(refused(section, name, text)).toContain(words)
  })

  test.each([
    ['５', 5],
    ['12%', 12],
    [' 100 % ', 100],
  ])('a share may be typed as %s', (typed, churnGate) => {
    expect(readSettingsModal(withText('rules', 'churn_gate', typed), m)).toMatchObject({ change: { churnGate } })
  })

  test('a segment is in the target or outside it, not both', () => {
    const values = {
      ...withText('target', 'target_segments', 'Enterprise\nMid'),
      other_segments: { value: { type: 'plain_text_input', value: 'Mid' } },
    }
    expect(readSettingsModal(values, m)).toMatchObject({
      ok: false,
      errors: { other_segments: expect.stringContaining('Mid') },
    })
  })

  test('no source at all is refused', () => {
    const values = {
      ...untouched(view('lists')),
      offered_sources: { value: { type: 'checkboxes', selected_options: [] } },
    }
    expect(readSettingsModal(values, m)).toMatchObject({ ok: false, errors: { offered_sources: m.settings.noSource } })
  })

  test.each([
    ['予算は来期', [{ ja: '予算は来期', en: '予算は来期' }]],
    ['予算は来期 / Budget next year', [{ ja: '予算は来期', en: 'Budget next year' }]],
    [
      '予算は来期/Next\n\n担当が不在/Away',
      [
        { ja: '予算は来期', en: 'Next' },
        { ja: '担当が不在', en: 'Away' },
      ],
    ],
    ['/Only English', [{ ja: 'Only English', en: 'Only English' }]],
  ])('a reason is added as %s', (typed, reject) => {
    expect(readSettingsModal(withText('lists', 'added_reject', typed), m)).toMatchObject({ reasons: { reject } })
  })

  test('the first time, the days off that are usual in Japan are ticked', () => {
    expect(readSettingsModal(untouched(view('hours', {}, { isFirst: true })), m)).toMatchObject({
      change: { companyHolidays: ['12-29..01-03', '08-13..08-15'] },
    })
    expect(readSettingsModal(untouched(view('hours')), m)).toMatchObject({ change: { companyHolidays: [] } })
  })

  test('elsewhere, nothing of Japan is offered', () => {
    const names = inputsOf(view('hours', { country: 'US' }, { isFirst: true })).map((block) => block.block_id)
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
    expect(readSettingsModal(withText('hours', 'other_holidays', typed), m)).toMatchObject({
      change: { companyHolidays: spans },
    })
  })

  test.each(['お盆', '2/30', '2026-02-29', '5/1〜', '2026/5/3〜2026/5/1', '2026/5/1〜5/3', '1/1〜1/2〜1/3', '13/1'])(
    'what is no day is refused where it stands: %s',
    (typed) => {
      expect(readSettingsModal(withText('hours', 'other_holidays', typed), m)).toEqual({
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
        const blocks =
          typeof values === 'object' && values !== null && !Array.isArray(values) ? Object.keys(values) : []
        expect(readSettingsModal(values, m).ok).toBe(blocks.length > 0 && blocks.every((name) => name === 'never'))
      }),
    )
  })
})
