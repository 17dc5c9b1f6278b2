import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitted, textWidth, wrapped } from '../../src/charts/text-width.js'

const text = fc.string({ unit: fc.constantFrom('a', 'W', ' ', '齋', '髙', 'ア', ',', '1', '😀'), maxLength: 80 })

describe('the width of a text', () => {
  test('counts kana and kanji as an em, Latin as less', () => {
    expect(textWidth('髙﨑齋ア', 10)).toBe(40)
    expect(textWidth('CSQL', 10)).toBeLessThan(30)
  })

  test('never exceeds the room after it was fitted, and a text that fits is left alone', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (given, ems) => {
        const shown = fitted(given, ems * 10, 10)
        expect(textWidth(shown, 10)).toBeLessThanOrEqual(ems * 10)
        if (textWidth(given, 10) <= ems * 10) expect(shown).toBe(given)
        else expect(shown.endsWith('…')).toBe(true)
      }),
    )
  })

  test('never exceeds the room in any line of a wrapped text, which loses nothing but spaces and words too long for a line', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 40 }), (given, ems) => {
        const lines = wrapped(given, ems * 10, 10)
        for (const line of lines) expect(textWidth(line, 10)).toBeLessThanOrEqual(ems * 10)
        if (lines.some((line) => line.endsWith('…'))) return
        expect(lines.join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''))
      }),
    )
  })

  test('breaks Latin between words', () => {
    expect(wrapped('the share of the step before', 120, 10)).toEqual(['the share of the', 'step before'])
  })
})
