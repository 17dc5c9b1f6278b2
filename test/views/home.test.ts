import type { KnownBlock } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { HOME_LISTS, HOME_PAGE, type HomeState, MOST_PAGES } from '../../src/domain/home.js'
import { LOCALES, ROLES } from '../../src/domain/person.js'
import { checkView } from '../../src/slack/block-kit-limits.js'
import { readHomeMark, readHomeState, writeHomeMark, writeHomeState } from '../../src/views/home-value.js'
import { everyHome, fullHome } from './every-home.js'
import { EXTREMES, HOSTILE_READ } from './extremes.js'
import { readAloud } from './read-aloud.js'

const CASES = LOCALES.flatMap((locale) => [...EXTREMES].map(([name, make]) => [locale, name, make] as const))

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)]
}
const stringsIn = (blocks: readonly KnownBlock[]): string[] =>
  objectsIn(blocks).flatMap((object) => Object.values(object).filter((value) => typeof value === 'string'))
const valuesOf = (blocks: readonly KnownBlock[]): string[] =>
  objectsIn(blocks).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))

describe.each(CASES)('every Home in %s, with %s', (locale, _data, make) => {
  const homes = [...everyHome(make, locale)]

  test('is one that Slack takes', () => {
    for (const [name, blocks] of homes) expect([name, checkView({ type: 'home', blocks })]).toEqual([name, []])
  })

  test('ends with what it ends with: nothing is cut off at the bottom', () => {
    for (const [name, blocks] of homes) expect(blocks.length, name).toBeLessThan(100)
  })

  test('holds nothing that is read as mark-up, is invisible, or was not there', () => {
    for (const [name, blocks] of homes) {
      const types = objectsIn(blocks).map((object) => String(object['type']))
      expect(types, name).not.toContain('mrkdwn')
      expect(types.filter((type) => ['user', 'broadcast', 'link', 'channel', 'usergroup'].includes(type))).toEqual([])
      const said = stringsIn(blocks).join('')
      expect(said, name).not.toMatch(/[\p{Surrogate}\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/u)
      expect(said, name).not.toContain('\u0000')
      expect(said, name).not.toMatch(/undefined|null|NaN|\[object/)
    }
  })

  test('turns to what it can read again', () => {
    for (const [name, blocks] of homes) {
      const turns = valuesOf(blocks).filter((value) => value.startsWith('1:-:') || /^1:[a-z_]+:\d+:/.test(value))
      expect(
        turns.filter((value) => readHomeState(value) === null),
        name,
      ).toEqual([])
    }
  })
})

test.each(LOCALES)('what was typed stands literally, in %s', (locale) => {
  const hostile = EXTREMES.get('hostile text everywhere')
  const home = hostile === undefined ? undefined : everyHome(hostile, locale).get('a thousand of everything')
  expect(stringsIn(home ?? []).some((text) => text.includes(HOSTILE_READ.slice(0, 40)))).toBe(true)
})

describe('what it shows', () => {
  const sample = EXTREMES.get('the sample')
  const made = new Map(LOCALES.map((locale) => [locale, sample === undefined ? null : everyHome(sample, locale)]))
  const read = (name: string, locale: (typeof LOCALES)[number] = 'ja') =>
    readAloud({ text: '', blocks: [...(made.get(locale)?.get(name) ?? [])] })

  test('fits into one Home for whoever has whichever roles', () => {
    const subsets = Array.from({ length: 2 ** ROLES.length }, (_, bits) =>
      ROLES.filter((_role, index) => (bits >> index) % 2 === 1),
    )
    const sizes = subsets.map((roles) => [roles.join(), sample === undefined ? 0 : fullHome(sample, roles).length])
    expect(sizes.filter(([, blocks]) => Number(blocks) >= 100 || Number(blocks) < 6)).toEqual([])
  })

  test('says of every list how much is in it, and which are empty in one line', () => {
    const full = read('a thousand of everything')
    expect(full.match(/■ .* 99,999(?:件|社)/g)).toHaveLength(HOME_LISTS.length - 1)
    const empty = read('nothing of anything')
    expect(empty.match(/いまは0件:(.*)/)?.[1]?.split('、').length).toBeGreaterThanOrEqual(HOME_LISTS.length)
  })

  test('leads to the whole of a list only where there is more', () => {
    expect(read('one of everything')).not.toContain('すべて見る')
    expect(read('a thousand of everything')).toContain('[99,999件すべて見る]')
  })

  test.each(HOME_LISTS)('%s: turns forward, back, and to the overview', (list) => {
    expect(read(`${list}, one`)).not.toMatch(/前の10件|次の10件/)
    expect(read(`${list}, its first page`)).toContain(`全99,999件のうち1〜${HOME_PAGE}件目です。`)
    expect(read(`${list}, its first page`)).not.toContain('前の10件')
    expect(read(`${list}, its first page`)).toContain('[次の10件]')
    expect(read(`${list}, its last page`)).toContain('[前の10件]')
    expect(read(`${list}, empty`)).toContain('該当するものはありません。')
    for (const page of ['one', 'empty', 'its first page']) expect(read(`${list}, ${page}`)).toContain('[ホームに戻る]')
  })

  test('no page is offered that could not be turned to', () => {
    for (const list of HOME_LISTS) expect(read(`${list}, its last page`)).not.toContain('[次の10件]')
  })

  test('what was just done stands on top, with the way back', () => {
    expect(read('a thousand of everything')).toMatch(/^CSQL-42.*引き受けました[\s\S]*?\[元に戻す\][\s\S]*?――――\n■ /)
  })

  test('the set-up is led through where it was left', () => {
    expect(read('one of everything')).toContain('⬜')
    expect(read('one of everything')).toContain('[設定を始める]')
  })

  test('in English too', () => {
    expect(read('one of everything', 'en')).toContain('3 things are waiting for you.'.replace('3', '4'))
  })
})

describe('the value of a button', () => {
  test('is read as it was written', () => {
    const states: HomeState[] = HOME_LISTS.flatMap((list) =>
      [0, 7, MOST_PAGES - 1].flatMap((page) => [
        { list, page, filter: { by: 'due' } } as const,
        { list, page, filter: { by: 'person', id: '0192-abc' } } as const,
      ]),
    )
    for (const state of states) expect(readHomeState(writeHomeState(state))).toEqual(state)
  })

  test.each([
    '',
    '1',
    '1:-:0',
    '1:to_vet:1000:all',
    '1:to_vet:-1:all',
    '1:__proto__:0:all',
    '1:to_vet:0:product=',
    '1:to_vet:0:all ',
  ])('%j is none of ours', (value) => {
    expect(readHomeState(value)).toBeNull()
  })

  test('a Home is known again by its mark, and by nothing else', () => {
    const mark = { state: { list: 'deals', page: 3, filter: { by: 'hot' } }, content: '0123456789abcdef' } as const
    expect(readHomeMark(writeHomeMark(mark))).toEqual(mark)
    for (const other of [undefined, '', 'x', `${'0'.repeat(15)} 1:-:0:all`, '{}', null, 7]) {
      expect(readHomeMark(other)).toBeNull()
    }
  })
})
