import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import resvg from '@resvg/resvg-js'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { cutFont, type ReadFont } from '../../src/charts/cut-font.js'
import { fontFile } from '../../src/charts/font.js'
import { FONT } from '../../src/charts/look.js'

const whole = readFileSync(fontFile)
const folder = mkdtempSync(join(tmpdir(), 'cut-font-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const reading =
  (font: Buffer): ReadFont =>
  (at, length) =>
    font.subarray(at, at + length)

/** The pixels of a line of text. */
function drawn(text: string, font: string): Buffer {
  const words = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const line = `<text x="4" y="30" font-size="24" font-family="${FONT}" xml:space="preserve">${words}</text>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40">${line}</svg>`
  return new resvg.Resvg(svg, { font: { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: FONT } })
    .render()
    .pixels.subarray()
}

function cutTo(text: string): Buffer {
  const cut = cutFont(reading(whole), text)
  if (cut === null) throw new Error('the whole font is to be used')
  return Buffer.concat(cut)
}

function drawnByCut(text: string): Buffer {
  const file = join(folder, 'letters.ttf')
  writeFileSync(file, cutTo(text))
  return drawn(text, file)
}

describe('a font cut to the letters of a text', () => {
  test.each([
    ['names with rare forms', '髙橋 﨑山 齋藤 渡邉 𠮷野'],
    ['ligatures', 'office ﬃ fjord —— ―― 〳〵'],
    ['kerning', 'AVATAR To We'],
    ['figures beside Latin letters', 'Week 11/23: 48 (62%) 件'],
    ['accents', 'café Ñandú'],
    ['half-width kana and signs', 'ｱｸﾒ ｶﾞ ㈱ ① ¥1,200 & <b>'],
    ['special spaces and hyphens', 'a\u00A0b\u2003c\u3000d\u2011e\u00ADf'],
  ])('draws %s as the whole font does', (_kind, text) => {
    expect(drawnByCut(text).equals(drawn(text, fontFile))).toBe(true)
  })

  test('draws any text as the whole font does', () => {
    const letters = fc.oneof(
      fc.constantFrom(...'fil AVTo0123456789/%-—―〳〴〵かきカセはん\u3099\u309A\u0301\u0300é ()&<>…'),
      fc.integer({ min: 0x21, max: 0x24f }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0x3041, max: 0x30ff }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0x4e00, max: 0x9faf }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0xf900, max: 0xfaff }).map((code) => String.fromCodePoint(code)),
    )
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 10 }), (given) => {
        const text = given.join('')
        const cut = cutFont(reading(whole), text)
        fc.pre(cut !== null)
        return drawnByCut(text).equals(drawn(text, fontFile))
      }),
      { numRuns: 60 },
    )
  })

  test('has these letters alone', () => {
    const [few, more] = [cutTo('受注'), cutTo('受注 引き受け')]
    expect(few.length).toBeLessThan(whole.length / 10)
    expect(more.length).toBeGreaterThan(few.length)
    const file = join(folder, 'few.ttf')
    writeFileSync(file, few)
    expect(drawn('商談', file).equals(drawn('商談', fontFile))).toBe(false)
  })

  test.each([
    ['marks of their own', 'か\u309A'],
    ['forms picked by a variation selector', '葛\u{E0100}城'],
    ['letters that the font lacks', 'a\u{E000}'],
    ['letters that the font would put together of others', 'Ȫ'],
  ])('is not made for %s', (_kind, text) => {
    expect(cutFont(reading(whole), text)).toBeNull()
  })

  test('is not made of a font with other tables', () => {
    const other = Buffer.from(whole)
    const table = (tag: string): number => other.readUInt32BE(other.indexOf(tag, 0, 'latin1') + 8)
    other.writeInt16BE(0, table('head') + 50)
    expect(cutFont(reading(other), '受注')).toBeNull()
  })
})
