import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { METHODS } from '../../src/sandbox/index.js'
import { isMethod, specOf } from '../../src/sandbox/methods.js'
import { BLOCK_TYPES, CONTROL_TYPES, ELEMENT_TYPES } from '../../src/sandbox/page/drawn.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const guide = readFileSync(`${repository}/docs/sandbox.md`, 'utf8')
const codeOf = (folder: string): string =>
  readdirSync(`${repository}/src/sandbox/${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ name }) => readFileSync(`${repository}/src/sandbox/${folder}/${name}`, 'utf8'))
    .join('\n')
const code = codeOf('.') + codeOf('api')

/** The rows of the tables under a heading, cell by cell, without their heads. */
function rowsUnder(heading: string): string[][] {
  const [, section = ''] = guide.split(`## ${heading}\n`)
  const [own = ''] = section.split('\n## ')
  const lines = own.split('\n').filter((line) => line.startsWith('|'))
  return lines
    .filter((line, at) => !line.startsWith('|---') && !lines[at + 1]?.startsWith('|---'))
    .map((line) => line.split('|').slice(1, -1))
}
const named = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

describe('the list of what the local workspace plays', () => {
  test('has every method with the scopes that it asks for, and no other', () => {
    const listed = rowsUnder('Methods of the Web API').map(([method, scopes]) => [
      named(method)[0],
      named(scopes).sort(),
    ])
    const played = Object.keys(METHODS).map((method) => {
      const spec = isMethod(method) ? specOf(method) : undefined
      return [method, [...(spec?.scopes ?? []), ...Object.values(spec?.conversationScopes ?? {})].sort()]
    })
    expect(listed).toEqual(played)
  })

  test('has every block and element that the page draws, and no other', () => {
    const [blocks, elements] = rowsUnder('Block Kit on the page')
    expect(named(blocks?.[0])).toEqual([...BLOCK_TYPES])
    expect(named(elements?.[0])).toEqual([...ELEMENT_TYPES, ...CONTROL_TYPES])
  })

  test('names refusals that the code gives', () => {
    const codes = rowsUnder('Refused as Slack refuses it').flatMap(([, answers]) => named(answers))
    expect(codes.length).toBeGreaterThan(15)
    expect(codes.filter((one) => !code.includes(`'${one}'`))).toEqual([])
  })

  test('names each payload that a person’s acts send, and no other', () => {
    const listed = rowsUnder('What people can do').flatMap(([, got]) => named(got))
    const sent = [
      ...codeOf('.').matchAll(/\btype: '((?:block|view|message)_[a-z]+|shortcut|reaction_added|app_home_opened)'/g),
    ]
    expect(listed.sort()).toEqual([...new Set(sent.map(([, type = '']) => type))].sort())
  })
})
