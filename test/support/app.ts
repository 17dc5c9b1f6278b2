import { v7 as uuid } from 'uuid'
import { type App, buildApp } from '../../src/app.js'
import type { Config } from '../../src/config/config.js'
import { buildLogger } from '../../src/config/logger.js'
import type { Csql } from '../../src/domain/csql.js'
import type { CsqlEvent } from '../../src/domain/event.js'
import type { Person as OurPerson, Role } from '../../src/domain/person.js'
import type { SettingsSection } from '../../src/domain/settings-sections.js'
import type { Settings } from '../../src/domain/workspace.js'
import type { WorkspaceConfigInput } from '../../src/sandbox/config.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import {
  type Message,
  type OpenView,
  PEOPLE,
  type Person,
  renderMessage,
  renderView,
  type Sandbox,
  type Seen,
  sampleCompany,
  startSandbox,
} from '../../src/sandbox/index.js'
import { isJson, listOf } from '../../src/sandbox/json.js'
import { seedSampleAccounts } from '../../src/sandbox/sample-accounts.js'
import { profileOf } from '../../src/slack/look-up-person.js'
import type { Charts, WorkspaceStore } from '../../src/usecases/ports.js'
import { recognisePerson } from '../../src/usecases/recognise-person.js'
import { TUESDAY_AT_TEN } from './clock.js'
import { freshDatabase, temporaryFolder } from './database.js'

type Who = keyof typeof PEOPLE

export interface TestAppOptions {
  readonly settings?: Partial<Settings>
  /** Slack user ids that are admins by the environment. */
  readonly admins?: readonly string[]
  /** People beside those of the sample company. */
  readonly people?: WorkspaceConfigInput['people']
  /** How charts are drawn; a picture of nothing at once, unless said. */
  readonly charts?: Charts
  /** What the token was granted, where it is not all that the manifest asks for. */
  readonly scopes?: readonly string[]
  /** How much is logged: info, unless said. */
  readonly logLevel?: string
  /** The bot's token, where it is not the sample company's. */
  readonly token?: string
  /** Who is known before anything happens; all full members unless said. */
  readonly known?: readonly Who[]
}

/** The real app on a real database, with the local workspace around it and a clock that is moved. */
export interface TestApp {
  readonly app: App
  readonly sandbox: Sandbox
  readonly clock: HandClock
  readonly store: WorkspaceStore
  /** The database's file. */
  readonly database: string
  /** Lines of the log, as written. */
  readonly log: readonly string[]
  as(who: Who): Person
  /** Types `/csql …`, and gives back what the person sees of the answer, in words. */
  csql(who: Who, text: string): Promise<string>
  seen(who: Who, text: string): Promise<Seen>
  /** Clicks a button of the newest message that has it. */
  click(who: Who, action: string, text?: string): Promise<Seen>
  /** The newest message to a person with that button. */
  messageWith(who: Who, action: string): Message
  /** The modal on top, in words. */
  modal(who: Who): { view: OpenView; words: string }
  /** Opens a section of the settings from their list. */
  openSettings(who: Who, section: SettingsSection): Promise<{ view: OpenView; words: string }>
  /** The newest message that only they see, in words: once it says what is waited for, or as it is after a while. */
  told(who: Who, words: string): Promise<string>
  /** Delivers what is due. */
  settle(): Promise<void>
  csqlOf(number: number): Promise<Csql | null>
  events(number: number): Promise<readonly CsqlEvent[]>
  person(who: Who): Promise<OurPerson>
  give(who: Who, role: Role): Promise<void>
  calls(method: string): number
  close(): Promise<void>
}

/** How a PNG begins is all that the local workspace looks at. */
const quickCharts: Charts = {
  draw: async (charts) => charts.map(() => new Uint8Array(Buffer.from('89504e470d0a1a0a', 'hex'))),
}

