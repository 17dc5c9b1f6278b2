/**
 * The import table of the house: what each layer may import, and nothing else.
 * `own` is where the layer lives; `may` are folders or files of ours; `npm` are packages; the two `…Types` lists hold
 * what may be imported as a type only; `node` says whether Node's own modules may be used (a pure layer has no I/O).
 */
const layers = {
  domain: { own: 'src/domain/', npm: ['zod', 'temporal-polyfill', 'date-holidays'] },
  usecases: { own: 'src/usecases/', may: ['src/domain/'], npm: ['zod'] },
  store: {
    own: 'src/store/',
    may: ['src/domain/'],
    mayTypes: ['src/usecases/ports.ts'],
    npm: ['kysely', 'better-sqlite3', 'pg', 'zod'],
    npmTypes: ['@types/better-sqlite3', '@types/pg'],
    node: true,
  },
  i18n: { own: 'src/i18n/', mayTypes: ['src/domain/'] },
  views: { own: 'src/views/', may: ['src/domain/', 'src/i18n/'], npmTypes: ['@slack/types'] },
  slack: {
    own: 'src/slack/',
    may: ['src/usecases/', 'src/domain/', 'src/views/', 'src/i18n/', 'src/csv/'],
    npm: ['@slack/[^/]+', 'zod'],
    node: true,
  },
  commands: {
    own: 'commands/',
    may: ['src/usecases/', 'src/domain/', 'src/views/', 'src/i18n/', 'src/slack/actor.ts', 'src/slack/reply.ts'],
    npm: ['@slack/[^/]+', 'zod', 'fastest-levenshtein'],
    node: true,
  },
  jobs: { own: 'src/jobs/', may: ['src/usecases/', 'src/domain/'] },
  telemetry: {
    own: 'src/telemetry/',
    may: ['src/domain/'],
    mayTypes: ['src/usecases/ports.ts'],
    npm: ['prom-client'],
    node: true,
  },
  csv: {
    own: 'src/csv/',
    mayTypes: ['src/domain/'],
    npm: ['csv-parse', 'csv-stringify', 'iconv-lite', 'fastest-levenshtein'],
    node: true,
  },
  charts: {
    own: 'src/charts/',
    may: ['src/domain/'],
    mayTypes: ['src/usecases/ports.ts'],
    npm: ['vega', 'vega-lite', '@resvg/resvg-js', 'subset-font'],
    node: true,
  },
  config: { own: 'src/config/', npm: ['zod', 'pino', 'uuid'], node: true },
}

/** What stands outside the table and may import anything: the places where the parts are put together. */
const anything = ['src/app.ts', 'src/main.ts', 'src/cli/', 'src/sandbox/']

const escaped = (path) => path.replaceAll('.', '\\.')
const ours = (paths = []) => paths.map((path) => (path.endsWith('/') ? `^${escaped(path)}` : `^${escaped(path)}$`))
const packages = (names = []) => names.map((name) => `(^|/)node_modules/${name}/`)

/** Two rules a layer: nothing outside its row at all, and what its row gives as types only as types. */
const tableRules = Object.entries(layers).flatMap(([name, layer]) => {
  const typesOnly = [...ours(layer.mayTypes), ...packages(layer.npmTypes)]
  const allowed = [`^${layer.own}`, ...ours(layer.may), ...packages(layer.npm), ...typesOnly]
  const table = {
    name: `${name}-imports`,
    severity: 'error',
    from: { path: `^${layer.own}` },
    to: { pathNot: allowed, ...(layer.node ? { dependencyTypesNot: ['core'] } : {}) },
  }
  if (typesOnly.length === 0) return [table]
  const types = {
    name: `${name}-types-only`,
    severity: 'error',
    from: { path: `^${layer.own}` },
    to: { path: typesOnly, dependencyTypesNot: ['type-only'] },
  }
  return [table, types]
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...tableRules,
    {
      name: 'known-place',
      comment: 'A folder that the table does not know is a folder that no rule guards.',
      severity: 'error',
      from: {
        path: '^(src|commands)/',
        pathNot: [...ours(anything), ...Object.values(layers).map(({ own }) => `^${own}`)],
      },
      to: {},
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'drivers-in-store',
      severity: 'error',
      from: { pathNot: '^src/store/' },
      to: { path: packages(['kysely', 'better-sqlite3', 'pg']) },
    },
    {
      name: 'bolt-at-the-edge',
      severity: 'error',
      from: { pathNot: ['^src/slack/', '^commands/', '^src/app\\.ts$'] },
      to: { path: packages(['@slack/bolt']) },
    },
    {
      name: 'sandbox-stays-out',
      comment: 'The local workspace is a tool beside the program, never a part of it.',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: ['^src/sandbox/', '^src/cli/'] },
      to: { path: '^src/sandbox/' },
    },
    { name: 'no-test-code', severity: 'error', from: { path: '^(src|commands)/' }, to: { path: '^test/' } },
    {
      name: 'no-dev-dependencies',
      comment: 'What only a build runs may take what only a build has.',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: ['^src/sandbox/', '^src/charts/cut-letters\\.ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
