import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backupApart } from '../../../src/store/backups/backup-apart.js'
import { verifyBackup } from '../../../src/store/backups/verify-backup.js'
import { TUESDAY_AT_TEN as NOW } from '../../support/clock.js'
import { type BackupWorld, numbersIn, openBackupWorld } from './world.js'

vi.setConfig({ testTimeout: 60_000 })

let world: BackupWorld
beforeEach(async () => {
  world = await openBackupWorld()
  await world.log(1, 2)
})
afterEach(() => world.close())

const begin = backupApart(['--import', import.meta.resolve('tsx')])

test('makes a good backup in a process of its own', async () => {
  const { bytes } = await begin(world.database, world.at('a.db'), NOW).done
  expect(verifyBackup(world.at('a.db'))).toMatchObject({ bytes, madeAt: NOW })
  expect(numbersIn(world.at('a.db'))).toEqual([1, 2])
})

test.each([
  ['source', () => [world.at('nowhere.db'), world.at('a.db')] as const],
  [
    'not_writable',
    () => {
      writeFileSync(world.at('file'), '')
      return [world.database, world.at('file/a.db')] as const
    },
  ],
])('says why it failed: %s', async (failure, places) => {
  const [database, target] = places()
  await expect(begin(database, target, NOW).done).rejects.toMatchObject({ facts: { failure } })
})

test('that is ended leaves nothing under the name', async () => {
  const { done, end } = begin(world.database, world.at('a.db'), NOW)
  const failed = expect(done).rejects.toMatchObject({ facts: { failure: 'stopped' } })
  await pause(50)
  end()
  await failed
  expect(existsSync(world.at('a.db'))).toBe(false)
  expect(readdirSync(world.folder)).not.toContain('a.db')
})
