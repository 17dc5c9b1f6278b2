import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { type App, buildApp } from '../../app.js'
import type { Config } from '../../config/config.js'
import { buildLogger } from '../../config/logger.js'
import type { PersonId } from '../../domain/ids.js'
import { profileOf } from '../../slack/look-up-person.js'
import { recognisePerson } from '../../usecases/recognise-person.js'
import type { WorkspaceConfigInput } from '../config.js'
import { HandClock } from '../hand-clock.js'
import { type Sandbox, startSandbox } from '../index.js'
import { seedSampleAccounts } from '../sample-accounts.js'
import { PEOPLE, sampleCompany } from '../sample-company.js'
import type { DemoLanguage } from './transcript.js'

/** Names as the English telling has them. */
const ENGLISH_NAMES: Readonly<Record<string, string>> = {
  [PEOPLE.sato]: 'Misaki Sato',
  [PEOPLE.nakamura]: 'Wataru Nakamura',
  [PEOPLE.kobayashi]: 'Mayu Kobayashi',
  [PEOPLE.suzuki]: 'Kenta Suzuki',
  [PEOPLE.watanabe]: 'Aya Watanabe',
  [PEOPLE.tanaka]: 'Naoki Tanaka',
  [PEOPLE.yamamoto]: 'Yuka Yamamoto',
}

/** The sample company at work: its Slack, the real app on a database of its own, and a clock that is moved by hand. */
export interface Company {
  readonly app: App
  readonly sandbox: Sandbox
  readonly clock: HandClock
  /** Stops everything and takes the database away. */
  stop(): Promise<void>
}

export interface Opening {
  readonly language: DemoLanguage
  /** UTC ms */
  readonly begins: number
  /** Instead of the sample company's own scopes. */
  readonly scopes?: readonly string[]
}

/** Opens it with its customers, contracts and products written, as an import of its lists leaves them. */
export async function openCompany({ language, begins, scopes }: Opening): Promise<Company> {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-demo-'))
  const clock = new HandClock(begins)
  const inLanguage = companyIn(language)
  const config = scopes === undefined ? inLanguage : { ...inLanguage, scopes: [...scopes] }
  const sandbox = await startSandbox({ config, clock, limits: { burst: 3 } })
  const close = async (): Promise<void> => {
    await sandbox.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const app = await startApp(join(folder, 'demo.db'), sandbox, clock, language)
    const stop = async (): Promise<void> => {
      await app.stop(1_000)
      await close()
    }
    try {
      await seed(app, sandbox, clock, language)
    } catch (error) {
      await app.stop(1_000)
      throw error
    }
    return { app, sandbox, clock, stop }
  } catch (error) {
    await close()
    throw error
  }
}

/** The sample company; in the English telling everybody's Slack is set to English. */
function companyIn(language: DemoLanguage): WorkspaceConfigInput {
  if (language === 'ja') return sampleCompany
  const people = sampleCompany.people.map((person) => ({
    ...person,
    locale: 'en-US' as const,
    real_name: ENGLISH_NAMES[person.id] ?? person.real_name,
  }))
  return { ...sampleCompany, team: { ...sampleCompany.team, name: 'Hotarubi' }, people }
}

async function startApp(path: string, sandbox: Sandbox, clock: HandClock, language: DemoLanguage): Promise<App> {
  const config: Config = {
    slackApiUrl: sandbox.url,
    http: { host: '127.0.0.1', port: 0 },
    database: { kind: 'sqlite', path },
    admins: [],
    backups: { folder: '', nightly: false, kept: 14 },
    firstStart: { country: 'JP', locale: language, zone: 'Asia/Tokyo', currency: 'JPY', fiscalStart: 4 },
    logLevel: 'error',
    secrets: {
      botToken: sampleCompany.bot.token,
      inbound: { kind: 'http', signingSecret: sampleCompany.signing_secret },
    },
  }
  const logger = buildLogger({ level: config.logLevel, secrets: [] })
  const app = await buildApp(config, { logger, clock, ticking: false })
  await app.start()
  sandbox.appUrl = `http://127.0.0.1:${app.port}/slack/events`
  return app
}

async function seed(app: App, sandbox: Sandbox, clock: HandClock, language: DemoLanguage): Promise<void> {
  const ids = { next: () => uuid() }
  const store = app.store.of(app.workspaceId)
  const world = { workspaceId: app.workspaceId, store, ids, now: clock.now() }
  const team = { teamId: sampleCompany.team.id, enterpriseId: null }
  const known = async (slackUserId: string): Promise<PersonId> => {
    const user = sandbox.workspace.person(slackUserId)
    const profile = profileOf({ ...user, team_id: user.team_id ?? team.teamId }, team)
    if (profile === null) throw new Error(`${slackUserId} is nobody`)
    return (await recognisePerson(world, profile)).id
  }
  const people = {
    sato: await known(PEOPLE.sato),
    nakamura: await known(PEOPLE.nakamura),
    suzuki: await known(PEOPLE.suzuki),
    watanabe: await known(PEOPLE.watanabe),
    pat: await known(PEOPLE.pat),
  }
  await store.transaction((tx) => seedSampleAccounts(tx, ids, people, language))
}
