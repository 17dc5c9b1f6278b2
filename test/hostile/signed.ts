import { sampleCompany, signatureHeaders } from '../../src/sandbox/index.js'
import type { TestApp } from '../support/app.js'

/** A signed interaction of one's own making: what Slack's client would never send, Slack would still sign. */
export async function deliver(
  { app }: TestApp,
  body: Record<string, unknown>,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const raw = new URLSearchParams({ payload: JSON.stringify(body) }).toString()
  return send(app.port, raw, 'application/x-www-form-urlencoded')
}

/** Signed bytes, whatever they are. */
export async function send(
  port: number | null,
  raw: string,
  type: string,
  { secret = sampleCompany.signing_secret, at = Date.now() }: { secret?: string; at?: number } = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const headers = { 'content-type': type, ...signatureHeaders(secret, raw, at) }
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body: raw, headers })
  const text = await response.text()
  try {
    return { status: response.status, body: JSON.parse(text) }
  } catch {
    return { status: response.status, body: text }
  }
}
