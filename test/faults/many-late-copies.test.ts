import { afterEach, beforeEach, expect, test } from 'vitest'
import { DeliveryId, WorkspaceId } from '../../src/domain/ids.js'
import { Settings } from '../../src/domain/workspace.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { Random } from '../../src/sandbox/random.js'
import { QuickSlack } from '../support/quick-slack.js'
import { CrashProcess } from './crash-process.js'
import { WorldFile } from './world-file.js'

const MINUTE = 60_000
const PEOPLE = 80
const home = WorkspaceId.parse('w')

let file: WorldFile
let clock: HandClock
let slack: QuickSlack
let process: CrashProcess
beforeEach(async () => {
  file = await WorldFile.open()
  clock = new HandClock(file.at)
  slack = new QuickSlack(clock, new Random(1))
  process = new CrashProcess({
    ...{ database: file.take(), clock, messenger: slack, random: new Random(1), loose: null },
    danger: () => ({ crash: 0, sleep: 0 }),
  })
  const names = { slackTeamId: 'T1', slackEnterpriseId: null, name: null }
  const workspace = { id: home, ...names, settings: Settings.parse({}), suspended: false }
  await process.store.workspaces.create(workspace, clock.now())
})
afterEach(async () => {
  file.giveBack(await process.end())
  file.close()
})

async function oweEverybody(): Promise<void> {
  const slot = { recipientKind: 'person', purpose: 'decision', subject: 'subject' } as const
  await process.store.of(home).transaction(async (tx) => {
    for (let n = 0; n < PEOPLE; n += 1) {
      const at = { notBefore: clock.now(), createdAt: clock.now() }
      const id = DeliveryId.parse(`d${String(n).padStart(3, '0')}`)
      await tx.deliveries.enqueue({ id, ...slot, recipient: `U${n}`, occasion: `slot ${n}`, ...at })
    }
  })
}

/** As the program lives: it delivers all the time, and looks for copies once a minute. */
async function live(minutes: number): Promise<void> {
  for (let second = 0; second < minutes * 60; second += 5) {
    clock.set(clock.now() + 5000)
    await process.drain()
    if (second % 60 === 0) await process.removeLateCopies(clock.now())
  }
}

const copies = (): number => {
  const said = slack.messages.all.map(({ channel, text }) => `${channel} ${text}`)
  return said.length - new Set(said).size
}

test('after an outage that doubled more messages than a minute can look for, every copy is removed', async () => {
  await oweEverybody()
  slack.next = { outcome: 'ambiguous', accepted: true, hiddenFor: 20 * MINUTE }
  await live(1)
  slack.next = null
  await live(15)
  expect(copies()).toBeGreaterThan(PEOPLE / 2)
  await live(120)
  expect(copies()).toBe(0)
  expect(slack.messages.all).toHaveLength(PEOPLE)
})

test('a copy is found although history could not be read when its last look was due', async () => {
  await oweEverybody()
  slack.next = { outcome: 'ambiguous', accepted: true, hiddenFor: 30 * MINUTE }
  await live(1)
  slack.next = null
  await live(28)
  slack.next = { outcome: 'ambiguous', accepted: false, hiddenFor: 0 }
  await live(60)
  slack.next = null
  await live(20)
  expect(copies()).toBe(0)
})
