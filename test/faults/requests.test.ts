import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HOUR, MINUTE } from '../../src/domain/time.js'
import { messagesFor } from '../../src/i18n/index.js'
import { PEOPLE, sampleCompany, signatureHeaders } from '../../src/sandbox/index.js'
import { Random } from '../../src/sandbox/random.js'
import type { Store, Tx } from '../../src/usecases/ports.js'
import { startTestApp, type TestApp } from '../support/app.js'
import { FailingDisk } from './failing-disk.js'
import { mustFail } from './fault.js'

vi.setConfig({ testTimeout: 60_000 })

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await tasuki.close()
})

const { errors } = messagesFor('ja')

/** Everything a command may write, counted. */
const counted = () =>
  tasuki.store.read(async (tx) => {
    const { rows, total } = await tx.csqls.list({ limit: 100 })
    const events = (await Promise.all(rows.map(({ id }) => tx.events.of(id)))).flat().length
    const clocks = (await Promise.all(rows.map(({ id }) => tx.clocks.of(id)))).flat().length
    const notes = (await Promise.all(rows.map(({ id }) => tx.texts.notes(id)))).flat().length
    return { total, events, clocks, notes, deliveries: (await tx.deliveries.list({ limit: 100 })).length }
  })

describe('F15 a disk that is full at each statement of a command', () => {
  async function check(seed: number, disk: FailingDisk): Promise<void> {
    const random = new Random(seed)
    const before = await counted()
    let writes = 0
    for (let nth = 1; ; nth += 1) {
      disk.arm(nth, { takesBack: random.chance(0.5) })
      const said = await tasuki.csql('sato', `log 月白精機 アップセル 経費 #定例 席が足りない`)
      disk.disarm()
      if (!disk.fired) break
      writes += 1
      expect([nth, said.includes(errors.notSaved)]).toEqual([nth, true])
      expect([nth, await counted()]).toEqual([nth, before])
    }
    // Without a restart the same command is taken as soon as there is room.
    expect(writes).toBeGreaterThan(6)
    expect(await counted()).toMatchObject({ total: before.total + 1 })
  }
  test.each([1, 2])('F15 it is told, nothing is left behind, and the next try works: seed %i', (seed) =>
    check(seed, new FailingDisk()),
  )
  test('F15 without the rollback something is left behind', () => {
    const disk = new FailingDisk()
    disk.keepHalf()
    return mustFail(() => check(3, disk))
  })
})

/** Puts something else in the place of what a transaction is given. */
function otherTx(change: (tx: Tx) => Tx): void {
  const { store } = tasuki.app
  const of = store.of
  vi.spyOn(store, 'of').mockImplementation((id) => {
    const scoped = of(id)
    return { ...scoped, transaction: (work) => scoped.transaction((tx) => work(change(tx))) }
  })
}

describe('F22 the same request, again and again', () => {
  /** A command that was never seen before arrives ten times at once, as the same bytes. */
  async function tenTimes(): Promise<void> {
    await tasuki.csql('sato', 'log 月白精機 アップセル 経費 #定例 席が足りない')
    const before = await counted()
    const sent = tasuki.sandbox.payloads.at(-1)
    if (sent === undefined) throw new TypeError('nothing was sent')
    const form = new URLSearchParams(sent.raw)
    form.set('trigger_id', '1.2.same')
    form.set('text', 'note 1 月曜に電話した')
    const headers = { ...sent.headers, ...signatureHeaders(sampleCompany.signing_secret, `${form}`, Date.now()) }
    const payload = { ...sent, raw: `${form}`, headers }
    const answers = await Promise.all(Array.from({ length: 10 }, () => tasuki.sandbox.replay(payload)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await counted()).toEqual({ ...before, notes: before.notes + 1, events: before.events + 1 })
  }
  test('F22 a command ten times in parallel has one effect and one answer', tenTimes)
  test('F22 without the kept answers it has ten', async () => {
    otherTx((tx) => ({ ...tx, replies: { ...tx.replies, get: async () => null, put: async () => {} } }))
    await mustFail(tenTimes)
  })

  test('F22 an event that Slack sends again changes nothing more', async () => {
    const everybody = () => tasuki.store.read((tx) => tx.people.all())
    const change = () =>
      tasuki.sandbox.changePerson(PEOPLE.suzuki, { real_name: '鈴木健太郎' }, { eventId: 'Ev1', retryNum: 1 })
    expect((await change()).status).toBe(200)
    const once = await everybody()
    const again = await Promise.all([change(), change(), change()])
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await everybody()).toEqual(once)
    expect(once.filter(({ name }) => name === '鈴木健太郎')).toHaveLength(1)
  })
})

