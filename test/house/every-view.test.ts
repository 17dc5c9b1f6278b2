import { describe, expect, test } from 'vitest'
import { filesUnder, read } from './asked.js'

/** What a source gives out that makes a whole message or a whole form, by name. */
function makersIn(source: string, type: 'Message' | 'ModalView'): readonly string[] {
  const given = [...source.matchAll(/^export (?:function (\w+)|const (\w+) = )\(/gm)]
  return given.flatMap((found) => {
    const behind = source.slice(closed(source, found.index + found[0].length - 1) + 1)
    return new RegExp(`^: ${type}\\b`).test(behind) ? [found[1] ?? found[2] ?? ''] : []
  })
}

/** Where the bracket that opens here is closed. */
function closed(source: string, opens: number): number {
  let depth = 0
  for (let at = opens; at < source.length; at += 1) {
    if (source[at] === '(') depth += 1
    if (source[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return source.length
}

const VIEWS = filesUnder('src/views')
/** What puts parts together and makes nothing by itself. */
const PARTS = ['message', 'modal']

const makersOf = (type: 'Message' | 'ModalView') =>
  VIEWS.flatMap((file) => makersIn(read(file), type).map((name) => ({ file, name }))).filter(
    ({ name }) => !PARTS.includes(name),
  )

describe.each([
  ['Message', ['every-view.ts', 'every-answer.ts', 'every-account.ts', 'report.test.ts', 'weekly-digest.test.ts'], 20],
  ['ModalView', ['every-modal.ts', 'every-account.ts', 'report.test.ts'], 15],
] as const)('everything that makes a %s', (type, walks, least) => {
  const makers = makersOf(type)

  test('is looked at with data at its extremes, in both languages', () => {
    expect(makers.length).toBeGreaterThanOrEqual(least)
    const walked = walks.map((file) => read(`test/views/${file}`)).join('\n')
    expect(makers.filter(({ name }) => !new RegExp(`\\b${name}\\(`).test(walked))).toEqual([])
  })
})

test('a view that nobody looks at would be found', () => {
  const source = `export function lonely(\n  m: Messages,\n): Message {\n  return message()\n}\nexport const small = (m: Messages): ModalView => modal(m)\n`
  expect([makersIn(source, 'Message'), makersIn(source, 'ModalView')]).toEqual([['lonely'], ['small']])
})
