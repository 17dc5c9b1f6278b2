import type { ViewOutput } from '@slack/bolt'
import { KINDS } from '../../domain/csql.js'
import { BadValue } from '../../domain/errors.js'
import type { PersonId } from '../../domain/ids.js'
import type { Role } from '../../domain/person.js'
import { type SettingsSection, stepAfter } from '../../domain/settings-sections.js'
import type { Settings } from '../../domain/workspace.js'
import type { FieldName } from '../../i18n/areas/modals.js'
import {
  changeSettings,
  MOST_REASONS,
  readSettings,
  readSetup,
  type SettingsChange,
} from '../../usecases/change-settings.js'
import { ask } from '../../usecases/context.js'
import { lines } from '../../views/blocks.js'
import { message } from '../../views/message.js'
import { readSection } from '../../views/modals/metadata.js'
import { closingChoices, closingValue } from '../../views/modals/settings-fields.js'
import { type Entry, resolvePerson } from '../actor.js'
import { atInputs } from '../field-faults.js'
import type { FieldErrors } from '../modal-values.js'
import { settingsView } from '../settings-form.js'
import { type PeopleInput, ROLE_OF_INPUT, readSettingsModal, type SettingsValues } from '../settings-values.js'
import { membersOf } from '../user-groups.js'
import { channelFault } from './channel-fault.js'
import type { Outcome } from './submission.js'

/**
 * Saves a section of the settings; then the next step of the set-up takes its place, or the list of the settings is
 * there again.
 */
export async function onSettings(entry: Entry, view: ViewOutput): Promise<Outcome> {
  const { messages: m, ctx } = entry
  ask(ctx, 'settings.change')
  const read = readSettingsModal(view.state.values, m)
  if (!read.ok) return { kind: 'errors', errors: read.errors }
  const section = readSection(view.private_metadata)
  const errors = await channelErrors(entry, read.change)
  if (errors !== null) return { kind: 'errors', errors }
  const people = await peopleIn(entry, read)
  if ('errors' in people) return { kind: 'errors', errors: people.errors }
  const wasGuided = (await readSetup(ctx)).next !== null
  try {
    await changeSettings(ctx, {
      ...read.change,
      ...people,
      ...(section === null ? {} : { section }),
      ...(Object.keys(read.reasons).length === 0 ? {} : { addedReasons: read.reasons }),
      ...(read.closing === null ? {} : { selfClosing: await closingRules(entry, read.closing) }),
    })
  } catch (error) {
    if (error instanceof BadValue && error.facts.rule === 'too_many') {
      return { kind: 'errors', errors: { [error.facts.field]: m.settings.tooManyReasons(MOST_REASONS) } }
    }
    return atInputs(entry, view, error)
  }
  return goOn(entry, view, section, wasGuided)
}

async function goOn(
  entry: Entry,
  view: ViewOutput,
  section: SettingsSection | null,
  wasGuided: boolean,
): Promise<Outcome> {
  const fresh = { ...entry, settings: await entry.ctx.store.read((tx) => tx.settings.get()) }
  const next = section === null || !wasGuided ? null : stepAfter(await readSetup(entry.ctx), section)
  if (next !== null) return { kind: 'again', view: await settingsView(fresh, next) }
  const listId = view.root_view_id === view.id ? null : view.root_view_id
  if (listId !== null) return { kind: 'back', to: listId, view: await settingsView(fresh) }
  if (wasGuided) return { kind: 'again', view: await settingsView(fresh) }
  return { kind: 'done', message: message(lines(entry.messages.commands.settingsSaved)), onCard: false }
}

/** Only of a channel that is new is Slack asked: one that stopped working meanwhile is told of when it is posted to. */
async function channelErrors(entry: Entry, { digest, channels }: SettingsChange): Promise<FieldErrors | null> {
  const { settings } = entry
  const named: readonly (readonly [FieldName, string | null, string | null])[] = [
    ['digest_channel', digest?.channelId ?? null, settings.digest.channelId],
    ['handover_channel', channels?.handOverId ?? null, settings.channels.handOverId],
    ['wins_channel', channels?.winsId ?? null, settings.channels.winsId],
  ]
  const faults = await Promise.all(
    named.map(async ([name, now, before]) => {
      const fault = now === null || now === before ? null : await channelFault(entry, now)
      return fault === null ? [] : [[name, fault] as const]
    }),
  )
  return faults.flat().length === 0 ? null : Object.fromEntries(faults.flat())
}

type ReadSettings = Extract<SettingsValues, { ok: true }>
type NamedPeople = Pick<SettingsChange, 'roles' | 'alsoRoles' | 'team'>

/** Whoever was named, by our own ids. */
async function peopleIn(entry: Entry, read: ReadSettings): Promise<NamedPeople | { errors: FieldErrors }> {
  const { messages: m } = entry
  const unknown = m.faults.rules.unknown_person({ bound: null, csql: null })
  const roles: Partial<Record<Role, readonly PersonId[]>> = {}
  for (const [input, slackUserIds] of Object.entries(read.people) as [PeopleInput, readonly string[]][]) {
    const known = await knownOf(entry, slackUserIds)
    if (known === null) return { errors: { [input]: unknown } }
    roles[ROLE_OF_INPUT[input]] = known
  }
  const team = await teamIn(entry, read.team)
  if (team === 'unknown') return { errors: { team_manager: unknown } }
  const alsoRoles: Partial<Record<Role, readonly PersonId[]>> = {}
  if (read.group !== null) {
    const members = await membersOf(entry, read.group.id)
    if (members === null) return { errors: { group: m.settings.groupUnread } }
    alsoRoles[read.group.role] = members
  }
  return { roles, alsoRoles, ...(team === null ? {} : { team }) }
}

async function knownOf(entry: Entry, slackUserIds: readonly string[]): Promise<readonly PersonId[] | null> {
  const ids = await Promise.all(slackUserIds.map((slackUserId) => resolvePerson(entry, slackUserId)))
  const known = ids.filter((id) => id !== null)
  return known.length < ids.length ? null : known
}

async function teamIn(
  entry: Entry,
  typed: ReadSettings['team'],
): Promise<NonNullable<SettingsChange['team']> | 'unknown' | null> {
  if (typed === null) return null
  const members = await knownOf(entry, typed.members)
  const managerId = typed.manager === null ? null : await resolvePerson(entry, typed.manager)
  if (members === null || (typed.manager !== null && managerId === null)) return 'unknown'
  return { members, managerId }
}

/** What is ticked, and beside it what the form could not offer: a product that was archived keeps its rule. */
async function closingRules(entry: Entry, ticked: readonly string[]): Promise<Settings['selfClosing']> {
  const { settings, products } = await readSettings(entry.ctx)
  const offered = closingChoices(products, entry.messages).map(([value]) => value)
  const rules = [
    ...settings.selfClosing,
    ...products.flatMap(({ id }) => KINDS.map((kind) => ({ productId: id, kind }))),
    ...KINDS.map((kind) => ({ productId: null, kind })),
  ]
  const byValue = new Map(rules.map((rule) => [closingValue(rule), rule]))
  return [...byValue].flatMap(([value, rule]) => {
    const stays = settings.selfClosing.some((one) => closingValue(one) === value) && !offered.includes(value)
    return stays || ticked.includes(value) ? [rule] : []
  })
}
