/**
 * What the page and its server tell each other. Blocks and views pass as Slack wrote them. Instants are UTC ms of the
 * workspace's clock.
 */
export type Block = Readonly<Record<string, unknown>>

export type Language = 'ja' | 'en'

export interface PersonCard {
  readonly id: string
  readonly name: string
  /** What they do, as the page's own words call it; null for the app. */
  readonly part: 'csm' | 'inside' | 'ae' | 'manager' | 'admin' | 'guest' | null
  readonly zone: string
  readonly locale: Language
}

export interface CommandHint {
  readonly name: string
  readonly names: readonly string[]
  readonly line: string
  readonly what: string
}

export interface Shortcut {
  readonly callbackId: string
  readonly name: string
}

/** What does not change while the page is open. */
export interface Scene {
  readonly language: Language
  readonly team: string
  readonly zone: string
  readonly bot: string
  readonly people: readonly PersonCard[]
  readonly channels: readonly { readonly id: string; readonly name: string }[]
  readonly command: { readonly name: string; readonly hints: Readonly<Record<Language, readonly CommandHint[]>> }
  readonly shortcuts: { readonly message: readonly Shortcut[]; readonly global: readonly Shortcut[] }
  /** Whom the tour is about, where it begins, and the line that it begins with. */
  readonly tour: { readonly csm: string; readonly ae: string; readonly channel: string; readonly line: string }
  /** By the manifest. */
  readonly hasHome: boolean
}

export interface ShownFile {
  readonly id: string
  readonly name: string
  readonly isPicture: boolean
  readonly alt: string | null
}

export interface ShownMessage {
  readonly channel: string
  readonly ts: string
  readonly user: string
  readonly isApp: boolean
  readonly isEphemeral: boolean
  readonly thread: string | null
  readonly replies: number
  readonly isBroadcast: boolean
  readonly text: string
  readonly blocks: readonly Block[]
  readonly files: readonly ShownFile[]
  readonly isEdited: boolean
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[]
}

export interface ShownView {
  readonly id: string
  readonly title: string
  readonly submit: string | null
  readonly close: string | null
  readonly blocks: readonly Block[]
  /** `state.values` as Slack keeps it: block id, then action id. */
  readonly state: Readonly<Record<string, Readonly<Record<string, Block>>>>
  readonly errors: Readonly<Record<string, string>>
  readonly hash: string
}

export interface ShownPlace {
  readonly id: string
  readonly kind: 'channel' | 'app'
  readonly name: string
  readonly unread: number
  /** Where new ones begin: the newest that was read when the place was last left, or null. */
  readonly readTo: string | null
}

/** Everything that one person has before their eyes, and nothing else. */
export interface Desk {
  readonly person: string
  readonly places: readonly ShownPlace[]
  readonly messages: readonly ShownMessage[]
  /** The top one last. */
  readonly modals: readonly ShownView[]
  readonly home: ShownView | null
}

export const TOUR_STEPS = ['log', 'vet', 'hand_over', 'accept', 'nudge', 'digest'] as const
export type TourStep = (typeof TOUR_STEPS)[number]

export const SPEEDS = [0, 1, 60, 600] as const
export type Speed = (typeof SPEEDS)[number]

export const MOVES = ['hour', 'morning', 'week'] as const
export type Move = (typeof MOVES)[number]

/** Told whenever something changed: what to read again is the page's affair. */
export interface Pulse {
  readonly version: number
  readonly now: number
  readonly speed: Speed
  /** A move is under way: acts wait for it. */
  readonly isMoving: boolean
  readonly unread: Readonly<Record<string, number>>
  readonly tour: readonly TourStep[]
}

/** What came of an act; the rest is seen on the desk. */
export interface Outcome {
  /** What the client tells the person went wrong: Slack's words for it. */
  readonly error?: string
  /** What the client itself refused, by block id. */
  readonly refused?: Readonly<Record<string, string>>
}

/** One request, as the inspector lists it: a payload to the app, or a call that the app made. */
export interface TrailEntry {
  readonly n: number
  readonly kind: 'command' | 'interaction' | 'event' | 'call'
  /** `/csql`, `block_actions`, `chat.postMessage` … */
  readonly name: string
  /** The person whose act it belongs to; null where time brought it. */
  readonly by: string | null
  /** The act that it belongs to: everything up to the next act. */
  readonly act: number
  readonly at: number
  /** Until it was answered; null while it is open. */
  readonly ms: number | null
  /** What was refused, in Slack's words; with each Block Kit fault. */
  readonly faults: readonly string[]
}

export interface TrailDetail extends TrailEntry {
  readonly sent: unknown
  readonly answer: unknown
  /** The blocks that it carried, if any. */
  readonly blocks: readonly Block[] | null
}
