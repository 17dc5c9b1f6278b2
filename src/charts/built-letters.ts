import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A font of some letters alone, and which they are. */
export interface Letters {
  readonly file: string
  readonly all: string
}

/** Made by `npm run build` (`cut-letters.ts`), beside this file. */
export const lettersIn = (folder: URL): { readonly font: string; readonly list: string } => ({
  font: fileURLToPath(new URL('letters.ttf', folder)),
  list: fileURLToPath(new URL('letters.txt', folder)),
})

/** The letters that our own words are written in. @returns null where they were not cut */
export function builtLetters(): Letters | null {
  const { font, list } = lettersIn(new URL('.', import.meta.url))
  return existsSync(list) ? { file: font, all: readFileSync(list, 'utf8') } : null
}
