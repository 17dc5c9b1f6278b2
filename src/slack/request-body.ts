import type { IncomingMessage } from 'node:http'

/** Why a body was not read: too large, too slow, or the sender went away (null: there is nobody to answer). */
type Unread = 413 | 408 | null

/**
 * Reads a body once, whole, and never more than `limit` bytes of it: a larger one is left unread on the wire.
 * @param timeoutMs how long the body may take from here on
 */
export function readBody(request: IncomingMessage, limit: number, timeoutMs: number): Promise<Buffer | Unread> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve(413)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const settle = (result: Buffer | Unread) => {
      clearTimeout(timer)
      request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone)
      // An error after this has nobody waiting for it, and must not end the process.
      request.on('error', () => undefined)
      if (!Buffer.isBuffer(result)) request.pause()
      resolve(result)
    }
    const onData = (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) settle(413)
      else chunks.push(chunk)
    }
    const onEnd = () => settle(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length))
    const onGone = () => settle(null)
    const timer = setTimeout(() => settle(408), timeoutMs)
    request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone)
  })
}
