import { exact } from '../domain/amounts.js'
import { type ChurnWarning, isOverGate } from '../domain/churn.js'
import { type FiscalQuarter, fiscalQuarterOf } from '../domain/fiscal.js'
import { ratio } from '../domain/metrics.js'
import { addToMonth, type Month, monthHolding } from '../domain/months.js'
import type { Instant } from '../domain/time.js'
import type { Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { Tx } from './ports.js'

/**
 * The products whose churn is above the gate now, by the last imported month that has one twelve months before it; and
 * whether a manager has seen it this fiscal quarter. Empty where nothing can be told.
 */
export async function readChurn(tx: Tx, now: Instant): Promise<readonly ChurnWarning[]> {
  const settings = await tx.settings.get()
  const month = await lastTellable(tx, monthHolding(localDay(settings.zone, now)))
  if (month === null) return []
  const { fiscalYear, quarter } = quarterAt(settings, now)
  const seen = new Map((await tx.churn.acknowledged(fiscalYear, quarter)).map((one) => [one.productId, one]))
  const warnings: ChurnWarning[] = []
  for (const product of await tx.products.all()) {
    const rows = await tx.metrics.movements(addToMonth(month, -12), month, product.id)
    const own = rows.find(({ currency }) => currency === settings.currency)
    const churn = ratio(exact(own?.churned ?? 0n), exact(own?.opening ?? 0n))
    if (!isOverGate(churn, settings.churnGate)) continue
    const by = seen.get(product.id)
    const person = by === undefined ? null : await tx.people.get(by.acknowledgedBy)
    const acknowledged = by === undefined ? null : { by: person?.name ?? null, at: by.acknowledgedAt }
    warnings.push({ product, churn, currency: settings.currency, month, acknowledged })
  }
  return warnings
}

async function lastTellable(tx: Tx, latest: Month): Promise<Month | null> {
  const months = await tx.snapshots.months()
  const imported = new Set(months)
  return months.findLast((month) => month <= latest && imported.has(addToMonth(month, -12))) ?? null
}

export const quarterAt = ({ zone, fiscalStart }: Settings, now: Instant): FiscalQuarter =>
  fiscalQuarterOf(localDay(zone, now), fiscalStart)
