import { setTimeout as wait } from 'node:timers/promises'

/** The machine's own clock; it stands wherever a clock is asked for and no test has put its own. */
export const machineClock = {
  /** UTC milliseconds. */
  now: (): number => Date.now(),
  /** Resolves after `ms`; the signal ends the wait early, without an error. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await wait(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      if (!signal?.aborted) throw error
    })
  },
}
