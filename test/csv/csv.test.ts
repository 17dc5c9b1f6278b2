import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decode } from '../../src/csv/decode.js'
import { readHeader } from '../../src/csv/header.js'
import { CsvBroken, readCsv } from '../../src/csv/read-csv.js'
import { writeCsv } from '../../src/csv/write-csv.js'
import { inPieces } from '../support/sheets.js'

const joined = async (texts: AsyncIterable<string>): Promise<string> => {
  let all = ''
  for await (const text of texts) all += text
  return all
}
const rowsOf = async (file: string | Uint8Array, size = 7): Promise<(readonly string[])[]> => {
  const rows: (readonly string[])[] = []
  for await (const { cells } of readCsv(inPieces(file, size))) rows.push(cells)
  return rows
}
async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

describe('the encoding of a file', () => {
  const TEXT = 'name,ノート\r\n株式会社髙千野工務店,①㈱~―ハンカクで試す\r\n'
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['Shift_JIS of Windows, 髙 and ① and ㈱ among it', iconv.encode(TEXT, 'cp932')],
    ['UTF-16 as Excel saves Unicode text', iconv.encode(TEXT, 'utf-16le', { addBOM: true })],
    ['UTF-16 the other way round', iconv.encode(TEXT, 'utf-16be', { addBOM: true })],
  ])('%s is read, in pieces of any size', async (_name, bytes) => {
    for (const size of [1, 2, 3, 1000]) expect(await joined(decode(inPieces(bytes, size)))).toBe(TEXT)
  })

  test('is found though the first letter outside ASCII comes late, and is cut by the window', async () => {
    for (const lead of [10, 65_530, 65_535, 65_536, 70_000, 200_000]) {
      const text = `${'a'.repeat(lead)}${'漢字かな'.repeat(20_000)}`
      for (const bytes of [Buffer.from(text), iconv.encode(text, 'cp932')])
        expect((await joined(decode(inPieces(bytes, 4096)))) === text, `${lead}`).toBe(true)
    }
  })

  test('does not matter for an empty file, or one of ASCII alone', async () => {
    expect(await joined(decode(inPieces('')))).toBe('')
    expect(await joined(decode(inPieces('a,b\n')))).toBe('a,b\n')
  })

  test('any Japanese text comes back in either', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...'あいうアイウ漢字髙﨑アイ、。「」①ⅢABC123,\n'), { minLength: 1 }),
        async (letters) => {
          const text = letters.join('')
          for (const bytes of [Buffer.from(text), iconv.encode(text, 'cp932')])
            expect(await joined(decode(inPieces(bytes, 3)))).toBe(text)
        },
      ),
    ))
})

describe('a cell that a spreadsheet would run', () => {
  const SIGNS = ['=', '+', '-', '@', '\t', '\r', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20']

  test.each(SIGNS)('beginning with %j is written with an apostrophe in front', async (sign) => {
    const csv = await joined(writeCsv(['a'], each([[`${sign}1+1`]])))
    expect(csv.split('\r\n')[1]?.replace(/^"/u, '').startsWith(`'${sign}`)).toBe(true)
  })

  test('and one that only looks like it is left alone', async () => {
    expect(await joined(writeCsv(['a'], each([['a=1'], ['−1'], ['ー'], ["'"]])))).toBe(
      "\uFEFFa\r\na=1\r\n−1\r\nー\r\n'\r\n",
    )
  })

  test('whatever was written is read back as it was', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom('', "'", "''", ...SIGNS, ...SIGNS.map((sign) => `'${sign}`)),
            fc.string({ unit: fc.constantFrom('a', '漢', '"', ',', '\n', '\r\n', "'", '=', ' ', '\t') }),
          ),
          { minLength: 1, maxLength: 5 },
        ),
        async (cells) => {
          const texts = cells.map(([lead, text]) => lead + text)
          const csv = await joined(
            writeCsv(
              texts.map((_, index) => `c${index}`),
              each([[...texts, 'x']]),
            ),
          )
          expect((await rowsOf(csv))[1]).toEqual([...texts, 'x'])
        },
      ),
    ))
})

