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
import { Stage } from './stage.js'
import { playStory, STORY_BEGINS } from './story.js'
import { type DemoLanguage, Transcript } from './transcript.js'

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

/**
 * Plays the story: a local workspace, the real app on a database of its own that is taken away afterwards, and a clock
 * that is moved. Prints line by line.
 *
 * @throws StoryStuck when the app does not show what the story needs
 */
export async function playDemo(
  language: DemoLanguage,
  print: (line: string) => void,
  kept: (pictures: readonly Picture[]) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-demo-'))
  const clock = new HandClock(STORY_BEGINS)
  const company = companyIn(language)
  const sandbox = await startSandbox({ config: company, clock, limits: { burst: 3 } })
  try {
    const app = await startApp(join(folder, 'demo.db'), sandbox, clock, language)
    try {
      await seed(app, sandbox, language)
      const transcript = new Transcript(sandbox.workspace, language, print)
      await playStory(new Stage(app, sandbox, clock, transcript), language)
      kept(picturesOf(sandbox))
    } finally {
      await app.stop(1_000)
    }
  } finally {
    await sandbox.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file that the app uploaded in the story. */
export interface Picture {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Everything that was uploaded, in its order. */
function picturesOf(sandbox: Sandbox): readonly Picture[] {
  return sandbox.workspace.files.all().flatMap(({ id, filename, bytes }) => {
    const digits = id.replace(/^F0*/, '').padStart(2, '0')
    return bytes === undefined ? [] : [{ name: `${digits}-${filename}`, bytes }]
  })
}

/** The sample company; in the English telling everybody's Slack is set to English. */
function companyIn(language: DemoLanguage): WorkspaceConfigInput {
  if (language === 'ja') return sampleCompany
  const people = sampleCompany.people.map((person) => ({
    ...person,
    locale: 'en-US' as const,
    real_name: ENGLISH_NAMES[person.id] ?? person.real_name,
  }))
  return { ...sampleCompany, people }
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

/** Master data stands before the story begins, as an import of the company's lists leaves it. */
async function seed(app: App, sandbox: Sandbox, language: DemoLanguage): Promise<void> {
  const ids = { next: () => uuid() }
  const store = app.store.of(app.workspaceId)
  const world = { workspaceId: app.workspaceId, store, ids, now: STORY_BEGINS }
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
