import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** How much of what follows the first letter outside ASCII decides on the encoding (bytes). */
const WINDOW = 64 * 1024
/** A letter of UTF-8 that the window cuts in two is at most so long (bytes). */
const LONGEST_LETTER = 4

type Encoding = 'utf8' | 'cp932' | 'utf-16le' | 'utf-16be'

const MARKS: readonly (readonly [encoding: Encoding, mark: readonly number[]])[] = [
  ['utf8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/**
 * The text of a file: UTF-8 with or without its mark, UTF-16 with it, else Shift_JIS as Windows writes it (CP932). The
 * first letters outside ASCII tell which: hardly any Japanese text in Shift_JIS is also valid UTF-8. A byte that is no
 * letter comes as U+FFFD. Holds no more than a window of the file.
 */
export async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let waiting = Buffer.alloc(0)
  let decoder: ReturnType<typeof iconv.getDecoder> | null = null
  for await (const chunk of chunks) {
    if (decoder !== null) {
      yield decoder.write(Buffer.from(chunk))
      continue
    }
    waiting = Buffer.concat([waiting, chunk])
    if (isPlain(waiting)) {
      yield waiting.toString('latin1')
      waiting = Buffer.alloc(0)
    }
    const encoding = encodingOf(waiting, false)
    if (encoding === null) continue
    decoder = iconv.getDecoder(encoding, { stripBOM: true })
    yield decoder.write(waiting)
    waiting = Buffer.alloc(0)
  }
  if (decoder === null) {
    decoder = iconv.getDecoder(encodingOf(waiting, true) ?? 'utf8', { stripBOM: true })
    yield decoder.write(waiting)
  }
  yield decoder.end() ?? ''
}

const isPlain = (bytes: Buffer): boolean => bytes.every((byte) => byte < 0x80)

/** Null while too little is known: less than a window from the first letter outside ASCII on. */
function encodingOf(bytes: Buffer, isAll: boolean): Encoding | null {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))
  if (marked !== undefined) return marked[0]
  const first = bytes.findIndex((byte) => byte >= 0x80)
  if (first === -1) return null
  const window = bytes.subarray(first, first + WINDOW)
  if (window.length < WINDOW && !isAll) return null
  return isUtf8(isAll ? window : wholeLetters(window)) ? 'utf8' : 'cp932'
}

/** Without a letter of UTF-8 that is cut at the end. */
function wholeLetters(bytes: Buffer): Buffer {
  for (let back = 1; back <= LONGEST_LETTER; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back)
  }
  return bytes
}
