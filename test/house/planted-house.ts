import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A throw-away tree laid out like the house, into which forbidden imports are planted. */
export interface PlantedHouse {
  readonly root: string
  write(path: string, text: string): void
  remove(): void
}

/** Builds the tree with packages that only bear their names: enough to be found, nothing to run. */
export function plantedHouse(dependencies: readonly string[], devDependencies: readonly string[] = []): PlantedHouse {
  const root = mkdtempSync(join(tmpdir(), 'tasuki-house-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']))
  write(
    'package.json',
    JSON.stringify({
      type: 'module',
      dependencies: versions(dependencies),
      devDependencies: versions(devDependencies),
    }),
  )
  for (const name of [...dependencies, ...devDependencies]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${name}/index.js`, 'export const value = 1\n')
  }
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) }
}
