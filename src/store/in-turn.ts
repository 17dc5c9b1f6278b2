import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long statements follow on each other before whatever else waits has its turn (ms). */
const TURN = 4
let turned = performance.now()

/** A report or a digest asks some dozens of statements: what else waits does so for the longest of them, not for all. */
export async function inTurn<R>(query: Promise<readonly R[] | { readonly rows: readonly R[] }>): Promise<readonly R[]> {
  const found = await query
  const rows = 'rows' in found ? found.rows : found
  if (performance.now() - turned >= TURN) {
    await nextTurn()
    turned = performance.now()
  }
  return rows
}