const MEMBERS: readonly Who[] = ['sato', 'nakamura', 'kobayashi', 'suzuki', 'watanabe', 'pat', 'tanaka', 'yamamoto']

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const folder = temporaryFolder()
  const clock = new HandClock(TUESDAY_AT_TEN)
  const people = [...sampleCompany.people, ...(options.people ?? [])]
  const channels = sampleCompany.channels.map((channel) => ({
    ...channel,
    members: [...channel.members, ...(options.people ?? []).map(({ id }) => id)],
  }))
  const scopes = options.scopes ?? sampleCompany.scopes
  const bot = { ...sampleCompany.bot, token: options.token ?? sampleCompany.bot.token }
  const company = { ...sampleCompany, people, channels, bot, scopes: [...scopes] }
  const sandbox = await startSandbox({ config: company, clock })
  const log: string[] = []
  const logger = buildLogger({
    level: options.logLevel ?? 'info',
    secrets: [],
    stream: { write: (line: string) => void log.push(line) },
  })
  const config = configOf(sandbox, await freshDatabase(folder.path), options.admins ?? [], bot.token)
  const app = await buildApp(config, { logger, clock, ticking: false, charts: options.charts ?? quickCharts })
  await app.start()
  sandbox.appUrl = `http://127.0.0.1:${app.port}/slack/events`
  await seed(app, sandbox, clock, options)
  return new Played(app, sandbox, clock, log, config.database.path, folder.remove)
}

function configOf(sandbox: Sandbox, path: string, admins: readonly string[], botToken: string): Config {
  return {
    slackApiUrl: sandbox.url,
    http: { host: '127.0.0.1', port: 0 },
    database: { kind: 'sqlite', path },
    admins,
    backups: { folder: '', nightly: false, kept: 14 },
    firstStart: { country: 'JP', locale: 'ja', zone: 'Asia/Tokyo', currency: 'JPY', fiscalStart: 4 },
    logLevel: 'info',
    secrets: {
      botToken,
      inbound: { kind: 'http', signingSecret: sampleCompany.signing_secret },
    },
  }
}

async function seed(app: App, sandbox: Sandbox, clock: HandClock, options: TestAppOptions): Promise<void> {
  const ids = { next: () => uuid() }
  const store = app.store.of(app.workspaceId)
  const world = { workspaceId: app.workspaceId, store, ids, now: clock.now() }
  const recognise = async (who: Who) => {
    const user = sandbox.workspace.person(PEOPLE[who])
    const own = { teamId: sampleCompany.team.id, enterpriseId: null }
    const profile = profileOf({ ...user, team_id: user.team_id ?? own.teamId }, own)
    if (profile === null) throw new Error(`${who} is nobody`)
    const zone = user.tz ?? 'Asia/Tokyo'
    return recognisePerson(world, { ...profile, zone, locale: user.locale?.startsWith('ja') === false ? 'en' : 'ja' })
  }
  const known = options.known ?? MEMBERS
  const of = new Map<Who, OurPerson>()
  for (const who of MEMBERS) of.set(who, await recognise(who))
  const id = (who: Who) => {
    const person = of.get(who)
    if (person === undefined) throw new Error(`${who} is nobody`)
    return person.id
  }
  await store.transaction(async (tx) => {
    const named = { sato: id('sato'), nakamura: id('nakamura'), suzuki: id('suzuki') }
    await seedSampleAccounts(tx, ids, { ...named, watanabe: id('watanabe'), pat: id('pat') })
    const tanaka = of.get('tanaka')
    if (tanaka !== undefined) await tx.people.put({ ...tanaka, roles: ['manager'] })
    for (const [who, person] of of) {
      if (!known.includes(who)) await tx.people.put({ ...person, readAt: null })
    }
    if (options.settings !== undefined) {
      await tx.settings.put({ ...(await tx.settings.get()), ...options.settings }, null, clock.now())
    }
  })
}

class Played implements TestApp {
  readonly app: App
  readonly sandbox: Sandbox
  readonly clock: HandClock
  readonly log: readonly string[]
  readonly store: WorkspaceStore
  readonly database: string
  readonly #remove: () => void

  constructor(
    app: App,
    sandbox: Sandbox,
    clock: HandClock,
    log: readonly string[],
    database: string,
    remove: () => void,
  ) {
    this.app = app
    this.sandbox = sandbox
    this.clock = clock
    this.log = log
    this.store = app.store.of(app.workspaceId)
    this.database = database
    this.#remove = remove
  }

  as(who: Who): Person {
    return this.sandbox.as(PEOPLE[who])
  }

  async csql(who: Who, text: string): Promise<string> {
    const seen = await this.seen(who, text)
    return seen.ephemeral === undefined ? '' : this.#words(seen.ephemeral)
  }

  async seen(who: Who, text: string): Promise<Seen> {
    const seen = await this.as(who).command('/csql', text)
    if (seen.error !== undefined) throw new Error(`/csql ${text}: ${seen.error}`)
    return seen
  }

