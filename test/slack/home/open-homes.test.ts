import { describe, expect, test } from 'vitest'
import { type HomeState, OVERVIEW } from '../../../src/domain/home.js'
import { CsqlId, PersonId, WorkspaceId } from '../../../src/domain/ids.js'
import { HOUR } from '../../../src/domain/time.js'
import type { HomeOwner } from '../../../src/slack/home/homes.js'
import { type MadeHome, OpenHomes } from '../../../src/slack/home/open-homes.js'
import { touchedBy } from '../../../src/slack/home/touched.js'
import { permanent } from '../../../src/slack/post-errors.js'
import { writeHomeMark } from '../../../src/views/home-value.js'
import type { Message } from '../../../src/views/message.js'
import { TUESDAY_AT_TEN } from '../../support/clock.js'
import { aCsql } from '../../support/rows.js'

const W = WorkspaceId.parse('w')
const owner = (id: string): HomeOwner => ({ workspaceId: W, personId: PersonId.parse(id), slackUserId: `U${id}` })
const mark = (content: number, state: HomeState = OVERVIEW) =>
  writeHomeMark({ state, content: content.toString(16).padStart(16, '0') })
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
async function until(there: () => boolean, ms = 5_000): Promise<void> {
  const deadline = Date.now() + ms
  while (!there()) {
    if (Date.now() > deadline) throw new Error('not seen in time')
    await later(5)
  }
}

/** Homes over a world of one figure, which is what each of them shows. */
function world({ seesAll = [] as string[], failing = (_calls: number): Error | null => null, slow = 0 } = {}) {
  const state = { figure: 0, now: TUESDAY_AT_TEN, made: 0, making: 0, mostAtOnce: 0 }
  const published: { readonly who: string; readonly content: string; readonly at: number }[] = []
  const log: string[] = []
  const write = (_facts: object, text: string) => void log.push(text)
  const homes = new OpenHomes({
    make: async ({ personId }, shown): Promise<MadeHome> => {
      state.made += 1
      const content = mark(state.figure, shown)
      return { view: { type: 'home', blocks: [] }, content, seesAll: seesAll.includes(personId) }
    },
    publish: async ({ personId }, view) => {
      void view
      state.making += 1
      state.mostAtOnce = Math.max(state.mostAtOnce, state.making)
      const content = mark(state.figure)
      await later(slow)
      state.making -= 1
      const failure = failing(published.length)
      published.push({ who: personId, content, at: performance.now() })
      if (failure !== null) throw failure
    },
    now: () => state.now,
    log: { debug: write, info: write, warn: write, error: write },
  })
  return { homes, state, published, log }
}

describe('a Home that is open', () => {
  test('is published when it is opened, and not again while it is the same', async () => {
    const { homes, published } = world()
    homes.opened(owner('a'), undefined)
    await until(() => published.length === 1)
    homes.opened(owner('a'), mark(0))
    homes.acted(W, owner('a').personId)
    await later(50)
    expect(published).toHaveLength(1)
  })

  test('is published again where Slack has lost it, or shows another', async () => {
    const { homes, published } = world()
    homes.opened(owner('a'), undefined)
    await until(() => published.length === 1)
    homes.opened(owner('a'), undefined)
    await until(() => published.length === 2)
    homes.opened(owner('a'), mark(99))
    await until(() => published.length === 3)
  })

  test('follows what its reader did at once, and what others did a moment later', async () => {
    const { homes, state, published } = world()
    homes.opened(owner('a'), undefined)
    homes.opened(owner('b'), undefined)
    await until(() => published.length === 2)
    state.figure = 1
    const began = performance.now()
    homes.touched(W, new Set([owner('a').personId, owner('b').personId]))
    homes.acted(W, owner('a').personId)
    await until(() => published.length === 4)
    const [first, second] = published.slice(2)
    expect([first?.who, second?.who]).toEqual(['a', 'b'])
    expect((second?.at ?? 0) - began).toBeGreaterThan(450)
  })

  test('whose CSQLs did not change is not even read, unless it shows everybody’s', async () => {
    const { homes, state, published } = world({ seesAll: ['boss'] })
    for (const who of ['a', 'b', 'boss']) homes.opened(owner(who), undefined)
    await until(() => published.length === 3)
    const read = state.made
    state.figure = 1
    homes.touched(W, new Set([PersonId.parse('somebody else')]))
    await until(() => published.length === 4)
    await later(700)
    expect(published.at(-1)?.who).toBe('boss')
    expect(published).toHaveLength(4)
    expect(state.made - read).toBeLessThanOrEqual(2)
  })

  test('is left alone in another workspace, and once nobody has looked at it for half an hour', async () => {
    const { homes, state, published } = world()
    homes.opened(owner('a'), undefined)
    await until(() => published.length === 1)
    state.figure = 1
    homes.touched(WorkspaceId.parse('another'), new Set([owner('a').personId]))
    state.now += HOUR
    homes.touched(W, new Set([owner('a').personId]))
    homes.acted(W, owner('a').personId)
    await later(700)
    expect(published).toHaveLength(1)
  })

  test('what was read last is shown last: one is published after the other', async () => {
    const { homes, state, published } = world({ slow: 60 })
    homes.opened(owner('a'), undefined)
    await later(10)
    for (let figure = 1; figure <= 5; figure++) {
      state.figure = figure
      homes.acted(W, owner('a').personId)
      await later(15)
    }
    await until(() => published.at(-1)?.content === mark(5))
    expect(state.mostAtOnce).toBe(1)
    expect(published.length).toBeLessThanOrEqual(4)
  })
})

