import { setFlagsFromString } from 'node:v8'
import { type Config, ConfigFaulty, loadConfig, readEnvFile, secretValues } from '../config/config.js'
import { unknownVariables } from '../config/env.js'
import { buildLogger, type Logger } from '../config/logger.js'
import { machineClock } from '../config/machine-clock.js'
import type { ClockPort } from '../usecases/ports.js'
import { configLine } from './config-lines.js'
import { messagesOf } from './language.js'

/** The program once it is built. */
interface Program {
  start(): Promise<void>
  /** Ends the work in hand, within `deadlineMs` in any case. */
  stop(deadlineMs: number): Promise<void>
}

type Build = (config: Config, parts: { readonly logger: Logger; readonly clock: ClockPort }) => Promise<Program>

/** The whole stop takes ten seconds at most; the work in hand gets nine of them. */
const DRAIN_MS = 9_000
const STOP_MS = 9_900
/** What V8 put off is done within a few turns of the event loop. */
const FINALISING_MS = 50

/**
 * Runs the program until it is told to stop: SIGTERM and SIGINT drain it and exit 0. A start that fails says why in one
 * line a fault on stderr, and exits 1.
 */
export async function start(build: Build): Promise<void> {
  keepHeapSmall()
  const config = readConfig()
  if (config === null) return
  const logger = buildLogger({ level: config.logLevel, secrets: secretValues(config) })
  exitOnSurprise(logger)
  for (const name of unknownVariables(process.env)) logger.warn({ name }, 'a variable that Tasuki does not know')
  const stopAsked = stopSignal()
  let program: Program
  try {
    program = await build(config, { logger, clock: machineClock })
    await program.start()
  } catch (error) {
    return exitWith([`Tasuki could not start: ${reasonOf(error, config)}`])
  }
  logger.info({ ...config.http, database: config.database.path }, 'started')
  const signal = await stopAsked
  logger.info({ signal }, 'stopping')
  await stop(program, logger)
}

/**
 * The heap grows by half of what is alive between collections, not by several times that: the live part is a few tens
 * of megabytes, and the program runs beside others on small machines.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50')
  setFlagsFromString('--max-semi-space-size=4')
}

function readConfig(): Config | null {
  try {
    readEnvFile()
    return loadConfig(process.env)
  } catch (error) {
    const m = messagesOf(process.env)
    exitWith(
      error instanceof ConfigFaulty
        ? error.faults.map((fault) => configLine(fault, m))
        : [`.env could not be read: ${firstLine(error)}`],
    )
    return null
  }
}

/** What went wrong, in a line that names what to change. */
function reasonOf(error: unknown, { http: { host, port }, slackApiUrl }: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `port ${port} is in use by another program; set PORT to a free one`
  if (code === 'EACCES' && isListening(error)) return `port ${port} may not be used here; set PORT to one above 1023`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `this machine has no address ${host}; set HOST to one it has`
  if (code === 'slack_webapi_platform_error') return `Slack refuses SLACK_BOT_TOKEN: ${firstLine(error)}`
  if (code === 'slack_webapi_request_error') return `Slack cannot be reached at ${slackApiUrl}: ${firstLine(error)}`
  return firstLine(error)
}

function isListening(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen'
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error)
  return text.split('\n', 1)[0] ?? ''
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    // Both stay handled: npm passes a Ctrl-C on that the terminal has sent us already, and the second must not kill the drain.
    process.on('SIGTERM', resolve)
    process.on('SIGINT', resolve)
  })
}

async function stop(program: Program, logger: Logger): Promise<void> {
  // A stop that does not keep its own deadline must not keep the process either.
  setTimeout(() => {
    logger.error({}, 'the stop took too long')
    process.exit(1)
  }, STOP_MS).unref()
  try {
    await program.stop(DRAIN_MS)
  } catch (err) {
    logger.error({ err }, 'the stop failed')
    process.exit(1)
  }
  logger.info({}, 'stopped')
  // On Node 24 an exit aborts while V8 has statements of the closed database left to finalise: it does so in between.
  setTimeout(() => process.exit(0), FINALISING_MS)
}

/** After an error that nobody caught, nothing is known of our state: a restart is the honest answer. */
function exitOnSurprise(logger: Logger): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: unknown) => {
      logger.fatal({ err }, event)
      process.exit(1)
    })
  }
}

function exitWith(lines: readonly string[]): void {
  process.stderr.write(`${lines.join('\n')}\n`, () => process.exit(1))
  process.exitCode = 1
}
