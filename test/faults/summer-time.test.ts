import { describe, expect, test, vi } from 'vitest'
import { addDays } from '../../src/domain/days.js'
import { DAY_MS, HOUR, type Instant, MINUTE, type Zone } from '../../src/domain/time.js'
import { instantOf, localDay } from '../../src/domain/zone-time.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import { openWorld } from '../support/world.js'
import { mustFail } from './fault.js'
import { type Around, Office, whole, withoutSlots } from './office.js'

vi.setConfig({ testTimeout: 60_000 })

const ZONES = [
  ...['Australia/Lord_Howe', 'Pacific/Chatham', 'America/New_York', 'America/St_Johns', 'America/Havana'],
  ...['America/Santiago', 'Atlantic/Azores', 'Europe/London', 'Africa/Casablanca', 'Africa/Cairo'],
  ...['Asia/Beirut', 'Asia/Jerusalem'],
]

/** Milliseconds that the zone's wall clock is ahead of UTC. */
function aheadAt(zone: Zone, at: Instant): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE)
}

/** The first change of the wall clock from 2026 on: forward (a gap), or back (an overlap). */
function changeOf(zone: Zone, kind: 'gap' | 'overlap'): Instant {
  const forward = kind === 'gap' ? 1 : -1
  for (let day = Date.UTC(2026, 0, 5); day < Date.UTC(2027, 6, 1); day += DAY_MS) {
    if ((aheadAt(zone, day + DAY_MS) - aheadAt(zone, day)) * forward <= 0) continue
    let at = day
    while (aheadAt(zone, at) === aheadAt(zone, day)) at += 15 * MINUTE
    return at
  }
  throw new Error(`${zone} knows no ${kind}`)
}

/** Somebody whose day opens at a time that is skipped, or comes twice, that night: a quarter of an hour into it. */
function opening(zone: Zone, change: Instant, kind: 'gap' | 'overlap'): { opens: string; closes: string } {
  const shown = change + aheadAt(zone, change - 1) + (kind === 'gap' ? 15 : -15) * MINUTE
  const wall = (at: number) => new Date(at).toISOString().slice(11, 16)
  const closes = wall(shown + 5 * HOUR)
  return { opens: wall(shown), closes: closes > wall(shown) ? closes : '23:59' }
}

async function oneEachDay(zone: Zone, kind: 'gap' | 'overlap', around: Around = whole): Promise<void> {
  const world = await openWorld({ settings: { country: null } })
  try {
    const change = changeOf(zone, kind)
    const hours = { weekdays: [1, 2, 3, 4, 5, 6, 7] as (1 | 2 | 3 | 4 | 5 | 6 | 7)[], ...opening(zone, change, kind) }
    const ae = { ...world.ae, zone, workingHours: hours }
    await world.store.of(world.workspaceId).transaction((tx) => tx.people.put(ae))
    const office = new Office(world, around)
    const days = [-2, -1, 0, 1, 2].map((n) => addDays(localDay(zone, change), n))
    for (const day of days) await workThrough(office, { ...ae, day, opens: hours.opens })
    const sent = office.of('nudge').map(({ at }) => localDay(zone, at))
    for (const day of days.slice(2)) expect([zone, day, sent.filter((on) => on === day).length]).toEqual([zone, day, 1])
    expect(office.of('nudge').map(({ occasion }) => occasion.split(' ')[0])).toEqual(sent)
  } finally {
    await world.close()
  }
}

type Day = Office['world']['ae'] & { readonly day: string; readonly opens: string }

/**
 * One day by the wall clock: what is handed over falls due on the morrow, and one of two is put off to an hour after the
 * opening then, which in an overlap is the opening again.
 */
async function workThrough(office: Office, { zone, day, opens, ...ae }: Day): Promise<void> {
  const { world } = office
  const [from, until] = [instantOf(zone, day, '00:00'), instantOf(zone, addDays(day, 1), '00:00')]
  world.clock.set(from)
  await office.handOver(ae.id)
  const number = await office.handOver(ae.id)
  const snoozed = instantOf(zone, addDays(day, 1), opens) + HOUR
  const actor = world.as({ ...ae, zone })
  await actOnCsql(actor, { number, version: null, action: 'snooze', fields: { until: snoozed } })
  const opening = instantOf(zone, day, opens)
  for (let now = from; now < until; now += isNear(now, opening) ? 10 * MINUTE : HOUR) {
    world.clock.set(now)
    await office.tick()
  }
}

const isNear = (now: Instant, opening: Instant) => now >= opening - HOUR && now < opening + 2.5 * HOUR

describe.each(['gap', 'overlap'] as const)('F12 the %s of the wall clock', (kind) => {
  test.each(ZONES)('F12 one batch a local day: %s', (zone) => oneEachDay(zone, kind))
})
test('F12 without the slot of the local day there are two', () =>
  mustFail(() => oneEachDay('America/New_York', 'overlap', withoutSlots)))
