import type { ModalView } from '@slack/types'
import type { Person, Role } from '../domain/person.js'
import { SETUP_STEPS, type SettingsSection, stepAfter } from '../domain/settings-sections.js'
import { readSettings, type SettingsNow } from '../usecases/change-settings.js'
import { ask } from '../usecases/context.js'
import { type SettingsWay, settingsModal } from '../views/modals/settings.js'
import type { SettingsOptions } from '../views/modals/settings-fields.js'
import { settingsList } from '../views/modals/settings-list.js'
import type { Entry } from './actor.js'
import { optionsOf } from './modal-options.js'

/** The list of the settings, or the form of one section. @throws NotAllowed unless an admin asks */
export async function settingsView(entry: Entry, section?: SettingsSection): Promise<ModalView> {
  ask(entry.ctx, 'settings.read')
  const now = await readSettings(entry.ctx)
  const options = optionsWith(entry, now)
  if (section === undefined) {
    const managerNames = now.people.filter(({ roles }) => roles.includes('manager')).map(({ name }) => name)
    return settingsList({ ...options, setup: now.setup, managerNames, readsFiles: entry.deps.readsFiles })
  }
  const isFirst = !now.settings.reviewed.includes(section) && now.setup.next !== null
  return settingsModal(section, wayTo(section, now), { ...options, isFirst })
}

/** A step of a set-up that is under way leads to the next. */
function wayTo(section: SettingsSection, { setup }: SettingsNow): SettingsWay {
  const isStep = (SETUP_STEPS as readonly SettingsSection[]).includes(section)
  if (!isStep || setup.next === null) return 'alone'
  return stepAfter(setup, section) === null ? 'last_step' : 'step'
}

function optionsWith(entry: Entry, { settings, people, products }: SettingsNow): SettingsOptions {
  const slackIds = (role: Role) =>
    people.filter(({ roles }) => roles.includes(role)).flatMap(({ slackUserId }) => slackUserId ?? [])
  return {
    ...optionsOf(entry),
    ...{ settings, products, readsGroups: entry.deps.readsGroups },
    managers: slackIds('manager'),
    teams: teamsOf(people),
    roles: { csms: slackIds('csm'), aes: slackIds('ae'), inside_sales: slackIds('inside_sales') },
  }
}

/** Who has a manager of their own, by the manager's name. */
function teamsOf(people: readonly Person[]): { manager: string; members: string[] }[] {
  const named = people.filter(({ managerId }) => managerId !== null)
  return people.flatMap(({ id, name }) => {
    const members = named.filter(({ managerId }) => managerId === id).map((member) => member.name)
    return members.length === 0 ? [] : [{ manager: name, members }]
  })
}
