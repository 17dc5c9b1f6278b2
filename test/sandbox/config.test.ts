import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWorkspaceConfig, sampleCompany, startSandbox } from '../../src/sandbox/index.js'

function file(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'workspace-')), 'workspace.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

test('a workspace is a file of people and channels', async () => {
  const config = readWorkspaceConfig(file(sampleCompany))
  expect(config.people.find((person) => person.real_name === '鈴木健太')).toMatchObject({
    locale: 'ja-JP',
    tz: 'Asia/Tokyo',
    is_admin: false,
  })
  const sandbox = await startSandbox({ config, clock: Date })
  expect(sandbox.workspace.people()).toHaveLength(sampleCompany.people.length)
  await sandbox.stop()
})

test.each([
  [
    'a member nobody knows',
    { channels: [{ id: 'C1', name: 'c', members: ['U0NONE'] }] },
    'U0NONE is not among the people',
  ],
  ['a bot nobody knows', { bot: { ...sampleCompany.bot, user_id: 'U0BOT' } }, 'U0BOT is not among the people'],
  ['a field that is none', { colour: 'red' }, 'colour'],
])('%s is named', (_what, change, words) => {
  expect(() => readWorkspaceConfig(file({ ...sampleCompany, ...change }))).toThrow(words)
})
