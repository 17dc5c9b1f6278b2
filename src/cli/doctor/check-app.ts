import { DAY_MS, MINUTE } from '../../domain/time.js'
import type { Workspace } from '../../domain/workspace.js'
import type { Store } from '../../usecases/ports.js'
import { type Finding, found } from './findings.js'
import type { Patient } from './patient.js'

/** A program on this machine answers at once (ms). */
const PATIENCE = 3_000
/** What was due longer ago than this should have gone. */
const LATE = 5 * MINUTE
/** Of messages that could not be sent, those within this time are told. */
const RECENT = 7 * DAY_MS
const PARKED_READ = 200

/** Whether the app runs, and how it says that it does. */
export async function checkRunning({ settings, write }: Patient): Promise<readonly Finding[]> {
  const { host, port } = settings.http
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}/healthz`
  // Any free port: nobody knows which one it took.
  if (port === 0) return [found('app_silent', { url })]
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) })
    const body = (await response.json().catch(() => null)) as Readonly<Record<string, unknown>> | null
    if (body === null || !('lastTick' in body)) return [found('app_port_taken', { url })]
    const at = body['lastTick']
    if (response.status === 200 && at === null) return [found('app_starting', { url })]
    const lastTick = typeof at === 'string' ? write.stamp(Date.parse(at)) : '—'
    return [found(response.status === 200 ? 'app_ok' : 'app_unwell', { url, lastTick })]
  } catch {
    return [found('app_silent', { url })]
  }
}

/** What is owed and does not go, as the database says. */
export async function checkDeliveries(
  { now, write }: Patient,
  store: Store,
  workspaces: readonly Workspace[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const oldest = await store.queue.oldestDue(now())
  if (oldest !== null && now() - oldest > LATE) {
    findings.push(found('deliveries_late', { minutes: write.number(Math.floor((now() - oldest) / MINUTE)) }))
  }
  for (const { id } of workspaces) {
    const parked = await store.of(id).read((tx) => tx.deliveries.list({ state: 'parked', limit: PARKED_READ }))
    const recent = parked.filter(({ createdAt }) => createdAt >= now() - RECENT)
    if (recent.length === 0) continue
    const reasons = [...new Set(recent.map(({ reason }) => reason ?? '—'))].join(', ')
    findings.push(found('deliveries_parked', { count: write.number(recent.length), reasons }))
  }
  return findings.length === 0 ? [found('deliveries_ok', {})] : findings
}
