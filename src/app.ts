import { setTimeout as giveUp, setImmediate as nextTurn } from 'node:timers/promises'
import { App as BoltApp, type Receiver, SocketModeReceiver } from '@slack/bolt'
import { schedule } from 'node-cron'

import { register } from '../commands/index.js'
import { createCharts } from './charts/charts.js'
import type { Config } from './config/config.js'
import { freshIds } from './config/fresh-ids.js'
import type { Logger } from './config/logger.js'
import { programVersion } from './config/version.js'
import { csvFile } from './csv/write-csv.js'
import type { WorkspaceId } from './domain/ids.js'
import { SYSTEM } from './domain/person.js'
import type { Instant } from './domain/time.js'
import { dataProtectionSteps } from './jobs/data-protection.js'
import { createDeliveryWorker, type DeliveryWorker } from './jobs/delivery-worker.js'
import { readHealth } from './jobs/health.js'
import { createNightlyBackups, type NightlyBackups } from './jobs/nightly-backups.js'
import { scheduledSteps } from './jobs/scheduled-steps.js'
import { createScheduler, type Scheduler } from './jobs/scheduler.js'
import { type EdgeDeps, recogniseAdmins } from './slack/actor.js'
import { boltLogger } from './slack/bolt-logger.js'
import { createComposer } from './slack/compose/composer.js'
import type { Homes } from './slack/home/homes.js'
import { homeParts } from './slack/home/make-home.js'
import { OpenHomes } from './slack/home/open-homes.js'
import { touchedBy } from './slack/home/touched.js'
import { createHttpServer } from './slack/http-server.js'
import { createMessenger } from './slack/messenger.js'
import { createPeople } from './slack/people.js'
import { createPostingClient } from './slack/posting-client.js'
import { type Identified, readTeam } from './slack/read-team.js'
import { registerEdge } from './slack/register.js'
import { SlackAccess } from './slack/slack-access.js'
import { createSlackEndpoint } from './slack/slack-endpoint.js'
import { timeAcks } from './slack/timed-acks.js'
import { backupApart } from './store/backups/backup-apart.js'
import { backupShelf } from './store/backups/shelf.js'
import { openStore } from './store/store.js'
import { processFigures } from './telemetry/process-figures.js'
import { createTelemetry, type Telemetry, type Watched } from './telemetry/telemetry.js'
import { AccountNames } from './usecases/account-names.js'
import { adoptWorkspace } from './usecases/adopt-workspace.js'
import type { Ctx } from './usecases/context.js'
import type { Charts, ClockPort, Ids, Messenger, Store, Uploads } from './usecases/ports.js'
import { reportTrouble } from './usecases/report-trouble.js'

export interface App {
  /** Serves requests, delivers messages and ticks each minute, from now on. */
  start(): Promise<void>
  /** Takes nothing new and ends the work in hand, within `deadlineMs` in any case. */
  stop(deadlineMs: number): Promise<void>
  /** The port that is served; null before the start. */
  readonly port: number | null
  readonly store: Store
  readonly workspaceId: WorkspaceId
  readonly scheduler: Scheduler
  readonly worker: DeliveryWorker
}

export interface Parts {
  readonly logger: Logger
  readonly clock: ClockPort
  readonly ids?: Ids
  /** How charts are drawn, where it is not by vega. */
  readonly charts?: Charts
  /** False where the clock is moved by hand: whoever moves it ticks. */
  readonly ticking?: boolean
  readonly around?: Around
}

/** Puts something around a way out of the program, for who wants to stop it at a step. */
export interface Around {
  readonly store?: (store: Store) => Store
  readonly messenger?: (messenger: Messenger) => Messenger
}

/** What a person waits for (a form that opens, who somebody is) must come within Slack's own three seconds (ms). */
const ANSWER_TIMEOUT = 2000

/**
 * Builds the program from its parts: the one place that knows them all.
 *
 * @throws the store's errors (unreadable, read-only, newer schema), and when Slack refuses the token
 */
