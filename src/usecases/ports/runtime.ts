import type { Instant } from '../../domain/time.js'

/** UTC ms, and a way to wait that tests can move. */
export interface ClockPort {
  now(): Instant
  /** Resolves after `ms` of this clock's time; the signal ends the wait early, without an error. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** One entry a call: facts first, then what happened in few words. */
export interface Logger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

/** Fresh ids: UUIDv7 text. */
export interface Ids {
  next(): string
}
