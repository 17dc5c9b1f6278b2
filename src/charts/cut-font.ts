/** Of a font's tables, those that are not taken as they are: metrics of vertical lines, and the outlines. */
const LEFT_OUT = new Set(['vhea', 'vmtx', 'glyf'])
/** Bytes of the file's first words, of a table's line in its directory, of a group of code points, and of an outline's offset. */
const [HEADER, ENTRY, GROUP, OFFSET] = [12, 16, 12, 4]
/** The glyph that is drawn for what is not there. */
const NONE = 0
const TRUE_TYPE = 0x00010000
/** What a shaper puts in the place of special spaces and hyphens. */
const FALLBACKS = ' -\u2010'

/** Reads so many bytes of a font's file from a place in it. */
export type ReadFont = (at: number, length: number) => Buffer

/** Where a table lies in the file. */
interface Place {
  readonly at: number
  readonly length: number
}

/**
 * A TrueType font with the outlines of a text's letters alone: a renderer that reads a font's file anew for each letter
 * reads a twentieth then. Glyphs keep their numbers, so that widths, kerning and ligatures are the whole font's.
 *
 * @returns the new file's pieces; null where the whole font is to be used: for a text with marks of their own or letters
 *   that the font lacks, since what is drawn then is the renderer's choice, and where the tables are not as Noto's are
 */
export function cutFont(read: ReadFont, text: string): readonly Buffer[] | null {
  if (/\p{M}/u.test(text)) return null
  const places = placesOf(read)
  const glyf = places.get('glyf')
  const tables = new Map(
    [...places].flatMap(([tag, { at, length }]) => (LEFT_OUT.has(tag) ? [] : [[tag, read(at, length)]])),
  )
  const [head, loca, cmap] = ['head', 'loca', 'cmap'].map((tag) => tables.get(tag))
  const groups = cmap && groupsOf(cmap)
  const hasLongOffsets = head?.readInt16BE(50) === 1
  if (!(loca && glyf && groups && hasLongOffsets)) return null

  const letters = Array.from(new Set(text + FALLBACKS), (letter) => glyphOf(groups, letter.codePointAt(0) ?? 0))
  if (letters.includes(NONE)) return null
  const glyphs = new Set([NONE, ...letters])
  if (!addSubstitutes(tables.get('GSUB'), glyphs)) return null
  const drawn = [...glyphs]
    .sort((one, other) => one - other)
    .map((glyph) => {
      const [from, to] = [loca.readUInt32BE(OFFSET * glyph), loca.readUInt32BE(OFFSET * (glyph + 1))]
      return [glyph, read(glyf.at + from, to - from)] as const
    })
  if (drawn.some(([, outline]) => isPutTogether(outline))) return null
  tables.set('loca', offsetsOf(drawn, loca.length))
  tables.set('glyf', Buffer.concat(drawn.map(([, outline]) => outline)))
  return fileOf([...tables].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function placesOf(read: ReadFont): ReadonlyMap<string, Place> {
  const count = read(4, 2).readUInt16BE()
  const directory = read(HEADER, ENTRY * count)
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const entry = directory.subarray(ENTRY * index)
      return [entry.toString('latin1', 0, 4), { at: entry.readUInt32BE(8), length: entry.readUInt32BE(12) }]
    }),
  )
}

/** The groups of code points that run on beside their glyphs, twelve bytes each (a subtable of format 12). */
function groupsOf(cmap: Buffer): Buffer | null {
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const subtable = cmap.subarray(cmap.readUInt32BE(8 + 8 * index))
    if (subtable.readUInt16BE() === 12) return subtable.subarray(16, 16 + GROUP * subtable.readUInt32BE(12))
  }
  return null
}

/** @returns NONE where the font does not have the letter */
function glyphOf(groups: Buffer, letter: number): number {
  let [low, high] = [0, groups.length / GROUP - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [first, last, glyph] = [0, 4, 8].map((at) => groups.readUInt32BE(GROUP * middle + at)) as [
      number,
      number,
      number,
    ]
    if (letter < first) high = middle - 1
    else if (letter > last) low = middle + 1
    else return glyph + letter - first
  }
  return NONE
}

const LOOKUPS = { single: 1, alternates: 3, ligatures: 4 } as const

