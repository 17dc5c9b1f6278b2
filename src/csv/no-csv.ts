/** What begins a file that is no text: a workbook as Excel saves it (a ZIP), and an old or an encrypted one (OLE). */
const WORKBOOKS: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
]
/** Bytes that tell. */
const HEAD = 8
/** A header is told from what is no line of text within so many characters. */
const LONGEST_LINE = 100_000

/**
 * The bytes as they came, once their first ones were looked at.
 *
 * @param refuse called where they are a workbook's; it throws
 */
export const withoutWorkbook = (chunks: AsyncIterable<Uint8Array>, refuse: () => never): AsyncGenerator<Uint8Array> =>
  lookedAt(chunks, {
    join: (head, next) => Buffer.concat([head, next]),
    tells: (head) => head.length >= HEAD,
    look: (head) => {
      if (WORKBOOKS.some((mark) => mark.every((byte, index) => head[index] === byte))) refuse()
    },
  })

/**
 * The texts as they came, once their first line that holds something was looked at.
 *
 * @param refuse called with what stands between its names where that is no comma; it throws
 */
export const withoutOtherSeparator = (
  texts: AsyncIterable<string>,
  refuse: (separator: string) => never,
): AsyncGenerator<string> =>
  lookedAt(texts, {
    join: (head, next) => head + next,
    tells: (head) => /\S[^\r\n]*[\r\n]/u.test(head) || head.length >= LONGEST_LINE,
    look: (head) => {
      const separator = otherSeparator(head)
      if (separator !== null) refuse(separator)
    },
  })

interface Look<T> {
  readonly join: (head: T, next: T) => T
  /** Whether so much of it tells. */
  readonly tells: (head: T) => boolean
  readonly look: (head: T) => void
}

/** Holds back what a stream begins with until it tells, or ends; the rest passes as it comes. */
async function* lookedAt<T>(parts: AsyncIterable<T>, { join, tells, look }: Look<T>): AsyncGenerator<T> {
  let head: T | null = null
  let isLookedAt = false
  for await (const part of parts) {
    if (isLookedAt) {
      yield part
      continue
    }
    head = head === null ? part : join(head, part)
    if (!tells(head)) continue
    look(head)
    yield head
    isLookedAt = true
  }
  if (isLookedAt || head === null) return
  look(head)
  yield head
}

/** What stands between the names of a header in which no comma does; null = nothing. */
function otherSeparator(text: string): string | null {
  const [line = ''] = /\S[^\r\n]*/u.exec(text) ?? []
  if (line.includes(',')) return null
  return ['\t', ';', '\uFF1B', '\uFF0C'].find((sign) => line.trim().includes(sign)) ?? null
}
