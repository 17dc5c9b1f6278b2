import type { WorkspaceId } from '../domain/ids.js'

type Take<T> = (workspaceId: WorkspaceId, most: number) => Promise<readonly T[]>

/** Lets workspaces take in turn, so that none waits behind the backlog of another. */
export class Turns {
  /** Who had the last turn: the one after it is first the next time, where there are more than places. */
  #last: WorkspaceId | null = null

  /**
   * @param waiting in the order of their ids
   * @param places how many may be taken in all: shared evenly, and what one leaves goes to the others
   * @param room how many one may take
   * @returns all that were taken
   */
  async take<T>(
    waiting: readonly WorkspaceId[],
    places: number,
    room: (workspaceId: WorkspaceId) => number,
    take: Take<T>,
  ): Promise<readonly T[]> {
    const taken: T[] = []
    const left = new Map(waiting.map((id) => [id, room(id)]))
    let hungry = waiting
    while (taken.length < places && hungry.length > 0) {
      // What one leaves goes on in turn, not back to whoever was first.
      const shares = this.#share(this.#inTurn(hungry), places - taken.length, left)
      for (const [id, most] of shares) {
        const some = await take(id, most)
        taken.push(...some)
        // Whoever leaves a part of its share has no more to take.
        left.set(id, some.length < most ? 0 : (left.get(id) ?? 0) - most)
      }
      hungry = hungry.filter((id) => (left.get(id) ?? 0) > 0)
    }
    return taken
  }

  /** One each in turn, until the places or the room are used up. */
  #share(
    hungry: readonly WorkspaceId[],
    places: number,
    room: ReadonlyMap<WorkspaceId, number>,
  ): ReadonlyMap<WorkspaceId, number> {
    const shares = new Map<WorkspaceId, number>()
    const isHungry = (id: WorkspaceId) => (shares.get(id) ?? 0) < (room.get(id) ?? 0)
    let turn = hungry.filter(isHungry)
    for (let n = 0; n < places && turn.length > 0; ) {
      for (const id of turn.slice(0, places - n)) {
        shares.set(id, (shares.get(id) ?? 0) + 1)
        this.#last = id
        n += 1
      }
      turn = turn.filter(isHungry)
    }
    return shares
  }

  #inTurn(waiting: readonly WorkspaceId[]): readonly WorkspaceId[] {
    const last = this.#last
    if (last === null) return waiting
    return [...waiting.filter((id) => id > last), ...waiting.filter((id) => id <= last)]
  }
}
