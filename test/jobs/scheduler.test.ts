import { beforeEach, describe, expect, test } from 'vitest'
import { createScheduler, type Step } from '../../src/jobs/scheduler.js'
import { TestClock } from '../support/clock.js'
import { KeptLog } from '../support/log.js'

const MINUTE = 60_000
let clock: TestClock
let log: KeptLog
let ran: string[]

beforeEach(() => {
  clock = new TestClock()
  log = new KeptLog()
  ran = []
})

const step = (name: string, more: () => Promise<unknown> = async () => {}): Step => ({
  name,
  run: (now) => {
    ran.push(`${name} ${now - start}`)
    return more()
  },
})
const start = new TestClock().now()
const schedule = (...steps: readonly Step[]) => createScheduler({ clock, logger: log, steps })

describe('a tick', () => {
  test('runs every step in order, with the instant it was given', async () => {
    const scheduler = schedule(step('wake'), step('nudge'), step('digest'))
    expect(await scheduler.tick(start + 7)).toBe(true)
    expect(ran).toEqual(['wake 7', 'nudge 7', 'digest 7'])
    expect(scheduler.lastTickAt).toBe(start + 7)
  })

  test('lets each step end before the next begins', async () => {
    const slow = step('slow', () => new Promise((resolve) => setTimeout(() => resolve(ran.push('slow ended')), 20)))
    await schedule(slow, step('next')).tick()
    expect(ran).toEqual(['slow 0', 'slow ended', 'next 0'])
  })

  test('logs a failing step, and runs the others all the same', async () => {
    const failing = step('nudge', () => Promise.reject(new Error('no')))
    const scheduler = schedule(step('wake'), failing, step('digest'))
    await scheduler.tick()
    expect(ran).toEqual(['wake 0', 'nudge 0', 'digest 0'])
    expect(log.lines).toMatchObject([{ level: 'error', fields: { step: 'nudge' } }])
    expect(scheduler.lastSuccess()).toEqual({ wake: start, nudge: null, digest: start })
  })

  test('that throws before it waits is a failing step too', async () => {
    const scheduler = schedule({
      name: 'nudge',
      run: () => {
        throw new TypeError('no')
      },
    })
    await scheduler.tick()
    expect(await scheduler.tick()).toBe(true)
    expect(log.lines).toHaveLength(2)
  })

  test('does nothing while another runs', async () => {
    let end = () => {}
    const hanging = step('nudge', () => new Promise<void>((resolve) => (end = resolve)))
    const scheduler = schedule(hanging)
    const first = scheduler.tick()
    expect(await scheduler.tick()).toBe(false)
    expect(ran).toHaveLength(1)
    end()
    expect(await first).toBe(true)
    const third = scheduler.tick()
    end()
    expect(await third).toBe(true)
    expect(ran).toHaveLength(2)
  })
})

describe('health', () => {
  test('is good before the first tick, however long that takes', () => {
    expect(schedule(step('nudge')).overdue(start + 60 * MINUTE)).toEqual([])
  })

  test('turns bad when no tick has come for more than five minutes, and good with the next', async () => {
    const scheduler = schedule(step('nudge'))
    await scheduler.tick()
    expect(scheduler.overdue(start + 5 * MINUTE)).toEqual([])
    expect(scheduler.overdue(start + 5 * MINUTE + 1)).toEqual(['nudge'])
    await clock.advance(10 * MINUTE)
    await scheduler.tick()
    expect(scheduler.overdue(clock.now())).toEqual([])
  })

  test('turns bad when one step of several keeps failing', async () => {
    let works = true
    const moody = step('digest', () => (works ? Promise.resolve() : Promise.reject(new Error('no'))))
    const scheduler = schedule(step('nudge'), moody)
    for (let minute = 0; minute < 8; minute += 1) {
      await scheduler.tick()
      expect(scheduler.overdue(clock.now())).toEqual(minute <= 6 ? [] : ['digest'])
      if (minute === 1) works = false
      await clock.advance(MINUTE)
    }
    expect(scheduler.overdue(clock.now())).toEqual(['digest'])
    works = true
    await scheduler.tick()
    expect(scheduler.overdue(clock.now())).toEqual([])
  })

  test('turns bad when the scheduler hangs, in its very first tick too', async () => {
    const scheduler = schedule(step('nudge', () => new Promise(() => {})))
    void scheduler.tick()
    expect(scheduler.overdue(start + 5 * MINUTE)).toEqual([])
    expect(scheduler.overdue(start + 5 * MINUTE + 1)).toEqual(['nudge'])
  })
})

test('a stop waits for the running tick, and lets no other begin', async () => {
  const slow = step('slow', () => new Promise((resolve) => setTimeout(() => resolve(ran.push('ended')), 20)))
  const scheduler = schedule(slow)
  void scheduler.tick()
  await scheduler.stop()
  expect(ran).toEqual(['slow 0', 'ended'])
  expect(await scheduler.tick()).toBe(false)
})
