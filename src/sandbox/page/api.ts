import { useEffect, useState } from 'react'
import type { Desk, Move, Outcome, Pulse, Scene, Speed, TrailDetail, TrailEntry } from './protocol.js'

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`/api/${path}`)
  if (!response.ok) throw new Error(((await response.json()) as Outcome).error)
  return response.json() as Promise<T>
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json() as Promise<T>
}

export const readScene = (): Promise<Scene> => get('scene')

/** Does something as a person. What the server refuses comes back as `error`, in words. */
export const act = <T extends Outcome = Outcome>(person: string, name: string, body: unknown = {}): Promise<T> =>
  post(`desks/${person}/${name}`, body)

export const moveTime = (move: Move): Promise<Outcome> => post('clock', { move })
export const setSpeed = (speed: Speed): Promise<Outcome> => post('clock', { speed })

export type TrailOf = { readonly channel: string; readonly ts: string } | { readonly view: string }

const readTrail = (of: TrailOf | null): Promise<readonly TrailEntry[]> =>
  get(of === null ? 'trail' : `trail?${new URLSearchParams(of)}`)
export const readTrailDetail = (n: number): Promise<TrailDetail> => get(`trail/${n}`)

/** What the server tells whenever something changed. */
export function usePulse(): Pulse | null {
  const [pulse, setPulse] = useState<Pulse | null>(null)
  useEffect(() => {
    const source = new EventSource('/api/pulse')
    source.onmessage = ({ data }) => setPulse(JSON.parse(data as string) as Pulse)
    return () => source.close()
  }, [])
  return pulse
}

/** Something read again with each version; what came last stays until the next is there. */
function useVersioned<T>(key: string, version: number, read: () => Promise<T>): T | null {
  const [held, setHeld] = useState<{ readonly key: string; readonly value: T } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names what is read, the version says when
  useEffect(() => {
    let isCurrent = true
    read().then(
      (value) => isCurrent && setHeld({ key, value }),
      () => {},
    )
    return () => {
      isCurrent = false
    }
  }, [key, version])
  return held !== null && held.key === key ? held.value : null
}

export const useDesk = (person: string, version: number): Desk | null =>
  useVersioned(person, version, () => get<Desk>(`desks/${person}`))

export const useTrail = (of: TrailOf | null, version: number): readonly TrailEntry[] | null =>
  useVersioned(JSON.stringify(of), version, () => readTrail(of))
