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
export async function* withoutWorkbook(
  chunks: AsyncIterable<Uint8Array>,
  refuse: () => never,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0)
  const look = (bytes: Buffer) => {
    if (WORKBOOKS.some((mark) => mark.every((byte, index) => bytes[index] === byte))) refuse()
  }
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < HEAD) continue
    look(head)
    yield head
    head = null
  }
  if (head === null) return
  look(head)
  yield head
}

/**
 * The texts as they came, once their first line that holds something was looked at.
 *
 * @param refuse called with what stands between its names where that is no comma; it throws
 */
export async function* withoutOtherSeparator(
  texts: AsyncIterable<string>,
  refuse: (separator: string) => never,
): AsyncGenerator<string> {
  let head: string | null = ''
  const look = (text: string) => {
    const separator = otherSeparator(text)
    if (separator !== null) refuse(separator)
  }
  for await (const text of texts) {
    if (head === null) {
      yield text
      continue
    }
    head += text
    if (!/\S[^\r\n]*[\r\n]/u.test(head) && head.length < LONGEST_LINE) continue
    look(head)
    yield head
    head = null
  }
  if (head === null) return
  look(head)
  yield head
}

/** What stands between the names of a header in which no comma does; null = nothing. */
function otherSeparator(text: string): string | null {
  const [line = ''] = /\S[^\r\n]*/u.exec(text) ?? []
  if (line.includes(',')) return null
  return ['\t', ';', '\uFF1B', '\uFF0C'].find((sign) => line.trim().includes(sign)) ?? null
}
