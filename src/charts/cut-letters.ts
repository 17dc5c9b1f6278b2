import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import { lettersIn } from './built-letters.js'
import { fontFile } from './font.js'

/** The catalogues, as they lie beside this program: whatever stands in them is more than a chart can say. */
const CATALOGUES = fileURLToPath(new URL('../i18n/', import.meta.url))
const ASCII = Array.from({ length: 0x5f }, (_, index) => String.fromCodePoint(0x20 + index)).join('')
/** How marks combine and what stands for a letter that the font lacks is the renderer's choice: the whole font is for those. */
const ASIDE = /[\p{M}\p{C}\p{Extended_Pictographic}\s]/u

/**
 * Cuts the font to the letters of the catalogues, with all that the font makes of them (ligatures, kerning, figures beside
 * Latin letters): resvg reads a font's file anew for each letter that it draws, and the whole one has 5.4 MB.
 */
export async function cutLetters(folder: URL): Promise<void> {
  const sources = readdirSync(CATALOGUES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[jt]s$/.test(name))
  const words = sources.map((name) => readFileSync(`${CATALOGUES}${name}`, 'utf8')).join('')
  const letters = new Set([...ASCII, ...[...words].filter((letter) => !ASIDE.test(letter))])
  const all = [...letters].sort().join('')
  const { font, list } = lettersIn(folder)
  // What a shaper puts in the place of special hyphens comes with them.
  writeFileSync(font, await subsetFont(readFileSync(fontFile), `${all}\u2010`, { targetFormat: 'truetype' }))
  writeFileSync(list, all)
}
