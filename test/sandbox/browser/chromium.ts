import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { Language } from '../../../src/sandbox/page/protocol.js'
import { builtPage } from '../../../src/sandbox/page-server/built-page.js'
import { openPlay } from '../../../src/sandbox/page-server/open-play.js'
import { startPageServer } from '../../../src/sandbox/page-server/page-server.js'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/** Where Debian, and others, put it; `CHROMIUM` says otherwise. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path))

/** Whether the tests in a browser run here. On CI they always do: there a missing browser is a failure. */
export const hasBrowser = executablePath !== undefined || process.env['CI'] === 'true'
if (!hasBrowser) console.warn('No Chromium here: the tests in a browser are skipped (apt-get install chromium).')

export function launch(): Promise<Browser> {
  if (executablePath === undefined) throw new Error(`Chromium is missing: looked for ${PLACES.join(', ')}`)
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/** The page as it stands in the sources now, built apart from what `npm run build` leaves. */
export function buildPage(): string {
  const outDir = join(repository, 'node_modules/.cache/tested-page')
  const config = join(repository, 'src/sandbox/page/vite.config.ts')
  const vite = join(repository, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--config', config, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn']
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the page could not be built: ${stderr}`)
  return builtPage(outDir)
}

/** What a browser complained of, and what it asked of anywhere but the page's own server. */
export interface Complaints {
  readonly console: string[]
  readonly outside: string[]
}

export async function openWorkspace(
  browser: Browser,
  built: string,
  language: Language,
  options: { hasHistory?: boolean } = {},
) {
  const { play, scene, stop } = await openPlay(language, options)
  play.setSpeed(0)
  const server = await startPageServer(play, scene, built)
  const complaints: Complaints = { console: [], outside: [] }
  return {
    ...{ play, url: server.url, complaints },
    async look(options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options })
      const page = await context.newPage()
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.console.push(message.text())
      })
      page.on('pageerror', ({ message }) => complaints.console.push(message))
      page.on('request', (request) => {
        if (!request.url().startsWith(server.url)) complaints.outside.push(request.url())
      })
      page.setDefaultTimeout(30_000)
      await page.goto(server.url)
      return page
    },
    async close() {
      await server.stop()
      await stop()
    },
  }
}
export type OpenWorkspace = Awaited<ReturnType<typeof openWorkspace>>
