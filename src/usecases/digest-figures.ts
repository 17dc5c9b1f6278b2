import type { Product } from '../domain/account.js'
import type { Clock } from '../domain/clock.js'
import type { Csql } from '../domain/csql.js'
import { daysToWin } from '../domain/days-to-win.js'
import type { DigestNote, DigestOverdue, DigestQuick, DigestWin } from '../domain/digest.js'
import type { CsqlId, PersonId } from '../domain/ids.js'
import { isOverdue } from '../domain/nudge-policy.js'
import type { Instant } from '../domain/time.js'
import { workingDaysBetween, workingMinutesBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { Tx, WeekFigures } from './ports.js'
import { type ManagerCover, managerCover } from './read-manager-cover.js'

/** An acceptance within so many working hours of the hand-over is named as quick follow-up. */
const QUICK_HOURS = 4
/** Overdue accounts that are read for the digest; the total counts all. */
const OVERDUE_READ = 500

/** The wins of some CSQLs, with the names that stand beside them. */
export async function winsOf(
  tx: Tx,
  ids: readonly CsqlId[],
  settings: Settings,
): Promise<readonly { csql: Csql; win: DigestWin }[]> {
  const products = await tx.products.all()
  const wins: { csql: Csql; win: DigestWin }[] = []
  for (const id of ids) {
    const csql = await tx.csqls.get(id)
    if (csql === null) continue
    const names = await namesOf(tx, [csql.csmId, csql.loggedBy, csql.aeId])
    const win = {
      number: csql.number,
      accountName: await accountName(tx, csql),
      productName: productName(
        products.find((product) => product.id === csql.productId),
        settings,
      ),
      csmName: names.get(csql.csmId) ?? null,
      loggedByName: names.get(csql.loggedBy) ?? null,
      aeName: csql.aeId === null ? null : (names.get(csql.aeId) ?? null),
      amount: csql.wonAmount ?? 0,
      amountPeriod: csql.wonAmountPeriod ?? 'month',
      oneTime: csql.wonOneTime ?? 0,
      currency: csql.currency,
      days: daysToWin(csql, await tx.events.of(id), settings.zone),
    }
    wins.push({ csql, win })
  }
  return wins
}

export async function overdueOf(
  tx: Tx,
  settings: Settings,
  now: Instant,
): Promise<{ rows: readonly DigestOverdue[]; total: number; waiting: number }> {
  const { longest, total, qualified } = await tx.figures.overdue(now, OVERDUE_READ)
  const rows = longest.map(({ dueAt, ...csql }) => ({ ...csql, days: daysSince(dueAt, settings, now) }))
  return { rows: rows.sort((a, b) => b.days - a.days || a.number - b.number), total, waiting: qualified }
}

/** Working days that something has been past due; at least 1. */
function daysSince(dueAt: Instant, settings: Settings, now: Instant): number {
  const calendar = calendarOf(settings, null)
  return Math.max(1, workingDaysBetween(calendar, localDay(calendar.zone, dueAt), localDay(calendar.zone, now)))
}

/** Of some CSQLs, those that are overdue, with their working days past due. */
export async function daysOverdue(
  tx: Tx,
  settings: Settings,
  csqls: readonly Csql[],
  now: Instant,
): Promise<ReadonlyMap<CsqlId, number>> {
  const late = new Map<CsqlId, number>()
  const clocks = new Map<CsqlId, Clock[]>()
  for (const clock of await tx.clocks.running(csqls.map(({ id }) => id))) {
    clocks.set(clock.csqlId, [...(clocks.get(clock.csqlId) ?? []), clock])
  }
  for (const csql of csqls) {
    const own = clocks.get(csql.id) ?? []
    const due = own.filter((clock) => isOverdue(clock, csql, now)).map(({ dueAt }) => dueAt)
    if (due.length > 0) late.set(csql.id, daysSince(Math.min(...due), settings, now))
  }
  return late
}

async function isOverdueNow(tx: Tx, csql: Csql, now: Instant): Promise<boolean> {
  return (await tx.clocks.running([csql.id])).some((clock) => isOverdue(clock, csql, now))
}

/**
 * Who took on a CSQL quickly. A rejection is no follow-up, however quick, and neither is what was accepted and let go:
 * praise for those would pay for the very dropping that it is there to prevent (domain.md S13, S16).
 */
export async function quickOf(
  tx: Tx,
  figures: WeekFigures,
  settings: Settings,
  now: Instant,
): Promise<readonly DigestQuick[]> {
  const quick: DigestQuick[] = []
  for (const decision of figures.acceptances) {
    const ae = decision.aeId === null ? null : await tx.people.get(decision.aeId)
    const minutes = workingMinutesBetween(calendarOf(settings, ae), decision.handedOverAt, decision.decidedAt)
    const csql = minutes <= QUICK_HOURS * 60 ? await tx.csqls.get(decision.csqlId) : null
    if (csql?.state === 'rejected') continue
    // A name beside what is overdue now would say whose it is, which is for their manager alone.
    if (csql === null || (await isOverdueNow(tx, csql, now))) continue
    const names = await namesOf(tx, [csql.csmId])
    quick.push({
      number: csql.number,
      accountName: await accountName(tx, csql),
      csmName: names.get(csql.csmId) ?? null,
      aeName: ae?.name ?? null,
      hours: minutes / 60,
    })
  }
  return quick
}

export async function notesOf(tx: Tx, since: Instant): Promise<readonly DigestNote[]> {
  const cover = await managerCover(tx)
  const unassigned = await tx.csqls.count({ states: ['qualified'], unassigned: true })
  const parked = await tx.figures.parkedSince(since)
  return [
    ...coverNotes(cover),
    ...(unassigned > 0 ? [{ kind: 'unassigned', n: unassigned } as const] : []),
    ...(parked > 0 ? [{ kind: 'undelivered', n: parked } as const] : []),
  ]
}

/** Where no manager is named at all, that says it; names of people are no matter of a channel's. */
function coverNotes({ fallsTo, without }: ManagerCover): readonly DigestNote[] {
  if (fallsTo === 'nobody') return [{ kind: 'nobody_told' }]
  if (fallsTo === 'admins') return [{ kind: 'managers_unnamed' }]
  return without.length === 0 ? [] : [{ kind: 'without_manager', n: without.length }]
}

/** In the language of the digest, the workspace's. */
function productName(product: Product | undefined, { locale }: Settings): string | null {
  if (product === undefined) return null
  return locale === 'en' ? (product.nameEn ?? product.name) : product.name
}

export async function accountName(tx: Tx, csql: Csql): Promise<string> {
  return (await tx.accounts.get(csql.accountId))?.name ?? ''
}

async function namesOf(tx: Tx, ids: readonly (PersonId | null)[]): Promise<ReadonlyMap<PersonId, string>> {
  const people = await tx.people.many(ids.filter((id) => id !== null))
  return new Map(people.map((person) => [person.id, person.name]))
}
