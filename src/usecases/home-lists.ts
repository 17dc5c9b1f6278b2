import type { Product } from '../domain/account.js'
import { addDays } from '../domain/days.js'
import { type CsqlList, type HomeFilter, type HomeRows, OUTCOME_DAYS, OUTCOMES } from '../domain/home.js'
import { type PersonId, ProductId } from '../domain/ids.js'
import type { Person } from '../domain/person.js'
import { DAY_MS, type Instant } from '../domain/time.js'
import { workingDaysBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import type { HomeCsql, HomeQuery, Tx } from './ports.js'

/** Who reads their Home, and with what the lists are made. */
export interface HomeReading {
  readonly tx: Tx
  readonly settings: Settings
  readonly person: Person
  readonly now: Instant
  /** The AEs whose overdue ones this manager is told of. */
  readonly team: readonly PersonId[]
  readonly products: ReadonlyMap<ProductId, Product>
}

export interface AskedRows {
  readonly list: CsqlList
  readonly filter: HomeFilter
  readonly limit: number
  readonly offset: number
}

/** The rows of one list, by one statement, and the people they name. */
export async function readHomeRows(
  reading: HomeReading,
  { list, filter, limit, offset }: AskedRows,
): Promise<HomeRows> {
  const { tx, settings, now, products } = reading
  const query = filtered(queryOf(reading, list), filter, reading)
  const { rows, total } = await tx.home.rows({ ...query, limit, offset })
  const ids = rows.flatMap(({ csql, clock }) => [csql.csmId, csql.aeId, clock?.ownerId ?? null])
  const people = new Map((await tx.people.many(ids.filter((id) => id !== null))).map((one) => [one.id, one]))
  const lateBy = ({ clock }: HomeCsql): number => {
    if (clock === null || now <= clock.dueAt) return 0
    const calendar = calendarOf(settings, people.get(clock.ownerId ?? reading.person.id) ?? null)
    const day = (at: Instant) => localDay(calendar.zone, at)
    return workingDaysBetween(calendar, day(clock.dueAt), day(now))
  }
  return {
    ...{ list, total },
    rows: rows.map((row) => ({
      details: {
        ...{ csql: row.csql, departmentName: row.departmentName, referredCompanyName: row.referredCompanyName },
        account: { name: row.accountName, provisional: false },
        product: row.csql.productId === null ? null : (products.get(row.csql.productId) ?? null),
        people,
      },
      clock: row.clock,
      overdueWorkingDays: lateBy(row),
    })),
  }
}

type Query = Omit<HomeQuery, 'limit' | 'offset'>

function queryOf({ settings, person, now, team }: HomeReading, list: CsqlList): Query {
  const { zone } = calendarOf(settings, person)
  const tomorrow = startOfDay(zone, addDays(localDay(zone, now), 1))
  const order = 'due'
  const [csmId, aeId] = [person.id, person.id]
  switch (list) {
    case 'to_decide':
      return { aeId, states: ['qualified'], order }
    case 'to_update':
      return { aeId, states: ['accepted', 'opportunity'], dueBefore: tomorrow, order }
    case 'deals':
      return { aeId, states: ['accepted', 'opportunity'], notDueBefore: tomorrow, order }
    case 'returned':
      return { csmId, states: ['returned'], order }
    case 'to_vet':
      return { csmId, states: ['signal'], order }
    case 'waiting':
      return { csmId, states: ['qualified'], order }
    case 'outcomes':
      return { creditedTo: person.id, states: OUTCOMES, changedSince: now - OUTCOME_DAYS * DAY_MS, order: 'changed' }
    case 'signals':
      return { states: ['signal'], order: 'logged' }
    case 'unassigned':
      return { states: ['qualified'], unassigned: true, order }
    case 'overdue':
      return { aeIds: team, states: ['qualified', 'accepted', 'opportunity'], overdueAt: now, order }
  }
}

/** A filter narrows a list, and never shows what is not in it. */
function filtered(query: Query, filter: HomeFilter, { now, team }: HomeReading): Query {
  switch (filter.by) {
    case 'all':
      return query
    case 'due':
      return { ...query, dueBefore: now }
    case 'hot':
      return { ...query, heat: 'high' }
    case 'product':
      return { ...query, productId: ProductId.parse(filter.id) }
    case 'person':
      return { ...query, aeIds: team.filter((id) => id === filter.id) }
  }
}
