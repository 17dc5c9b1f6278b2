import { Option } from 'commander'
import { loadSettings, type Settings } from '../config/config.js'
import { freshIds } from '../config/fresh-ids.js'
import { SYSTEM } from '../domain/person.js'
import type { Workspace } from '../domain/workspace.js'
import { type Messages, messagesFor } from '../i18n/index.js'
import { openStore } from '../store/store.js'
import { AccountNames } from '../usecases/account-names.js'
import { onlyWorkspace, type World } from '../usecases/adopt-workspace.js'
import type { Ctx } from '../usecases/context.js'
import type { Store } from '../usecases/ports.js'
import { CommandFailed } from './command-failed.js'
import { wordsOf } from './language.js'
import type { Terminal } from './terminal.js'

interface OpenStore {
  readonly store: Store
  /** What the environment says; no token is needed. */
  readonly settings: Settings
}

export interface OpenWorkspace extends OpenStore {
  readonly workspace: Workspace
  /** Acts as the system, now. The app may run meanwhile: what is committed here it finds by itself, within seconds. */
  readonly ctx: Ctx
}

/** `--workspace`, for every command that works in one. */
export const workspaceOption = (terminal: Terminal): Option =>
  new Option('--workspace <workspace>', wordsOf(terminal).commandHelp.workspace)

/**
 * Opens the database that `DATABASE_URL` names, and closes it when `work` has ended.
 *
 * @throws ConfigFaulty · DatabaseUnusable · NewerSchema as the app's start does
 * @throws CommandFailed the variable names no file
 */
async function withStore<T>(terminal: Terminal, work: (opened: OpenStore) => Promise<T>): Promise<T> {
  const settings = loadSettings(terminal.env())
  const store = await openStore(settings.database.path).catch((error: unknown) => {
    throw error instanceof TypeError ? new CommandFailed(wordsOf(terminal).environment.noFile) : error
  })
  try {
    return await work({ store, settings })
  } finally {
    await store.close()
  }
}

/**
 * Opens the database and the workspace that is meant: the named one, else the only one, which is made from `TASUKI_*`
 * where there is none yet. The first start of the app adopts it.
 *
 * @throws CommandFailed where there is no such workspace, or several and none is named
 */
export function withWorkspace<T>(
  terminal: Terminal,
  named: string | undefined,
  work: (opened: OpenWorkspace) => Promise<T>,
): Promise<T> {
  return withStore(terminal, async ({ store, settings }) => {
    const ids = freshIds(() => terminal.clock.now())
    const world: World = { store, ids, now: terminal.clock.now(), firstStart: settings.firstStart }
    const workspace = await workspaceMeant(world, named, messagesFor(settings.firstStart.locale))
    const ctx: Ctx = {
      ...{ workspaceId: workspace.id, store: store.of(workspace.id), accountNames: new AccountNames() },
      ...{ ids, now: world.now, actor: SYSTEM, requestKey: null, committed: () => {} },
    }
    return work({ store, settings, workspace, ctx })
  })
}

async function workspaceMeant(world: World, named: string | undefined, m: Messages): Promise<Workspace> {
  const { workspaces } = m.commandLine
  const lineOf = ({ id, slackTeamId, name }: Workspace): string =>
    `  ${[id, slackTeamId ?? workspaces.unconnected, name ?? ''].join('  ').trimEnd()}`
  const all = await world.store.workspaces.all()
  if (named === undefined) {
    if (all.length <= 1) return all[0] ?? onlyWorkspace(world)
    throw new CommandFailed(workspaces.several, ...all.map(lineOf))
  }
  const meant = all.filter(({ id, slackTeamId, name }) => [id, slackTeamId, name].includes(named))
  const [first, second] = meant
  if (first === undefined) throw new CommandFailed(workspaces.unknown(named), ...all.map(lineOf))
  if (second !== undefined) {
    throw new CommandFailed(workspaces.alike(named), ...meant.map(lineOf))
  }
  return first
}
