import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { Config } from '../../src/config/config.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import type { Harm } from '../../src/sandbox/harm.js'
import { PEOPLE, type Sandbox, sampleCompany, startSandbox } from '../../src/sandbox/index.js'
import { Random } from '../../src/sandbox/random.js'
import { TUESDAY_AT_TEN } from '../support/clock.js'
import { freshDatabase, temporaryFolder } from '../support/database.js'
import { LOOKING_STEPS, OWN_STEPS, type OwnStep, type Unguarded } from '../support/mortal.js'
import { seedHandedOver } from './handed-over.js'
import { MortalProcess } from './mortal-process.js'

/** Deaths that come from outside: Slack has got the call, Slack has accepted it, and at any moment at all. */
const OUTER_STEPS = ['arrived', 'accepted', 'any time'] as const
export const STEPS = [
  ...OWN_STEPS.slice(0, 5),
  'arrived',
  'accepted',
  'answered',
  'settled',
  'any time',
  ...LOOKING_STEPS,
] as const
export type Step = OwnStep | (typeof OUTER_STEPS)[number]

export interface RunResult {
  readonly step: Step
  readonly kills: number
  readonly owed: number
  readonly lost: number
  readonly doubled: number
  /** Second copies that were found and removed, so that they are none of those doubled. */
  readonly removed: number
}

interface Before {
  readonly messages: number
  readonly removed: number
}

/** What somebody types, what becomes of it, and who is owed one message about it. */
interface Duty {
  readonly who: string
  readonly text: (number: number) => string
  readonly event: string
  readonly owedTo: readonly string[]
}
const DUTIES: readonly Duty[] = [
  { who: PEOPLE.suzuki, text: (number) => `accept ${number}`, event: 'accept', owedTo: [PEOPLE.sato] },
  {
    who: PEOPLE.tanaka,
    text: (number) => `assign ${number} <@${PEOPLE.watanabe}>`,
    event: 'reassign',
    owedTo: [PEOPLE.watanabe, PEOPLE.suzuki, PEOPLE.sato],
  },
]
const SECOND = 1000
/** By then whatever was sent again has been looked for once more. */
const COPIES_LOOKED_FOR = 125 * SECOND
/** Machine milliseconds in which a command, or what follows its answer, is mostly done. */
const A_WHILE = 60
/** Longer than all that a delivery waits for: a lease, the grace time, and the wait before one more. */
const LONGEST_RECOVERY = 60 * 60 * SECOND

/**
 * One workspace, one database and one program after the other on it, each of which dies. The next one, started on the
 * same file, makes good what the last one left, and takes the next command.
 */
export class KillLane {
  readonly #clock = new HandClock(TUESDAY_AT_TEN)
  readonly #bundle: string
  readonly #unguarded: Unguarded | null
  readonly #folder = temporaryFolder()
  #sandbox: Sandbox | null = null
  #file = ''
  #process: MortalProcess | null = null
  #number = 0
  starts = 0

  private constructor(bundle: string, unguarded: Unguarded | null) {
    this.#bundle = bundle
    this.#unguarded = unguarded
  }

