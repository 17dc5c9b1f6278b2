import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Running, runMain } from '../support/run-main.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const demo = (...argv: string[]): Running =>
  runMain({ env: {}, cwd: tmpdir(), program: 'src/cli/demo.ts', argv: ['--no-open', ...argv] })

test('the demo builds its page where it is not there, serves it with the transcript, and ends when told', async () => {
  const built = spawnSync('npm', ['run', '--silent', 'predemo'], { cwd: repository, encoding: 'utf8' })
  expect([built.status, built.stderr]).toEqual([0, ''])
  const { child, out, exit, logs } = demo('--lang', 'en')
  try {
    expect([await logs('Ctrl+C'), out.stderr]).toEqual([true, ''])
    const [page = '', transcript = ''] = out.stdout.match(/http:\/\/127\.0\.0\.1:\S+/g) ?? []
    const html = await (await fetch(page)).text()
    const [, script = ''] = /src="\.\/(assets\/[^"]+\.js)"/.exec(html) ?? []
    const served = await fetch(new URL(script, page))
    expect([served.status, served.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(served.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect((await fetch(transcript)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
  } finally {
    child.kill('SIGKILL')
  }
}, 90_000)

test.each([
  [['--lang', 'fr'], '--lang fr: it should be ja or en'],
  [['--port', 'x'], '--port x: it should be 0 to 65535'],
])('%j is refused with what it should be', async (argv, words) => {
  const { out, exit } = demo(...argv)
  expect([await exit, out.stderr.trim(), out.stdout]).toEqual([1, words, ''])
})
