import type { App } from '../../app.js'
import type { Csql } from '../../domain/csql.js'
import type { EventKind } from '../../domain/event.js'
import type { CsqlId, DeliveryId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'
import type { Tx } from '../../usecases/ports.js'
import { TOUR_STEPS, type TourStep } from '../page/protocol.js'

/** So many CSQLs and messages are looked at: more than a tour makes. */
const LOOKED_AT = 500

/** What happened since the tour began, as the database tells it. What was imported before does not count. */
export async function readTour(app: Pick<App, 'store' | 'workspaceId'>, since: Instant): Promise<readonly TourStep[]> {
  return app.store.of(app.workspaceId).read(async (tx) => {
    const done = await happened(tx, since)
    return TOUR_STEPS.filter((step) => done.has(step))
  })
}

async function happened(tx: Tx, since: Instant): Promise<ReadonlySet<TourStep>> {
  const { rows } = await tx.csqls.list({ changedSince: since, limit: LOOKED_AT })
  const each = await Promise.all(rows.map((csql) => stepsOf(tx, csql, since)))
  const logged = new Set(rows.flatMap((csql, index) => (each[index]?.includes('log') ? [csql.id] : [])))
  const sent = await tx.deliveries.list({ state: 'sent', limit: LOOKED_AT })
  const recent = sent.filter(({ createdAt }) => createdAt >= since)
  const nudges = recent.filter(({ purpose }) => purpose === 'nudge' || purpose === 'nudge_high')
  const areNudged = await Promise.all(nudges.map(({ id }) => isAbout(tx, id, logged)))
  return new Set([
    ...each.flat(),
    ...(areNudged.includes(true) ? (['nudge'] as const) : []),
    ...(recent.some(({ purpose }) => purpose === 'digest') ? (['digest'] as const) : []),
  ])
}

/** Whether a batch of nudges is about one of these. */
async function isAbout(tx: Tx, batch: DeliveryId, logged: ReadonlySet<CsqlId>): Promise<boolean> {
  const items = await tx.deliveries.items(batch)
  const clocks = await Promise.all(items.map(({ clockId }) => tx.clocks.get(clockId)))
  return clocks.some((clock) => clock !== null && logged.has(clock.csqlId))
}

/** It is vetted once its problem and who to speak to are known; handed over once the AE's card is sent. */
async function stepsOf(tx: Tx, csql: Csql, since: Instant): Promise<readonly TourStep[]> {
  const events = (await tx.events.of(csql.id)).filter(({ recordedAt }) => recordedAt >= since)
  const has = (kind: EventKind): boolean => events.some((event) => event.kind === kind && event.actorId !== null)
  const isVetted = csql.problemTextId !== null && csql.contactId !== null && (has('qualify') || has('edit'))
  const cards = has('qualify') ? await tx.deliveries.cardsOf(csql.id) : []
  return [
    ...(has('log') ? (['log'] as const) : []),
    ...(isVetted ? (['vet'] as const) : []),
    ...(cards.some(({ state }) => state === 'sent') ? (['hand_over'] as const) : []),
    ...(has('accept') ? (['accept'] as const) : []),
  ]
}
