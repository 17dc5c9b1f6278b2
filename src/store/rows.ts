import type { z } from 'zod'
import type { WorkspaceId } from '../domain/ids.js'
import type { Flag, Json } from './schema.js'
import type { Db } from './sqlite-driver.js'

/** One workspace's rows on one connection: what every repository works on. */
export interface Scope {
  readonly db: Db
  readonly workspaceId: WorkspaceId
}

export const toFlag = (value: boolean): Flag => (value ? 1 : 0)

/** Reads JSON that the program wrote, maybe an older one. @throws ZodError when it is none of the schema's */
export const fromJson = <T extends z.ZodType>(schema: T, text: Json): z.output<T> => schema.parse(JSON.parse(text))

/** So many different texts are remembered by each reader of JSON; then it begins anew. */
const TEXTS_KEPT = 5000

/**
 * As `fromJson`, for texts that are read again and again, and whose values nobody changes: each is parsed once.
 *
 * @throws ZodError when it is none of the schema's
 */
export function jsonReader<T extends z.ZodType>(schema: T): (text: Json) => z.output<T> {
  const known = new Map<Json, z.output<T>>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const value = fromJson(schema, text)
    if (known.size >= TEXTS_KEPT) known.clear()
    known.set(text, value)
    return value
  }
}

/** @throws TypeError where a row of one workspace is about to be written into another */
export function requireOwn({ workspaceId }: Scope, row: { readonly workspaceId: WorkspaceId }): void {
  if (row.workspaceId !== workspaceId) throw new TypeError('a row of another workspace')
}

/** Groups values by a key, in the order they came. */
export function groupBy<T, K, V>(rows: readonly T[], keyOf: (row: T) => K, toValue: (row: T) => V): Map<K, V[]> {
  const groups = new Map<K, V[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [toValue(row)])
    else group.push(toValue(row))
  }
  return groups
}
