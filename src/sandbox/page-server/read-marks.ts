import type { Message, Workspace } from '../index.js'

const keyOf = (person: string, place: string): string => `${person} ${place}`

/** What each person has read, place by place, and so who just got what. */
export class ReadMarks {
  readonly #workspace: Workspace
  readonly #readTo = new Map<string, string>()

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** Everything that there is now counts as read by everybody. */
  readAll(): void {
    for (const { id } of this.#workspace.people()) {
      for (const place of this.placesOf(id)) this.read(id, place)
    }
  }

  /** Ids of the places that a person has: their channels, and the app's DM. */
  placesOf(person: string): readonly string[] {
    const channels = this.#workspace
      .channels()
      .filter((place) => place.kind === 'channel' && place.members.includes(person))
    return [...channels.map(({ id }) => id), this.#workspace.imOf(person).id]
  }

  /** What stands there for that person: what everybody sees, and what only they do. */
  seenIn(person: string, place: string): readonly Message[] {
    return this.#workspace.messages.all.filter(
      ({ channel, ephemeralTo }) => channel === place && (ephemeralTo === undefined || ephemeralTo === person),
    )
  }

  read(person: string, place: string): void {
    const newest = this.seenIn(person, place).at(-1)
    if (newest !== undefined) this.#readTo.set(keyOf(person, place), newest.ts)
  }

  readTo(person: string, place: string): string | null {
    return this.#readTo.get(keyOf(person, place)) ?? null
  }

  unread(person: string, place: string): number {
    const readTo = this.readTo(person, place) ?? ''
    return this.seenIn(person, place).filter(({ ts, user }) => ts > readTo && user !== person).length
  }

  allUnread(person: string): number {
    return this.placesOf(person).reduce((sum, place) => sum + this.unread(person, place), 0)
  }
}
