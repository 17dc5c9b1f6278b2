import webApi from '@slack/web-api'
import type { Observer } from '../usecases/ports.js'
import { postFailed } from './post-errors.js'

/** Slack's answer is waited for so long (ms); what was not answered by then may have been accepted all the same. */
const CALL_TIMEOUT = 10_000

type WebClient = webApi.WebClient

interface PostingOptions {
  /** Milliseconds of the machine's clock. */
  readonly timeout?: number
  readonly logger?: webApi.Logger
  readonly observer?: Pick<Observer, 'called'>
}

/**
 * A client that never calls twice by itself: its own retries would post again what Slack had accepted, and its wait
 * after a 429 would hold up every other channel.
 */
export function createPostingClient(token: string, apiUrl: string, options: PostingOptions = {}): WebClient {
  const { timeout = CALL_TIMEOUT, logger, observer } = options
  return new ObservedClient(observer, token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    allowAbsoluteUrls: false,
    ...(logger === undefined ? { logLevel: webApi.LogLevel.ERROR } : { logger }),
  })
}

class ObservedClient extends webApi.WebClient {
  readonly #observer: Pick<Observer, 'called'> | undefined

  constructor(observer: Pick<Observer, 'called'> | undefined, token: string, options: webApi.WebClientOptions) {
    super(token, options)
    this.#observer = observer
  }

  override async apiCall(...call: Parameters<WebClient['apiCall']>): ReturnType<WebClient['apiCall']> {
    const began = performance.now()
    const ended = (code: string | null) => this.#observer?.called(call[0], performance.now() - began, code)
    try {
      const answer = await super.apiCall(...call)
      ended(null)
      return answer
    } catch (error) {
      ended(postFailed(error).facts.reason)
      throw error
    }
  }
}
