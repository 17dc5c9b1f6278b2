import type { AuditEntry } from '../domain/audit.js'
import type { PersonId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import { wallOf } from '../domain/zone-time.js'
import { ask, type Ctx } from './context.js'
import type { SettingsChanged } from './ports.js'

/** The columns of the audit log as a spreadsheet. */
export const AUDIT_COLUMNS = ['at', 'by', 'by_id', 'via', 'action', 'subject', 'from', 'to', 'facts'] as const

type Line = readonly (string | null)[]

/**
 * The audit log of [from, to), oldest first: what was done beside the CSQLs' own history, and each setting that changed,
 * from what to what. People stand with the name they have now; who was erased, under their pseudonym.
 *
 * @throws NotAllowed
 */
export async function exportAudit(ctx: Ctx, from: Instant, to: Instant): Promise<readonly Line[]> {
  ask(ctx, 'audit.export')
  return ctx.store.read(async (tx) => {
    const { zone } = await tx.settings.get()
    const names = new Map((await tx.people.all()).map(({ id, name }) => [id, name]))
    const who = (id: PersonId | null): string | null => (id === null ? null : (names.get(id) ?? id))
    const nameIn = (value: unknown): string | null =>
      value === null || value === undefined ? null : (names.get(value as PersonId) ?? String(value))
    const entries = (await tx.audit.between(from, to)).map((entry) => ({
      at: entry.at,
      line: entryLine(entry, wallOf(zone, entry.at), { who, nameIn }),
    }))
    const changes = (await tx.settings.changes(from, to)).flatMap((change) =>
      settingLines(change, wallOf(zone, change.at), who).map((line) => ({ at: change.at, line })),
    )
    return [...entries, ...changes].sort((a, b) => a.at - b.at).map(({ line }) => line)
  })
}

interface Named {
  readonly who: (id: PersonId | null) => string | null
  readonly nameIn: (value: unknown) => string | null
}

function entryLine(entry: AuditEntry, at: string, { who, nameIn }: Named): Line {
  const { from, to, ...others } = entry.facts
  const facts = Object.entries(others).map(([key, value]) => `${key}=${String(value)}`)
  const via = entry.fromCommandLine ? 'command line' : entry.actorId === null ? 'system' : 'slack'
  const subject = nameIn(entry.subject)
  return [at, who(entry.actorId), entry.actorId, via, entry.action, subject, nameIn(from), nameIn(to), facts.join(' ')]
}

/** A line for each setting that differs; nothing of what only says that a section was looked at. */
function settingLines({ before, after, by }: SettingsChanged, at: string, who: Named['who']): readonly Line[] {
  const [was, is] = [flat(before), flat(after)]
  const keys = [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key)).sort()
  const via = by === null ? 'system' : 'slack'
  return keys.map((key) => [
    ...[at, who(by), by, via, 'settings.change', key],
    ...[was.get(key) ?? null, is.get(key) ?? null, null],
  ])
}

/** `digest.at` → `"09:00"`: lists as they are, objects by their keys. */
function flat(value: unknown, path = ''): Map<string, string> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject) return new Map(path === '' ? [] : [[path, JSON.stringify(value)]])
  return new Map(Object.entries(value).flatMap(([key, one]) => [...flat(one, path === '' ? key : `${path}.${key}`)]))
}
