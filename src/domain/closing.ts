import type { AmountInput, AttemptOf, Step } from './attempt.js'
import { BadValue, Incomplete } from './errors.js'
import { estimateOf } from './estimate.js'
import { requireFields, requireReason } from './requirements.js'
import { type Part, step, type Try } from './step.js'
import type { Day, Instant } from './time.js'
import { lastSecondOf, localDay } from './zone-time.js'

/** What becomes of an accepted CSQL: an opportunity, won or lost. All throw as `attempt`. */
export function convert(try_: Try, input: AttemptOf<'convert'>): Step {
  const { world } = try_
  requireAmount(input)
  requireFields({ close_month: input.closeMonth })
  const today = localDay(world.settings.zone, world.now)
  if (input.closeMonth !== null && input.closeMonth < today.slice(0, 7)) {
    throw new BadValue({ field: 'close_month', rule: 'past_month', typed: input.closeMonth })
  }
  return converted(try_, input)
}

/** As `convert`, where nothing is asked for: for what was converted elsewhere. */
export function converted(try_: Try, input: AttemptOf<'convert'>): Step {
  const { world } = try_
  return step(try_, {
    kind: 'convert',
    to: 'opportunity',
    changes: {
      ...estimateOf(input),
      closeMonth: input.closeMonth,
      opportunityAt: world.now,
      nextOn: null,
      ...(input.crmTextId === undefined ? {} : { crmTextId: input.crmTextId }),
    },
  })
}

export function win(try_: Try, input: AttemptOf<'win'>): Step {
  requireFields({ won_on: input.wonOn })
  requireAmount(input)
  if ((input.amount ?? 0) === 0 && (input.oneTime ?? 0) === 0) {
    throw new BadValue({ field: 'amount', rule: 'nothing_won' })
  }
  const occurredAt = instantOfDecision('won_on', input.wonOn, try_)
  const won: Part = {
    kind: 'win',
    to: 'won',
    occurredAt,
    changes: {
      wonAmount: input.amount ?? 0,
      wonAmountPeriod: input.amountPeriod ?? 'month',
      wonOneTime: input.oneTime ?? 0,
      currency: input.currency,
      wonOn: input.wonOn,
      startOn: input.startOn ?? null,
      promisesTextId: input.promisesTextId ?? null,
    },
  }
  if (try_.csql.state === 'opportunity') return step(try_, won)
  return step(
    try_,
    { kind: 'convert', to: 'opportunity', occurredAt, changes: { opportunityAt: occurredAt, nextOn: null } },
    won,
  )
}

/** Lost today, where no day is given. */
export function lose(try_: Try, input: AttemptOf<'lose'>): Step {
  requireReason('lose', 'reason', input.reason, try_.world, input.reasonTextId ?? null)
  return lost(try_, input)
}

/** As `lose`, with a reason that may be unknown: for what was lost elsewhere. */
export function lost(try_: Try, input: AttemptOf<'lose'>): Step {
  const { now, settings } = try_.world
  return step(try_, {
    kind: 'lose',
    to: 'lost',
    occurredAt: instantOfDecision('lost_on', input.lostOn, try_),
    changes: {
      reason: input.reason,
      reasonTextId: input.reasonTextId ?? null,
      lostOn: input.lostOn ?? localDay(settings.zone, now),
    },
  })
}

function requireAmount(input: AmountInput): void {
  if (input.amount === null && input.oneTime === null) throw new Incomplete({ fields: ['amount'] })
}

/**
 * The instant of a day on which something was won or lost: now for today, else the day's last second in the
 * workspace's zone. Not in the future, nor before the opportunity (or the acceptance, where there is none yet).
 */
function instantOfDecision(field: string, day: Day | null, { csql, world }: Try): Instant {
  const zone = world.settings.zone
  const today = localDay(zone, world.now)
  if (day === null || day === today) return world.now
  if (day > today) throw new BadValue({ field, rule: 'future', typed: day, today, zone })
  const since = csql.opportunityAt ?? csql.firstAcceptedAt ?? csql.loggedAt
  const earliest = localDay(zone, since)
  if (day < earliest) throw new BadValue({ field, rule: 'before_opportunity', typed: day, earliest })
  return lastSecondOf(zone, day)
}
