import type { PersonId } from '../../domain/ids.js'
import type { Person } from '../../domain/person.js'
import { hasPublicHolidays } from '../../domain/public-holidays.js'
import type { Settings, Workspace } from '../../domain/workspace.js'
import { isReachable, managersAbove, managersOf, ownManager } from '../../usecases/managers.js'
import type { Store } from '../../usecases/ports.js'
import { type Finding, found } from './findings.js'
import type { Patient } from './patient.js'

/** Each workspace's people, who is told in whose stead, and settings that are not complete. */
export async function checkPeople(
  patient: Patient,
  store: Store,
  workspaces: readonly Workspace[],
): Promise<readonly Finding[]> {
  if (workspaces.length === 0) return [found('workspace_none', {})]
  const findings: Finding[] = []
  for (const workspace of workspaces) findings.push(...(await checkWorkspace(patient, store, workspace)))
  return findings
}

async function checkWorkspace({ write }: Patient, store: Store, workspace: Workspace): Promise<readonly Finding[]> {
  const { id, settings, suspended } = workspace
  const name = workspace.name ?? workspace.slackTeamId ?? id
  const { people, told, led, alone } = await store.of(id).read(async (tx) => {
    const all = await tx.people.all()
    const withOwn: PersonId[] = []
    for (const person of all) if ((await ownManager(tx, person)) !== null) withOwn.push(person.id)
    const told = await managersOf(tx, null)
    const [only, other] = told
    const isAlone = only !== undefined && other === undefined && (await managersAbove(tx, only.id)).length === 0
    return { people: all, told, led: new Set(withOwn), alone: isAlone ? only : null }
  })
  const members = people.filter(isReachable)
  return [
    isUnconnected(workspace)
      ? found('workspace_unconnected', { people: write.number(people.length) })
      : found('workspace_ok', { name, people: write.number(people.length) }),
    ...(suspended ? [found('suspended', { name })] : []),
    ...checkManagers(members, led, told, write),
    ...checkAlone(alone),
    ...checkRoles(members, settings, write),
    ...checkHolidays(settings),
  ]
}

/** What the command line made before any start: it is called by no name but its id. */
const isUnconnected = ({ slackTeamId, name }: Workspace): boolean => slackTeamId === null && name === null

const namesOf = (people: readonly Person[], write: Patient['write']): string =>
  write.names(people.map(({ name }) => name))

/** `led`: who has a manager of their own that would be told. */
function checkManagers(
  members: readonly Person[],
  led: ReadonlySet<PersonId>,
  told: readonly Person[],
  write: Patient['write'],
): readonly Finding[] {
  if (told.length === 0) return [found('nobody_told', {})]
  const names = namesOf(told, write)
  const hasManagers = told.some(({ roles }) => roles.includes('manager'))
  const without = members.filter(
    ({ id, roles }) =>
      roles.some((role) => OWED_THINGS.includes(role)) && !told.some((one) => one.id === id) && !led.has(id),
  )
  return [
    hasManagers ? found('managers_ok', { names }) : found('managers_none', { admins: names }),
    ...(without.length === 0 ? [] : [found('without_manager', { names: namesOf(without, write), told: names })]),
  ]
}

/** `alone`: who is told of everybody, and has nobody above. */
function checkAlone(alone: Person | null): readonly Finding[] {
  const owes = alone?.roles.some((role) => OWED_THINGS.includes(role)) === true
  return owes ? [found('nobody_above', { name: alone.name })] : []
}

/** Roles of people who owe something that may become overdue. */
const OWED_THINGS: readonly string[] = ['csm', 'inside_sales', 'ae']

function checkRoles(
  members: readonly Person[],
  { participation }: Settings,
  write: Patient['write'],
): readonly Finding[] {
  const without = members.filter(({ roles, slackAdmin }) => roles.length === 0 && !slackAdmin)
  if (participation === 'open' || without.length === 0) return []
  return [found('without_role', { names: namesOf(without, write) })]
}

const checkHolidays = ({ country }: Settings): readonly Finding[] =>
  country === null || hasPublicHolidays(country) ? [] : [found('holidays_unknown', { country })]
