import { DeliveryId, WorkspaceId } from '../../src/domain/ids.js'
import { DAY_MS } from '../../src/domain/time.js'
import { Settings } from '../../src/domain/workspace.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { Random } from '../../src/sandbox/random.js'
import { placeOf, QuickSlack } from '../support/quick-slack.js'
import { CrashProcess, type Loose } from './crash-process.js'
import type { WorldFile } from './world-file.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const RECIPIENTS = ['U0SATO', 'U0SUZUKI', 'C0CSSALES'] as const
const PURPOSES = ['decision', 'nudge', 'handover'] as const
/** Turns of trouble; in the first ones something new is owed. */
const ROUNDS = 5
const OWING = 3
/** Minutes after all is said at which copies are looked for: after each look that is due, and the last after them all. */
const SWEEPS = [3, 11, 31, 62]

export interface WorldResult {
  readonly owed: number
  readonly lost: number
  /** At the end; in a mild world, at any time. */
  readonly doubled: number
  readonly crashes: number
  readonly sleeps: number
  /** Calls to Slack that went wrong. */
  readonly harmed: number
  /** Late copies that were found and removed. */
  readonly removed: number
}

interface Slot {
  readonly recipient: (typeof RECIPIENTS)[number]
  readonly purpose: (typeof PURPOSES)[number]
  readonly occasion: string
}

/** Runs one world to its end: its seed decides what is owed, who crashes where, and what Slack does. */
export async function runCrashWorld(file: WorldFile, seed: number, loose: Loose | null): Promise<WorldResult> {
  const world = new CrashWorld(file, seed, loose)
  file.at += 2 * DAY_MS
  try {
    await world.open()
    await world.troubledTimes()
    await world.calmTimes()
    return world.compare()
  } finally {
    await world.close()
  }
}

class CrashWorld {
  readonly #clock: HandClock
  readonly #random: Random
  readonly #slack: QuickSlack
  /** In a mild world nobody sleeps past a lease and Slack shows messages in time: then nothing ever stands there twice. */
  readonly #kind: 'mild' | 'wild'
  readonly #file: WorldFile
  readonly #loose: Loose | null
  readonly #workspaceId: WorkspaceId
  readonly #slots: Slot[] = []
  readonly #sleepers: { readonly process: CrashProcess; readonly until: number }[] = []
  #process: CrashProcess | null = null
  /** How many of the slots the process that runs now has written. */
  #enqueued = 0
  #danger = { crash: 0, sleep: 0 }
  #ids = 0
  #crashes = 0
  #sleeps = 0

  constructor(file: WorldFile, seed: number, loose: Loose | null) {
    this.#file = file
    this.#loose = loose
    this.#clock = new HandClock(file.at)
    this.#random = new Random(seed)
    this.#kind = this.#random.chance(0.5) ? 'mild' : 'wild'
    this.#slack = new QuickSlack(this.#clock, this.#random)
    this.#workspaceId = WorkspaceId.parse(`w-${seed}`)
  }