export async function buildApp(config: Config, parts: Parts): Promise<App> {
  const telemetry = createTelemetry(programVersion(), [processFigures()])
  const { observer } = telemetry
  const opened = await openStore(config.database.path, observer)
  const store = parts.around?.store?.(opened) ?? opened
  try {
    // The first count looks at all there ever was: here it holds nobody up.
    await store.queue.counts()
    const posting = createPostingClient(config.secrets.botToken, config.slackApiUrl, {
      ...{ logger: boltLogger(parts.logger), observer },
    })
    const identified = await readTeam(posting)
    const ids: Ids = parts.ids ?? freshIds(Date.now)
    const { firstStart } = config
    const workspace = await adoptWorkspace({ store, ids, now: parts.clock.now(), firstStart }, identified.team)
    const accountNames = new AccountNames()
    // Reading all names takes a second where they are many: nobody waits for it while typing.
    await store.of(workspace.id).read((tx) => accountNames.index(tx))
    return assemble(config, { ...parts, ids, telemetry, accountNames }, store, workspace.id, identified)
  } catch (error) {
    await store.close()
    throw error
  }
}

function assemble(
  config: Config,
  parts: Parts & { readonly ids: Ids; readonly telemetry: Telemetry; readonly accountNames: AccountNames },
  store: Store,
  workspaceId: WorkspaceId,
  { botUserId, botId, scopes }: Identified,
): App {
  const { logger, clock, ids, telemetry, accountNames } = parts
  const { observer } = telemetry
  const { botToken } = config.secrets
  const slackLog = boltLogger(logger)
  const clientOf = (options: { timeout?: number }) =>
    createPostingClient(botToken, config.slackApiUrl, { ...options, logger: slackLog, observer })
  const slack = new SlackAccess(botToken, {
    posting: clientOf({}),
    asking: clientOf({ timeout: ANSWER_TIMEOUT }),
  })
  let worker: DeliveryWorker | null = null
  const committed = (): void => worker?.wake()
  const known = {
    ...{ store, accountNames, ids, clock, log: logger, committed },
    admins: config.admins,
    readsFiles: scopes.includes('files:read'),
    shareFile: (input: Parameters<Uploads['share']>[0]) => messenger.share(input),
    readsGroups: scopes.includes('usergroups:read'),
    people: createPeople({ clientFor: () => slack.asking }),
    clientFor: () => slack.asking,
    forgetToken: () => slack.forget(),
  }
  const homes = new OpenHomes(homeParts(known))
  const systemCtx = (id: WorkspaceId, now: Instant): Ctx => {
    const changes = touchedBy(homes, id)
    return {
      ...{ workspaceId: id, store: store.of(id), accountNames, ids, now, actor: SYSTEM, requestKey: null },
      touched: changes.touched,
      committed: () => {
        committed()
        changes.committed()
      },
    }
  }

  const messenger = createMessenger({
    clientFor: () => slack.posting,
    logger,
    onRevoked: async (id, reason) => {
      await store.workspaces.suspend(id, true)
      logger.error(
        { workspaceId: id, reason },
        'Slack refuses the token: nothing is sent until a start with a good one',
      )
    },
  })
  worker = createDeliveryWorker({
    queue: store.queue,
    messenger: parts.around?.messenger?.(messenger) ?? messenger,
    composer: createComposer({
      ctxOf: (id) => systemCtx(id, clock.now()),
      drawing: { charts: parts.charts ?? createCharts(), uploads: messenger, sheet: csvFile, logger },
    }),
    clock,
    logger,
    observer,
    onParked: (delivery) => reportTrouble(systemCtx(delivery.workspaceId, clock.now()), delivery),
  })
  const backups = config.backups.nightly ? nightlyBackupsOf(config, parts, store, systemCtx) : null
  const steps = [
    ...scheduledSteps({ store, ctxOf: systemCtx, worker }),
    ...dataProtectionSteps({ store, ctxOf: systemCtx, logger, breathe: () => nextTurn() }),
    ...(backups?.steps ?? []),
  ]
  const scheduler = createScheduler({ clock, logger, observer, steps })

  const inbound = inboundOf(config, logger)
  const bolt = new BoltApp({
    receiver: inbound.receiver,
    // Nothing is kept per conversation: the database is the only memory.
    convoStore: false,
    authorize: async () => ({ botToken: slack.token, botUserId, ...(botId === null ? {} : { botId }) }),
    clientOptions: { slackApiUrl: config.slackApiUrl, retryConfig: { retries: 0 }, timeout: ANSWER_TIMEOUT },
    logger: slackLog,
  })
  timeAcks(bolt, observer)
  const edge: EdgeDeps = { ...known, homes }
  const desk = registerEdge(bolt, edge)
  register(bolt, desk)
  telemetry.watch(watchedOf(store, scheduler, clock))
  const health = { store, scheduler, worker, version: programVersion() }
  const server = createHttpServer({
    slack: inbound.endpoint,
    health: () => readHealth(health, clock.now()),
    metrics: () => telemetry.expose(),
    log: logger,
  })
  const welcome = (): Promise<void> => recogniseAdmins(edge, workspaceId)
  return running({
    welcome,
    config,
    parts,
    store,
    workspaceId,
    worker,
    scheduler,
    homes,
    backups,
    server,
    bolt,
    socket: inbound.socket,
  })
}

