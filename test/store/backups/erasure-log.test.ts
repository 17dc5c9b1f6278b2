import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Erasure } from '../../../src/domain/erasure.js'
import { WorkspaceId } from '../../../src/domain/ids.js'
import { addToErasureLog, readErasureLog } from '../../../src/store/backups/erasure-log.js'
import { temporaryFolder } from '../../support/database.js'

let folder: ReturnType<typeof temporaryFolder>
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder.path, 'backups', 'erasures.jsonl')
})
afterEach(() => folder.remove())

const erasure = (id: string, workspace = 'w1'): Erasure => ({
  ...{ workspaceId: WorkspaceId.parse(workspace), id, what: `csql:${id}`, startedBy: null, startedAt: 1 },
})

test('keeps each erasure once, whoever adds it again', () => {
  expect(addToErasureLog(file, [erasure('a'), erasure('b')])).toBe(2)
  expect(addToErasureLog(file, [erasure('b'), erasure('c'), erasure('a', 'w2')])).toBe(2)
  expect(addToErasureLog(file, [erasure('a')])).toBe(0)
  expect(readErasureLog(file)).toEqual([erasure('a'), erasure('b'), erasure('c'), erasure('a', 'w2')])
})

test('is empty where there is none, and is not made for nothing', () => {
  expect(readErasureLog(file)).toEqual([])
  expect(addToErasureLog(file, [])).toBe(0)
  expect(() => statSync(file)).toThrow('ENOENT')
})

test('is read by its owner alone', () => {
  addToErasureLog(file, [erasure('a')])
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('a line that was cut off in the writing is written again, and spoils no other', () => {
  addToErasureLog(file, [erasure('a'), erasure('b')])
  truncateSync(file, statSync(file).size - 10)
  expect(readErasureLog(file)).toEqual([erasure('a')])
  addToErasureLog(file, [erasure('a'), erasure('b')])
  expect(readErasureLog(file)).toEqual([erasure('a'), erasure('b')])
})

test('lines that are none of ours are passed over', () => {
  addToErasureLog(file, [erasure('a')])
  appendFileSync(file, '\nnull\n{"id":3}\n[]')
  writeFileSync(file, readFileSync(file))
  addToErasureLog(file, [erasure('b')])
  expect(readErasureLog(file)).toEqual([erasure('a'), erasure('b')])
})
