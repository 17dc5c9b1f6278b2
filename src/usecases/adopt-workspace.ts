import { ProductId, WorkspaceId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import { Settings, type Workspace } from '../domain/workspace.js'
import type { Ids, Store } from './ports.js'

/** What the messenger says of the workspace that the token belongs to. */
export interface SlackTeam {
  readonly teamId: string
  readonly enterpriseId: string | null
  readonly name: string | null
}

export interface FirstStart {
  readonly country: string
  readonly locale: 'ja' | 'en'
  readonly zone: string
  readonly currency: string
  readonly fiscalStart: number
}

export interface World {
  readonly store: Store
  readonly ids: Ids
  readonly now: Instant
  readonly firstStart: FirstStart
}

/**
 * The workspace that this program serves: the one of the Slack team; else the one that a command made before any team
 * was known, which is adopted; else a new one with the first start's defaults and one product, to be renamed.
 */
export async function adoptWorkspace(world: World, team: SlackTeam): Promise<Workspace> {
  const { workspaces } = world.store
  const known = await workspaces.bySlackTeam(team.teamId)
  const workspace = known ?? (await unadopted(world)) ?? (await createWorkspace(world))
  await workspaces.adopt(workspace.id, team)
  if (workspace.suspended) await workspaces.suspend(workspace.id, false)
  return (await workspaces.get(workspace.id)) ?? workspace
}

/** The only workspace there is; made where there is none, once, though several ask for it at the same moment. */
export async function onlyWorkspace(world: World): Promise<Workspace> {
  const { workspaces } = world.store
  const workspace = firstWorkspace(world)
  if (await workspaces.createFirst(workspace, world.now)) await addFirstProduct(world, workspace)
  return (await workspaces.all())[0] ?? workspace
}

async function unadopted(world: World): Promise<Workspace | null> {
  const all = await world.store.workspaces.all()
  if (all.length === 0) return onlyWorkspace(world)
  return all.find((workspace) => workspace.slackTeamId === null) ?? null
}

async function createWorkspace(world: World): Promise<Workspace> {
  const workspace = firstWorkspace(world)
  await world.store.workspaces.create(workspace, world.now)
  await addFirstProduct(world, workspace)
  return workspace
}

function firstWorkspace({ ids, firstStart }: World): Workspace {
  const { locale, zone, country, currency, fiscalStart } = firstStart
  return {
    id: WorkspaceId.parse(ids.next()),
    slackTeamId: null,
    slackEnterpriseId: null,
    name: null,
    settings: Settings.parse({ locale, zone, country, currency, fiscalStart }),
    suspended: false,
  }
}

/** What an only product is called until somebody renames it. */
export const FIRST_PRODUCT = { ja: '製品', en: 'Product' } as const

async function addFirstProduct({ store, ids }: World, { id, settings }: Workspace): Promise<void> {
  await store.of(id).transaction((tx) =>
    tx.products.put({
      workspaceId: id,
      id: ProductId.parse(ids.next()),
      name: FIRST_PRODUCT[settings.locale],
      nameEn: FIRST_PRODUCT.en,
      aliases: [],
      archived: false,
    }),
  )
}
