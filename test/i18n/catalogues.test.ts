import { describe, expect, test } from 'vitest'
import { ProductId } from '../../src/domain/ids.js'
import { REASONS } from '../../src/domain/reasons.js'
import { en } from '../../src/i18n/en.js'
import { messagesFor } from '../../src/i18n/index.js'
import { ja } from '../../src/i18n/ja.js'
import type { Messages } from '../../src/i18n/messages.js'
import { digestDetails } from '../../src/views/digest-details.js'
import type { Message } from '../../src/views/message.js'
import { weeklyDigestMessage } from '../../src/views/weekly-digest.js'
import { everyView } from '../views/every-view.js'
import { details, type Own, SATO, SUZUKI, someContact, TANAKA, viewer, WATANABE } from '../views/sample.js'
import { WEEKLY } from '../views/sample-weekly.js'

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Every text that is no function, by its path. */
function textsIn(node: unknown, path: string): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => textsIn(value, path === '' ? key : `${path}.${key}`))
}

describe('the catalogues', () => {
  test('do not compile without one of them, or with one that takes something else', () => {
    const { lost, ...withoutOne } = ja.notices
    // @ts-expect-error a message is missing
    const missing: Messages['notices'] = withoutOne
    // @ts-expect-error a message takes what the views do not give
    const wrong: Messages['notices']['lost'] = (csql: number) => String(csql)
    expect([typeof lost, typeof missing, typeof wrong]).toEqual(['function', 'object', 'function'])
  })

  test('are found by locale', () => expect([messagesFor('ja'), messagesFor('en')]).toEqual([ja, en]))

  test('hold a text for every reason, and no text twice in a list', () => {
    for (const m of [ja, en]) {
      for (const [list, codes] of Object.entries(REASONS)) {
        const labels: Readonly<Record<string, string>> = m.terms.reasons[list as keyof typeof REASONS]
        const said = codes.map((code) => labels[code])
        expect(
          said.every((label) => label !== undefined && label.length <= 75),
          list,
        ).toBe(true)
        expect(new Set(said).size, list).toBe(codes.length)
      }
    }
  })

  test('keep the labels of buttons short enough for Slack, and for a phone', () => {
    for (const m of [ja, en])
      for (const label of Object.values(m.terms.buttons)) expect(label.length).toBeLessThanOrEqual(24)
  })
})

/** Help names its commands in both languages, and an import the columns of its file. */
const inOneLanguage = (all: ReadonlyMap<string, Message>) => [...all].filter(([name]) => !/^(?:help|import)/.test(name))

describe('Japanese', () => {
  const SAME_IN_BOTH = ['terms.csql', 'commands.doneTitle']

  test('has no text that was left in English', () => {
    const left = textsIn(ja, '').filter(([path, text]) => !JAPANESE.test(text) && !SAME_IN_BOTH.includes(path))
    const sentences = left.filter(([, text]) => !text.startsWith('/csql'))
    expect(sentences.filter(([, text]) => /^[A-Z][a-z]|[A-Za-z]{2,} [A-Za-z]{2,}/.test(text))).toEqual([])
  })

  test('says nothing in English in any message', () => {
    const known = /CSQL-\d+|CSQL|MRR|CRM|CSV|@[a-z]+|CS|Slack|Tasuki|\/invite @|\/csql [a-z]+|\([a-z_x…]+\)/g
    for (const [name, { text }] of inOneLanguage(everyView(details, 'ja'))) {
      expect(text.replace(known, '').match(/[A-Za-z]{2,}/g), name).toBeNull()
    }
    const frame = { pictures: null, lateFor: null, threadFollows: true, isRunning: false }
    for (const { text } of [
      weeklyDigestMessage(WEEKLY, frame, ja, viewer('ja', null)),
      digestDetails(WEEKLY, ja, viewer('ja', null)),
    ]) {
      expect(text.replace(known, '').replaceAll('CSV', '')).not.toMatch(/[A-Za-z]{2,}/)
    }
  })

  test('ends its sentences as Japanese does, and blames nobody', () => {
    for (const [name, { text }] of everyView(details, 'ja')) {
      expect(text, name).not.toMatch(/[a-z]\.|。。|、。|放置|怠|違反|督促|遅延|できていません/)
    }
  })
})

describe('English', () => {
  const NAMES = new Map(
    [SATO, SUZUKI, TANAKA, WATANABE].map((id) => [id, { id, name: 'Pat Morgan', slackUserId: null }]),
  )
  const inEnglish = (own: Own = {}) =>
    details({
      account: { name: 'Tidewell Japan K.K.', provisional: false },
      product: { id: ProductId.parse('p1'), name: 'Hotarubi Time', nameEn: null },
      contact: { ...someContact, name: 'Lee', title: 'Head of HR' },
      people: NAMES,
      ...own,
      texts: { problem: 'Overseas sites run on spreadsheets.', source_detail: 'survey', ...own.texts },
    })

  test('has no text that was left in Japanese', () => {
    expect(textsIn(en, '').filter(([, text]) => JAPANESE.test(text))).toEqual([])
  })

  test('says nothing in Japanese in any message', () => {
    for (const [name, { text }] of inOneLanguage(everyView(inEnglish, 'en'))) expect(text, name).not.toMatch(JAPANESE)
  })

  test('has no double spaces, and a space after every full stop', () => {
    for (const [name, { text }] of everyView(inEnglish, 'en')) expect(text, name).not.toMatch(/ {2}|[a-z]\.[A-Z0-9]/)
  })
})
