import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { LOCALES } from '../../src/domain/person.js'
import { rightsDocument } from '../support/rights-table.js'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

test.each(LOCALES.map((locale) => [locale]))('the guides of %s show the matrix as it is', async (locale) => {
  await expect(rightsDocument(locale)).toMatchFileSnapshot(at(`docs/${locale}/rights.md`))
})
