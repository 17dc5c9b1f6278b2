import { fork } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * `npm run bench` runs every bench, `npm run bench -- due drain` those named; 1 is the exit code where a bound was not
 * met. A bench is a file `NAME.bench.ts` beside this one, and a process of its own: the memory that one leaves behind
 * is no weight on the next.
 */
const SUFFIX = '.bench.js'
const here = fileURLToPath(new URL('.', import.meta.url))
const known = readdirSync(here)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort()

async function main(named: readonly string[]): Promise<number> {
  const unknown = named.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    console.error(`no such bench: ${unknown.join(', ')}. There are: ${known.join(', ')}`)
    return 2
  }
  const failed: string[] = []
  for (const name of named.length > 0 ? named : known) {
    console.log(`\n=== ${name}`)
    const began = performance.now()
    const code = await runs(name)
    if (code !== 0) failed.push(name)
    console.log(`${name}: ${code === 0 ? 'all met' : 'NOT MET'} (${((performance.now() - began) / 1000).toFixed(0)} s)`)
  }
  if (failed.length > 0) console.log(`\nnot met: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
}

/** @returns the exit code; null where a signal ended it */
function runs(name: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    fork(`${here}${name}${SUFFIX}`).once('exit', resolve).once('error', reject)
  })
}

process.exitCode = await main(process.argv.slice(2))
