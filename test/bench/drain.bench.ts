import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeliveryId, WorkspaceId } from '../../src/domain/ids.js'
import { MINUTE } from '../../src/domain/time.js'
import { Settings } from '../../src/domain/workspace.js'
import { createDeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { type Sandbox, sampleCompany, startSandbox } from '../../src/sandbox/index.js'
import { createMessenger, createPostingClient } from '../../src/slack/messenger.js'
import { openStore } from '../../src/store/store.js'
import type { Store } from '../../src/usecases/ports.js'
import { TestClock } from '../support/clock.js'
import { KeptLog } from '../support/log.js'
import { type Bound, bench, printTable } from './tables.js'

/**
 * A backlog drained against local workspaces that hold to Slack's limits, in time that is moved by hand: how long it
 * takes by the clock, beside what 300 posts a minute a workspace and one a second a channel allow.
 */
const POSTS_A_MINUTE = 300
const CHANNEL_GAP = 1000

interface Backlog {
  readonly name: string
  readonly workspaces: number
  readonly channels: number
  /** Due at once, the same number for each channel. */
  readonly deliveries: number
  /** How much of the allowed rate is promised. A long one has the first minute's caution after a start in it. */
  readonly promised: number
}

const BACKLOGS: readonly Backlog[] = [
  { name: '5,000 over 500 channels in 20 workspaces', workspaces: 20, channels: 500, deliveries: 5000, promised: 0.95 },
  { name: '2,000 over 50 channels in one workspace', workspaces: 1, channels: 50, deliveries: 2000, promised: 0.9 },
]

interface Drained {
  readonly promised: number
  readonly name: string
  readonly deliveries: number
  /** By the clock that is moved (ms). */
  readonly tookMs: number
  readonly allowedMs: number
  /** Most posts that one workspace had within any minute. */
  readonly busiestMinute: number
  readonly refused: number
  readonly wallMs: number
}

/**
 * When the last post may go at the allowed rate: the workspace's posts one after the other, each for the channel that
 * has waited longest, none sooner than the rate and its channel allow.
 */
function allowedMs({ workspaces, channels, deliveries }: Backlog): number {
  const freeAt = new Array<number>(channels / workspaces).fill(0)
  let last = 0
  for (let n = 0; n < deliveries / workspaces; n += 1) {
    const channel = freeAt.indexOf(Math.min(...freeAt))
    last = Math.max(n * (MINUTE / POSTS_A_MINUTE), freeAt[channel] ?? 0)
    freeAt[channel] = last + CHANNEL_GAP
  }
  return last
}

const silent = {
  ...{ debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} },
  getLevel: () => 'error' as never,
}

async function openSandboxes({ workspaces, channels }: Backlog, clock: TestClock) {
  const people = Array.from({ length: channels / workspaces }, (_, n) => ({ id: `U1${String(n).padStart(4, '0')}` }))
  const named = people.map(({ id }) => ({ id, name: id, real_name: id }))
  const crowd = [...sampleCompany.people, ...named] as typeof sampleCompany.people
  const opened = new Map<WorkspaceId, Sandbox>()
  for (let n = 0; n < workspaces; n += 1) {
    const sandbox = await startSandbox({ config: { ...sampleCompany, people: crowd }, clock, limits: { burst: 1 } })
    opened.set(WorkspaceId.parse(`w${String(n).padStart(2, '0')}`), sandbox)
  }
  return { opened, recipients: named.map(({ id }) => id) }
}

/** Notices and nudges in turn, as after a day of downtime. */
async function enqueueAll(
  store: Store,
  places: readonly WorkspaceId[],
  to: readonly string[],
  each: number,
  now: number,
) {
  for (const id of places) {
    const names = { slackTeamId: `T-${id}`, slackEnterpriseId: null, name: id }
    await store.workspaces.create({ id, ...names, settings: Settings.parse({}), suspended: false }, now)
    await store.of(id).transaction(async (tx) => {
      for (let n = 0; n < each; n += 1) {
        const delivery = DeliveryId.parse(`${id}-${String(n).padStart(5, '0')}`)
        const what = { purpose: n % 2 === 0 ? 'decision' : 'nudge', subject: delivery, occasion: delivery } as const
        const whom = { recipientKind: 'person', recipient: to[n % to.length] ?? '' } as const
        await tx.deliveries.enqueue({ id: delivery, ...what, ...whom, notBefore: now, createdAt: now })
      }
    })
  }
}

