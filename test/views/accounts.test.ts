import { describe, expect, test } from 'vitest'
import { checkMessage, checkView } from '../../src/slack/block-kit-limits.js'
import { ACCOUNT_CASES, everyAccountMessage, everyAccountModal } from './every-account.js'

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

describe.each(ACCOUNT_CASES)('accounts in %s, with %s, %i of each', (locale, _name, n, text) => {
  const messages = everyAccountMessage(text, n, locale)
  const modals = everyAccountModal(text, n, locale)

  test('every message is one that Slack takes, and reads nothing as mark-up', () => {
    for (const [name, message] of messages) {
      expect([name, checkMessage(message)]).toEqual([name, []])
      expect(JSON.stringify(message.blocks), name).not.toMatch(/"type":"(?:mrkdwn|user|broadcast|link|channel)"/)
      expect(message.text, name).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/)
    }
  })

  test('every form is one that Slack takes', () => {
    for (const [name, modal] of modals) expect([name, checkView(modal)]).toEqual([name, []])
  })

  test('nothing is said that is invisible, turns the text round, or was not there', () => {
    for (const [name, view] of [...messages, ...modals]) {
      const said = stringsIn(view).join('\n')
      expect(said, name).not.toMatch(/[\p{Surrogate}\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/u)
      expect(said, name).not.toMatch(/undefined|NaN|\[object/)
    }
  })
})
