import type { Product } from '../domain/account.js'
import { BadValue } from '../domain/errors.js'
import { type PersonId, ProductId } from '../domain/ids.js'
import type { Person, Role } from '../domain/person.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, Settings } from '../domain/workspace.js'
import { actingPerson, type Ctx, requireAdmin } from './context.js'
import { afterCalendarChange } from './move-waiting.js'
import type { Tx } from './ports.js'

/** The roles that an admin gives by naming people. */
type GivenRole = Exclude<Role, 'admin' | 'marketing'>

export interface SettingsChange {
  readonly digest?: Settings['digest']
  readonly participation?: Settings['participation']
  readonly companyHolidays?: Settings['companyHolidays']
  readonly workingHours?: Settings['workingHours']
  readonly country?: Settings['country']
  readonly selfClosing?: Settings['selfClosing']
  readonly optInRequired?: boolean
  readonly captureEmoji?: Settings['captureEmoji']
  /** The lengths that change, in working days: of clocks that start from now on. */
  readonly clocks?: Partial<Settings['clocks']>
  /** All who are to have a role; whoever is left out of a list has it no more. */
  readonly roles?: Readonly<Partial<Record<Role, readonly PersonId[]>>>
  /** Whose manager is named, and who; null takes it away. */
  readonly team?: { readonly members: readonly PersonId[]; readonly managerId: PersonId | null }
  /** The names of all products that can be picked, in order. */
  readonly products?: readonly string[]
}

export interface SettingsNow {
  readonly settings: Settings
  /** Everybody known here, with their roles. */
  readonly people: readonly Person[]
  readonly products: readonly Product[]
  /** Nobody has changed the settings yet. */
  readonly isFirst: boolean
}

export async function readSettings(ctx: Ctx): Promise<SettingsNow> {
  return ctx.store.read(async (tx) => ({
    settings: await tx.settings.get(),
    people: await tx.people.all(),
    products: (await tx.products.all()).filter((product) => !product.archived),
    isFirst: !(await tx.settings.wasChanged()),
  }))
}

/**
 * Changes the workspace's settings; the change is kept with who made it.
 *
 * @throws NotAllowed unless the actor is an admin
 * @throws BadValue when somebody who takes no part is named for a role, or hours end before they begin
 * @throws NoWorkingTime where hours and holidays leave no working day
 */
export async function changeSettings(ctx: Ctx, change: SettingsChange): Promise<void> {
  requireAdmin(ctx, 'settings')
  const by = actingPerson(ctx, 'settings')
  await ctx.store.transaction(async (tx) => {
    const { roles = {}, team, products, clocks = {}, ...fields } = change
    const before = await tx.settings.get()
    const settings = Settings.parse({ ...before, ...fields, clocks: { ...before.clocks, ...clocks } })
    const { opens, closes } = settings.workingHours
    if (closes <= opens) throw new BadValue({ field: 'closes', rule: 'before_opens' })
    nextWorkingMoment(calendarOf(settings, null), ctx.now)
    await tx.settings.put(settings, by, ctx.now)
    if (CALENDAR.some((key) => JSON.stringify(before[key]) !== JSON.stringify(settings[key]))) {
      await afterCalendarChange(tx, 'everybody', ctx.now)
    }
    for (const [role, named] of Object.entries(roles)) await giveTo(tx, role as GivenRole, named)
    if (team !== undefined) await nameManager(tx, team)
    if (products !== undefined) await nameProducts(ctx, tx, products)
  })
}

/** What everybody's working time hangs on. */
const CALENDAR = ['companyHolidays', 'workingHours', 'country'] as const satisfies readonly (keyof Settings)[]

/** Names the manager of some people: whoever is named is a manager from then on. */
async function nameManager(tx: Tx, { members, managerId }: NonNullable<SettingsChange['team']>): Promise<void> {
  const manager = managerId === null ? null : await tx.people.get(managerId)
  if (managerId !== null) {
    if (manager === null) throw new BadValue({ field: 'team_manager', rule: 'unknown_person' })
    if (manager.standing !== 'member') throw new BadValue({ field: 'team_manager', rule: manager.standing })
    if (members.includes(managerId)) throw new BadValue({ field: 'team_manager', rule: 'own_manager' })
    if (!manager.roles.includes('manager')) await tx.people.put({ ...manager, roles: [...manager.roles, 'manager'] })
  }
  for (const person of await tx.people.many(members)) {
    if (person.standing !== 'member') throw new BadValue({ field: 'team_members', rule: person.standing })
    await tx.people.put({ ...person, managerId })
  }
}

/** The input that names the people of a role. */
const INPUT_OF: Readonly<Record<GivenRole, string>> = {
  manager: 'managers',
  csm: 'csms',
  ae: 'aes',
  inside_sales: 'inside_sales',
}

async function giveTo(tx: Tx, role: GivenRole, named: readonly PersonId[]): Promise<void> {
  for (const person of await tx.people.withRole(role)) {
    if (!named.includes(person.id))
      await tx.people.put({ ...person, roles: person.roles.filter((held) => held !== role) })
  }
  for (const person of await tx.people.many(named)) {
    if (person.roles.includes(role)) continue
    if (person.standing !== 'member') throw new BadValue({ field: INPUT_OF[role], rule: person.standing })
    await tx.people.put({ ...person, roles: [...person.roles, role] })
  }
}

/**
 * Brings the products to a list of names. An only product that is replaced is renamed; otherwise a name that is gone is
 * archived, so that past figures keep it, and one that was archived comes back.
 */
async function nameProducts(ctx: Ctx, tx: Tx, names: readonly string[]): Promise<void> {
  const all = await tx.products.all()
  const current = all.filter((product) => !product.archived)
  const gone = current.filter((product) => !names.includes(product.name))
  const fresh = names.filter((name) => !current.some((product) => product.name === name))
  const isRenaming = current.length === 1 && gone.length === 1 && fresh.length === 1
  for (const product of gone) {
    const name = isRenaming ? fresh[0] : undefined
    await tx.products.put(name === undefined ? { ...product, archived: true } : { ...product, name, nameEn: null })
  }
  for (const name of isRenaming ? [] : fresh) {
    const archived = all.find((product) => product.archived && product.name === name)
    await tx.products.put(
      archived === undefined
        ? {
            workspaceId: tx.workspaceId,
            id: ProductId.parse(ctx.ids.next()),
            name,
            nameEn: null,
            aliases: [],
            archived: false,
          }
        : { ...archived, archived: false },
    )
  }
}
