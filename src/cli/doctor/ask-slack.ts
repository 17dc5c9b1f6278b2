/** Slack's answer is waited for so long (ms). */
const PATIENCE = 10_000

/** What Slack answered to one call, or that it did not. */
export type SlackAnswer =
  | {
      readonly kind: 'answered'
      readonly body: Readonly<Record<string, unknown>>
      /** Scopes that the token was granted; null where Slack does not say. */
      readonly scopes: readonly string[] | null
      /** Slack's clock, UTC ms, cut to the second; null where it does not say. */
      readonly date: number | null
    }
  | { readonly kind: 'silent'; readonly why: string }

/** Calls one method of the Web API: with the headers of the answer, which the client keeps to itself. */
export async function askSlack(
  apiUrl: string,
  token: string,
  method: string,
  args: Readonly<Record<string, string>> = {},
): Promise<SlackAnswer> {
  try {
    const response = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
      signal: AbortSignal.timeout(PATIENCE),
    })
    const body: unknown = await response.json().catch(() => null)
    if (typeof body !== 'object' || body === null || !('ok' in body)) return silent(`HTTP ${response.status}`)
    const granted = response.headers.get('x-oauth-scopes')
    const date = Date.parse(response.headers.get('date') ?? '')
    return {
      kind: 'answered',
      body: body as Readonly<Record<string, unknown>>,
      scopes: granted === null ? null : granted.split(/[\s,]+/).filter((scope) => scope !== ''),
      date: Number.isNaN(date) ? null : date,
    }
  } catch (error) {
    return silent(reasonOf(error))
  }
}

const silent = (why: string): SlackAnswer => ({ kind: 'silent', why })

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string } }
  return name === 'TimeoutError' ? 'time-out' : (cause?.code ?? message)
}
