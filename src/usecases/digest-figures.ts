import type { Product } from '../domain/account.js'
import { monthly } from '../domain/amounts.js'
import type { Clock } from '../domain/clock.js'
import type { Csql, Currency, State } from '../domain/csql.js'
import { addDays, daysBetween } from '../domain/days.js'
import type {
  DigestFigures,
  DigestNote,
  DigestOverdue,
  DigestQuick,
  DigestStage,
  DigestWin,
  Money,
} from '../domain/digest.js'
import type { PersonId } from '../domain/ids.js'
import { isOverdue } from '../domain/nudge-policy.js'
import { DAY_MS, type Day, type Instant } from '../domain/time.js'
import { workingDaysBetween, workingMinutesBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import type { Tx, WeekFigures } from './ports.js'
import { type ManagerCover, managerCover } from './read-manager-cover.js'

/** A decision within so many working hours of the hand-over is named as quick follow-up. */
const QUICK_HOURS = 4
/** Overdue accounts that are read for the digest; the total counts all. */
const OVERDUE_READ = 50

/** What the digest of a week says; null where there is nothing: no CSQL was ever logged, or nothing happened and nothing is open. */
export async function digestFigures(ctx: Ctx, week: { from: Day; to: Day }): Promise<DigestFigures | null> {
  return ctx.store.read((tx) => readFigures(tx, week, ctx.now))
}

/** The figures, in the transaction at hand. */
export async function readFigures(tx: Tx, week: { from: Day; to: Day }, now: Instant): Promise<DigestFigures | null> {
  if ((await tx.figures.firstLoggedAt()) === null) return null
  const settings = await tx.settings.get()
  const at = (day: Day): Instant => startOfDay(settings.zone, day)
  const figures = await tx.figures.week(at(week.from), at(addDays(week.to, 1)))
  const length = daysBetween(week.from, week.to) + 1
  const before = await tx.figures.week(at(addDays(week.from, -length)), at(week.from))
  const open = await tx.figures.openSince()
  if (isIdle(figures) && open.length === 0) return null
  const wins = await winsOf(tx, figures, settings)
  const overdue = await overdueOf(tx, settings, now)
  return {
    week,
    previousCsqls: before.csqls,
    signals: figures.signals,
    csqls: figures.csqls,
    accepted: figures.accepted,
    returned: figures.returned,
    rejected: figures.rejected,
    topRejectReasons: figures.rejectReasons,
    neglectReasons: figures.neglectReasons,
    opportunities: figures.opportunities,
    won: { n: figures.won, ...sums(wins, settings.currency) },
    lost: figures.lost,
    openByStage: stages(open, now),
    waitingDecision: {
      n: open.filter((csql) => csql.state === 'qualified').length,
      overdue: overdue.waiting,
    },
    overdue: overdue.rows,
    overdueTotal: overdue.total,
    quick: await quickOf(tx, figures, settings, now),
    wins,
    bySource: figures.bySource,
    notes: await notesOf(tx, at(week.from)),
  }
}

function isIdle(figures: WeekFigures): boolean {
  const { signals, csqls, accepted, returned, rejected, opportunities, won, lost } = figures
  return signals + csqls + accepted + returned + rejected + opportunities + won + lost === 0
}

function stages(open: readonly { state: State; since: Instant }[], now: Instant): readonly DigestStage[] {
  const states: readonly State[] = ['signal', 'qualified', 'returned', 'accepted', 'opportunity', 'nurturing']
  return states.flatMap((state) => {
    const ages = open
      .filter((csql) => csql.state === state)
      .map((csql) => Math.floor((now - csql.since) / DAY_MS))
      .sort((a, b) => a - b)
    if (ages.length === 0) return []
    const [lower, upper] = [ages[Math.floor((ages.length - 1) / 2)] ?? 0, ages[Math.floor(ages.length / 2)] ?? 0]
    return [{ state, n: ages.length, medianAgeDays: (lower + upper) / 2, oldestDays: ages.at(-1) ?? null }]
  })
}

/** One sum a currency, the workspace's first: currencies are never added together. */
function sums(wins: readonly DigestWin[], first: Currency): { mrr: readonly Money[]; oneTime: readonly Money[] } {
  const currencies = [...new Set([first, ...wins.map((win) => win.currency)])]
  const of = (currency: Currency) => wins.filter((win) => win.currency === currency)
  return {
    mrr: currencies.map((currency) => ({
      currency,
      amount: monthly(of(currency).map((win) => ({ amount: win.amount, period: win.amountPeriod, currency }))),
    })),
    oneTime: currencies.map((currency) => ({
      currency,
      amount: of(currency).reduce((sum, win) => sum + win.oneTime, 0),
    })),
  }
}

async function winsOf(tx: Tx, figures: WeekFigures, settings: Settings): Promise<readonly DigestWin[]> {
  const products = await tx.products.all()
  const wins: DigestWin[] = []
  for (const id of figures.wins) {
    const csql = await tx.csqls.get(id)
    if (csql === null) continue
    const names = await namesOf(tx, [csql.csmId, csql.loggedBy, csql.aeId])
    wins.push({
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
      days: daysBetween(localDay(settings.zone, csql.loggedAt), csql.wonOn ?? localDay(settings.zone, csql.stateSince)),
    })
  }
  return wins
}

async function overdueOf(
  tx: Tx,
  settings: Settings,
  now: Instant,
): Promise<{ rows: readonly DigestOverdue[]; total: number; waiting: number }> {
  const { rows, total } = await tx.csqls.list({ overdueAt: now, limit: OVERDUE_READ })
  const waiting = await tx.csqls.list({ overdueAt: now, states: ['qualified'], limit: 1 })
  const clocks = await tx.clocks.running(rows.map((csql) => csql.id))
  const overdue: DigestOverdue[] = []
  for (const csql of rows) {
    const days = overdueDays(clocks, csql, settings, now)
    overdue.push({ number: csql.number, accountName: await accountName(tx, csql), days })
  }
  return { rows: overdue.sort((a, b) => b.days - a.days), total, waiting: waiting.total }
}

/** Working days since the oldest clock that is overdue fell due; at least 1. */
function overdueDays(clocks: readonly Clock[], csql: Csql, settings: Settings, now: Instant): number {
  const due = clocks
    .filter((clock) => clock.csqlId === csql.id && isOverdue(clock, csql, now))
    .map((clock) => clock.dueAt)
  const calendar = calendarOf(settings, null)
  const day = (at: Instant): Day => localDay(calendar.zone, at)
  return Math.max(1, due.length === 0 ? 1 : workingDaysBetween(calendar, day(Math.min(...due)), day(now)))
}

async function isOverdueNow(tx: Tx, csql: Csql, now: Instant): Promise<boolean> {
  return (await tx.clocks.running([csql.id])).some((clock) => isOverdue(clock, csql, now))
}

async function quickOf(
  tx: Tx,
  figures: WeekFigures,
  settings: Settings,
  now: Instant,
): Promise<readonly DigestQuick[]> {
  const quick: DigestQuick[] = []
  for (const decision of figures.decisions) {
    const ae = decision.aeId === null ? null : await tx.people.get(decision.aeId)
    const minutes = workingMinutesBetween(calendarOf(settings, ae), decision.handedOverAt, decision.decidedAt)
    const csql = minutes <= QUICK_HOURS * 60 ? await tx.csqls.get(decision.csqlId) : null
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

async function notesOf(tx: Tx, since: Instant): Promise<readonly DigestNote[]> {
  const cover = await managerCover(tx)
  const unassigned = await tx.csqls.list({ states: ['qualified'], unassigned: true, limit: 1 })
  const parked = await tx.figures.parkedSince(since)
  return [
    ...coverNotes(cover),
    ...(unassigned.total > 0 ? [{ kind: 'unassigned', n: unassigned.total } as const] : []),
    ...(parked > 0 ? [{ kind: 'undelivered', n: parked } as const] : []),
  ]
}

/** Where no manager is named at all, that says it; names of people are no matter of a channel's. */
function coverNotes({ fallsTo, without }: ManagerCover): readonly DigestNote[] {
  if (fallsTo !== 'managers') return [{ kind: 'managers_unnamed' }]
  return without.length === 0 ? [] : [{ kind: 'without_manager', n: without.length }]
}

/** In the language of the digest, the workspace's. */
function productName(product: Product | undefined, { locale }: Settings): string | null {
  if (product === undefined) return null
  return locale === 'en' ? (product.nameEn ?? product.name) : product.name
}

async function accountName(tx: Tx, csql: Csql): Promise<string> {
  return (await tx.accounts.get(csql.accountId))?.name ?? ''
}

async function namesOf(tx: Tx, ids: readonly (PersonId | null)[]): Promise<ReadonlyMap<PersonId, string>> {
  const people = await tx.people.many(ids.filter((id) => id !== null))
  return new Map(people.map((person) => [person.id, person.name]))
}
