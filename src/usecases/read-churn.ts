import { exact } from '../domain/amounts.js'
import { byUrgency, type ChurnWarning, isOverGate } from '../domain/churn.js'
import { type FiscalQuarter, fiscalQuarterOf } from '../domain/fiscal.js'
import type { ProductId, WorkspaceId } from '../domain/ids.js'
import { ratio } from '../domain/metrics.js'
import { addToMonth, type Month, monthHolding } from '../domain/months.js'
import { HOUR, type Instant } from '../domain/time.js'
import type { Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { Tx } from './ports.js'

/**
 * The products whose churn is above the gate now, by the last imported month that has one twelve months before it; and
 * whether a manager has seen it this fiscal quarter. What nobody has seen comes first. Empty where nothing can be told.
 */
export async function readChurn(
  tx: Tx,
  now: Instant,
  ratesOf: typeof readChurnRates = readChurnRates,
): Promise<readonly ChurnWarning[]> {
  const settings = await tx.settings.get()
  const rates = await ratesOf(tx, now)
  if (rates === null || rates.overGate.size === 0) return []
  const { month, overGate } = rates
  const { fiscalYear, quarter } = quarterAt(settings, now)
  const seen = new Map((await tx.churn.acknowledged(fiscalYear, quarter)).map((one) => [one.productId, one]))
  const warnings: ChurnWarning[] = []
  for (const product of await tx.products.all()) {
    const rate = overGate.get(product.id)
    if (rate === undefined) continue
    const by = seen.get(product.id)
    const person = by === undefined ? null : await tx.people.get(by.acknowledgedBy)
    const acknowledged = by === undefined ? null : { by: person?.name ?? null, at: by.acknowledgedAt }
    warnings.push({ product, ...rate, currency: settings.currency, month, acknowledged })
  }
  return warnings.sort(byUrgency)
}

/** The churn of the products above the gate in the workspace's currency, by the last month that can be told. */
export interface ChurnRates {
  readonly month: Month
  readonly overGate: ReadonlyMap<ProductId, Pick<ChurnWarning, 'churn' | 'accounts'>>
}

/** Looks at what every account paid in two months. Null where nothing can be told. */
export async function readChurnRates(tx: Tx, now: Instant): Promise<ChurnRates | null> {
  const { zone, currency, churnGate: gate } = await tx.settings.get()
  const month = await lastTellable(tx, monthHolding(localDay(zone, now)))
  if (month === null) return null
  const overGate = new Map<ProductId, Pick<ChurnWarning, 'churn' | 'accounts'>>()
  for (const { id } of await tx.products.all()) {
    const rows = await tx.metrics.movements(addToMonth(month, -12), month, id)
    const own = rows.find((row) => row.currency === currency)
    const churn = ratio(exact(own?.churned ?? 0n), exact(own?.opening ?? 0n))
    if (!isOverGate(churn, gate)) continue
    overGate.set(id, { churn, accounts: await tx.metrics.churnedAccounts(addToMonth(month, -12), month, id) })
  }
  return { month, overGate }
}

/** As `readChurnRates`, looked at once an hour: they change with an import, a few times a year, or with the gate. */
export function hourlyChurnRates(): typeof readChurnRates {
  const kept = new Map<
    WorkspaceId,
    { readonly at: Instant; readonly gate: number; readonly rates: ChurnRates | null }
  >()
  return async (tx, now) => {
    const { churnGate: gate } = await tx.settings.get()
    const known = kept.get(tx.workspaceId)
    if (known !== undefined && known.gate === gate && now - known.at < HOUR) return known.rates
    const rates = await readChurnRates(tx, now)
    kept.set(tx.workspaceId, { at: now, gate, rates })
    return rates
  }
}

async function lastTellable(tx: Tx, latest: Month): Promise<Month | null> {
  const months = await tx.snapshots.months()
  const imported = new Set(months)
  return months.findLast((month) => month <= latest && imported.has(addToMonth(month, -12))) ?? null
}

export const quarterAt = ({ zone, fiscalStart }: Settings, now: Instant): FiscalQuarter =>
  fiscalQuarterOf(localDay(zone, now), fiscalStart)