describe('rows', () => {
  test('are counted as spreadsheets count them: empty ones and line breaks within a cell', async () => {
    const rows: number[] = []
    for await (const { row } of readCsv(inPieces('a,b\n\n1,"two\nlines"\n,\n3,4'))) rows.push(row)
    expect(rows).toEqual([1, 3, 5])
  })

  test.each([
    ['a,b\n1,"never closed\n2,3\n', 'quote_open'],
    ['a,b\n1,in"side\n2,3\n', 'quote_inside'],
  ])('a quote out of place is named with its row: %j', async (file, why) => {
    const error = await rowsOf(file).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(CsvBroken)
    expect(error).toMatchObject({ why, row: 2 })
  })

  test('a quote that is never closed does not swallow a big file', async () => {
    const file = `a,b\n1,"open\n${'x'.repeat(99)}\n`.padEnd(3_000_000, 'y')
    await expect(rowsOf(file)).rejects.toMatchObject({ why: 'quote_open', row: 2 })
  })
})

describe('what is no CSV', () => {
  const ZIP = Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0, 8, 0, 0x7b, 0x5d, 0x2c, 0x0a])
  const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0x2c, 0x0a])

  test.each([
    ['a workbook', ZIP],
    ['a workbook of old Excel, or an encrypted one', OLE],
    ['a workbook that was cut short', ZIP.subarray(0, 5)],
  ])('is told: %s', async (_name, bytes) => {
    for (const size of [1, 3, 1000]) {
      const error = await rowsOf(bytes, size).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(CsvBroken)
      expect(error).toMatchObject({ why: 'workbook', row: 1 })
    }
  })

  test.each([
    ['name;name_kana\nA;b\n', ';'],
    ['\uFEFFname;name_kana\r\nA,B;b\r\n', ';'],
    ['\n\n"name";"name_kana"\n', ';'],
    ['name\tname_kana\nA\tb\n', '\t'],
    ['"name"\t"name_kana"', '\t'],
    ['顧客;よみ\n', ';'],
  ])('because of what stands between its columns is told with it: %j', async (file, typed) => {
    await expect(rowsOf(file)).rejects.toMatchObject({ why: 'other_separator', row: 1, typed })
    await expect(rowsOf(iconv.encode(`${file},`, 'utf-16le', { addBOM: true }))).rejects.toBeInstanceOf(CsvBroken)
  })

  test('is not what has one column, a semicolon in a row, or one among commas', async () => {
    expect(await rowsOf('name\na;b\n')).toEqual([['name'], ['a;b']])
    expect(await rowsOf('name,a;b\n')).toEqual([['name', 'a;b']])
    expect(await rowsOf('\n,,\nname\n')).toEqual([['name']])
    expect(await rowsOf('PK')).toEqual([['PK']])
  })
})

describe('a header', () => {
  const KNOWN = ['name', 'name_kana', 'external_id']

  const MEANT: Readonly<Record<string, readonly string[]>> = { 顧客: ['account', 'name'], よみ: ['name_kana'] }
  const read = (...cells: string[]) => readHeader(cells, KNOWN, ['name'], (word) => MEANT[word] ?? [])

  test('is matched whatever its order, case, width and spaces', () =>
    expect(read(' External ID', 'NAME', '')).toEqual({ ok: true, places: [2, 0, null] }))

  test('names what is unknown with what was likely meant, what is missing, and what stands twice', () =>
    expect(read('nmae_kana', '備考', 'external_id', 'external_id')).toEqual({
      ok: false,
      faults: [
        {
          rule: 'unknown_columns',
          column: null,
          pairs: [{ typed: 'nmae_kana', other: 'name_kana' }, { typed: '備考' }],
        },
        { rule: 'column_twice', column: 'external_id' },
        { rule: 'missing_column', column: 'name' },
      ],
    }))

  test("in people's own words is one fault, with the columns of this sheet that they mean, and none of them missing", () => {
    expect(read('顧客', 'よみ')).toEqual({
      ok: false,
      faults: [
        {
          ...{ rule: 'unknown_columns', column: null },
          pairs: [
            { typed: '顧客', other: 'name' },
            { typed: 'よみ', other: 'name_kana' },
          ],
        },
      ],
    })
    expect(read('顧客')).toEqual({ ok: false, faults: [{ rule: 'unknown_column', column: '顧客', other: 'name' }] })
    expect(read('よみ')).toMatchObject({ faults: [{ other: 'name_kana' }, { rule: 'missing_column', column: 'name' }] })
  })
})
