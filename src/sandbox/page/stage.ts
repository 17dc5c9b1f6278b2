import { createContext, useContext } from 'react'
import type { TrailOf } from './api.js'
import type { Outcome, Scene } from './protocol.js'
import type { Words } from './words.js'

/** What everything in one person's pane needs to know. */
export interface Stage {
  readonly scene: Scene
  readonly words: Words
  readonly person: string
  /** Does something as this person; trouble is shown in the pane. */
  readonly act: <T extends Outcome = Outcome>(name: string, body?: unknown) => Promise<T>
  /** While an act or a move of time is under way. */
  readonly isBusy: boolean
  readonly inspect: (of: TrailOf) => void
}

export const StageContext = createContext<Stage | null>(null)

export function useStage(): Stage {
  const stage = useContext(StageContext)
  if (stage === null) throw new Error('outside of a pane')
  return stage
}

export const nameOf = ({ people }: Scene, id: string): string => people.find((one) => one.id === id)?.name ?? id
export const channelName = ({ channels }: Scene, id: string): string =>
  channels.find((one) => one.id === id)?.name ?? id
