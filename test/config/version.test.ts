import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { programVersion } from '../../src/config/version.js'

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(programVersion()).toBe(version)
})