  async open(): Promise<void> {
    const { store } = await this.#living()
    const names = { slackTeamId: `T-${this.#workspaceId}`, slackEnterpriseId: null, name: null }
    const workspace = { id: this.#workspaceId, ...names, settings: Settings.parse({}), suspended: false }
    await store.workspaces.create(workspace, this.#clock.now())
  }

  async troubledTimes(): Promise<void> {
    const random = this.#random
    this.#slack.trouble = 0.1 + 0.4 * random.next()
    this.#danger = { crash: 0.1 * random.next(), sleep: this.#kind === 'mild' ? 0 : 0.06 }
    this.#slack.shownTooLate = this.#kind === 'wild'
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round < OWING) this.#owe(1 + random.below(2))
      await this.#enqueueAll()
      await (await this.#living()).drain()
      if (random.chance(0.3)) await (await this.#living()).removeLateCopies(this.#clock.now())
      await this.#wakeSleepers()
      await this.#passTime(random.pick([SECOND, 10 * SECOND, MINUTE, 3 * MINUTE, 10 * MINUTE]))
    }
  }

  /** Nothing goes wrong any more: all that is owed goes out, and what came twice is taken back. */
  async calmTimes(): Promise<void> {
    this.#slack.trouble = 0
    this.#danger = { crash: 0, sleep: 0 }
    await this.#wakeSleepers(true)
    await this.#enqueueAll()
    for (let round = 0; ; round += 1) {
      await (await this.#living()).drain()
      if (!(await this.#living()).owes() || (round > 100 && this.#loose !== null)) break
      if (round > 1000) throw new Error('what is owed never goes out')
      await this.#passTime(MINUTE)
    }
    const from = this.#clock.now()
    for (const minutes of SWEEPS) {
      this.#clock.set(from + minutes * MINUTE)
      await (await this.#living()).removeLateCopies(this.#clock.now())
    }
  }

  compare(): WorldResult {
    const counts = this.#slots.map(({ recipient, occasion }) => {
      const place = this.#slack.messages.in(placeOf(recipient))
      return place.filter(({ text }) => text === occasion).length
    })
    return {
      owed: counts.length,
      lost: counts.filter((n) => n === 0).length,
      doubled: counts.filter((n) => n > 1).length + (this.#kind === 'mild' ? this.#slack.removed : 0),
      ...{ crashes: this.#crashes, sleeps: this.#sleeps },
      ...{ harmed: this.#slack.harmed, removed: this.#slack.removed },
    }
  }

  async close(): Promise<void> {
    for (const { process } of this.#sleepers) this.#file.giveBack(await process.end())
    if (this.#process !== null) this.#file.giveBack(await this.#process.end())
  }

  #owe(count: number): void {
    for (let n = 0; n < count; n += 1) {
      const occasion = `slot ${this.#slots.length}`
      this.#slots.push({ recipient: this.#random.pick(RECIPIENTS), purpose: this.#random.pick(PURPOSES), occasion })
    }
  }

  /** What a tick does: writes every slot that is due, whether or not another process wrote it before. */
  async #enqueueAll(): Promise<void> {
    const now = this.#clock.now()
    const { store } = await this.#living()
    if (this.#enqueued === this.#slots.length) return
    await store.of(this.#workspaceId).transaction(async (tx) => {
      for (const { recipient, purpose, occasion } of this.#slots) {
        this.#ids += 1
        await tx.deliveries.enqueue({
          id: DeliveryId.parse(`${this.#workspaceId}-${String(this.#ids).padStart(5, '0')}`),
          recipientKind: recipient.startsWith('C') ? 'channel' : 'person',
          ...{ recipient, purpose, subject: 'subject', notBefore: now, createdAt: now },
          occasion: this.#loose === 'slot' ? `${occasion}#${this.#ids}` : occasion,
        })
      }
    })
    this.#enqueued = this.#slots.length
  }

  /** The process that runs now: a new one on the same file where the last one crashed or fell asleep. */
  async #living(): Promise<CrashProcess> {
    if (this.#process?.state === 'well') return this.#process
    if (this.#process?.state === 'asleep') {
      this.#sleeps += 1
      const until = this.#clock.now() + this.#random.pick([MINUTE, 5 * MINUTE, 10 * MINUTE])
      this.#sleepers.push({ process: this.#process, until })
    } else if (this.#process !== null) {
      this.#crashes += 1
      this.#file.giveBack(await this.#process.end())
    }
    this.#enqueued = 0
    this.#process = new CrashProcess({
      ...{ database: this.#file.take(), clock: this.#clock, messenger: this.#slack, random: this.#random },
      ...{ loose: this.#loose, danger: () => this.#danger },
    })
    return this.#process
  }

  async #wakeSleepers(all = false): Promise<void> {
    for (const { process, until } of this.#sleepers) if (all || until <= this.#clock.now()) await process.wakeUp()
  }

  async #passTime(atMost: number): Promise<void> {
    const now = this.#clock.now()
    const due = (await (await this.#living()).store.queue.nextDueAt()) ?? now + atMost
    this.#clock.set(Math.max(now + 1, Math.min(now + atMost, due)))
  }
}
