import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Person } from '../../src/domain/person.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import type { CsqlFields } from '../../src/usecases/csql-fields.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { aPerson } from '../support/database.js'
import { openWorld, type World } from '../support/world.js'

let world: World
let number: number
beforeEach(async () => {
  world = await openWorld()
  const logged = await logSignal(world.as(world.csm), {
    line: null,
    fields: { account: { id: world.account.id }, note: '席が足りない' },
  })
  number = logged.number
  await act(world.csm, 'qualify', {
    ...{ kind: 'referral', source: 'cs_activity', problem: '席が足りない', checklist: [], ae: world.ae.id },
    contact: { name: '大槻', title: null },
  })
  await sent()
})
afterEach(() => world.close())

const act = (who: Person, action: Parameters<typeof actOnCsql>[1]['action'], fields: CsqlFields = {}) =>
  actOnCsql(world.as(who), { number, version: null, action, fields })
const put = (person: Person) => world.store.of(world.workspaceId).transaction((tx) => tx.people.put(person))

/** What was queued since it was last asked for, but for edits. */
async function sent(): Promise<readonly string[]> {
  const now = world.clock.now()
  const claimed = await world.store.queue.claim(now, now + 1, 100)
  for (const one of claimed) {
    await world.store.queue.settle(one, { state: 'sent', channel: 'D1', ts: one.id, at: now, reason: null })
  }
  const people = new Map([world.csm, world.ae, world.manager].map(({ id, name }): [string, string] => [id, name]))
  return claimed
    .filter(({ purpose }) => purpose !== 'edit')
    .map(({ purpose, recipient }) => `${purpose} ${people.get(recipient) ?? 'Watanabe'}`)
    .toSorted()
}

async function watanabe(): Promise<Person> {
  const { workspaceId, ae } = world
  const person = aPerson({ ...ae, workspaceId, id: 'watanabe' as Person['id'], slackUserId: 'UWATANABE' })
  await put(person)
  return person
}

test('whose CSQL went to somebody else is not told of it, once they cannot be', async () => {
  const next = await watanabe()
  await act(world.manager, 'reassign', { ae: next.id })
  expect(await sent()).toEqual(['assigned Sato', 'assigned Suzuki', 'handover Watanabe'])
  await put({ ...next, standing: 'deactivated' })
  await act(world.manager, 'reassign', { ae: world.ae.id })
  expect(await sent()).toEqual(['assigned Sato', 'handover Suzuki'])
})

test('nor is a CSM who left told what the AE decided, but what waits for them is still sent, so that managers hear', async () => {
  await put({ ...world.csm, standing: 'deactivated' })
  await act(world.ae, 'return', { missing: ['timing'] })
  expect(await sent()).toEqual(['returned Sato'])
})
