import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

/** The folder that `npm run build` leaves the page in. */
export type BuiltPage = string

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

/** Nothing is fetched from anywhere else, whatever a message says. */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  ...["object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ')

/** @throws Error where the page was not built */
export function builtPage(folder: string): BuiltPage {
  if (existsSync(join(folder, 'index.html'))) return folder
  throw new Error(`the page is not built: ${folder} holds no index.html (npm run build:page makes it)`)
}

/** One file of the page; every path without an extension is the page itself. */
export async function sendFile(response: ServerResponse, page: BuiltPage, path: string): Promise<void> {
  const inside = normalize(path).replace(/^[/.]+/, '')
  const name = extname(inside) === '' ? 'index.html' : inside
  const type = TYPES[extname(name)]
  const bytes = type === undefined ? undefined : await readFile(join(page, name)).catch(() => undefined)
  if (type === undefined || bytes === undefined) return void response.writeHead(404).end()
  const isNamedByContent = name.startsWith('assets/')
  response
    .writeHead(200, {
      'content-type': type,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': isNamedByContent ? 'max-age=31536000, immutable' : 'no-store',
    })
    .end(bytes)
}