/**
 * Adds what glyphs are replaced by: others of their kind (figures beside Latin letters), and ligatures (ﬃ), whichever
 * could be made of those that are there.
 *
 * @returns false where the font replaces glyphs in ways that are not followed here
 */
function addSubstitutes(substitutions: Buffer | undefined, glyphs: Set<number>): boolean {
  if (substitutions === undefined) return true
  const word = (at: number): number => substitutions.readUInt16BE(at)
  const children = (at: number, count: number): number[] =>
    Array.from({ length: word(at + count) }, (_, index) => at + word(at + count + 2 + 2 * index))
  const lookups = children(word(8), 0)
  // Alternates are never taken unless they are asked for.
  const known: readonly number[] = Object.values(LOOKUPS)
  if (!lookups.every((at) => known.includes(word(at)))) return false
  const subtables = (kind: number) => lookups.filter((at) => word(at) === kind).flatMap((at) => children(at, 4))
  const covered = (subtable: number) => coveredBy(substitutions.subarray(subtable + word(subtable + 2))).entries()

  for (let before = -1; before !== glyphs.size; ) {
    before = glyphs.size
    for (const subtable of subtables(LOOKUPS.single)) {
      const isByDistance = word(subtable) === 1
      for (const [index, glyph] of covered(subtable)) {
        if (!glyphs.has(glyph)) continue
        glyphs.add(isByDistance ? (glyph + word(subtable + 4)) & 0xffff : word(subtable + 6 + 2 * index))
      }
    }
    for (const subtable of subtables(LOOKUPS.ligatures)) {
      const sets = children(subtable, 4)
      for (const [index, first] of covered(subtable)) {
        if (!glyphs.has(first)) continue
        for (const ligature of children(sets[index] ?? 0, 0)) {
          const others = Array.from({ length: word(ligature + 2) - 1 }, (_, n) => word(ligature + 4 + 2 * n))
          if (others.every((glyph) => glyphs.has(glyph))) glyphs.add(word(ligature))
        }
      }
    }
  }
  return true
}

/** The glyphs of a coverage table, in its order. */
function coveredBy(coverage: Buffer): readonly number[] {
  const isList = coverage.readUInt16BE() === 1
  const glyphs: number[] = []
  for (let index = 0; index < coverage.readUInt16BE(2); index += 1) {
    const at = 4 + (isList ? 2 : 6) * index
    const last = coverage.readUInt16BE(isList ? at : at + 2)
    for (let glyph = coverage.readUInt16BE(at); glyph <= last; glyph += 1) glyphs.push(glyph)
  }
  return glyphs
}

/** Of other glyphs (é: of e and its accent), which would have to come with it. */
const isPutTogether = (outline: Buffer): boolean => outline.length > 0 && outline.readInt16BE() < 0

/** Where each glyph's outline begins and the next one's does; one that is left out is empty. */
function offsetsOf(outlines: readonly (readonly [number, Buffer])[], bytes: number): Buffer {
  const loca = Buffer.alloc(bytes)
  const offset = Buffer.alloc(OFFSET)
  let end = 0
  for (const [index, [glyph, { length }]] of outlines.entries()) {
    end += length
    offset.writeUInt32BE(end)
    const next = outlines[index + 1]?.[0]
    loca.fill(offset, OFFSET * (glyph + 1), next === undefined ? bytes : OFFSET * (next + 1))
  }
  return loca
}

/** The tables behind their directory, which is in their tags' order; each begins at a multiple of four bytes. */
function fileOf(tables: readonly (readonly [string, Buffer])[]): readonly Buffer[] {
  const header = Buffer.alloc(HEADER + ENTRY * tables.length)
  header.writeUInt32BE(TRUE_TYPE)
  header.writeUInt16BE(tables.length, 4)
  let [entry, at] = [HEADER, header.length]
  const pieces: Buffer[] = [header]
  for (const [tag, table] of tables) {
    header.write(tag, entry, 'latin1')
    header.writeUInt32BE(at, entry + 8)
    header.writeUInt32BE(table.length, entry + 12)
    const padding = Buffer.alloc(-table.length & 3)
    pieces.push(table, padding)
    entry += ENTRY
    at += table.length + padding.length
  }
  return pieces
}
