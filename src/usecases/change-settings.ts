import type { Product } from '../domain/account.js'
import type { AuditEntry } from '../domain/audit.js'
import { BadValue } from '../domain/errors.js'
import { type PersonId, ProductId } from '../domain/ids.js'
import type { Person, Role } from '../domain/person.js'
import { type SettingsSection, type Setup, setupOf } from '../domain/settings-sections.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, Settings } from '../domain/workspace.js'
import { actingPerson, ask, type Ctx } from './context.js'
import { afterCalendarChange } from './move-waiting.js'
import type { Tx } from './ports.js'

/** The roles that an admin gives by naming people. */
type GivenRole = Exclude<Role, 'admin' | 'marketing'>

/** What changes; what is left out stays as it is. */
export interface SettingsChange
  extends Partial<
    Pick<
      Settings,
      | 'locale'
      | 'zone'
      | 'country'
      | 'currency'
      | 'fiscalStart'
      | 'workingHours'
      | 'companyHolidays'
      | 'digest'
      | 'channels'
      | 'captureEmoji'
      | 'participation'
      | 'selfClosing'
      | 'churnGate'
      | 'optInRequired'
      | 'offeredSources'
      | 'looseBatches'
      | 'retention'
    >
  > {
  /** The section that was saved: from then on it counts as looked at. */
  readonly section?: SettingsSection
  /** The lengths that change, in working days: of clocks that start from now on. */
  readonly clocks?: Partial<Settings['clocks']>
  readonly target?: Partial<Settings['target']>
  /** Reasons that are added; none is ever taken away, so that what was decided by one keeps its meaning. */
  readonly addedReasons?: Partial<Record<keyof Settings['addedReasons'], readonly { ja: string; en: string }[]>>
  /** All who are to have a role; whoever is left out of a list has it no more. */
  readonly roles?: Readonly<Partial<Record<Role, readonly PersonId[]>>>
  /** Who is given a role beside those who have it. */
  readonly alsoRoles?: Readonly<Partial<Record<Role, readonly PersonId[]>>>
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
  readonly setup: Setup
}

/** @throws NotAllowed unless the actor is an admin */
export async function readSettings(ctx: Ctx): Promise<SettingsNow> {
  ask(ctx, 'settings.read')
  return ctx.store.read(async (tx) => ({
    settings: await tx.settings.get(),
    people: await tx.people.all(),
    products: (await tx.products.all()).filter((product) => !product.archived),
    setup: await setupIn(tx),
  }))
}

/** How far an admin has come with the set-up: for the settings themselves, and for an admin's Home. */
export async function readSetup(ctx: Ctx): Promise<Setup> {
  ask(ctx, 'settings.read')
  return ctx.store.read(setupIn)
}

async function setupIn(tx: Tx): Promise<Setup> {
  const { reviewed } = await tx.settings.get()
  const changedAsOneForm = reviewed.length === 0 && (await tx.settings.wasChanged())
  return setupOf({ reviewed, changedAsOneForm })
}

/** A list takes so many reasons of the workspace's own. */
export const MOST_REASONS = 30

/**
 * Changes the workspace's settings. What changed is kept with who made it, as it was before and after; roles, managers
 * and products stand in the audit log.
 *
 * @throws NotAllowed unless the actor is an admin
 * @throws BadValue when somebody who takes no part is named for a role, hours end before they begin, or a list of reasons
 *   is full
 * @throws NoWorkingTime where hours and holidays leave no working day
 */
export async function changeSettings(ctx: Ctx, change: SettingsChange): Promise<void> {
  const by = actingPerson(ctx, 'settings.change', { fields: Object.keys(change) })
  await ctx.store.transaction(async (tx) => {
    const { roles = {}, alsoRoles = {}, team, products, section, ...fields } = change
    const before = await tx.settings.get()
    const settings = Settings.parse({
      ...before,
      ...fields,
      clocks: { ...before.clocks, ...fields.clocks },
      target: { ...before.target, ...fields.target },
      addedReasons: withReasons(before.addedReasons, fields.addedReasons ?? {}),
      reviewed: section === undefined ? before.reviewed : [...new Set([...before.reviewed, section])],
    })
    const { opens, closes } = settings.workingHours
    if (closes <= opens) throw new BadValue({ field: 'closes', rule: 'before_opens' })
    nextWorkingMoment(calendarOf(settings, null), ctx.now)
    await tx.settings.put(settings, by, ctx.now)
    if (CALENDAR.some((key) => JSON.stringify(before[key]) !== JSON.stringify(settings[key]))) {
      await afterCalendarChange(tx, 'everybody', ctx.now)
    }
    const note = auditing(ctx, tx, by)
    for (const [role, named] of Object.entries(roles)) await giveTo(tx, note, role as GivenRole, named)
    for (const [role, named] of Object.entries(alsoRoles)) await giveAlso(tx, note, role as GivenRole, named)
    if (team !== undefined) await nameManager(tx, note, team)
    if (products !== undefined) await nameProducts(ctx, tx, note, products)
  })
  ctx.committed()
}

/** What everybody's working time hangs on. */
const CALENDAR = ['companyHolidays', 'workingHours', 'country', 'zone'] as const satisfies readonly (keyof Settings)[]

