import { defineConfig } from 'vitest/config'

const major = Number(process.versions.node.split('.')[0])

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    setupFiles: major >= 24 ? ['test/support/keep-statements.ts'] : [],
    // The kills and crash worlds take turns with the disk: two files at a time use both cores of a small machine.
    maxWorkers: 2,
  },
})
