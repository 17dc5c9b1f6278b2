import { createHmac } from 'node:crypto'

/** Seconds since 1970, as Slack stamps its requests. */
const stampOf = (instant: number) => Math.floor(instant / 1000)

export interface SignedRequest {
  readonly secret: string
  readonly body: string
  readonly contentType?: string
  /** UTC milliseconds; now unless said. */
  readonly at?: number
}

/** The headers with which Slack would send this body, signed. */
export function signedHeaders({ secret, body, contentType, at = Date.now() }: SignedRequest): Record<string, string> {
  const stamp = String(stampOf(at))
  const signature = createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')
  return {
    'content-type': contentType ?? 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': stamp,
    'x-slack-signature': `v0=${signature}`,
  }
}

/** A slash command as Slack sends it. */
export function commandBody(fields: Record<string, string> = {}): string {
  return new URLSearchParams({
    command: '/csql',
    text: '',
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: '1.2.3',
    ...fields,
  }).toString()
}
