import { afterEach, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.js'
import { Everywhere } from './everywhere.js'
import { faultsOf, posted } from './posted.js'

vi.setConfig({ testTimeout: 120_000 })
vi.mock('../../src/views/text.js', async (original) => ({
  ...(await original<typeof import('../../src/views/text.js')>()),
  escapeWithin: (text: string, limit: number) => text.slice(0, limit),
  clean: (text: string) => text,
}))
vi.mock('../../src/domain/words.js', async (original) => ({
  ...(await original<typeof import('../../src/domain/words.js')>()),
  cleanText: (text: string) => text,
}))

let tasuki: TestApp
afterEach(() => tasuki.close())

test.each([
  ['H1 H2 H3 without the escaping it is found in the fallback text', '<!channel>', 'not escaped: '],
  ['H4 without the cleaning what turns the text round is found', '\u202Egnol', 'hidden: '],
])('%s', async (_what, typed, fault) => {
  tasuki = await startTestApp()
  await new Everywhere(tasuki, typed).all()
  const faults = posted(tasuki).flatMap(faultsOf)
  expect(faults.filter((one) => one.includes(fault)).length).toBeGreaterThan(20)
})