async function drained(backlog: Backlog): Promise<Drained> {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-bench-'))
  const clock = new TestClock()
  const store = await openStore(join(folder, 'tasuki.db'))
  const { opened, recipients } = await openSandboxes(backlog, clock)
  const began = clock.now()
  await enqueueAll(store, [...opened.keys()], recipients, backlog.deliveries / backlog.workspaces, began)
  const logger = new KeptLog()
  const clients = new Map(
    [...opened].map(([id, { url }]) => [id, createPostingClient(sampleCompany.bot.token, url, { logger: silent })]),
  )
  const clientFor = (id: WorkspaceId) => {
    const client = clients.get(id)
    if (client === undefined) throw new Error(`no workspace ${id}`)
    return client
  }
  const worker = createDeliveryWorker({
    queue: store.queue,
    messenger: createMessenger({ clientFor, logger, onRevoked: () => {} }),
    composer: {
      compose: async ({ id, recipient }) => ({
        ...{ channel: recipient, text: id },
        blocks: [{ type: 'section', text: { type: 'plain_text', text: id } }],
      }),
    },
    clock,
    logger,
    onParked: async () => {},
  })
  const beganWall = performance.now()
  for (;;) {
    await worker.drain()
    const next = await store.queue.nextDueAt()
    if (next === null) break
    clock.set(Math.max(clock.now() + 1, next))
  }
  const wallMs = performance.now() - beganWall
  const posts = [...opened.values()].map((one) => one.calls.filter(({ method }) => method === 'chat.postMessage'))
  const taken = posts.map((calls) => calls.filter(({ status }) => status === 200).map(({ at }) => at))
  const { sent } = await store.queue.counts()
  await store.close()
  for (const sandbox of opened.values()) await sandbox.stop()
  rmSync(folder, { recursive: true })
  if (sent !== backlog.deliveries) throw new Error(`${sent} of ${backlog.deliveries} were sent`)
  return {
    ...{
      name: backlog.name,
      promised: backlog.promised,
      deliveries: backlog.deliveries,
      allowedMs: allowedMs(backlog),
      wallMs,
    },
    tookMs: Math.max(...taken.flat()) - began,
    busiestMinute: Math.max(...taken.map(busiestMinute)),
    refused: posts.flat().filter(({ status }) => status === 429).length,
  }
}

function busiestMinute(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.max(...sorted.map((from, n) => sorted.findLastIndex((at) => at < from + MINUTE) - n + 1))
}

async function measure(): Promise<readonly Bound[]> {
  const rows: Drained[] = []
  for (const backlog of BACKLOGS) rows.push(await drained(backlog))
  const seconds = (ms: number): string => (ms / 1000).toFixed(1)
  printTable(
    `a backlog drained, ${POSTS_A_MINUTE} posts a minute a workspace and one a second a channel allowed`,
    ['', 'took s', 'allowed s', 'posts/s', 'busiest minute', '429', 'wall s'],
    rows.map((row) => [
      row.name,
      ...[seconds(row.tookMs), seconds(row.allowedMs), (row.deliveries / (row.tookMs / 1000)).toFixed(1)],
      ...[String(row.busiestMinute), String(row.refused), seconds(row.wallMs)],
    ]),
  )
  return [
    ...rows.map(
      (row): Bound => ({
        name: `rate ÷ allowed: ${row.name}`,
        value: row.allowedMs / row.tookMs,
        sign: '≥',
        bound: row.promised,
      }),
    ),
    {
      name: 'most posts of a workspace in a minute',
      value: Math.max(...rows.map((row) => row.busiestMinute)),
      sign: '≤',
      bound: POSTS_A_MINUTE,
    },
    { name: 'refused with 429', value: rows.reduce((sum, row) => sum + row.refused, 0), sign: '≤', bound: 0 },
  ]
}

await bench(measure)
