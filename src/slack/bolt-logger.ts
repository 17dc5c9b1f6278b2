import { type Logger as BoltLogger, LogLevel } from '@slack/bolt'

/** What the edge needs of the log: facts first, then words. */
export interface EdgeLog {
  debug(facts: object, text: string): void
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
}

/** Bolt's log, written into ours; the level is ours to decide. */
export function boltLogger(log: EdgeLog): BoltLogger {
  const write =
    (level: keyof EdgeLog) =>
    (...parts: unknown[]) => {
      const err = parts.find((part) => part instanceof Error)
      const text = parts.map((part) =>
        typeof part === 'string' ? part : part instanceof Error ? part.message : JSON.stringify(part),
      )
      log[level]({ from: 'bolt', ...(err === undefined ? {} : { err }) }, text.join(' '))
    }
  return {
    // Bolt's debug lines repeat what people typed; that has no place in a log.
    debug: () => undefined,
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  }
}
