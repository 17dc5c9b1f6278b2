import { defineConfig } from 'vitest/config'

/**
 * On Node 24 a process aborts if it ends while V8 still has closed statements of better-sqlite3 to finalise. With this
 * flag V8 finalises within the collection, so that nothing is left for the end.
 */
const finaliseAtOnce = Number(process.versions.node.split('.')[0]) >= 24 ? ['--optimize-for-size'] : []

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    execArgv: finaliseAtOnce,
    // The kills and crash worlds take turns with the disk: two files at a time use both cores of a small machine.
    maxWorkers: 2,
  },
})
