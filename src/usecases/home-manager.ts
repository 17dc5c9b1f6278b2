import type { LastDigest, ManagersPart, OverduePerson } from '../domain/home.js'
import type { PersonId } from '../domain/ids.js'
import type { Person } from '../domain/person.js'
import type { Instant } from '../domain/time.js'
import { workingDaysBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import { weekReported } from './digest-slots.js'
import { ownManager } from './managers.js'
import type { Tx } from './ports.js'
import { readChurn, type readChurnRates } from './read-churn.js'

interface Reading {
  readonly churnRates: typeof readChurnRates
  readonly tx: Tx
  readonly settings: Settings
  readonly person: Person
  readonly now: Instant
}

/** What only managers see, and whose overdue CSQLs are theirs to look after. */
export async function readManagersPart(
  reading: Reading,
): Promise<{ readonly part: ManagersPart; readonly team: readonly PersonId[] }> {
  const { tx, settings, now } = reading
  const { mine, elsewhere } = await overdueByPerson(reading)
  const part = {
    ...{ overdue: mine, overdueElsewhere: elsewhere },
    ...{ churn: await readChurn(tx, now, reading.churnRates), churnGate: settings.churnGate },
    digest: await lastDigest(reading),
  }
  return { part, team: mine.map(({ person }) => person.id) }
}

/**
 * Owners of what is overdue are named only to their manager (domain.md §4): to the one who was named for them, and where
 * none was, to every manager. Of the others there is a number.
 */
async function overdueByPerson({
  tx,
  settings,
  person: reader,
  now,
}: Reading): Promise<{ readonly mine: readonly OverduePerson[]; readonly elsewhere: number }> {
  const owners = await tx.home.overdueOwners(now)
  const people = new Map((await tx.people.many(owners.map(({ aeId }) => aeId))).map((person) => [person.id, person]))
  const mine: OverduePerson[] = []
  let elsewhere = 0
  for (const { aeId, csqls, oldestDueAt } of owners) {
    const person = people.get(aeId)
    if (person === undefined) continue
    const manager = await ownManager(tx, person)
    if (manager !== null && manager.id !== reader.id) {
      elsewhere += csqls
      continue
    }
    const calendar = calendarOf(settings, person)
    const day = (at: Instant) => localDay(calendar.zone, at)
    mine.push({ person, csqls, workingDays: workingDaysBetween(calendar, day(oldestDueAt), day(now)) })
  }
  return { mine, elsewhere }
}

/** The digest goes to a channel, or where none was chosen to each manager. */
async function lastDigest({ tx, settings, person }: Reading): Promise<LastDigest | null> {
  const { channelId } = settings.digest
  const recipient = channelId ?? person.id
  const digest = await tx.deliveries.newest({ recipient, purpose: 'digest', subject: tx.workspaceId })
  if (digest?.state !== 'sent' || digest.channel === null || digest.ts === null || digest.sentAt === null) return null
  const { channel, ts, sentAt, occasion } = digest
  return { week: weekReported(occasion), sentAt, channel, ts, inChannel: channelId !== null }
}
