import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import resvg from '@resvg/resvg-js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Letters } from '../../src/charts/built-letters.js'
import { lettersIn } from '../../src/charts/built-letters.js'
import { cutLetters } from '../../src/charts/cut-letters.js'
import { drawAll, fontFor } from '../../src/charts/drawing.js'
import { fontFile } from '../../src/charts/font.js'
import { FONT } from '../../src/charts/look.js'
import { LOCALES } from '../../src/domain/person.js'
import { messagesFor } from '../../src/i18n/index.js'
import { digestCharts } from '../../src/views/digest-charts.js'
import { WEEKLY } from '../views/sample-weekly.js'

const folder = mkdtempSync(join(tmpdir(), 'letters-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let letters: Letters
beforeAll(async () => {
  const place = pathToFileURL(`${folder}/`)
  await cutLetters(place)
  const { font, list } = lettersIn(place)
  letters = { file: font, all: readFileSync(list, 'utf8') }
})

/** The pixels of a line of text. */
function drawn(text: string, font: string): Buffer {
  const words = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const line = `<text x="4" y="30" font-size="24" font-family="${FONT}" xml:space="preserve">${words}</text>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="40">${line}</svg>`
  return new resvg.Resvg(svg, { font: { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: FONT } })
    .render()
    .pixels.subarray()
}
const isDrawnAlike = (text: string): boolean => drawn(text, letters.file).equals(drawn(text, fontFile))

describe('the font that is cut to the letters of the catalogues', () => {
  test('draws each of them as the whole font does', () => {
    const each = [...letters.all]
    for (let from = 0; from < each.length; from += 30) {
      const some = each.slice(from, from + 30).join('')
      expect([some, isDrawnAlike(some)]).toEqual([some, true])
    }
  })

  test.each([
    ['ligatures', 'office ffi fjord ——'],
    ['kerning', 'AVATAR To We'],
    ['figures beside Latin letters', 'Week 11/23: 48 (62%) 件'],
    ['signs', '& <b> ±0 “1” ’s 「受注」※・|〜'],
  ])('draws %s as the whole font does', (_kind, text) => {
    expect([...text].filter((letter) => !letters.all.includes(letter))).toEqual([])
    expect(isDrawnAlike(text)).toBe(true)
  })

  test('draws them as the whole font does in whatever order they stand', () => {
    const letter = fc.oneof(fc.constantFrom(...'fil AVTo0123456789/%-—'), fc.constantFrom(...letters.all))
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 10 }), (given) => isDrawnAlike(given.join(''))),
      { numRuns: 40 },
    )
  })

  test('has them alone', () => {
    expect(statSync(letters.file).size).toBeLessThan(statSync(fontFile).size / 10)
    expect(letters.all).not.toContain('髙')
    expect(isDrawnAlike('髙')).toBe(false)
  })

  test.each(LOCALES)(
    'is what a digest’s charts are drawn by, and they are the whole font’s to the byte, in %s',
    async (locale) => {
      const charts = digestCharts(WEEKLY, messagesFor(locale))
      expect(fontFor(JSON.stringify(charts), { font: fontFile, letters })).toBe(letters.file)
      const [cut, whole] = [
        await drawAll({ charts, font: fontFile, letters }),
        await drawAll({ charts, font: fontFile, letters: null }),
      ]
      for (const [index, picture] of cut.entries()) expect(Buffer.compare(picture, whole[index] ?? picture)).toBe(0)
      expect(cut).toHaveLength(whole.length)
    },
  )
})

test.each([
  ['a letter that the catalogues lack', '受注 髙'],
  ['marks of their own', 'か\u309A'],
  ['forms picked by a variation selector', '葛\u{E0100}城'],
  ['letters that the font lacks', '受注 🎉'],
  ['special spaces', 'a\u2003b'],
])('the whole font draws %s', (_kind, text) => {
  expect(fontFor(text, { font: fontFile, letters })).toBe(fontFile)
})

test('the whole font draws everything where no letters were cut', () => {
  expect(fontFor('受注', { font: fontFile, letters: null })).toBe(fontFile)
})