/** Writes what the settings' own history does not hold. */
type Note = (action: string, subject: string, facts: AuditEntry['facts']) => Promise<void>

const auditing =
  (ctx: Ctx, tx: Tx, actorId: PersonId): Note =>
  (action, subject, facts) =>
    tx.audit.append({ id: ctx.ids.next(), at: ctx.now, actorId, fromCommandLine: false, action, subject, facts })

/** The codes are the workspace's own and never used again; the same words are one reason. */
function withReasons(
  known: Settings['addedReasons'],
  added: NonNullable<SettingsChange['addedReasons']>,
): Settings['addedReasons'] {
  const lists = { ...known }
  for (const list of Object.keys(added) as (keyof typeof added)[]) {
    const all = [...lists[list]]
    for (const { ja, en } of added[list] ?? []) {
      if (all.some((one) => one.ja === ja)) continue
      let n = all.length + 1
      while (all.some(({ code }) => code === `x_${n}`)) n += 1
      all.push({ code: `x_${n}`, ja, en })
    }
    if (all.length > MOST_REASONS) throw new BadValue({ field: `added_${list}`, rule: 'too_many', limit: MOST_REASONS })
    lists[list] = all
  }
  return lists
}

/** Names the manager of some people: whoever is named is a manager from then on. */
async function nameManager(
  tx: Tx,
  note: Note,
  { members, managerId }: NonNullable<SettingsChange['team']>,
): Promise<void> {
  const manager = managerId === null ? null : await tx.people.get(managerId)
  if (managerId !== null) {
    if (manager === null) throw new BadValue({ field: 'team_manager', rule: 'unknown_person' })
    if (manager.standing !== 'member') throw new BadValue({ field: 'team_manager', rule: manager.standing })
    if (members.includes(managerId)) throw new BadValue({ field: 'team_manager', rule: 'own_manager' })
    if (!manager.roles.includes('manager')) await give(tx, note, manager, 'manager')
  }
  for (const person of await tx.people.many(members)) {
    if (person.standing !== 'member') throw new BadValue({ field: 'team_members', rule: person.standing })
    if (person.managerId === managerId) continue
    await tx.people.put({ ...person, managerId })
    await note('person.manager', person.id, { from: person.managerId, to: managerId })
  }
}

/** The input that names the people of a role. */
const INPUT_OF: Readonly<Record<GivenRole, string>> = {
  manager: 'managers',
  csm: 'csms',
  ae: 'aes',
  inside_sales: 'inside_sales',
}

async function giveTo(tx: Tx, note: Note, role: GivenRole, named: readonly PersonId[]): Promise<void> {
  for (const person of await tx.people.withRole(role)) {
    // Whom Slack does not know yet, nobody can name in a form: an import did.
    if (named.includes(person.id) || person.slackUserId === null) continue
    await tx.people.put({ ...person, roles: person.roles.filter((held) => held !== role) })
    await note('role.take', person.id, { role })
  }
  for (const person of await tx.people.many(named)) {
    if (person.roles.includes(role)) continue
    if (person.standing !== 'member') throw new BadValue({ field: INPUT_OF[role], rule: person.standing })
    await give(tx, note, person, role)
  }
}

/** Members of a group, of whom those who take no part are passed over: a group holds whom it holds. */
async function giveAlso(tx: Tx, note: Note, role: GivenRole, named: readonly PersonId[]): Promise<void> {
  for (const person of await tx.people.many(named)) {
    if (person.standing === 'member' && !person.roles.includes(role)) await give(tx, note, person, role)
  }
}

async function give(tx: Tx, note: Note, person: Person, role: GivenRole): Promise<void> {
  await tx.people.put({ ...person, roles: [...person.roles, role] })
  await note('role.give', person.id, { role })
}

/**
 * Brings the products to a list of names. An only product that is replaced is renamed; otherwise a name that is gone is
 * archived, so that past figures keep it, and one that was archived comes back.
 */
async function nameProducts(ctx: Ctx, tx: Tx, note: Note, names: readonly string[]): Promise<void> {
  const all = await tx.products.all()
  const current = all.filter((product) => !product.archived)
  const gone = current.filter((product) => !names.includes(product.name))
  const fresh = names.filter((name) => !current.some((product) => product.name === name))
  const isRenaming = current.length === 1 && gone.length === 1 && fresh.length === 1
  for (const product of gone) {
    const name = isRenaming ? fresh[0] : undefined
    await tx.products.put(name === undefined ? { ...product, archived: true } : { ...product, name, nameEn: null })
    const action = name === undefined ? 'product.archive' : 'product.rename'
    await note(action, product.id, name === undefined ? { from: product.name } : { from: product.name, to: name })
  }
  for (const name of isRenaming ? [] : fresh) {
    const archived = all.find((product) => product.archived && product.name === name)
    const product =
      archived === undefined
        ? { workspaceId: tx.workspaceId, id: ProductId.parse(ctx.ids.next()), name, nameEn: null, aliases: [] }
        : archived
    await tx.products.put({ ...product, archived: false })
    await note('product.add', product.id, { to: name })
  }
}
