import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { commandBody, signedHeaders } from '../support/slack-request.js'

const program = fileURLToPath(new URL('../support/stub-program.ts', import.meta.url))
const tsx = import.meta.resolve('tsx')
const folder = mkdtempSync(join(tmpdir(), 'tasuki-start-'))
const good = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a-signing-secret', PORT: '0', HOST: '127.0.0.1' }

const running: ChildProcess[] = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the program in an empty folder with nothing but these variables. */
function run(env: Record<string, string>, trouble: string[] = [], cwd = mkdtempSync(join(folder, 'run-'))) {
  const child = spawn(process.execPath, ['--import', tsx, program, ...trouble], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
  running.push(child)
  const out = { stdout: '', stderr: '' }
  const watchers = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk) => {
      out[name] += chunk
      for (const look of watchers) look()
    })
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const logged = () => out.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  /** The first entry of the log with these words. */
  const entry = (msg: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const look = () => {
        const found = out.stdout.endsWith('\n') && logged().find((line) => line.msg === msg)
        if (found) resolve(found)
      }
      watchers.add(look)
      look()
      void exit.then((code) => reject(new Error(`exit ${code} before "${msg}": ${out.stdout}${out.stderr}`)))
    })
  return { child, out, exit, entry, logged }
}

describe('a start that fails exits 1', () => {
  test('with one line a fault of the environment, and nothing else', async () => {
    const faulty = { SLACK_SIGNING_SECRET: ' ', PORT: 'abc', TASUKI_TZ: 'Mars/Base' }
    const ja = run(faulty)
    expect(await ja.exit).toBe(1)
    expect(ja.out.stdout).toBe('')
    expect(ja.out.stderr.trim().split('\n').sort()).toEqual([
      expect.stringMatching(/^PORT の値が使えません。ポート番号を/),
      expect.stringMatching(/^SLACK_BOT_TOKEN が設定されていません。アプリの OAuth/),
      expect.stringMatching(/^SLACK_SIGNING_SECRET が設定されていません。.+SLACK_APP_TOKEN/),
      expect.stringMatching(/^TASUKI_TZ の値が使えません。IANAのタイムゾーン名を/),
    ])
    const { out, exit } = run({ ...faulty, TASUKI_LOCALE: 'en' })
    expect(await exit).toBe(1)
    expect(out.stdout).toBe('')
    expect(out.stderr.trim().split('\n').sort()).toEqual([
      expect.stringMatching(/^PORT is malformed: it should be a port number/),
      expect.stringMatching(/^SLACK_BOT_TOKEN is missing: it should be the bot token/),
      expect.stringMatching(/^SLACK_SIGNING_SECRET is missing: it should be the signing secret/),
      expect.stringMatching(/^TASUKI_TZ is malformed: it should be an IANA time zone/),
    ])
  })

  test('with one line where the program cannot be built', async () => {
    const { out, exit } = run(good, ['build'])
    expect(await exit).toBe(1)
    expect(out.stderr).toBe('Tasuki could not start: the database ./x.db cannot be read\n')
  })

  test('with one line that names the port which is in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const { out, exit } = run({ ...good, PORT: String(port) })
    expect(await exit).toBe(1)
    expect(out.stderr).toBe(
      `Tasuki could not start: port ${port} is in use by another program; set PORT to a free one\n`,
    )
    other.close()
  })

  test('with one line where Slack refuses the token, or is not there', async () => {
    const slack = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"ok":false,"error":"invalid_auth"}')
    })
    await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/api/`
    const refused = run({ ...good, SLACK_API_URL: url }, ['slack'])
    expect(await refused.exit).toBe(1)
    expect(refused.out.stderr).toMatch(/^Tasuki could not start: Slack refuses SLACK_BOT_TOKEN: .*invalid_auth\n$/)
    slack.closeAllConnections()
    await new Promise((resolve) => slack.close(resolve))
    const away = run({ ...good, SLACK_API_URL: url }, ['slack'])
    expect(await away.exit).toBe(1)
    expect(away.out.stderr).toMatch(new RegExp(`^Tasuki could not start: Slack cannot be reached at ${url}: .*\n$`))
  })

  test('with one line that names the host which is not here', async () => {
    const { out, exit } = run({ ...good, HOST: '192.0.2.1' })
    expect(await exit).toBe(1)
    expect(out.stderr).toBe('Tasuki could not start: this machine has no address 192.0.2.1; set HOST to one it has\n')
  })
})

test('.env gives what is not set outside', async () => {
  const cwd = mkdtempSync(join(folder, 'env-'))
  writeFileSync(join(cwd, '.env'), 'SLACK_BOT_TOKEN=xoxb-1\nSLACK_SIGNING_SECRET=from-the-file\nHOST=192.0.2.1\n')
  const { entry } = run({ PORT: '0', HOST: '127.0.0.1' }, [], cwd)
  expect(await entry('started')).toMatchObject({ host: '127.0.0.1' })
})

test('a misspelt TASUKI_ variable is said, and does not stop the start', async () => {
  const { entry } = run({ ...good, TASUKI_ADMIN: 'U1' })
  expect(await entry('a variable that Tasuki does not know')).toMatchObject({ level: 'warn', name: 'TASUKI_ADMIN' })
  await entry('started')
})

describe('the end', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s work is finished and a half-sent request cut, within 10 s, then exit 0',
    async (signal) => {
      const { child, entry, exit, logged } = run(good)
      const port = Number((await entry('listening'))['port'])
      await entry('started')
      const half = connect(port, '127.0.0.1', () => half.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-'))
      half.on('error', () => undefined)
      const body = commandBody({ text: 'list' })
      const headers = signedHeaders({ secret: good.SLACK_SIGNING_SECRET, body })
      const answered = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body, headers })
      expect(await answered.text()).toBe('heard')

      const began = performance.now()
      child.kill(signal)
      // npm passes a Ctrl-C on that the terminal has sent to the program already.
      child.kill(signal)
      expect(await exit).toBe(0)
      expect(performance.now() - began).toBeLessThan(5_000)
      expect(logged().map(({ msg }) => msg)).toEqual(['listening', 'started', 'stopping', 'worked', 'stopped'])
    },
  )

  test('a promise that fails and has nobody to catch it is logged without secrets, and exits 1', async () => {
    const { exit, logged, out } = run({ ...good, SLACK_BOT_TOKEN: 'xoxb-surprising' }, ['surprise'])
    expect(await exit).toBe(1)
    expect(logged().at(-1)).toMatchObject({ level: 'fatal', msg: 'unhandledRejection' })
    expect(out.stdout).not.toContain('surprising')
  })

  test('a stop that fails exits 1', async () => {
    const { child, entry, exit } = run(good, ['stop'])
    await entry('started')
    child.kill('SIGTERM')
    expect(await exit).toBe(1)
  })
})
