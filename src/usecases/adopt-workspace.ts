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

interface World {
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
  const orphan = known ?? (await workspaces.all()).find((workspace) => workspace.slackTeamId === null)
  const workspace = orphan ?? (await createWorkspace(world))
  await workspaces.adopt(workspace.id, team)
  if (workspace.suspended) await workspaces.suspend(workspace.id, false)
  return (await workspaces.get(workspace.id)) ?? workspace
}

/** What an only product is called until somebody renames it. */
const FIRST_PRODUCT = { ja: '製品', en: 'Product' } as const

async function createWorkspace({ store, ids, now, firstStart }: World): Promise<Workspace> {
  const { locale, zone, country, currency, fiscalStart } = firstStart
  const workspace: Workspace = {
    id: WorkspaceId.parse(ids.next()),
    slackTeamId: null,
    slackEnterpriseId: null,
    name: null,
    settings: Settings.parse({ locale, zone, country, currency, fiscalStart }),
    suspended: false,
  }
  await store.workspaces.create(workspace, now)
  await store.of(workspace.id).transaction((tx) =>
    tx.products.put({
      workspaceId: workspace.id,
      id: ProductId.parse(ids.next()),
      name: FIRST_PRODUCT[locale],
      nameEn: FIRST_PRODUCT.en,
      aliases: [],
      archived: false,
    }),
  )
  return workspace
}
