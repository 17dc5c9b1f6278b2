import type { IncomingMessage, ServerResponse } from 'node:http'

/** How long a refused sender may take to read the answer before the line is cut. */
const LINGER_MS = 500

export function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, { 'content-length': 0, ...headers }).end()
}

export function answerText(response: ServerResponse, status: number, contentType: string, body: string): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }).end(body)
}

/**
 * Answers and, where the body is still under way, cuts the line without reading the rest. Ending the response would make
 * Node swallow that rest; cutting at once would lose the answer on its way to a sender that is still busy sending.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  if (isWhole(request)) {
    answer(response, status)
  } else if (!response.headersSent && !response.destroyed) {
    response.writeHead(status, { 'content-length': 0, connection: 'close' }).flushHeaders()
    setTimeout(() => request.socket.destroy(), LINGER_MS).unref()
  }
}

function isWhole({ complete, headers }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return complete || !hasBody
}
