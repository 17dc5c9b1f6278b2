import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'

export interface LoadResult {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface Load {
  readonly port: number
  readonly secret: string
  /** The n-th request's fields; `trigger_id` and the like must differ from one to the next. */
  readonly fields: (n: number) => Readonly<Record<string, string>>
  readonly requests: number
  readonly concurrency: number
  /** Refuses an answer that is not what was asked for: a fast error is no throughput. */
  readonly check: (status: number, body: string) => boolean
}

/** Sends signed slash commands, so many at a time, over kept connections; as Slack does, each with its own signature. */
export async function load({ port, secret, fields, requests, concurrency, check }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const times: number[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let n = next++; n < requests; n = next++) {
      const body = new URLSearchParams(fields(n)).toString()
      const began = performance.now()
      const { status, text } = await post(agent, port, secret, body)
      times.push(performance.now() - began)
      if (!check(status, text)) throw new Error(`an answer is not as it should be: ${status} ${text.slice(0, 300)}`)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: concurrency }, worker))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { perSecond: requests / seconds, p50: at(0.5), p99: at(0.99), max: times.at(-1) ?? Number.NaN }
}

function post(agent: Agent, port: number, secret: string, body: string): Promise<{ status: number; text: string }> {
  const stamp = Math.floor(Date.now() / 1000)
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path: '/slack/events',
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': String(stamp),
          'x-slack-signature': signature,
        },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
