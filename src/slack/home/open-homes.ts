import { setTimeout as pause } from 'node:timers/promises'
import type { HomeView } from '@slack/types'
import { type HomeState, OVERVIEW } from '../../domain/home.js'
import type { PersonId, WorkspaceId } from '../../domain/ids.js'
import { UNDO_WINDOW } from '../../domain/reversal.js'
import { type Instant, MINUTE } from '../../domain/time.js'
import { readHomeMark } from '../../views/home-value.js'
import type { Message } from '../../views/message.js'
import type { EdgeLog } from '../bolt-logger.js'
import { InFlight } from '../in-flight.js'
import { postFailed } from '../post-errors.js'
import type { HomeOwner, Homes } from './homes.js'

/** A Home that was looked at this long ago is not before anybody any more: it is read when it is opened again. */
const LATELY = 30 * MINUTE
/** Homes that are kept of one workspace: those longest not looked at are forgotten first. */
const MOST = 1_000

/**
 * What others do is shown together, a moment later, and so many Homes a minute and workspace (ms of the machine's clock):
 * Slack takes about a hundred, and what people do themselves goes first.
 */
const GATHERED = 500
const PACE = 1_000
/** Where Slack asks for patience and does not say how much (seconds), and the most that is believed. */
const PATIENCE = { unsaid: 10, most: 300 } as const

/** What a Home is to show: made when it is needed, from how things stand then. */
export interface MadeHome {
  readonly view: HomeView
  /** By which it is known again: the mark that it carries. */
  readonly content: string
  /** It shows other people's CSQLs too, whoever they are. */
  readonly seesAll: boolean
}

export interface OpenHomesParts {
  /** Null where there is nobody to show it to. */
  readonly make: (owner: HomeOwner, state: HomeState, said: Message | null) => Promise<MadeHome | null>
  /** @throws where Slack does not take it */
  readonly publish: (owner: HomeOwner, view: HomeView) => Promise<void>
  readonly now: () => Instant
  readonly log: EdgeLog
}

interface OpenHome {
  readonly owner: HomeOwner
  state: HomeState
  /** What Slack has; null = not known. */
  content: string | null
  said: { readonly message: Message; readonly until: Instant } | null
  seesAll: boolean
  lookedAt: Instant
  /** It may not be up to date; `soon`: whoever looks at it did something. */
  wanted: 'soon' | 'later' | null
  isBusy: boolean
  /** Ends what it waits for. */
  hurry: () => void
}

/** Kept in memory: after a restart a Home is brought up to date when it is opened again, and carries itself what it shows. */
export class OpenHomes implements Homes {
  readonly #parts: OpenHomesParts
  readonly #open = new Map<WorkspaceId, Map<PersonId, OpenHome>>()
  /** When the next Home of a workspace may be published in passing (ms of the machine's clock). */
  readonly #nextTurn = new Map<WorkspaceId, number>()
  /** Until when Slack takes none of a workspace's. */
  readonly #heldUntil = new Map<WorkspaceId, number>()
  readonly #underWay = new InFlight()
  readonly #stopping = new AbortController()

  constructor(parts: OpenHomesParts) {
    this.#parts = parts
  }

  opened(owner: HomeOwner, metadata: unknown): void {
    const known = this.#find(owner)
    const home = known ?? this.#keep(owner)
    // Slack knows best what it shows, unless a newer one is on its way to it.
    if (!home.isBusy) home.content = readHomeMark(metadata) === null ? null : String(metadata)
    home.lookedAt = this.#parts.now()
    this.#want(home, 'soon')
  }

  turned(owner: HomeOwner, state: HomeState): void {
    const home = this.#find(owner) ?? this.#keep(owner)
    home.state = state
    home.said = null
    home.lookedAt = this.#parts.now()
    this.#want(home, 'soon')
  }

