// Where a test run leaves its counts, and how they are read. `node .ci/test-results.mjs MAIN [OTHER]` prints the last
// line of a whole check: passed and skipped are the main run's; failed adds the other run's, so that no failure is hidden.
import { existsSync, readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'

export const testResultsFile = 'node_modules/.cache/test-results.json'

/** The counts of one run; a run that left no results counts as one failure. */
export function countsOf(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const run = JSON.parse(readFileSync(file, 'utf8'))
  // A file that could not be loaded or set up has no failed test to show for it: it is a failure all the same.
  const unshown = run.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: run.numPassedTests,
    failed: run.numFailedTests + unshown.length,
    skipped: run.numPendingTests + run.numTodoTests,
  }
}

export const sentence = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const main = countsOf(argv[2] ?? testResultsFile)
  const other = argv[3] === undefined ? { failed: 0 } : countsOf(argv[3])
  console.log(sentence({ ...main, failed: main.failed + other.failed }))
}
