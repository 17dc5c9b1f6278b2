import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { playDemo } from '../sandbox/demo/play.js'
import { builtPage } from '../sandbox/page-server/built-page.js'
import { openPlay } from '../sandbox/page-server/open-play.js'
import { startPageServer, TRANSCRIPT } from '../sandbox/page-server/page-server.js'

/**
 * `npm run demo [-- --lang en] [--port 4321] [--no-open]`: the sample company in a browser, on this machine alone.
 * `npm run demo -- --transcript` plays a fortnight there by itself and prints it; what was uploaded, and what was
 * printed, stands in `.demo/` afterwards.
 */
type Lang = 'ja' | 'en'

/** Where `npm run build` leaves the page, seen from the sources and from what is built of them. */
const PAGES = ['../../dist/page', '../../page'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
const [PAGE = ''] = [...PAGES.filter((path) => existsSync(path)), ...PAGES]

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const WORDS = {
  ja: {
    begin: 'サンプルの会社を準備しています(1年分の記録を取り込みます)…',
    page: (url: string) => `ローカルワークスペースを開きました: ${url}`,
    transcript: (url: string) => `ここまでの記録(テキスト): ${url}`,
    end: '終了するには Ctrl+C を押してください。データは残りません。',
  },
  en: {
    begin: 'Setting up the sample company, with a year behind it…',
    page: (url: string) => `The local workspace is open: ${url}`,
    transcript: (url: string) => `What happened so far, as text: ${url}`,
    end: 'Ctrl+C ends it. Nothing is kept.',
  },
} as const

async function transcript(lang: Lang): Promise<void> {
  const folder = join('.demo', lang)
  emptied(folder)
  const lines: string[] = []
  const keep = (line: string): void => {
    lines.push(line)
    print(line)
  }
  await playDemo(lang, keep, (pictures) => {
    for (const { name, bytes } of pictures) writeFileSync(join(folder, name), bytes)
    writeFileSync(join(folder, 'transcript.txt'), `${lines.join('\n')}\n`)
    const names = ['transcript.txt', ...pictures.map(({ name }) => name)]
    print(`\n${folder}/: ${names.join(', ')}`)
  })
}

/** The folder, without what an earlier run left there; whatever else somebody put into it stays. */
function emptied(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (OF_A_RUN.test(name)) rmSync(join(folder, name))
}
const OF_A_RUN = /^(?:transcript\.txt|\d+-.+\.(?:png|csv))$/

async function page(lang: Lang, port: number, isOpened: boolean): Promise<void> {
  const words = WORDS[lang]
  const built = builtPage(PAGE)
  print(words.begin)
  const { play, scene, stop } = await openPlay(lang)
  const server = await startPageServer(play, scene, built, port).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  play.start()
  print(words.page(server.url))
  print(words.transcript(new URL(TRANSCRIPT, server.url).href))
  print(words.end)
  if (isOpened) openInBrowser(server.url)
  const end = (): void => {
    process.off('SIGINT', end).off('SIGTERM', end)
    void server.stop().then(stop)
  }
  process.on('SIGINT', end).on('SIGTERM', end)
}

/** In whatever opens web addresses here; where nothing does, the address that was printed is enough. */
function openInBrowser(url: string): void {
  const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '', url],
  }
  const [command, ...args] = openers[process.platform] ?? ['xdg-open', url]
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

function fail(why: string): void {
  process.stderr.write(`${why}\n`)
  process.exitCode = 1
}

const { values } = parseArgs({
  allowNegative: true,
  options: {
    lang: { type: 'string', default: 'ja' },
    transcript: { type: 'boolean', default: false },
    open: { type: 'boolean', default: true },
    port: { type: 'string', default: '0' },
  },
})
const { lang } = values
const port = Number(values.port)
if (lang !== 'ja' && lang !== 'en') fail(`--lang ${lang}: it should be ja or en`)
else if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`--port ${values.port}: it should be 0 to 65535`)
else {
  const running = values.transcript ? transcript(lang) : page(lang, port, values.open)
  running.catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
}
