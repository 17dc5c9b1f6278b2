import { describe, expect, test } from 'vitest'
import { findCommand } from '../../../commands/find-command.js'
import { COMMANDS } from '../../../commands/index.js'
import { workspaceConfigSchema } from '../../../src/sandbox/config.js'
import { sampleCompany, Workspace } from '../../../src/sandbox/index.js'
import { hintsFor } from '../../../src/sandbox/page/hints.js'
import { sceneOf } from '../../../src/sandbox/page-server/scene.js'

const workspace = new Workspace(workspaceConfigSchema.parse(sampleCompany), { now: () => 0 })
const { command } = sceneOf(workspace, 'ja', 'Asia/Tokyo')

const keys = (line: string) => hintsFor(line, command.name, command.hints.ja).map(({ key }) => key)
const taken = (line: string) => hintsFor(line, command.name, command.hints.ja).map(({ insert }) => insert)

describe('hints of the composer', () => {
  test('a slash offers the command, and anything else nothing', () => {
    expect([keys('/'), keys('/cs'), keys('/other'), keys('こんにちは /csql'), keys('')]).toEqual([
      ['/csql'],
      ['/csql'],
      [],
      [],
      [],
    ])
  })

  test('subcommands are found by any of their names, in either language and in full width', () => {
    expect(keys('/csql 登')).toContain('log')
    expect(keys('/csql li')).toContain('list')
    expect(keys('/csql　ｌｉ')).toContain('list')
    expect(keys('/csql zzz')).toEqual([])
  })

  test('the chosen one shows how it goes on, and offers nothing to take over', () => {
    expect([keys('/csql 登録 月白精機'), taken('/csql 登録 月白精機')]).toEqual([['log'], [null]])
  })

  test('each that can be taken over is a line that the app knows', () => {
    for (const line of ['/csql ', '/csql 登', '/csql s'])
      for (const insert of taken(line)) {
        const word = insert?.split(/\s+/)[1] ?? ''
        expect([insert, findCommand(COMMANDS, word)?.name]).toEqual([insert, expect.any(String)])
      }
  })
})
