import type { PersonId } from '../domain/ids.js'
import type { Person, Role } from '../domain/person.js'
import { Settings } from '../domain/workspace.js'
import { actingPerson, type Ctx, requireAdmin } from './context.js'
import type { Tx } from './ports.js'

export interface SettingsChange {
  readonly digest?: Settings['digest']
  readonly participation?: Settings['participation']
  readonly companyHolidays?: Settings['companyHolidays']
  readonly selfClosing?: Settings['selfClosing']
  readonly optInRequired?: boolean
  /** All who are to be managers; whoever is left out is none any more. */
  readonly managers?: readonly PersonId[]
}

export interface SettingsNow {
  readonly settings: Settings
  readonly managers: readonly Person[]
  readonly admins: readonly Person[]
}

export async function readSettings(ctx: Ctx): Promise<SettingsNow> {
  return ctx.store.read(async (tx) => ({
    settings: await tx.settings.get(),
    managers: await tx.people.withRole('manager'),
    admins: await tx.people.admins(),
  }))
}

/**
 * Changes the workspace's settings; the change is kept with who made it.
 *
 * @throws NotAllowed unless the actor is an admin
 */
export async function changeSettings(ctx: Ctx, change: SettingsChange): Promise<SettingsNow> {
  requireAdmin(ctx, 'settings')
  const by = actingPerson(ctx, 'settings')
  return ctx.store.transaction(async (tx) => {
    const { managers, ...fields } = change
    const settings = Settings.parse({ ...(await tx.settings.get()), ...fields })
    await tx.settings.put(settings, by, ctx.now)
    if (managers !== undefined) await nameManagers(tx, managers)
    return { settings, managers: await tx.people.withRole('manager'), admins: await tx.people.admins() }
  })
}

async function nameManagers(tx: Tx, named: readonly PersonId[]): Promise<void> {
  for (const person of await tx.people.withRole('manager')) {
    if (!named.includes(person.id)) await tx.people.put({ ...person, roles: without(person.roles, 'manager') })
  }
  for (const person of await tx.people.many(named)) {
    if (!person.roles.includes('manager')) await tx.people.put({ ...person, roles: [...person.roles, 'manager'] })
  }
}

const without = (roles: readonly Role[], role: Role): readonly Role[] => roles.filter((held) => held !== role)
