import type { WebClient } from '@slack/web-api'
import type { WorkspaceId } from '../domain/ids.js'
import type { Workspace } from '../domain/workspace.js'
import type { Profile } from '../usecases/recognise-person.js'
import type { People } from './edge-deps.js'
import { PersonSilent } from './edge-errors.js'
import { lookUpPerson } from './look-up-person.js'

/** A command must be answered within three seconds: Slack gets two of them (ms of the machine's clock). */
const PATIENCE = 2_000

interface PeopleParts {
  readonly clientFor: (workspaceId: WorkspaceId) => WebClient
  readonly patience?: number
}

/** Asks Slack about people. */
export function createPeople({ clientFor, patience = PATIENCE }: PeopleParts): People {
  return { lookUp: (workspace, slackUserId) => ask(clientFor, workspace, slackUserId, patience) }
}

async function ask(
  clientFor: PeopleParts['clientFor'],
  workspace: Workspace,
  slackUserId: string,
  patience: number,
): Promise<Profile | null> {
  const own = { teamId: workspace.slackTeamId ?? '', enterpriseId: workspace.slackEnterpriseId }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PersonSilent({})), patience)
  })
  try {
    return await Promise.race([lookUpPerson(clientFor(workspace.id), slackUserId, own), late])
  } catch (error) {
    if (slackCode(error) === 'user_not_found') return null
    throw new PersonSilent({})
  } finally {
    clearTimeout(timer)
  }
}

/** The code of a refusal by Slack. */
export function slackCode(error: unknown): string | null {
  const data = error instanceof Error && 'data' in error ? error.data : null
  const code = typeof data === 'object' && data !== null && 'error' in data ? data.error : null
  return typeof code === 'string' ? code : null
}
