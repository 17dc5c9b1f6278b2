import { HOUR, type Instant, MINUTE } from '../../domain/time.js'
import { hoursFrom } from '../../domain/working-calendar.js'
import { calendarOf } from '../../domain/workspace.js'
import { localEpochDay } from '../../domain/zone-time.js'
import type { Company } from '../demo/company.js'
import { PassingTime } from '../demo/passing-time.js'
import { Transcript } from '../demo/transcript.js'
import type { Language, Move, Pulse, Speed, TourStep } from '../page/protocol.js'
import { ReadMarks } from './read-marks.js'
import { readTour } from './tour.js'
import { Trail } from './trail.js'
import { Turns } from './turns.js'

/** How often time is moved on while it runs (machine ms). */
const BEAT = 1_000
/** A working morning is looked at when its messages are there: the batch of the day goes out an hour after opening. */
const MORNING = HOUR + 5 * MINUTE
/** The longest stretch between two ticks while time runs. */
const LONGEST_TICK = 10 * MINUTE

/** The company as the page plays it: people act in turn, and time moves between their acts. */
export class Play {
  readonly company: Company
  readonly marks: ReadMarks
  readonly trail: Trail
  readonly #lines: string[] = []
  readonly #transcript: Transcript
  readonly #turns = new Turns()
  readonly #time: PassingTime
  readonly #begun: Instant
  readonly #listeners = new Set<(pulse: Pulse) => void>()
  #beat: NodeJS.Timeout | undefined
  #told: NodeJS.Immediate | undefined
  #version = 0
  #speed: Speed = 1
  #isMoving = false
  #tour: readonly TourStep[] = []

  constructor(company: Company, language: Language) {
    this.company = company
    this.#transcript = new Transcript(company.sandbox.workspace, language, (line) => this.#lines.push(line))
    this.marks = new ReadMarks(company.sandbox.workspace)
    this.trail = new Trail(company.sandbox)
    this.#begun = company.clock.now()
    this.#time = new PassingTime(company.app, company.clock, () => this.#seen())
    company.sandbox.changed = () => this.tell()
  }

  start(): void {
    let last = performance.now()
    this.#beat = setInterval(() => {
      const passed = Math.round((performance.now() - last) * this.#speed)
      last = performance.now()
      if (passed > 0 && this.#turns.isIdle) this.#turns.take(() => this.#pass(passed)).catch(() => this.setSpeed(0))
    }, BEAT)
  }

  async stop(): Promise<void> {
    clearInterval(this.#beat)
    this.company.sandbox.changed = undefined
    await this.#turns.take(async () => {})
  }

  /** Everything that was done and seen so far, in words. */
  get transcript(): string {
    return `${this.#lines.join('\n')}\n`
  }

  /**
   * Somebody acts; time stands still until the app has answered and what it owes at once is delivered.
   *
   * @param what for the transcript, in the words that the person saw; null = not worth a line
   */
  act<T>(person: string, what: string | null, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      this.trail.begin(person)
      if (what !== null) this.#transcript.does(person, what, this.company.clock.now())
      const done = await work()
      await this.#time.settle()
      const { workspace } = this.company.sandbox
      const modal = workspace.views.stack(person).at(-1)
      if (modal !== undefined && what !== null) this.#transcript.modal(person, modal)
      await this.#readTour()
      return done
    })
  }

  /** Moves time, with everything that falls due on the way. */
  move(move: Move): Promise<void> {
    return this.#turns.take(async () => {
      this.#isMoving = true
      this.trail.begin(null)
      try {
        await this.#time.until(await this.#goal(move))
        await this.#readTour()
      } finally {
        this.#isMoving = false
        this.tell()
      }
    })
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed
    this.tell()
  }

  /** Calls back with every change, many at a time. @returns how to end it */
  listen(listener: (pulse: Pulse) => void): () => void {
    this.#listeners.add(listener)
    listener(this.pulse())
    return () => this.#listeners.delete(listener)
  }

  tell(): void {
    this.#told ??= setImmediate(() => {
      this.#told = undefined
      this.#version += 1
      const pulse = this.pulse()
      for (const listener of this.#listeners) listener(pulse)
    })
  }

  pulse(): Pulse {
    const people = this.company.sandbox.workspace.people()
    return {
      version: this.#version,
      now: this.company.clock.now(),
      ...{ speed: this.#speed, isMoving: this.#isMoving, tour: this.#tour },
      unread: Object.fromEntries(people.map(({ id }) => [id, this.marks.allUnread(id)])),
    }
  }

  #seen(): void {
    this.#transcript.messages(this.company.clock.now())
    this.tell()
  }

  async #pass(ms: number): Promise<void> {
    const { clock } = this.company
    const isNothingSeen = this.company.sandbox.calls.length
    await this.#time.until(clock.now() + ms, Math.min(LONGEST_TICK, Math.max(MINUTE, ms)))
    if (this.company.sandbox.calls.length !== isNothingSeen) await this.#readTour()
  }

  async #goal(move: Move): Promise<Instant> {
    const now = this.company.clock.now()
    if (move === 'hour') return now + HOUR
    if (move === 'week') return now + 7 * 24 * HOUR
    const { app } = this.company
    const settings = await app.store.of(app.workspaceId).read((tx) => tx.settings.get())
    const calendar = calendarOf(settings, null)
    const today = localEpochDay(calendar.zone, now)
    const morningFrom = (day: number): Instant => hoursFrom(calendar, day).hours.opens + MORNING
    return morningFrom(today) > now ? morningFrom(today) : morningFrom(today + 1)
  }

  async #readTour(): Promise<void> {
    this.#tour = await readTour(this.company.app, this.#begun)
    this.tell()
  }
}
