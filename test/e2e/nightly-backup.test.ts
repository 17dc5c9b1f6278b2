import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleCompany, startSandbox } from '../../src/sandbox/index.js'
import { verifyBackup } from '../../src/store/backups/verify-backup.js'
import { temporaryFolder } from '../support/database.js'
import { runMain } from '../support/run-main.js'

test('the program itself makes the night’s backup, in a process of its own, and goes on', async () => {
  const folder = temporaryFolder()
  const sandbox = await startSandbox({ config: sampleCompany, clock: { now: () => Date.now() } })
  const { child, exit, logs, out } = runMain({
    cwd: folder.path,
    env: {
      ...{ SLACK_BOT_TOKEN: sampleCompany.bot.token, SLACK_SIGNING_SECRET: sampleCompany.signing_secret },
      ...{ SLACK_API_URL: sandbox.url, DATABASE_URL: 'sqlite:./data/tasuki.db', PORT: '0', TASUKI_BACKUP_DIR: 'kept' },
    },
  })
  try {
    expect([await logs('the nightly backup is made'), out.stderr]).toEqual([true, ''])
    const made = out.stdout.split('\n').find((line) => line.includes('the nightly backup is made')) ?? ''
    const { night, bytes } = JSON.parse(made) as { night: string; bytes: number }
    const facts = verifyBackup(join(folder.path, 'kept', `tasuki-${night}.db`))
    expect(facts).toMatchObject({ bytes })
    expect(facts.madeAt).not.toBeNull()
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
  } finally {
    child.kill('SIGKILL')
    await sandbox.stop()
    folder.remove()
  }
}, 60_000)
