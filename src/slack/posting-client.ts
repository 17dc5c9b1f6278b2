import webApi from '@slack/web-api'

/** Slack's answer is waited for so long (ms); what was not answered by then may have been accepted all the same. */
const CALL_TIMEOUT = 10_000

type WebClient = webApi.WebClient

interface PostingOptions {
  /** Milliseconds of the machine's clock. */
  readonly timeout?: number
  readonly logger?: webApi.Logger
}

/**
 * A client that never calls twice by itself: its own retries would post again what Slack had accepted, and its wait
 * after a 429 would hold up every other channel.
 */
export function createPostingClient(token: string, apiUrl: string, options: PostingOptions = {}): WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeout ?? CALL_TIMEOUT,
    allowAbsoluteUrls: false,
    ...(options.logger === undefined ? { logLevel: webApi.LogLevel.ERROR } : { logger: options.logger }),
  })
}
