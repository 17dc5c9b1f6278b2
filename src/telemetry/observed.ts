import { Counter, Histogram, type Registry } from 'prom-client'
import { PURPOSES } from '../domain/delivery.js'
import type { Observer } from '../usecases/ports.js'

/** Upper bounds, in seconds. Slack waits three for an acknowledgement, and we ten for its answer. */
const ACK_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5]
const CALL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** A second is good, two minutes are the grace time of an ambiguous answer, a day is an outage. */
const LAG_BUCKETS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600, 14_400, 86_400]
const STEP_BUCKETS = [0.005, 0.02, 0.1, 0.5, 1, 5, 30, 60]
const COMMIT_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]

/** What is counted as it happens, from the start on. */
export function observing(registry: Registry): Observer {
  return {
    ...requests(registry),
    ...calls(registry),
    ...deliveries(registry),
    ...steps(registry),
    ...commits(registry),
  }
}

function requests(registry: Registry): Pick<Observer, 'acknowledged' | 'unacknowledged'> {
  const acks = histogram(registry, 'tasuki_slack_request_seconds', ACK_BUCKETS, ['kind'], {
    help: "How long Slack's requests waited for their acknowledgement.",
  })
  const unanswered = counter(registry, 'tasuki_slack_requests_unacknowledged_total', ['kind'], {
    help: "Slack's requests that ended without an acknowledgement.",
  })
  return {
    acknowledged: (kind, ms) => acks.observe({ kind }, ms / 1000),
    unacknowledged: (kind) => unanswered.inc({ kind }),
  }
}

function calls(registry: Registry): Pick<Observer, 'called'> {
  const answers = histogram(registry, 'tasuki_slack_call_seconds', CALL_BUCKETS, ['method'], {
    help: 'How long calls to Slack took, well or badly.',
  })
  const errors = counter(registry, 'tasuki_slack_errors_total', ['method', 'code'], {
    help: "Calls to Slack that failed, by Slack's code or that of the network.",
  })
  return {
    called: (method, ms, code) => {
      answers.observe({ method }, ms / 1000)
      if (code !== null) errors.inc({ method, code })
    },
  }
}

function deliveries(registry: Registry): Pick<Observer, 'settled' | 'copyRemoved' | 'answeredLate'> {
  const settled = counter(registry, 'tasuki_deliveries_settled_total', ['state', 'purpose'], {
    help: 'What came of deliveries since the start; pending: put back, to be tried again.',
  })
  // From zero on, so that the first one is seen as an increase.
  for (const purpose of PURPOSES) for (const state of ['sent', 'parked']) settled.inc({ state, purpose }, 0)
  const lag = histogram(registry, 'tasuki_delivery_lag_seconds', LAG_BUCKETS, ['purpose'], {
    help: 'How long after it was due a delivery was sent.',
  })
  const copies = counter(registry, 'tasuki_delivery_copies_removed_total', [], {
    help: 'Second copies of a message that were found and removed.',
  })
  const late = counter(registry, 'tasuki_delivery_late_answers_total', [], {
    help: 'Answers of Slack that came after the lease, and were not written.',
  })
  return {
    settled: ({ purpose, dueAt }, state, at) => {
      settled.inc({ state, purpose })
      if (state === 'sent') lag.observe({ purpose }, Math.max(0, at - dueAt) / 1000)
    },
    copyRemoved: () => copies.inc(),
    answeredLate: () => late.inc(),
  }
}

function steps(registry: Registry): Pick<Observer, 'stepped'> {
  const durations = histogram(registry, 'tasuki_scheduler_step_seconds', STEP_BUCKETS, ['step'], {
    help: 'How long the steps of the scheduler took.',
  })
  const failures = counter(registry, 'tasuki_scheduler_step_failures_total', ['step'], {
    help: 'Steps of the scheduler that failed.',
  })
  return {
    stepped: (step, ms, succeeded) => {
      durations.observe({ step }, ms / 1000)
      if (!succeeded) failures.inc({ step })
    },
  }
}

function commits(registry: Registry): Pick<Observer, 'committed' | 'notCommitted' | 'foundBusy'> {
  const durations = histogram(registry, 'tasuki_database_commit_seconds', COMMIT_BUCKETS, [], {
    help: 'How long transactions of the database took, from their beginning until they were on the disk.',
  })
  const units = counter(registry, 'tasuki_database_units_committed_total', [], {
    help: 'Units of work that were committed; several share a transaction.',
  })
  const failed = counter(registry, 'tasuki_database_commits_failed_total', [], {
    help: 'Transactions of which nothing was saved.',
  })
  const busy = counter(registry, 'tasuki_database_busy_total', [], {
    help: 'How often another process held the database when a transaction was to begin.',
  })
  return {
    committed: (n, ms) => {
      durations.observe(ms / 1000)
      units.inc(n)
    },
    notCommitted: () => failed.inc(),
    foundBusy: () => busy.inc(),
  }
}

interface Told {
  readonly help: string
}

const counter = <L extends string>(registry: Registry, name: string, labelNames: readonly L[], { help }: Told) =>
  new Counter<L>({ name, help, labelNames, registers: [registry] })

const histogram = <L extends string>(
  registry: Registry,
  name: string,
  buckets: number[],
  labelNames: readonly L[],
  { help }: Told,
) => new Histogram<L>({ name, help, buckets, labelNames, registers: [registry] })