/** How Slack's requests come in: by our HTTP server, or over a socket that we open. */
function inboundOf(config: Config, logger: Logger) {
  const { inbound } = config.secrets
  if (inbound.kind === 'http') {
    const endpoint = createSlackEndpoint({ signingSecret: inbound.signingSecret, log: logger })
    return { receiver: endpoint.receiver, endpoint, socket: null }
  }
  const socket: Receiver = new SocketModeReceiver({
    appToken: inbound.appToken,
    logger: boltLogger(logger),
    installerOptions: { clientOptions: { slackApiUrl: config.slackApiUrl } },
  })
  return { receiver: socket, endpoint: null, socket }
}

const watchedOf = ({ queue, workspaces }: Store, scheduler: Scheduler, clock: ClockPort): Watched => ({
  now: () => clock.now(),
  notSent: () => queue.notSent(),
  oldestDue: (now) => queue.oldestDue(now),
  lastTickAt: () => scheduler.lastTickAt,
  lastSuccess: () => scheduler.lastSuccess(),
  suspended: async () => (await workspaces.all()).filter(({ suspended }) => suspended).length,
})

type SystemCtx = (id: WorkspaceId, now: Instant) => Ctx

/** The backups of the nights; the first workspace's night, settings and admins stand for all that the file holds. */
function nightlyBackupsOf({ database, backups }: Config, { logger, clock }: Parts, store: Store, systemCtx: SystemCtx) {
  const shelf = backupShelf(database.path, backups, backupApart())
  return createNightlyBackups({ store, shelf, logger, clock, ctxOf: systemCtx })
}

interface Assembled {
  /** Done once it runs, in passing. */
  readonly welcome: () => Promise<void>
  readonly config: Config
  readonly parts: Parts
  readonly store: Store
  readonly workspaceId: WorkspaceId
  readonly worker: DeliveryWorker
  readonly scheduler: Scheduler
  readonly homes: Homes
  readonly backups: NightlyBackups | null
  readonly server: ReturnType<typeof createHttpServer>
  readonly bolt: BoltApp
  readonly socket: Receiver | null
}

function running({
  welcome,
  config,
  parts,
  store,
  workspaceId,
  worker,
  scheduler,
  homes,
  backups,
  server,
  bolt,
  socket,
}: Assembled): App {
  const { logger } = parts
  let port: number | null = null
  let ticks: { stop(): unknown } | null = null
  const tick = (): void => {
    scheduler.tick().catch((err: unknown) => logger.error({ err }, 'a tick failed'))
  }
  return {
    ...{ store, workspaceId, worker, scheduler },
    get port() {
      return port
    },
    async start() {
      const address = await server.start(config.http.port, config.http.host)
      port = address.port
      if (socket !== null) await bolt.start()
      worker.start()
      welcome().catch((err: unknown) => logger.warn({ err }, 'the admins could not be read'))
      if (parts.ticking === false) return
      ticks = schedule('* * * * *', tick)
      tick()
    },
    async stop(deadlineMs) {
      ticks?.stop()
      // All at once: whoever waits for another must not find that the time is spent.
      const settled = Promise.all([
        scheduler.stop(),
        worker.stop(),
        homes.stop(deadlineMs),
        backups?.stop(),
        socket === null ? null : bolt.stop(),
      ])
      await Promise.all([server.stop(deadlineMs), Promise.race([settled, giveUp(deadlineMs)])])
      // What is still under way is found by its lease after the next start.
      const { inFlight } = worker.stats()
      if (inFlight > 0) logger.warn({ inFlight }, 'stopped before all deliveries had ended')
      await store.close()
    },
  }
}
