import type { IncomingMessage } from 'node:http'
import { isJson, type Json } from './json.js'

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** A call's arguments, of a form or a JSON body; undefined when it is neither. */
export function argumentsOf(contentType: string, body: Buffer): Json | undefined {
  if (!contentType.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body.toString()))
  try {
    const parsed: unknown = JSON.parse(body.toString())
    return isJson(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** The bytes of an upload: raw, or the one file of a multipart form. */
export async function uploadedBytes(contentType: string, body: Buffer): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  for (const value of form.values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer())
  }
  return Buffer.alloc(0)
}
