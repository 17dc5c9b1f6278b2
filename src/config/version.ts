import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const Package = z.object({ name: z.literal('tasuki'), version: z.string() })

/** The program's version, from the package around this file; `unknown` where there is none. */
export function programVersion(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    const read = existsSync(file) ? Package.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null
    if (read?.success) return read.data.version
    if (folder === dirname(folder)) return 'unknown'
  }
}
