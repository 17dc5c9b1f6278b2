// Runs every gate in order, goes on past a failing one, and says at the end which failed.
import { spawnSync } from 'node:child_process'
import { testResultsFile } from './test-results.mjs'

const gates = [
  ['typecheck', 'npm', ['run', '--silent', 'typecheck']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['imports', 'npm', ['run', '--silent', 'imports']],
  ['unused', 'npm', ['run', '--silent', 'unused']],
  [
    'tests',
    'npm',
    ['test', '--silent', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${testResultsFile}`],
  ],
  ['build', 'npm', ['run', '--silent', 'build']],
]

const failed = []
for (const [name, command, args] of gates) {
  const started = performance.now()
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (status !== 0) failed.push(name)
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
}
console.log(failed.length === 0 ? 'every gate passed' : `failed: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