describe('F22 an event that comes again after a newer one', () => {
  async function check(again: string): Promise<void> {
    await tasuki.sandbox.changePerson(PEOPLE.suzuki, { real_name: '鈴木健太郎' })
    const first = tasuki.sandbox.payloads.at(-1)
    if (first === undefined) throw new TypeError('nothing was sent')
    await tasuki.sandbox.changePerson(PEOPLE.suzuki, { deleted: true })
    const headers = { ...first.headers, 'x-slack-retry-num': again }
    await tasuki.sandbox.replay({ ...first, headers })
    expect((await tasuki.person('suzuki')).standing).toBe('deactivated')
  }
  test('F22 the person is read as they are now', () => check('1'))
  test('F22 taken at its word it would bring back who is gone', () => mustFail(() => check('0')))
})

describe('F23 the database fails', () => {
  const failing = async (): Promise<never> => {
    throw new Error('disk I/O error')
  }
  const breakIt = () => {
    vi.spyOn(tasuki.app.store, 'of').mockReturnValue({ ...tasuki.store, transaction: failing, read: failing })
    vi.spyOn(tasuki.app.store.workspaces, 'bySlackTeam').mockImplementation(failing)
  }
  const newest = () => tasuki.log.findLast((line) => line.includes('"errorId"')) ?? '{}'

  test('F23 a command is told, with an id that stands in the log', async () => {
    breakIt()
    const said = await tasuki.csql('sato', 'list')
    const { errorId } = JSON.parse(newest())
    expect(said).toContain(errors.unexpected(errorId))
  })

  const event = async () => {
    const { status } = await tasuki.sandbox.changePerson(PEOPLE.suzuki, { real_name: '鈴木健太郎' })
    expect(status).toBeGreaterThanOrEqual(500)
  }
  test('F23 an event is no silent 200: Slack sends it again, and then it is taken', async () => {
    breakIt()
    await event()
    vi.restoreAllMocks()
    await tasuki.sandbox.changePerson(PEOPLE.suzuki, { real_name: '鈴木健太郎' }, { retryNum: 1 })
    expect((await tasuki.person('suzuki')).name).toBe('鈴木健太郎')
  })
  test('F23 an error that is swallowed is a silent 200', async () => {
    vi.spyOn(tasuki.app.store.workspaces, 'bySlackTeam').mockResolvedValue(null)
    await mustFail(event)
  })
})

describe('F28 the scheduler hangs', () => {
  const health = async () => (await fetch(`http://127.0.0.1:${tasuki.app.port}/healthz`)).status

  async function check(): Promise<void> {
    const { scheduler, store } = tasuki.app
    await scheduler.tick()
    expect(await health()).toBe(200)
    const all: Store['workspaces']['all'] = store.workspaces.all
    let release = () => {}
    vi.spyOn(store.workspaces, 'all').mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          release = () => resolve([])
        }),
    )
    const hanging = scheduler.tick()
    for (let minute = 0; minute < 5; minute += 1) {
      tasuki.clock.set(tasuki.clock.now() + MINUTE)
      expect(await scheduler.tick()).toBe(false)
    }
    tasuki.clock.set(tasuki.clock.now() + 1000)
    // The worker does its own work meanwhile.
    await tasuki.app.worker.drain()
    const red = await health()
    release()
    await hanging
    vi.mocked(store.workspaces.all).mockImplementation(all)
    expect(red).toBe(503)
    await scheduler.tick()
    await tasuki.app.worker.drain()
    expect(await health()).toBe(200)
  }
  test('F28 /healthz is red within five minutes, and green when it goes on', check)
  test('F28 without the look at when a step last succeeded it stays green', async () => {
    vi.spyOn(tasuki.app.scheduler, 'overdue').mockReturnValue([])
    await mustFail(check)
  })
  test('F28 ticks that stop coming are red too', async () => {
    await tasuki.app.scheduler.tick()
    tasuki.clock.set(tasuki.clock.now() + HOUR)
    expect(await health()).toBe(503)
  })
})