  async click(who: Who, action: string, text?: string): Promise<Seen> {
    const message = this.messageWith(who, action)
    const found = buttonsIn(message).filter(
      (button) => button.id === action && (text === undefined || button.label.includes(text)),
    )
    const seen = await this.as(who).click(message, action, found[0] === undefined ? {} : { blockId: found[0].blockId })
    if (seen.error !== undefined) throw new Error(`${action}: ${seen.error}`)
    return seen
  }

  messageWith(who: Who, action: string): Message {
    const found = this.as(who)
      .inbox()
      .findLast((message) => buttonsIn(message).some(({ id }) => id === action))
    if (found === undefined) throw new Error(`${who} sees no button ${action}`)
    return found
  }

  modal(who: Who): { view: OpenView; words: string } {
    const view = this.as(who).modal()
    if (view === undefined) throw new Error(`${who} has no modal open`)
    return { view, words: renderView(this.sandbox.workspace, view).join('\n') }
  }

  async openSettings(who: Who, section: SettingsSection): Promise<{ view: OpenView; words: string }> {
    await this.csql(who, 'settings')
    const seen = await this.as(who).click(this.modal(who).view, 'csql.settings', { value: section })
    if (seen.error !== undefined) throw new Error(`settings, ${section}: ${seen.error}`)
    return this.modal(who)
  }

  async told(who: Who, words: string): Promise<string> {
    const last = () => {
      const message = this.as(who).ephemerals().at(-1)
      return message === undefined ? '' : this.#words(message)
    }
    // The answer to a click follows its acknowledgement.
    await this.sandbox.until(() => last().includes(words), 2_000).catch(() => undefined)
    return last()
  }

  async settle(): Promise<void> {
    for (;;) {
      await this.app.worker.drain()
      const next = await this.app.store.queue.nextDueAt()
      if (next === null || next > this.clock.now() + 5_000) return
      await this.clock.advance(1_000)
    }
  }

  csqlOf(number: number): Promise<Csql | null> {
    return this.store.read((tx) => tx.csqls.byNumber(number))
  }

  events(number: number): Promise<readonly CsqlEvent[]> {
    return this.store.read(async (tx) => {
      const csql = await tx.csqls.byNumber(number)
      return csql === null ? [] : tx.events.of(csql.id)
    })
  }

  async person(who: Who): Promise<OurPerson> {
    const person = await this.store.read((tx) => tx.people.bySlackId(PEOPLE[who]))
    if (person === null) throw new Error(`${who} is not known`)
    return person
  }

  async give(who: Who, role: Role): Promise<void> {
    const person = await this.person(who)
    await this.store.transaction((tx) => tx.people.put({ ...person, roles: [...person.roles, role] }))
  }

  calls(method: string): number {
    return this.sandbox.calls.filter((call) => call.method === method).length
  }

  async close(): Promise<void> {
    await this.app.stop(1_000)
    await this.sandbox.stop()
    this.#remove()
  }

  #words(message: Message): string {
    return renderMessage(this.sandbox.workspace, message).join('\n')
  }
}

export function buttonsIn(message: Message): { id: string; label: string; value: string; blockId: string }[] {
  return message.blocks.flatMap((block) => {
    const elements = isJson(block['accessory']) ? [block['accessory']] : listOf(block['elements'])
    return elements
      .filter((element) => element['type'] === 'button')
      .map((element) => ({
        id: String(element['action_id']),
        label: isJson(element['text']) ? String(element['text']['text']) : '',
        value: String(element['value']),
        blockId: String(block['block_id']),
      }))
  })
}

/** What a hand-over's form needs beside what the signal holds. */
export const HANDED_OVER = { problem: '立替経費が紙のまま。月末に経理3名が2日。', contact: '大槻', opt_in: 'yes' }

/** A CSQL that sato logged and handed over to suzuki, who has the card in his direct message. */
export async function handedOver(
  test: TestApp,
  line = '月白精機 クロスセル 経費 高 月12万 #定例 紙のまま',
): Promise<number> {
  await test.csql('sato', `log ${line}`)
  await test.click('sato', 'csql.qualify')
  const { view } = test.modal('sato')
  const sent = await test.as('sato').submit(view, HANDED_OVER)
  if (sent.errors !== undefined || sent.error !== undefined) throw new Error(JSON.stringify([sent.errors, sent.error]))
  await test.settle()
  return test.store.read(async (tx) => (await tx.csqls.list({ limit: 1000 })).total)
}
