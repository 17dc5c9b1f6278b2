import { afterEach, beforeEach, expect, test } from 'vitest'
import { LOCALES } from '../../src/domain/person.js'
import { DAY_MS } from '../../src/domain/time.js'
import { Settings } from '../../src/domain/workspace.js'
import { messagesFor } from '../../src/i18n/index.js'
import { readFound, reportLooseBatches } from '../../src/usecases/report-loose-batches.js'
import { looseNotice } from '../../src/views/loose-notice.js'
import { aClock, aCsql, aDelivery, anEvent } from '../support/rows.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
  const { manager } = world
  await store().transaction((tx) => tx.people.put({ ...manager, roles: ['admin'] }))
})
afterEach(() => world.close())

const store = () => world.store.of(world.workspaceId)
const seeded = () => ({ ...world, store: store() })

/** Batches that were sent now, one a CSQL; of the first so many, the AE did something of a kind the same hour. */
async function nudged(n: number, acted: number, kind: 'note' | 'snooze' = 'note', from = 0): Promise<void> {
  const now = world.clock.now()
  await store().transaction(async (tx) => {
    for (let i = from; i < from + n; i += 1) {
      const csql = aCsql(seeded(), { id: `c${i}`, number: 100 + i, state: 'opportunity' })
      await tx.csqls.insert(csql)
      await tx.clocks.insert(aClock(csql, { id: `k${i}`, kind: 'update', nextStepAt: null }))
      const batch = aDelivery({ id: `d${i}`, purpose: 'nudge', recipient: world.ae.id, notBefore: now, createdAt: now })
      await tx.deliveries.enqueue(batch)
      await tx.deliveries.addItem(batch.id, {
        ...{ clockId: aClock(csql, { id: `k${i}` }).id, step: 'plus_1', announces: false, meantFor: now },
      })
      if (i - from < acted) {
        await tx.events.append(anEvent(csql, { id: `e${i}`, kind, actorId: world.ae.id, recordedAt: now + 1000 }))
      }
    }
  })
  for (;;) {
    const claimed = await world.store.queue.claim(now, now + 1000, 50)
    if (claimed.length === 0) return
    for (const one of claimed) {
      await world.store.queue.settle(one, { state: 'sent', channel: 'D1', ts: one.id, at: now, reason: null })
    }
  }
}

const told = async () =>
  (await store().read((tx) => tx.deliveries.list({ limit: 200 })))
    .filter(({ purpose }) => purpose === 'loose')
    .map((one) => [one.recipient, readFound(one)])

test('the admins are told of a clock that nobody keeps to, with the figures, once in four weeks', async () => {
  await nudged(21, 10)
  world.clock.set(world.clock.now() + 7 * DAY_MS)
  expect(await reportLooseBatches(world.system())).toBe(1)
  expect(await told()).toEqual([[world.manager.id, { kind: 'update', rows: 21, acted: 10 }]])
  world.clock.set(world.clock.now() + 8 * DAY_MS)
  await nudged(21, 0, 'note', 50)
  world.clock.set(world.clock.now() + 7 * DAY_MS)
  expect(await reportLooseBatches(world.system())).toBe(0)
  world.clock.set(world.clock.now() + 14 * DAY_MS)
  expect(await reportLooseBatches(world.system())).toBe(1)
})

test('what was put off was not acted on', async () => {
  await nudged(20, 20, 'snooze')
  world.clock.set(world.clock.now() + 7 * DAY_MS)
  await reportLooseBatches(world.system())
  expect(await told()).toEqual([[world.manager.id, { kind: 'update', rows: 20, acted: 0 }]])
})

test('half is enough, and older than four weeks is past', async () => {
  await nudged(20, 10)
  world.clock.set(world.clock.now() + 7 * DAY_MS)
  expect(await reportLooseBatches(world.system())).toBe(0)
  await nudged(20, 0, 'note', 50)
  world.clock.set(world.clock.now() + 30 * DAY_MS)
  expect(await reportLooseBatches(world.system())).toBe(0)
})

test.each(LOCALES)('the message names the clock, the figures and the setting, in %s', (locale) => {
  const m = messagesFor(locale)
  const settings = Settings.parse({})
  const { text } = looseNotice({ kind: 'update', rows: 24, acted: 9 }, settings, m)
  for (const words of [m.terms.clocks.update, '24', '9', m.modals.labels.update_days, '10'])
    expect(text).toContain(words)
  const decide = looseNotice({ kind: 'decide', rows: 24, acted: 9 }, settings, m)
  for (const words of [m.terms.clocks.decide, m.modals.labels.decide_days, '1']) expect(decide.text).toContain(words)
})
