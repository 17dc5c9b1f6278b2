/**
 * Numbers as they are written in money: Arabic with thousands commas and a decimal point, `k`, and Japanese with
 * 十百千万億兆, mixed too (`1億2,000万`, `二十万`, `3千5百`). Exact: a value is `units / 10 ** scale`.
 */
export type Numeral = {
  readonly units: bigint
  readonly scale: number
  /** says its own magnitude (万, 億, 兆, k, or 千 after digits), and so may stand without a currency */
  readonly hasUnit: boolean
  /** ends in ones below a magnitude, as `1億5000`: in speech that is 1億5000万, so only 円 behind it settles it */
  readonly openEnded: boolean
}
type NumeralFault = 'malformed' | 'range' | 'too_large'

type Part = { readonly units: bigint; readonly scale: number }

const MAX_LENGTH = 60
const KANJI_DIGITS = '〇一二三四五六七八九'
const PLAIN = /^(0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/u
const KANJI_RUN = /^[〇一二三四五六七八九]+$/u
const MYRIADS = /^(?:([^兆億万]+)兆)?(?:([^兆億万]+)億)?(?:([^兆億万]+)万)?([^兆億万]+)?$/u
const STEPS = /^(?:([^十百千]*)千)?(?:([^十百千]*)百)?(?:([^十百千]*)十)?([^十百千]+)?$/u

/** Reads one numeral, already folded (NFKC, lower case, 零壱弐参拾萬 replaced); a fault says why it is none. */
export function readNumeral(text: string): Numeral | NumeralFault {
  if (text.length > MAX_LENGTH) return /^[\d,]+[万億兆k]?$/u.test(text) ? 'too_large' : 'malformed'
  if (text.endsWith('k')) return readThousands(text.slice(0, -1))
  const sections = MYRIADS.exec(text)
  if (sections === null || text === '') return 'malformed'
  const scaled = [sections[1], sections[2], sections[3], sections[4]].map((section, index) =>
    section === undefined ? undefined : { part: readSection(section), zeros: [12, 8, 4, 0][index] ?? 0 },
  )
  const present = scaled.filter((section) => section !== undefined)
  let units = 0n
  let scale = 0
  for (const [index, { part, zeros }] of present.entries()) {
    if (typeof part === 'string') return part
    if (index > 0 && part.units >= 10_000n) return 'malformed'
    if (present.length > 1 && part.scale > 0) return 'malformed'
    units += part.units * 10n ** BigInt(zeros)
    scale = part.scale
  }
  return { units, scale, hasUnit: /[万億兆]|\d千/u.test(text), openEnded: isOpenEnded(sections) }
}

function readThousands(text: string): Numeral | NumeralFault {
  const part = readPlain(text)
  return part === null ? 'malformed' : { units: part.units * 1000n, scale: part.scale, hasUnit: true, openEnded: false }
}

function isOpenEnded(sections: RegExpExecArray): boolean {
  const ones = sections[4]
  if (ones === undefined) return false
  const afterMyriad = sections[1] !== undefined || sections[2] !== undefined || sections[3] !== undefined
  if (!afterMyriad) return /[千百]\d+$/u.test(ones) || /千[〇一二三四五六七八九]+$/u.test(ones)
  // 1万5千 can only be 15,000; 1億5千 and 1万5 are said for ten thousand times as much.
  return sections[3] === undefined || !/[千百]$/u.test(ones)
}

/** A section is what stands before 兆, 億 or 万, or at the end: plain digits, or steps of 千百十. */
function readSection(text: string): Part | NumeralFault {
  const plain = readPlain(text) ?? readKanjiRun(text)
  if (plain !== null) return plain
  const steps = STEPS.exec(text)
  if (steps === null) return 'malformed'
  const terms = [steps[1], steps[2], steps[3]]
  const count = terms.filter((term) => term !== undefined).length + (steps[4] === undefined ? 0 : 1)
  let units = 0n
  let scale = 0
  let smallest = 0n
  for (const [index, term] of terms.entries()) {
    if (term === undefined) continue
    const factor = term === '' ? { units: 1n, scale: 0 } : (readPlain(term) ?? readKanjiDigit(term))
    if (factor === null || (count > 1 && (factor.scale > 0 || factor.units > 9n || factor.units === 0n)))
      return 'malformed'
    smallest = [1000n, 100n, 10n][index] ?? 1n
    units += factor.units * smallest
    scale = factor.scale
  }
  const tail = steps[4] === undefined ? { units: 0n, scale: 0 } : (readPlain(steps[4]) ?? readKanjiDigit(steps[4]))
  if (tail === null || tail.scale > 0 || (steps[4] !== undefined && (tail.units >= smallest || tail.units === 0n))) {
    return 'malformed'
  }
  return { units: units + tail.units, scale }
}

function readPlain(text: string): Part | null {
  const match = PLAIN.exec(text)
  if (match === null) return null
  const fraction = match[2] ?? ''
  const units = BigInt(`${match[1]?.replaceAll(',', '')}${fraction}`)
  return { units, scale: fraction.length }
}

/** 一二〇 is 120 written digit by digit; 二三 on its own is how one says "two or three". */
function readKanjiRun(text: string): Part | 'malformed' | 'range' | null {
  if (!KANJI_RUN.test(text)) return null
  const digits = [...text].map((digit) => KANJI_DIGITS.indexOf(digit))
  const [first = 0, second = 0] = digits
  if (digits.length > 1 && first === 0) return 'malformed'
  if (digits.length === 2 && second === first + 1) return 'range'
  return { units: BigInt(digits.join('')), scale: 0 }
}

function readKanjiDigit(text: string): Part | null {
  const value = text.length === 1 ? KANJI_DIGITS.indexOf(text) : -1
  return value > 0 ? { units: BigInt(value), scale: 0 } : null
}
