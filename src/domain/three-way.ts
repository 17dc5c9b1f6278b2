/** What a form holds of a thing, by field; '' = nothing. */
export type FormValues<F extends string> = Readonly<Record<F, string>>

/** What an open form remembers of the values that it was opened with. */
export type Digests = Readonly<Record<string, string>>

export interface Reconciled<F extends string> {
  /** What stands afterwards: what somebody else changed meanwhile stays where this form did not touch it. */
  readonly values: FormValues<F>
  /** Fields that both changed, and not to the same. */
  readonly conflicts: readonly F[]
}

/**
 * Brings together what a form was opened with, what it says when it is sent, and what stands by then. A field that the
 * form does not have is left as it stands; one whose beginning is not known is taken as it is sent.
 */
export function reconcile<F extends string>(
  opened: Digests,
  sent: Readonly<Partial<Record<F, string>>>,
  now: FormValues<F>,
): Reconciled<F> {
  const values: Record<F, string> = { ...now }
  const conflicts: F[] = []
  for (const field of Object.keys(now) as F[]) {
    const mine = sent[field]
    if (mine === undefined || mine === now[field]) continue
    const before = Object.hasOwn(opened, field) ? opened[field] : undefined
    if (before === digestOf(mine)) continue
    if (before !== undefined && before !== digestOf(now[field])) conflicts.push(field)
    values[field] = mine
  }
  return { values, conflicts }
}

export const digestsOf = (values: FormValues<string>): Digests =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, digestOf(value)]))

/** FNV-1a over UTF-16 units, with the length behind it: enough to see that a value is another, and short. */
function digestOf(value: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < value.length; at += 1) hash = Math.imul(hash ^ value.charCodeAt(at), 0x01000193) >>> 0
  return `${hash.toString(36)}.${value.length.toString(36)}`
}
