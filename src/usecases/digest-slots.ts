import { addDays, isoWeekOf, mondayOf } from '../domain/days.js'
import type { Day, Instant } from '../domain/time.js'
import { weekSlot } from '../domain/working-moments.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import type { Tx } from './ports.js'

/** The digest slots of last week and this one that have come, each named by the ISO week that it is the slot of. */
export function digestSlots(settings: Settings, now: Instant): readonly { at: Instant; week: string }[] {
  const today = localDay(settings.zone, now)
  return [addDays(today, -7), today]
    .map((day) => isoWeekOf(day).label)
    .map((week) => ({ week, at: digestSlot(settings, week) }))
    .filter((slot) => slot.at <= now)
}

/** Whether the digest of an ISO week's slot was queued already, wherever it went, or the one after it: none comes out of order. */
export async function isPosted(tx: Tx, week: string): Promise<boolean> {
  const next = isoWeekOf(addDays(mondayOfWeek(week), 7)).label
  for (const occasion of [week, next]) {
    if (await tx.deliveries.isTaken({ purpose: 'digest', subject: tx.workspaceId, occasion })) return true
  }
  return false
}

/** The ISO week whose digest comes next: the first that was not queued and whose slot is ahead, or is to be caught up. */
export async function comingDigest(tx: Tx, now: Instant): Promise<string> {
  const settings = await tx.settings.get()
  const began = await tx.figures.firstRecordedAt()
  const today = localDay(settings.zone, now)
  for (const days of [-7, 0, 7]) {
    const week = isoWeekOf(addDays(today, days)).label
    const at = digestSlot(settings, week)
    const isPast = at <= now && (began === null || began > at)
    if (!isPast && !(await isPosted(tx, week))) return week
  }
  return isoWeekOf(addDays(today, 14)).label
}

/** When the next slot comes: until then, and while the settings are the same, there is no digest that was not seen to. */
export function nextDigestSlot(settings: Settings, now: Instant): Instant {
  const today = localDay(settings.zone, now)
  const slots = [-7, 0, 7, 14].map((days) => digestSlot(settings, isoWeekOf(addDays(today, days)).label))
  return Math.min(...slots.filter((at) => at > now))
}

/** When the digest of an ISO week (`2026-W48`) is due in the workspace's channel. */
export function digestSlot(settings: Settings, week: string): Instant {
  const calendar = calendarOf(settings, null)
  const monday = startOfDay(calendar.zone, mondayOfWeek(week))
  return weekSlot(calendar, monday, settings.digest.weekday, settings.digest.at)
}

/** The Monday to Sunday that the digest of an ISO week reports: the week before it. */
export function weekReported(week: string): { from: Day; to: Day } {
  const from = addDays(mondayOfWeek(week), -7)
  return { from, to: addDays(from, 6) }
}

/** January 4th is in the first week. */
function mondayOfWeek(week: string): Day {
  const [year = '', number = ''] = week.split('-W')
  return addDays(mondayOf(`${year}-01-04`), (Number(number) - 1) * 7)
}
