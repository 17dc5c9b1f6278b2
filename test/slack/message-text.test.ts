import { expect, test } from 'vitest'
import { textOfMessage } from '../../src/slack/message-text.js'

test.each([
  ['plain text', '席数が足りない', '席数が足りない'],
  ['the three escaped characters, once', 'A &amp;amp; B &lt;!channel&gt;', 'A &amp; B <!channel>'],
  ['a bare link', '<https://example.com/a>', 'https://example.com/a'],
  [
    'a link with a label: both, so that neither passes for the other',
    '<https://evil.example|https://bank.example>',
    'https://bank.example (https://evil.example)',
  ],
  ['an address', '<mailto:a@example.com|a@example.com>', 'a@example.com'],
  ['a call to everybody, as a word', '<!channel> と <!here|@here>', 'channel と here'],
  ['a group', '<!subteam^S123|@sales>', '@sales'],
  ['mentions keep their ids', '<@U0SUZUKI> <#C1|general>', '<@U0SUZUKI> <#C1|general>'],
  ['invisible characters go', 'a\u202eb\u200bc', 'abc'],
])('%s', (_what, text, read) => {
  expect(textOfMessage({ text })).toBe(read)
})

test('a message of an app without text: what stands in its attachments', () => {
  expect(textOfMessage({ text: '', attachments: [{ text: '問い合わせ' }, { fallback: '#12' }] })).toBe(
    '問い合わせ\n#12',
  )
})

test.each([[null], ['text'], [{ text: 7 }], [[]]])('%j has no text', (message) => {
  expect(textOfMessage(message)).toBe('')
})
