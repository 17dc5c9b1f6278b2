import type { Heat, State } from '../../src/domain/csql.js'
import { AccountId, PersonId, ProductId, WorkspaceId } from '../../src/domain/ids.js'
import type { Person } from '../../src/domain/person.js'
import { DAY_MS, type Instant, MINUTE } from '../../src/domain/time.js'
import { calendarOf, Settings } from '../../src/domain/workspace.js'
import { localDay } from '../../src/domain/zone-time.js'
import type { Random } from '../../src/sandbox/random.js'
import type { Store } from '../../src/usecases/ports.js'
import { anAccount, aPerson, aProduct } from './database.js'
import { YearModel } from './year-model.js'

const PLACES = [
  ['Asia/Tokyo', 'JP'],
  ['Europe/Berlin', 'DE'],
  ['America/New_York', 'US'],
  ['America/Sao_Paulo', 'BR'],
  ['Asia/Kolkata', 'IN'],
  ['Australia/Adelaide', 'AU'],
] as const

/** A CSQL as its people see it. */
export interface Csql {
  readonly number: number
  readonly csm: Person
  ae: Person
  heat: Heat
  state: State
  /** When something is done about it next. */
  actsAt: Instant
  snoozes: number
  /** The manager will not let it end so. */
  reopens: boolean
}

/** A workspace, and what is going on in it. */
export interface Place {
  readonly id: WorkspaceId
  readonly settings: Settings
  readonly csms: readonly Person[]
  readonly aes: readonly Person[]
  readonly manager: Person
  readonly account: AccountId
  readonly product: ProductId
  readonly model: YearModel
  /** Those that are open. */
  csqls: Csql[]
  /** When the next ones are logged. */
  readonly toLog: Instant[]
  /** When something is done next. */
  nextAt: Instant
  readonly pausedUntil: Map<PersonId, Instant>
}

/** Writes a workspace with its people, and the model of it. */
export async function openPlace(
  store: Store,
  random: Random,
  n: number,
  { csqls, days, start }: { readonly csqls: number; readonly days: number; readonly start: Instant },
): Promise<Place> {
  const [zone, country] = PLACES[n % PLACES.length] ?? PLACES[0]
  const id = WorkspaceId.parse(`w${String(n).padStart(4, '0')}`)
  const companyHolidays = country === 'JP' ? ['12-29..01-03', '08-13..08-15'] : ['2026-12-24']
  const settings = { ...Settings.parse({ zone, country, companyHolidays }) }
  const names = { slackTeamId: `T${id}`, slackEnterpriseId: null, name: id }
  await store.workspaces.create({ id, ...names, settings, suspended: false }, start)
  const person = (name: string, role: Person['roles'][number]): Person => {
    const from = start + random.below(days) * DAY_MS
    const leave = {
      from: localDay('UTC', from),
      to: localDay('UTC', from + random.below(10) * DAY_MS),
      delegateId: null,
    }
    const own = { name, roles: [role], leave: random.chance(0.5) ? [leave] : [] }
    const elsewhere = random.chance(0.2) ? random.pick(PLACES)[0] : zone
    return aPerson({
      workspaceId: id,
      id: PersonId.parse(`${id}-${name}`),
      slackUserId: `U${id}${name}`,
      zone: elsewhere,
      ...own,
    })
  }
  const csms = ['c1', 'c2'].map((name) => person(name, 'csm'))
  const aes = ['a1', 'a2', 'a3'].map((name) => person(name, 'ae'))
  const manager = person('m', 'manager')
  const product = aProduct({ workspaceId: id, id: ProductId.parse(`${id}-p`) })
  const account = anAccount({ workspaceId: id, id: AccountId.parse(`${id}-k`) })
  await store.of(id).transaction(async (tx) => {
    for (const one of [...csms, ...aes, manager]) await tx.people.put(one)
    await tx.products.put(product)
    await tx.accounts.insert(account)
  })
  const modelled = ({ id: whose, ...of }: Person) => ({ id: whose, calendar: calendarOf(settings, { ...of }) })
  const model = new YearModel({
    calendar: calendarOf(settings, null),
    people: [...csms, ...aes, manager].map(modelled),
    manager: modelled(manager),
  })
  const toLog = Array.from({ length: csqls }, () => start + random.below(days * 24 * 60) * MINUTE)
  const own = { account: account.id, product: product.id, model, csqls: [], nextAt: 0, pausedUntil: new Map() }
  return { id, settings, csms, aes, manager, ...own, toLog: toLog.sort((a, b) => a - b) }
}
