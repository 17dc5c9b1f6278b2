import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runMain } from '../support/run-main.js'

const folder = mkdtempSync(join(tmpdir(), 'tasuki-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A program is started, on a machine that may have much else to do (ms). */
const PATIENCE = 60_000

const ENGLISH = { TASUKI_LOCALE: 'en' }

/** The program that `npx tasuki` is, in an empty folder, with no token in sight. */
async function tasuki(argv: readonly string[], env: Record<string, string> = {}, dotEnv?: string) {
  const cwd = mkdtempSync(join(folder, 'run-'))
  if (dotEnv !== undefined) writeFileSync(join(cwd, '.env'), dotEnv)
  const { out, exit } = runMain({ program: 'src/cli/tasuki.ts', argv, env, cwd })
  return { code: await exit, cwd, ...out }
}

test(
  'a command needs no token, reads .env, and leaves the database where it says',
  async () => {
    const ran = await tasuki(['deliveries'], ENGLISH, 'DATABASE_URL=sqlite:./here/tasuki.db\n')
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toBe('pending 0 · sending 0 · sent 0 · unknown 0 · parked 0 · skipped 0\n')
    expect(existsSync(join(ran.cwd, 'here/tasuki.db'))).toBe(true)
  },
  PATIENCE,
)

test(
  'what cannot be done exits 1, what is mistyped 2, each in words on stderr',
  async () => {
    const [failed, mistyped] = await Promise.all([
      tasuki(['deliveries', 'retry', 'x'], ENGLISH),
      tasuki(['deliverys'], ENGLISH),
    ])
    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^There is no delivery x here/) })
    expect(mistyped).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^There is no command "deliverys"\. Did you mean deliveries/),
    })
  },
  PATIENCE,
)

test(
  'start alone wants the tokens',
  async () => {
    const { code, stderr } = await tasuki(['start'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^SLACK_BOT_TOKEN が設定されていません。/m)
  },
  PATIENCE,
)