  /** @param runs how many runs it is good for: each takes one CSQL */
  static async open(bundle: string, runs: number, unguarded: Unguarded | null = null): Promise<KillLane> {
    const lane = new KillLane(bundle, unguarded)
    lane.#file = await freshDatabase(lane.#folder.path)
    await seedHandedOver(lane.#file, runs, lane.#clock.now())
    lane.#sandbox = await startSandbox({ config: sampleCompany, clock: lane.#clock })
    return lane
  }

  async close(): Promise<void> {
    await this.#process?.kill()
    await this.#sandbox?.stop()
    this.#folder.remove()
  }

  /** One command, one death or two on the way of its messages, and what came of them in the end. */
  async run(step: Step, seed: number): Promise<RunResult> {
    const random = new Random(seed)
    this.#number += 1
    const duty = random.pick(DUTIES)
    const process = await this.#living()
    await this.#recover(process)
    if (this.starts === 1 && this.#number === 1) await process.ask({ ask: 'keep' })
    const before = { messages: this.#slack.workspace.messages.all.length, removed: this.#removed }
    const looking = isLooking(step)
    const first = looking ? random.pick<Step>(['claimed', 'accepted', 'answered']) : step
    const answered = await this.#commandUntilDeath(duty, first, random)
    if (looking) await this.#dieLooking(step)
    await this.#recover(await this.#living())
    return { step, kills: looking ? 2 : 1, ...this.#compare(duty, before, answered) }
  }

  get #slack(): Sandbox {
    if (this.#sandbox === null) throw new Error('the lane is not open')
    return this.#sandbox
  }

  get #removed(): number {
    return this.#slack.calls.filter(({ method, accepted }) => method === 'chat.delete' && accepted).length
  }

  async #living(): Promise<MortalProcess> {
    if (this.#process !== null && !this.#process.isDead) return this.#process
    const config = configOf(this.#slack.url, this.#file)
    const options = { config, at: this.#clock.now(), unguarded: this.#unguarded }
    const { process, port } = await MortalProcess.start(this.#bundle, options)
    this.#slack.appUrl = `http://127.0.0.1:${port}/slack/events`
    this.#process = process
    this.starts += 1
    return process
  }

  /** Moves the clock on and on until nothing is owed any more. */
  async #recover(process: MortalProcess): Promise<'dead' | 'done'> {
    const from = this.#clock.now()
    for (let ms = 0; ; ) {
      this.#clock.set(this.#clock.now() + ms)
      const answer = await process.ask({ ask: 'run', ms })
      if (answer === null) return 'dead'
      const { sending = 0, unknown = 0 } = answer.counts ?? {}
      const next = answer.nextDueAt ?? null
      if (sending + unknown === 0 && next === null) break
      const due = next === null ? Number.POSITIVE_INFINITY : Math.max(SECOND, next - this.#clock.now())
      ms = sending + unknown > 0 ? Math.min(31 * SECOND, due) : due
      if (sending + unknown > 0 && this.#clock.now() - from > LONGEST_RECOVERY) throw new Error('recovery has no end')
    }
    this.#clock.set(this.#clock.now() + COPIES_LOOKED_FOR)
    return (await process.ask({ ask: 'run', ms: COPIES_LOOKED_FOR })) === null ? 'dead' : 'done'
  }

  /** @returns whether the person was told that it was done */
  async #commandUntilDeath(duty: Duty, step: Step, random: Random): Promise<boolean> {
    const process = await this.#living()
    const nth = ONCE.includes(step) ? 1 : 1 + random.below(duty.owedTo.length)
    const dieSoon = (): void => void delay(random.next() * A_WHILE).then(() => process.kill())
    const early = random.chance(0.3)
    if (step === 'any time' && early) dieSoon()
    if (step === 'arrived' || step === 'accepted') this.#slack.harm = killAt(process, step, nth)
    else if (step !== 'any time') await process.ask({ ask: 'arm', step, nth })
    const text = duty.text(this.#number)
    const seen = await this.#slack.as(duty.who).command('/csql', text, { raw: true })
    if (step === 'any time' && !early) dieSoon()
    await process.death(`${step} for the ${nth}. time, after ${text}: ${JSON.stringify(seen.body)}`)
    this.#slack.harm = undefined
    return seen.error === undefined
  }

  async #dieLooking(step: OwnStep): Promise<void> {
    const process = await this.#living()
    await process.ask({ ask: 'arm', step, nth: 1 })
    if ((await this.#recover(process)) === 'done') throw new Error(`nothing was looked into: ${step}`)
  }

  /** What stands in Slack against what the rows of history say, whatever the deliveries say. */
  #compare(duty: Duty, before: Before, answered: boolean): Omit<RunResult, 'step' | 'kills'> {
    const happened = eventsOf(this.#file, this.#number).includes(duty.event)
    const removed = this.#removed - before.removed
    // What was removed is gone from the list, and stood behind all that was there before.
    const since = this.#slack.workspace.messages.all.slice(before.messages)
    const name = new RegExp(`CSQL-${this.#number}\\b`)
    const result = { owed: 0, lost: answered && !happened ? 1 : 0, doubled: 0, removed }
    for (const person of [PEOPLE.sato, PEOPLE.suzuki, PEOPLE.watanabe, PEOPLE.tanaka]) {
      const { id } = this.#slack.workspace.imOf(person)
      const there = since.filter(({ channel, text }) => channel === id && name.test(text)).length
      const owed = happened && duty.owedTo.includes(person) ? 1 : 0
      result.owed += owed
      result.lost += Math.max(0, owed - there)
      result.doubled += Math.max(0, there - owed)
    }
    return result
  }
}

/** These come once a command, or once a claim of all that it owes. */
const ONCE: readonly Step[] = ['committing', 'committed', 'claiming', 'claimed']

const isLooking = (step: Step): step is (typeof LOOKING_STEPS)[number] => LOOKING_STEPS.some((one) => one === step)

/** Lets Slack get the nth post, accept it or not, and kills the program before a word of the answer. */
function killAt(process: MortalProcess, step: 'arrived' | 'accepted', nth: number) {
  let posts = 0
  return ({ method }: { method: string }): Harm | undefined => {
    if (method === 'chat.postMessage') posts += 1
    if (method !== 'chat.postMessage' || posts !== nth) return undefined
    setImmediate(() => void process.kill())
    return { accept: step === 'accepted', answer: 'hang' }
  }
}

/** Kinds of all that happened to a CSQL. Read while the program lives: its death must find nobody else on the file. */
function eventsOf(file: string, number: number): string[] {
  const database = new Sqlite(file, { readonly: true })
  try {
    const rows = database
      .prepare('select kind from events where csql_id = (select id from csqls where number = ?)')
      .pluck()
      .all(number)
    return rows.map(String)
  } finally {
    database.close()
  }
}

function configOf(slackApiUrl: string, path: string): Config {
  return {
    slackApiUrl,
    http: { host: '127.0.0.1', port: 0 },
    database: { kind: 'sqlite', path },
    admins: [],
    backups: { folder: '', nightly: false, kept: 14 },
    firstStart: { country: 'JP', locale: 'ja', zone: 'Asia/Tokyo', currency: 'JPY', fiscalStart: 4 },
    logLevel: 'error',
    secrets: {
      botToken: sampleCompany.bot.token,
      inbound: { kind: 'http', signingSecret: sampleCompany.signing_secret },
    },
  }
}
