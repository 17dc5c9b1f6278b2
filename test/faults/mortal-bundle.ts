import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const supporting = (program: string): string => fileURLToPath(new URL(`../support/${program}`, import.meta.url))

/** Runs the bundle with what V8 compiled before. Asked to `keep`, it writes down what it has compiled so far. */
const LOADER = `
const { readFileSync, existsSync, renameSync, writeFileSync } = require('node:fs')
const { Script } = require('node:vm')
const cache = __dirname + '/bundle.cache'
const script = new Script(readFileSync(__dirname + '/bundle.cjs', 'latin1'), {
  filename: __dirname + '/bundle.cjs',
  ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
})
process.on('message', ({ ask }) => {
  if (ask !== 'keep') return
  writeFileSync(cache + process.pid, script.createCachedData())
  renameSync(cache + process.pid, cache)
  process.send({})
})
script.runInThisContext()(require('node:module').createRequire(ANCHOR), { exports: {} }, __dirname, __filename)
`

/**
 * The program as one file that is compiled once, so that hundreds of starts cost little: a start is most of what a kill
 * costs. Native code stays where it was installed.
 *
 * @param program a file of `test/support/`
 * @returns the file to run, and what takes it away
 */
export async function bundleMortal(program = 'mortal-app.ts'): Promise<{ file: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-mortal-'))
  const anchor = createRequire(import.meta.url).resolve('better-sqlite3/package.json')
  await build({
    ...{ entryPoints: [supporting(program)], outfile: join(folder, 'bundle.cjs'), external: ['better-sqlite3'] },
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20', minify: true, charset: 'ascii' },
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(anchor).href) },
    banner: { js: '(function (require, module, __dirname, __filename) { const exports = module.exports;' },
    footer: { js: '})' },
    logLevel: 'error',
  })
  const file = join(folder, 'start.cjs')
  writeFileSync(file, LOADER.replace('ANCHOR', JSON.stringify(anchor)))
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
