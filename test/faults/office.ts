import type { Clock } from '../../src/domain/clock.js'
import type { ClockId, PersonId } from '../../src/domain/ids.js'
import { type Instant, MINUTE } from '../../src/domain/time.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import type { Ctx } from '../../src/usecases/context.js'
import { enqueueDigest } from '../../src/usecases/enqueue-digest.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import type { Tx } from '../../src/usecases/ports.js'
import { nudgeAllDue } from '../support/nudge-all-due.js'
import type { World } from '../support/world.js'

export interface Sent {
  readonly purpose: string
  readonly recipient: string
  readonly occasion: string
  readonly at: Instant
  /** `clock step`, of batches. */
  readonly steps: readonly string[]
}

/** What the scheduler's steps run with, in place of what they should. */
export type Around = (ctx: Ctx) => Ctx

export const whole: Around = (ctx) => ctx

/** The scheduler's steps on a real database, and a worker to whom Slack always says yes. */
export class Office {
  readonly world: World
  readonly sent: Sent[] = []
  readonly #around: Around
  #companies = 0

  constructor(world: World, around: Around = whole) {
    this.world = world
    this.#around = around
  }

  /** One tick, and what is due then goes out. */
  async tick(now: Instant = this.world.clock.now()): Promise<void> {
    const ctx = this.#around({ ...this.world.system(), now })
    await nudgeAllDue(this.world.store, ctx)
    await enqueueDigest(ctx)
    const next = await this.world.store.queue.nextDueAt()
    if (next !== null && next <= this.world.clock.now()) await this.#send()
  }

  async handOver(ae: PersonId): Promise<number> {
    const { world } = this
    const ctx = world.as(world.csm)
    this.#companies += 1
    const { number } = await logSignal(ctx, {
      line: null,
      fields: { account: { id: world.account.id }, note: '席が足りない' },
    })
    const fields = {
      ...({ kind: 'referral', source: 'cs_activity', problem: '席が足りない' } as const),
      ...{ checklist: [], contact: { name: '大槻', title: null }, ae },
      referred_company: `別会社${this.#companies}`,
    }
    await actOnCsql(ctx, { number, version: null, action: 'qualify', fields })
    return number
  }

  of(purpose: string): readonly Sent[] {
    return this.sent.filter((one) => one.purpose === purpose)
  }

  async #send(): Promise<void> {
    const { queue } = this.world.store
    const at = this.world.clock.now()
    const claimed = await queue.claim(at, at + MINUTE, 100)
    for (const delivery of claimed) {
      await queue.settle(delivery, { state: 'sent', channel: 'D1', ts: `${at}`, at, reason: null })
      const items = await this.world.store.of(this.world.workspaceId).read((tx) => tx.deliveries.items(delivery.id))
      const { purpose, recipient, occasion } = delivery
      this.sent.push({
        purpose,
        recipient,
        occasion,
        at,
        steps: items.map(({ clockId, step }) => `${clockId} ${step}`),
      })
    }
    if (claimed.length > 0) await this.#send()
  }
}

/** Every transaction has something in place of what it should have. */
export const withTx =
  (change: (tx: Tx) => Tx): Around =>
  (ctx) => ({
    ...ctx,
    store: { ...ctx.store, transaction: (work) => ctx.store.transaction((tx) => work(change(tx))) },
  })

/** What makes a slot unique is gone: every tick has slots of its own. */
export const withoutSlots: Around = (ctx) =>
  withTx(({ deliveries, ...tx }) => ({
    ...tx,
    deliveries: {
      ...deliveries,
      enqueue: (row) => deliveries.enqueue({ ...row, occasion: `${row.occasion} ${ctx.now}` }),
    },
  }))(ctx)

/** That a step was taken is not written down either: the next tick looks at the clock as if none had been. */
export const withoutMemory: Around = (ctx) =>
  withTx((tx) => {
    const forget = (clock: Clock): Clock => {
      const nextStepAt = clock.stoppedAt === null ? ctx.now + 1 : null
      return { ...clock, stepsTaken: 0, nudgedAt: null, escalatedAt: null, nextStepAt }
    }
    const update = (clock: Clock) => tx.clocks.update(forget(clock))
    return { ...tx, clocks: { ...tx.clocks, update, updateStep: update } }
  })(withoutSlots(ctx))

/** What was due is not looked at again under the lock: it is taken to be as it was. */
export const asItWas =
  (due: readonly Clock[]): Around =>
  (ctx) => {
    const left = new Map(due.map((clock) => [clock.id, clock]))
    const get = async (id: ClockId): Promise<Clock | null> => {
      const clock = left.get(id) ?? null
      left.delete(id)
      return clock
    }
    return withTx((tx) => ({ ...tx, clocks: { ...tx.clocks, get } }))(ctx)
  }
