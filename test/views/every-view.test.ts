import { describe, expect, test } from 'vitest'
import { LOCALES } from '../../src/domain/person.js'
import { checkMessage } from '../../src/slack/block-kit-limits.js'
import type { Message } from '../../src/views/message.js'
import { escapeMrkdwn } from '../../src/views/text.js'
import { everyView } from './every-view.js'
import { EXTREMES, HOSTILE, HOSTILE_READ } from './extremes.js'
import { readAloud } from './read-aloud.js'
import { PROBLEM } from './sample.js'

const CASES = LOCALES.flatMap((locale) => [...EXTREMES].map(([name, make]) => [locale, name, make] as const))

/** Every object in the blocks, however deep. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)]
}

/** Buttons are no part of what is said: they are read by whoever comes to press them. */
function withoutButton(block: Message['blocks'][number]): Message['blocks'][number] {
  if (block.type !== 'section') return block
  const { accessory: _button, ...rest } = block
  return rest
}

const stringsIn = (message: Message): string[] =>
  objectsIn(message.blocks).flatMap((object) => Object.values(object).filter((value) => typeof value === 'string'))

describe.each(CASES)('every message in %s, with %s', (locale, _data, make) => {
  const messages = [...everyView(make, locale)]

  test('is one that Slack takes', () => {
    expect(messages.map(([name, message]) => [name, checkMessage(message)])).toEqual(
      messages.map(([name]) => [name, []]),
    )
  })

  test('holds nothing that is read as mark-up', () => {
    for (const [name, message] of messages) {
      const types = objectsIn(message.blocks).map((object) => String(object['type']))
      expect(types, name).not.toContain('mrkdwn')
      expect(
        types.filter((type) => ['user', 'broadcast', 'link', 'channel', 'usergroup'].includes(type)),
        name,
      ).toEqual([])
      expect(message.text, name).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/)
    }
  })

  test('holds nothing that is invisible, turns the text round, or was not there', () => {
    for (const [name, message] of messages) {
      const said = [message.text, ...stringsIn(message)].join('')
      expect(said, name).not.toMatch(/[\p{Surrogate}\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/u)
      expect(said, name).not.toContain('\u0000')
      expect(said, name).not.toMatch(/undefined|null|NaN|\[object/)
    }
  })

  test('says the whole of it to notifications and screen readers', () => {
    for (const [name, message] of messages.filter(([, { text }]) => text.length < 3800)) {
      const blocks = message.blocks.filter((block) => block.type !== 'actions').map(withoutButton)
      for (const line of readAloud({ ...message, blocks }).split('\n')) {
        expect(message.text, name).toContain(escapeMrkdwn(line.replace(/^> |^・ |^■ /, '')))
      }
    }
  })
})

describe.each(LOCALES)('what was typed, in %s', (locale) => {
  const hostile = EXTREMES.get('hostile text everywhere')
  const messages = hostile === undefined ? new Map<string, Message>() : everyView(hostile, locale)

  test('stands literally in the blocks, and escaped once in the fallback text', () => {
    const card = messages.get('handover')
    expect(HOSTILE).not.toBe(HOSTILE_READ)
    expect(stringsIn(card ?? { text: '', blocks: [] })).toContain(HOSTILE_READ)
    expect(card?.text).toContain('&lt;!channel&gt; &lt;@U1&gt; @everyone #general &amp;lt;!channel&amp;gt;')
  })

  test('is cut with a count where it is long', () => {
    const long = EXTREMES.get('names of 100 characters and notes of 50,000')
    const card = long === undefined ? undefined : everyView(long, locale).get('handover')
    expect(card?.text).toMatch(/50,000/)
  })
})

test.each(LOCALES)("the customer's problem comes first in the card, in the CSM's words, in %s", (locale) => {
  const sample = EXTREMES.get('the sample')
  const card = sample === undefined ? undefined : everyView(sample, locale).get('handover')
  const [, problem] = card?.blocks ?? []
  expect(JSON.stringify(problem)).toContain(PROBLEM)
})
