import { Help } from 'commander'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { widthOf } from '../../src/cli/text-width.js'
import { wrapped } from '../../src/cli/wrap.js'

const latin = fc.string({ unit: fc.constantFrom('a', 'B', '7', '-', '(', ')', ',', '`'), minLength: 1, maxLength: 12 })
const english = fc
  .array(fc.tuple(latin, fc.constantFrom(' ', '  ', '\n', '\r\n')), { maxLength: 40 })
  .map((words) => words.flat().join(''))
const PHRASES = [
  'お客様の',
  '取り込みます。',
  'データベースを',
  'ID、',
  '(T…)',
  '「見送り。」',
  'Slack お知らせの',
  'お名前で',
  '--yes を',
  '金額が、',
]
const japanese = fc
  .array(fc.constantFrom(...PHRASES), { minLength: 1, maxLength: 30 })
  .map((phrases) => phrases.join(''))
const width = fc.integer({ min: 40, max: 100 })

describe('lines', () => {
  test('of English break where commander breaks them', () => {
    const help = new Help()
    fc.assert(
      fc.property(english, width, (text, to) => {
        expect(wrapped(text, to)).toBe(help.boxWrap(text, to))
      }),
    )
  })

  test('of Japanese fit, lose nothing, and neither begin nor end with what may not stand there', () => {
    fc.assert(
      fc.property(japanese, width, (text, to) => {
        const lines = wrapped(text, to).split('\n')
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(to)
        const bare = (of: string) => of.replace(/\s/g, '')
        expect(bare(lines.join(''))).toBe(bare(text))
        for (const line of lines) expect(line).not.toMatch(/^[、。)」のをにはがでとも\s]|[(「お]$/u)
      }),
    )
  })

  test('of Japanese are as full as the next phrase lets them', () => {
    const text = 'お客様の'.repeat(20)
    expect(wrapped(text, 40).split('\n')).toEqual([
      'お客様の'.repeat(5),
      'お客様の'.repeat(5),
      'お客様の'.repeat(5),
      'お客様の'.repeat(5),
    ])
    expect(wrapped(text, 47).split('\n')[0]).toBe('お客様の'.repeat(5))
    expect(wrapped(text, 48).split('\n')[0]).toBe('お客様の'.repeat(6))
  })

  test('break between phrases, not within a word, a name or a sum', () => {
    expect(wrapped('取り込んだデータベースをご確認ください。お名前で指定して削除します', 20).split('\n')).toEqual([
      '取り込んだ',
      'データベースを',
      'ご確認ください。',
      'お名前で指定して',
      '削除します',
    ])
    expect(wrapped('期間の初日(YYYY-MM-DD)から、tasuki export で書き出します', 20).split('\n')).toEqual([
      '期間の',
      '初日(YYYY-MM-DD)から、',
      'tasuki export で',
      '書き出します',
    ])
    expect(wrapped('--yes を付けて、Slack お知らせの', 14).split('\n')).toEqual([
      '--yes を',
      '付けて、Slack',
      'お知らせの',
    ])
  })

  test('keep the breaks that stand in the text, and what has no place to break', () => {
    expect(wrapped('一行目です\n\n三行目です', 40)).toBe('一行目です\n\n三行目です')
    expect(wrapped('東京都千代田区', 4)).toBe('東京都千代田区')
    expect(wrapped('', 40)).toBe('')
  })
})