describe('how much of it Slack is asked for', () => {
  test('what others do is one Home a second of a workspace', async () => {
    const { homes, state, published } = world()
    const people = ['a', 'b', 'c']
    for (const who of people) homes.opened(owner(who), undefined)
    await until(() => published.length === 3)
    state.figure = 1
    homes.touched(W, new Set(people.map((who) => owner(who).personId)))
    await until(() => published.length === 6)
    const at = published.slice(3).map((one) => one.at)
    const gaps = at.slice(1).map((one, index) => one - (at[index] ?? 0))
    // A machine that is busy may be late with the first, and in time with the second.
    expect(Math.min(...gaps)).toBeGreaterThan(400)
  })

  test('what happens together is shown together', async () => {
    const { homes, state, published } = world()
    homes.opened(owner('a'), undefined)
    await until(() => published.length === 1)
    for (let figure = 1; figure <= 20; figure++) {
      state.figure = figure
      homes.touched(W, new Set([owner('a').personId]))
    }
    await until(() => published.length === 2)
    await later(700)
    expect(published).toHaveLength(2)
    expect(published.at(-1)?.content).toBe(mark(20))
  })

  test('while it waits for its turn it takes up what happens meanwhile', async () => {
    const { homes, state, published } = world()
    for (const who of ['a', 'b']) homes.opened(owner(who), undefined)
    await until(() => published.length === 2)
    state.figure = 1
    homes.touched(W, new Set(['a', 'b'].map((who) => owner(who).personId)))
    await until(() => published.length === 3)
    state.figure = 2
    await until(() => published.length === 4)
    expect(published.at(-1)).toMatchObject({ content: mark(2) })
  })
})

describe('where Slack does not take it', () => {
  test('it is logged, and tried again with the next look and not before', async () => {
    const { homes, state, published, log } = world({
      failing: (calls) => (calls === 0 ? permanent('not_enabled') : null),
    })
    homes.opened(owner('a'), undefined)
    await until(() => log.length === 1)
    await later(700)
    expect(published).toHaveLength(1)
    expect(state.made).toBe(1)
    homes.opened(owner('a'), undefined)
    await until(() => published.length === 2)
  })
})

describe('the end', () => {
  test('stops what waits, and ends what is under way', async () => {
    const { homes, state, published } = world({ slow: 50 })
    homes.opened(owner('a'), undefined)
    homes.opened(owner('b'), undefined)
    await later(10)
    state.figure = 1
    homes.touched(W, new Set([owner('a').personId]))
    const began = performance.now()
    await homes.stop(5_000)
    expect(performance.now() - began).toBeLessThan(400)
    expect(published).toHaveLength(2)
    homes.opened(owner('c'), undefined)
    await later(50)
    expect(published).toHaveLength(2)
  })
})

describe('what was just done', () => {
  test('is shown for five minutes, and gone once the reader turns to something else', async () => {
    const shown: (Message | null)[] = []
    let now = TUESDAY_AT_TEN
    const homes = new OpenHomes({
      make: async (_owner, _state, said) => {
        shown.push(said)
        return { view: { type: 'home', blocks: [] }, content: mark(shown.length), seesAll: false }
      },
      publish: async () => {},
      now: () => now,
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    })
    const said = { text: 'done', blocks: [] }
    homes.said(owner('a'), said)
    await until(() => shown.length === 1)
    now += 5 * 60_000 + 1
    homes.acted(W, owner('a').personId)
    await until(() => shown.length === 2)
    homes.said(owner('a'), said)
    await until(() => shown.length === 3)
    homes.turned(owner('a'), { ...OVERVIEW, list: 'deals' })
    await until(() => shown.length === 4)
    expect(shown).toEqual([said, null, said, null])
  })
})

describe('whose CSQLs a request changes', () => {
  const csql = aCsql(
    {
      workspaceId: W,
      csm: { id: PersonId.parse('csm') },
      ae: { id: PersonId.parse('ae') },
      account: { id: 'x' },
      product: { id: 'p' },
    } as unknown as Parameters<typeof aCsql>[0],
    { id: CsqlId.parse('c'), number: 1, proposedAeId: PersonId.parse('proposed'), loggedBy: PersonId.parse('logger') },
  )

  test('is told once it has committed, and not before', () => {
    const told: (readonly string[])[] = []
    const changes = touchedBy({ touched: (_workspace, people) => void told.push([...people].sort()) }, W)
    changes.touched(csql)
    changes.touched({ ...csql, aeId: PersonId.parse('new ae'), proposedAeId: null })
    expect(told).toEqual([])
    changes.committed()
    changes.committed()
    expect(told).toEqual([['ae', 'csm', 'logger', 'new ae', 'proposed']])
  })
})
