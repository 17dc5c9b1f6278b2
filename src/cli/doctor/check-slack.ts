import { type ConfigFault, ConfigFaulty, loadConfig } from '../../config/config.js'
import type { Workspace } from '../../domain/workspace.js'
import { optionalScopes, requiredScopes, slashCommand } from '../../slack/manifest.js'
import { events, webApiMethods } from '../../slack/web-api-methods.js'
import { configLine } from '../config-lines.js'
import { askSlack, type SlackAnswer } from './ask-slack.js'
import { type Finding, found } from './findings.js'
import type { Patient } from './patient.js'

/** Slack refuses a request that is five minutes old, and so do we: beyond this it is close (s). */
const FAR = 240
/** NTP keeps a clock well within this (s). */
const OFF = 10

/** Slack's signing secrets are 32 hexadecimal digits. */
const SECRET = /^[0-9a-f]{32}$/

interface Tokens {
  readonly token: string | null
  readonly inbound: Finding
  /** Of variables that are malformed. */
  readonly faults: readonly ConfigFault[]
}

/** Token, scopes, clock and the channels of the settings. @param workspaces those of the database, as far as it is read */
export async function checkSlack(patient: Patient, workspaces: readonly Workspace[]): Promise<readonly Finding[]> {
  const { token, inbound, faults } = readTokens(patient.env)
  const lines = faults.map((fault) => found('env_faulty', { line: configLine(fault, patient.m) }))
  if (token === null) return [...lines, found('token_missing', {}), inbound]
  const { slackApiUrl } = patient.settings
  const asked = patient.now()
  const answer = await askSlack(slackApiUrl, token, 'auth.test')
  if (answer.kind === 'silent') {
    return [...lines, found('slack_unreachable', { url: slackApiUrl, why: answer.why }), inbound]
  }
  const clock = checkClock(answer.date, (asked + patient.now()) / 2, patient)
  if (answer.body['ok'] !== true) {
    return [...lines, found('token_refused', { code: String(answer.body['error']) }), inbound, ...clock]
  }
  return [
    ...lines,
    ...checkTeam(answer.body, workspaces),
    inbound,
    ...checkScopes(answer.scopes, patient),
    ...clock,
    ...(await checkChannels(patient, token, workspaces)),
  ]
}

function readTokens(env: NodeJS.ProcessEnv): Tokens {
  try {
    const { botToken, inbound } = loadConfig(env).secrets
    if (inbound.kind === 'socket') return { token: botToken, inbound: found('socket_mode', {}), faults: [] }
    const isPlausible = SECRET.test(inbound.signingSecret)
    return { token: botToken, inbound: found(isPlausible ? 'secret_ok' : 'secret_odd', {}), faults: [] }
  } catch (error) {
    if (!(error instanceof ConfigFaulty)) throw error
    const isMissing = (name: string) => error.faults.some((one) => one.name === name && one.state === 'missing')
    const malformed = error.faults.filter(({ state }) => state === 'malformed')
    const token = env['SLACK_BOT_TOKEN']?.trim() ?? ''
    const isGood = token !== '' && !malformed.some(({ name }) => name === 'SLACK_BOT_TOKEN')
    return {
      token: isGood ? token : null,
      inbound: found(isMissing('SLACK_SIGNING_SECRET') ? 'secret_missing' : 'secret_ok', {}),
      faults: malformed,
    }
  }
}

function checkTeam(body: Readonly<Record<string, unknown>>, workspaces: readonly Workspace[]): readonly Finding[] {
  const team = String(body['team'] ?? body['team_id'])
  const adopted = workspaces.filter(({ slackTeamId }) => slackTeamId !== null)
  if (adopted.length > 0 && !adopted.some(({ slackTeamId }) => slackTeamId === body['team_id'])) {
    const known = adopted.map(({ name, slackTeamId }) => name ?? slackTeamId ?? '').join(', ')
    return [found('token_other_team', { team, known })]
  }
  return [found('token_ok', { team, bot: String(body['user'] ?? body['user_id']) })]
}

function checkScopes(granted: readonly string[] | null, { write }: Patient): readonly Finding[] {
  if (granted === null) return [found('scopes_unknown', {})]
  const missing = requiredScopes.filter((scope) => !granted.includes(scope))
  const leftOut = optionalScopes.filter((scope) => !granted.includes(scope) && !requiredScopes.includes(scope))
  return [
    ...(missing.length === 0 ? [found('scopes_ok', { count: write.number(requiredScopes.length) })] : []),
    ...missing.map((scope) => found('scope_missing', { scope, methods: needing(scope).join(', ') })),
    ...leftOut.map((scope) => found('scope_left_out', { scope })),
  ]
}

/** What asks for a scope: methods, events, the slash command. */
function needing(scope: string): readonly string[] {
  const asking = Object.entries({ ...webApiMethods, ...events })
  const named = asking.filter(([, { required }]) => (required as readonly string[]).includes(scope))
  return scope === 'commands' ? [slashCommand] : named.map(([name]) => name)
}

/** @param now in the middle of the call, UTC ms */
function checkClock(date: number | null, now: number, { write }: Patient): readonly Finding[] {
  if (date === null) return []
  // The header is cut to the second: half of one is lost on average.
  const seconds = Math.floor(Math.abs(now - (date + 500)) / 1000)
  const code = seconds > FAR ? 'clock_far' : seconds > OFF ? 'clock_off' : 'clock_ok'
  return [found(code, { seconds: write.number(seconds) })]
}

async function checkChannels(
  { settings }: Patient,
  token: string,
  workspaces: readonly Workspace[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { settings: own } of workspaces) {
    if (own.digest.channelId === null) findings.push(found('channel_unset', {}))
    const named = { digest: own.digest.channelId, hand_over: own.channels.handOverId, wins: own.channels.winsId }
    for (const [what, channel] of Object.entries(named)) {
      if (channel === null) continue
      const answer = await askSlack(settings.slackApiUrl, token, 'conversations.info', { channel })
      findings.push(channelFinding(channel, what, answer))
    }
  }
  return findings
}

function channelFinding(channel: string, what: string, answer: SlackAnswer): Finding {
  if (answer.kind === 'silent') return found('channel_unreadable', { channel, what, code: answer.why })
  const place = answer.body['channel'] as Readonly<Record<string, unknown>> | undefined
  if (answer.body['ok'] !== true || place === undefined) {
    return found('channel_unreadable', { channel, what, code: String(answer.body['error']) })
  }
  const name = String(place['name'] ?? channel)
  if (place['is_archived'] === true) return found('channel_archived', { name, what })
  if (place['is_ext_shared'] === true) return found('channel_shared', { name, what })
  return found(place['is_member'] === true ? 'channel_ok' : 'channel_not_joined', { name, what })
}
