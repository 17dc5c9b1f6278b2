import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHANNELS } from '../../src/sandbox/index.js'
import { listOf } from '../../src/sandbox/json.js'
import { startTestApp, type TestApp } from '../support/app.js'

type Who = Parameters<TestApp['csql']>[0]
type Values = Parameters<ReturnType<TestApp['as']>['submit']>[1]

/** Everything that a hand-over asks for but the contact stands in the line; the AE comes from the contract. */
const LINE = 'log 月白精機 クロスセル 経費 高 月12万 #定例 紙のまま。月末に経理3名が2日'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

/** Sends the open form with as little as it takes; gives back how many inputs were filled in. */
async function send(who: Who, values: NonNullable<Values> = {}): Promise<number> {
  const sent = await tasuki.as(who).submit(tasuki.modal(who).view, values)
  if (sent.refused !== undefined || sent.errors !== undefined || sent.error !== undefined) {
    throw new Error(JSON.stringify([sent.refused, sent.errors, sent.error]))
  }
  await tasuki.settle()
  return Object.keys(values).length
}
async function click(who: Who, action: string): Promise<void> {
  await tasuki.click(who, action)
  await tasuki.settle()
}

const handOver = async (): Promise<number> => {
  await click('sato', 'csql.qualify')
  return send('sato', { contact: '大槻' })
}
const logged = () => tasuki.csql('sato', LINE)
const handedOver = async () => {
  await logged()
  await handOver()
}
const accepted = async () => {
  await handedOver()
  await click('suzuki', 'csql.accept')
}

interface Task {
  /** What stands already. */
  readonly given: () => Promise<unknown>
  /** Does it; gives back how many inputs were filled in on the way. */
  readonly task: () => Promise<number | undefined>
  /** In which state the CSQL is afterwards. */
  readonly ends: string
}

const said = () => tasuki.as('nakamura').say(CHANNELS.csSales, '月白精機さん、経費精算が紙のままで困っているそうです。')
const nothing = async (): Promise<void> => {}

const TASKS: Readonly<Record<string, Task>> = {
  'log, in one line': { given: nothing, task: async () => void (await logged()), ends: 'signal' },
  'log, in the form': {
    given: nothing,
    task: async () => {
      await tasuki.seen('sato', 'log')
      const { options } = await tasuki.as('sato').suggest(tasuki.modal('sato').view, 'account', '月白')
      return send('sato', { account: String(options[0]?.['value']), note: '席が足りない' })
    },
    ends: 'signal',
  },
  'log, from a message': {
    given: nothing,
    task: async () => {
      await tasuki.as('sato').messageShortcut('csql.capture', said())
      return send('sato')
    },
    ends: 'signal',
  },
  'log, by the emoji': {
    given: nothing,
    task: async () => {
      await tasuki.as('sato').react(said(), 'seedling')
      const offer = await tasuki.sandbox.until(() => tasuki.as('sato').ephemerals().at(-1))
      await tasuki.as('sato').click(offer, 'csql.capture_as_is')
      return 0
    },
    ends: 'signal',
  },
  'hand over': { given: logged, task: handOver, ends: 'qualified' },
  accept: { given: handedOver, task: async () => void (await click('suzuki', 'csql.accept')), ends: 'accepted' },
  'accept, at Home': {
    given: async () => {
      await handedOver()
      await tasuki.as('suzuki').openHome()
      await tasuki.sandbox.until(() => tasuki.as('suzuki').home())
    },
    task: async () => {
      const home = tasuki.as('suzuki').home()
      const block = home?.blocks.find((one) =>
        listOf(one['elements']).some((element) => element['action_id'] === 'csql.accept'),
      )
      if (home === undefined || block === undefined) throw new Error('nothing to accept at Home')
      await tasuki.as('suzuki').click(home, 'csql.accept', { blockId: String(block['block_id']) })
      return undefined
    },
    ends: 'accepted',
  },
  return: {
    given: handedOver,
    task: async () => {
      await click('suzuki', 'csql.return')
      return send('suzuki', { missing: ['timing'] })
    },
    ends: 'returned',
  },
  reject: {
    given: handedOver,
    task: async () => {
      await click('suzuki', 'csql.reject')
      return send('suzuki', { reason: 'no_budget' })
    },
    ends: 'rejected',
  },
  update: {
    given: accepted,
    task: async () => {
      await click('suzuki', 'csql.update')
      return send('suzuki', { progress: 'contacted', next_on: '2026-12-02' })
    },
    ends: 'accepted',
  },
  win: {
    given: accepted,
    task: async () => {
      await click('suzuki', 'csql.win')
      return send('suzuki')
    },
    ends: 'won',
  },
  undo: {
    given: accepted,
    task: async () => void (await click('suzuki', 'csql.undo')),
    ends: 'qualified',
  },
}

/** The rows of the document: task → interactions and inputs. */
const documented = (): Readonly<Record<string, readonly [interactions: number, inputs: number]>> => {
  const path = fileURLToPath(new URL('../../docs/interactions.md', import.meta.url))
  const rows = [...readFileSync(path, 'utf8').matchAll(/^\| ([a-z][^|]*?) \| [^|]* \| (\d+) \| (\d+) \|/gm)]
  return Object.fromEntries(
    rows.map(([, task = '', interactions, inputs]) => [task, [Number(interactions), Number(inputs)]]),
  )
}

const isReaction = (body: unknown): boolean => JSON.stringify(body).includes('reaction_added')

test('the document names these tasks and no others', () => {
  expect(Object.keys(documented())).toEqual(Object.keys(TASKS))
})

test.each(Object.keys(TASKS))('%s: so many interactions and inputs as the document says', async (name) => {
  const one = TASKS[name]
  if (one === undefined) throw new Error(name)
  await one.given()
  const before = tasuki.sandbox.payloads.length
  const inputs = (await one.task()) ?? 0
  // What follows by itself, and names that are offered while somebody types, are no acts of their own; a reaction is.
  const made = tasuki.sandbox.payloads
    .slice(before)
    .filter(({ kind, body }) => (kind === 'event' ? isReaction(body) : body['type'] !== 'block_suggestion'))
  expect([made.length, inputs]).toEqual(documented()[name])
  expect((await tasuki.csqlOf(1))?.state).toBe(one.ends)
})
