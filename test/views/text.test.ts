import { describe, expect, test } from 'vitest'
import { shortCompanyName } from '../../src/views/company-name.js'
import { clean, cut, escapeMrkdwn, escapeWithin, oneLine } from '../../src/views/text.js'

test.each([
  ['NUL and other control characters go', 'a\u0000b\u0007c\u009Fd', 'abcd'],
  ['bidi overrides and isolates go', 'a\u202Eb\u2066c\u2069', 'abc'],
  ['zero-width characters go', 'a\u200Bb\u2060c\uFEFFd\u00ADe', 'abcde'],
  ['a lone surrogate goes, a pair stays', 'a\uD800b𠮷', 'ab𠮷'],
  ['a joined emoji stays joined', '👨‍👩‍👧', '👨‍👩‍👧'],
  ['a joiner between letters goes', 'a\u200Db', 'ab'],
  ['line breaks of every kind are one', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['empty lines do not pile up', 'a\n\n \n\n\nb', 'a\n\nb'],
  ['marks do not pile up', `a${'\u0301'.repeat(50)}`, `a${'\u0301'.repeat(4)}`],
  ['kana with a voicing mark stay', 'か\u3099', 'か\u3099'],
])('cleaned: %s', (_rule, typed, shown) => expect(clean(typed)).toBe(shown))

test.each([
  ['stays on one line', 'a\n\tb', 100, 'a b'],
  ['is a dash where nothing is left', '\u200B \u0000', 100, '—'],
  ['is cut with an ellipsis', 'あいうえお', 4, 'あいう…'],
])('a name %s', (_rule, typed, limit, shown) => expect(oneLine(typed, limit)).toBe(shown))

describe('cutting', () => {
  test('never splits what readers see as one character', () => {
    expect(cut('a👨‍👩‍👧b', 5)).toBe('a…')
    expect(cut('𠮷𠮷𠮷', 4)).toBe('𠮷…')
    expect(cut('かか\u3099か', 3)).toBe('か…')
  })
  test('keeps the limit even where one character is longer than it', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(cut(family.repeat(2), 5).length).toBeLessThanOrEqual(5)
    expect(cut(family, 5)).not.toMatch(/\p{Surrogate}/u)
  })
  test('leaves what fits', () => expect(cut('abc', 3)).toBe('abc'))
})

test('escapes once: what is escaped already is shown as it was typed', () => {
  expect(escapeMrkdwn('<!channel> &lt;')).toBe('&lt;!channel&gt; &amp;lt;')
})

test('escapes within a limit that counts the escaped text, never cutting an entity in two', () => {
  for (const limit of [5, 6, 7, 8, 9, 10]) {
    const escaped = escapeWithin('&&&&&&', limit)
    expect(escaped.length).toBeLessThanOrEqual(limit)
    expect(escaped).toMatch(/^(?:&amp;)*…$/)
  }
})

test.each([
  ['株式会社月白精機', '月白精機'],
  ['霧笛倉庫株式会社', '霧笛倉庫'],
  ['灯籠坂食品㈱', '灯籠坂食品'],
  ['(株)アオバネ商会', 'アオバネ商会'],
  ['（有）月白', '月白'],
  ['医療法人白南風会', '白南風会'],
  ['学校法人空木野学園', '空木野学園'],
  ['合同会社ヨルベ企画', 'ヨルベ企画'],
  ['クモノハ・システムズ株式会社', 'クモノハ・システムズ'],
  ['株式会社　齋ノ宮百貨店', '齋ノ宮百貨店'],
  ['Tidewell Japan K.K.', 'Tidewell Japan'],
  ['Acme, Inc.', 'Acme'],
  ['Lincoln', 'Lincoln'],
  ['株式会社', '株式会社'],
])('%s is called %s in running text', (name, short) => expect(shortCompanyName(name)).toBe(short))
