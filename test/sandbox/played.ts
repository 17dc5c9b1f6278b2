import { type WebAPIPlatformError, WebClient } from '@slack/web-api'
import { type Sandbox, type SandboxOptions, sampleCompany, startSandbox } from '../../src/sandbox/index.js'

/** A clock that moves when told. */
export class HandClock {
  #at: number

  constructor(at = Date.UTC(2026, 10, 24, 1, 0)) {
    this.#at = at
  }

  now(): number {
    return this.#at
  }

  pass(ms: number): void {
    this.#at += ms
  }
}

export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as never,
  setName() {},
}

/** A client as the app's own messenger has it: no retries, 429 thrown at once. */
export function clientOf(sandbox: Sandbox, token: string = sampleCompany.bot.token): WebClient {
  return new WebClient(token, {
    slackApiUrl: sandbox.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 1000,
    allowAbsoluteUrls: false,
    logger: silent,
  })
}

export async function play(options: Partial<SandboxOptions> = {}) {
  const clock = new HandClock()
  const sandbox = await startSandbox({ config: sampleCompany, clock, ...options })
  return { clock, sandbox, client: clientOf(sandbox) }
}

/** The code that Slack refused a call with, or `accepted`. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'accepted'
  } catch (error) {
    return (error as WebAPIPlatformError).data?.error ?? String(error)
  }
}
