import type { Product } from '../domain/account.js'
import { OPEN_STATES } from '../domain/csql.js'
import { fiscalQuarterOf } from '../domain/fiscal.js'
import {
  ALL_ROWS,
  type CsqlList,
  FILTERS_OF,
  HOME_PAGE,
  type Home,
  type HomeList,
  type HomeRows,
  type HomeState,
  listsOf,
  OVERVIEW,
  type OwnTime,
  previewRows,
  type Unproposed,
} from '../domain/home.js'
import { upcomingLeave } from '../domain/leave.js'
import { may } from '../domain/may.js'
import type { Person, Role } from '../domain/person.js'
import type { QuarterTargets } from '../domain/report.js'
import { localDay } from '../domain/zone-time.js'
import { readSetup } from './change-settings.js'
import { ask, type Ctx } from './context.js'
import { type HomeReading, readHomeRows } from './home-lists.js'
import { readManagersPart } from './home-manager.js'
import type { Tx } from './ports.js'
import { readChurnRates } from './read-churn.js'
import { readTargetProgress } from './read-targets.js'

/**
 * Everything that a person's Home shows now. A list that is asked for and is none of theirs gives the overview; a page
 * behind the last one, the first.
 *
 * @param churnRates where they come from: looking at every account each time would make others wait
 */
export async function readHome(ctx: Ctx, person: Person, asked: HomeState, churnRates = readChurnRates): Promise<Home> {
  ask(ctx, 'home.read')
  const sees = (field: string): boolean => may('home.read', ctx.actor, { fields: [field] })
  return ctx.store.read(async (tx) => {
    const settings = await tx.settings.get()
    const roles = await rolesAtHome(ctx, tx, person)
    const lists = listsOf(roles, { csmsClose: settings.selfClosing.length > 0 })
    const state = stateWithin(lists, asked)
    const manager =
      roles.has('manager') && sees('team')
        ? await readManagersPart({ tx, settings, person, now: ctx.now, churnRates })
        : null
    const products = new Map((await tx.products.all()).map((product) => [product.id, product]))
    const reading = { tx, settings, person, now: ctx.now, team: manager?.team ?? [], products }
    const shown = state.list === null ? lists : [state.list]
    const rows = await readLists(reading, shown.filter(isCsqlList), state, previewRows(lists.length))
    const unproposed = shown.includes('unproposed') ? await readUnproposed(tx, state, previewRows(lists.length)) : null
    const isEmpty = [...rows, ...(unproposed === null ? [] : [unproposed])].every((one) => one.rows.length === 0)
    if (state.page > 0 && isEmpty) return readHome(ctx, person, { ...state, page: 0 }, churnRates)
    return {
      ...{ person, roles, state, lists: rows },
      unproposed,
      targets: state.list === null ? await readOwnTargets(ctx, tx, person, roles.has('manager')) : null,
      manager: manager?.part ?? null,
      admin: sees('setup') ? { setup: await readSetup(ctx), knowsAccounts: await tx.home.knowsAccounts() } : null,
      time: await ownTime(tx, person, ctx),
      products: state.list === null ? [] : choosable(products.values()),
    }
  })
}

/**
 * The roles that somebody has, and that of each side on which they hold an open CSQL: what is theirs shows, whoever named
 * them and whatever role they were given.
 */
async function rolesAtHome({ actor }: Ctx, tx: Tx, { id }: Person): Promise<ReadonlySet<Role>> {
  const roles = new Set(actor.kind === 'person' ? actor.roles : [])
  const any = { states: OPEN_STATES, order: 'logged', limit: 1, offset: 0 } as const
  if (!roles.has('csm') && (await tx.home.rows({ ...any, csmId: id })).total > 0) roles.add('csm')
  if (!roles.has('ae') && (await tx.home.rows({ ...any, aeId: id })).total > 0) roles.add('ae')
  return roles
}

/** What is asked for, as far as it is this person's. */
function stateWithin(lists: readonly HomeList[], asked: HomeState): HomeState {
  if (asked.list === null || !lists.includes(asked.list)) return OVERVIEW
  return FILTERS_OF[asked.list].includes(asked.filter.by) ? asked : { ...asked, filter: ALL_ROWS }
}

const isCsqlList = (list: HomeList): list is CsqlList => list !== 'unproposed'

async function readLists(
  reading: HomeReading,
  lists: readonly CsqlList[],
  { list: opened, page, filter }: HomeState,
  preview: number,
): Promise<readonly HomeRows[]> {
  const isOpened = opened !== null
  const limit = isOpened ? HOME_PAGE : preview
  const read: HomeRows[] = []
  for (const list of lists) {
    // The overview has the people in place of their rows.
    if (list === 'overdue' && !isOpened) continue
    read.push(await readHomeRows(reading, { list, filter, limit, offset: isOpened ? page * HOME_PAGE : 0 }))
  }
  return read
}

async function readUnproposed(tx: Tx, { list, page }: HomeState, preview: number): Promise<Unproposed> {
  if (list === null) return tx.home.unproposed({ limit: preview, offset: 0 })
  return tx.home.unproposed({ limit: HOME_PAGE, offset: page * HOME_PAGE })
}

/** An admin may see everybody's, and looks for them elsewhere. Null where there is none, and the person sets none. */
async function readOwnTargets(ctx: Ctx, tx: Tx, { id }: Person, isManager: boolean): Promise<QuarterTargets | null> {
  const { zone, fiscalStart } = await tx.settings.get()
  const quarter = fiscalQuarterOf(localDay(zone, ctx.now), fiscalStart)
  const all = await readTargetProgress(tx, quarter, ctx.now)
  if (isManager) return all
  const progress = all.progress.filter(({ target }) => target.subjectKind !== 'person' || target.subject === id)
  return progress.length === 0 ? null : { ...all, progress }
}

async function ownTime(tx: Tx, { zone, leave, pausedUntil }: Person, { now }: Ctx): Promise<OwnTime> {
  const today = localDay(zone, now)
  const next = upcomingLeave(leave, today).toSorted((a, b) => (a.from < b.from ? -1 : 1))[0]
  const delegate = next?.delegateId == null ? null : await tx.people.get(next.delegateId)
  return {
    pausedUntil: pausedUntil !== null && pausedUntil > today ? pausedUntil : null,
    leave: next === undefined ? null : { ...next, delegateName: delegate?.name ?? null },
  }
}

const choosable = (products: Iterable<Product>) =>
  [...products].filter(({ archived }) => !archived).map(({ id, name, nameEn }) => ({ id, name, nameEn }))
