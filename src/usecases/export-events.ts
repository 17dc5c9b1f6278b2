import { ask, type Ctx } from './context.js'

/** The form of the lines; counts up when a reader of the form before could not read it. */
export const ARCHIVE_VERSION = 1

/**
 * The whole workspace as JSON lines: a first line that says what it is, a line a row, and a last line that counts them,
 * so that a file that was cut short is known. Nothing of it is secret: tokens stand in the environment alone.
 */
export function* exportEvents(ctx: Ctx): Generator<string> {
  ask(ctx, 'archive.export')
  let rows = 0
  for (const entry of ctx.store.archive()) {
    if ('table' in entry) {
      rows += 1
      yield JSON.stringify(entry)
    } else yield JSON.stringify({ tasuki: 'events', version: ARCHIVE_VERSION, ...entry })
  }
  yield JSON.stringify({ end: true, rows })
}