  said(owner: HomeOwner, message: Message): void {
    const home = this.#find(owner) ?? this.#keep(owner)
    home.said = { message, until: this.#parts.now() + UNDO_WINDOW }
    this.#want(home, 'soon')
  }

  acted(workspaceId: WorkspaceId, personId: PersonId): void {
    const home = this.#find({ workspaceId, personId })
    if (home !== undefined) this.#want(home, 'soon')
  }

  touched(workspaceId: WorkspaceId, people: ReadonlySet<PersonId>): void {
    const open = this.#open.get(workspaceId)
    if (open === undefined) return
    for (const [personId, home] of open) {
      if (this.#parts.now() - home.lookedAt > LATELY) open.delete(personId)
      else if (home.seesAll || people.has(personId)) this.#want(home, 'later')
    }
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#stopping.abort()
    await this.#underWay.settled(deadlineMs)
  }

  /** One that was not looked at lately begins anew. */
  #find({ workspaceId, personId }: Pick<HomeOwner, 'workspaceId' | 'personId'>): OpenHome | undefined {
    const open = this.#open.get(workspaceId)
    const home = open?.get(personId)
    if (home === undefined || this.#parts.now() - home.lookedAt <= LATELY) return home
    open?.delete(personId)
    return undefined
  }

  #keep(owner: HomeOwner): OpenHome {
    const open = this.#open.get(owner.workspaceId) ?? new Map<PersonId, OpenHome>()
    this.#open.set(owner.workspaceId, open)
    const home: OpenHome = {
      ...{ owner, state: OVERVIEW, content: null, said: null, seesAll: false },
      ...{ lookedAt: this.#parts.now(), wanted: null, isBusy: false, hurry: NOTHING },
    }
    open.set(owner.personId, home)
    const [oldest] = open.keys()
    if (open.size > MOST && oldest !== undefined) open.delete(oldest)
    return home
  }

  #want(home: OpenHome, when: 'soon' | 'later'): void {
    if (this.#stopping.signal.aborted) return
    if (home.wanted !== 'soon') home.wanted = when
    if (home.wanted === 'soon') home.hurry()
    if (home.isBusy) return
    home.isBusy = true
    void this.#underWay.track(this.#bringUpToDate(home))
  }

  /** One at a time for each Home, so that what was read last is shown last. */
  async #bringUpToDate(home: OpenHome): Promise<void> {
    const { workspaceId } = home.owner
    try {
      while (home.wanted !== null && !this.#stopping.signal.aborted) await this.#show(home)
    } catch (err) {
      this.#parts.log.warn({ err, workspaceId }, 'a Home could not be read')
    } finally {
      home.isBusy = false
      // Whatever was asked for meanwhile is left for the next time: what failed once is not tried over and over.
      home.wanted = null
    }
  }

  async #show(home: OpenHome): Promise<void> {
    const isOwn = home.wanted === 'soon'
    if (!isOwn) await this.#wait(home, GATHERED)
    const made = await this.#make(home)
    if (made === null) return
    const wait = this.#turnIn(home.owner.workspaceId, isOwn)
    if (wait <= 0) return this.#publish(home, made)
    await this.#wait(home, wait)
    const now = await this.#make(home)
    if (now !== null) await this.#publish(home, now)
  }

  /** Null where what Slack has is up to date, or there is nobody to show it to. */
  async #make(home: OpenHome): Promise<MadeHome | null> {
    home.wanted = null
    const said = home.said !== null && home.said.until > this.#parts.now() ? home.said.message : null
    const made = await this.#parts.make(home.owner, home.state, said)
    if (made === null || this.#stopping.signal.aborted) return null
    home.seesAll = made.seesAll
    return made.content === home.content ? null : made
  }

  async #publish(home: OpenHome, { view, content }: MadeHome): Promise<void> {
    const { workspaceId } = home.owner
    try {
      await this.#parts.publish(home.owner, view)
      home.content = content
    } catch (error) {
      const { facts } = postFailed(error)
      this.#parts.log.warn({ workspaceId, reason: facts.reason }, 'a Home did not reach Slack')
      // Whether Slack took it is not known.
      home.content = null
      if (facts.outcome !== 'limited') return
      const seconds = Number.isFinite(facts.retryAfter) ? Math.min(facts.retryAfter, PATIENCE.most) : PATIENCE.unsaid
      this.#heldUntil.set(workspaceId, performance.now() + seconds * 1000)
      home.wanted ??= 'later'
    }
  }

  /** How long to wait for a turn (ms): what somebody did themselves waits only where Slack asked for it. */
  #turnIn(workspaceId: WorkspaceId, isOwn: boolean): number {
    const now = performance.now()
    const held = this.#heldUntil.get(workspaceId) ?? 0
    if (isOwn) return held - now
    const at = Math.max(now, held, this.#nextTurn.get(workspaceId) ?? 0)
    this.#nextTurn.set(workspaceId, at + PACE)
    return at - now
  }

  /** Until the time is over, its reader does something, or the program stops. */
  async #wait(home: OpenHome, ms: number): Promise<void> {
    const over = new AbortController()
    const signal = AbortSignal.any([over.signal, this.#stopping.signal])
    const hurried = new Promise<void>((resolve) => {
      home.hurry = resolve
    })
    await Promise.race([hurried, pause(ms, undefined, { signal, ref: false }).catch(() => undefined)])
    over.abort()
    home.hurry = NOTHING
  }
}

const NOTHING = (): void => {}
