import { defineConfig } from 'vitest/config'

const major = Number(process.versions.node.split('.')[0])

/** These change what a process has but once: modules, its environment, its output. Each has a process of its own. */
const APART = [
  'test/config/config.test.ts',
  'test/e2e/canary.test.ts',
  'test/faults/power-cut.test.ts',
  'test/faults/requests.test.ts',
  'test/hostile/unescaped.test.ts',
]

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    globalSetup: ['test/support/folder-in-memory.ts'],
    setupFiles: major >= 24 ? ['test/support/keep-statements.ts'] : [],
    // Many files wait for processes that they start and kill: two files at a time use both cores of a small machine.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'apart', include: APART } },
      // Loading the program takes as long as most files do, so that files share one process and what it has loaded.
      { extends: true, test: { name: 'together', include: ['test/**/*.test.ts'], exclude: APART, isolate: false } },
    ],
  },
})
