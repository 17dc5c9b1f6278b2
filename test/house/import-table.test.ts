import { readdirSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ICruiseResult } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cruiseHouse, houseRules } from './cruise.js'
import { type PlantedHouse, plantedHouse } from './planted-house.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** What each layer may import, written a second time: `!` marks what it may import as a type only. */
const table: Record<string, readonly string[]> = {
  domain: ['domain', 'zod', 'temporal-polyfill', 'date-holidays'],
  usecases: ['usecases', 'usecases/ports', 'domain', 'zod'],
  store: ['store', 'domain', '!usecases/ports', 'kysely', 'better-sqlite3', 'pg', 'zod', 'node:fs'],
  i18n: ['i18n', '!domain'],
  views: ['views', 'domain', 'i18n', '!@slack/types'],
  slack: [
    ...['slack', 'slack/actor', 'slack/reply', 'usecases', 'usecases/ports', 'domain', 'views', 'i18n', 'csv'],
    ...['@slack/bolt', '@slack/types', '@slack/web-api', 'zod', 'node:fs'],
  ],
  commands: [
    ...['commands', 'slack/actor', 'slack/reply', 'usecases', 'usecases/ports', 'domain', 'views', 'i18n'],
    ...['@slack/bolt', '@slack/types', '@slack/web-api', 'zod', 'fastest-levenshtein', 'node:fs'],
  ],
  jobs: ['jobs', 'usecases', 'usecases/ports', 'domain'],
  telemetry: ['telemetry', 'domain', '!usecases/ports', 'prom-client', 'node:fs'],
  csv: ['csv', '!domain', 'csv-parse', 'csv-stringify', 'iconv-lite', 'fastest-levenshtein', 'node:fs'],
  charts: ['charts', 'domain', '!usecases/ports', 'vega', 'vega-lite', '@resvg/resvg-js', 'node:fs'],
  config: ['config', 'zod', 'pino', 'uuid', 'node:fs'],
}

const folders: Record<string, string> = Object.fromEntries(
  Object.keys(table).map((layer) => [layer, layer === 'commands' ? 'commands' : `src/${layer}`]),
)
const files: Record<string, string> = {
  ...Object.fromEntries(Object.entries(folders).map(([layer, folder]) => [layer, `${folder}/target.ts`])),
  'usecases/ports': 'src/usecases/ports.ts',
  'slack/actor': 'src/slack/actor.ts',
  'slack/reply': 'src/slack/reply.ts',
  app: 'src/app.ts',
  cli: 'src/cli/target.ts',
  sandbox: 'src/sandbox/target.ts',
}
const packages = [
  ...['zod', 'temporal-polyfill', 'date-holidays', 'kysely', 'better-sqlite3', 'pg', 'pino', 'commander', 'node-cron'],
  ...['@slack/bolt', '@slack/types', '@slack/web-api', 'fastest-levenshtein', 'undici', 'uuid', 'prom-client'],
  ...['csv-parse', 'csv-stringify', 'iconv-lite'],
  ...['vega', 'vega-lite', '@resvg/resvg-js'],
]
const targets = [...Object.keys(files), ...packages, 'node:fs']

/** Each rule that is not a row of the table, and the planted file that must trip it. */
const plants: Record<string, Record<string, string>> = {
  'known-place': { 'src/helpers/plant.ts': "import '../domain/target.js'" },
  'no-cycles': {
    'src/domain/plant-cycle-a.ts': "import './plant-cycle-b.js'",
    'src/domain/plant-cycle-b.ts': "import './plant-cycle-a.js'",
  },
  'drivers-in-store': { 'src/cli/plant-driver.ts': "import 'better-sqlite3'" },
  'bolt-at-the-edge': { 'src/cli/plant-bolt.ts': "import '@slack/bolt'" },
  'sandbox-stays-out': { 'src/main.ts': "import './sandbox/target.js'" },
  'no-test-code': { 'src/cli/plant-test.ts': "import '../../test/target.js'", 'test/target.ts': 'export {}' },
  'no-dev-dependencies': { 'src/cli/plant-dev.ts': "import 'vitest'" },
  resolvable: { 'src/cli/plant-missing.ts': "import './nowhere.js'" },
}

/** The violations as `rule from` lines. */
const violationsOf = (result: ICruiseResult) =>
  new Set(result.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`))

describe('the tree as it stands', () => {
  let result: ICruiseResult
  // The whole tree is parsed: on a busy machine that takes longer than a hook may.
  beforeAll(async () => {
    result = await cruiseHouse(repository)
  }, 180_000)

  test('every TypeScript file in src and commands is seen', () => {
    const onDisk = ['src', 'commands'].flatMap((folder) =>
      readdirSync(`${repository}/${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.tsx?$/.test(path))
        .map((path) => posix.join(folder, path)),
    )
    const seen = new Set(result.modules.map(({ source }) => source))
    expect(onDisk.length).toBeGreaterThan(0)
    expect(onDisk.filter((path) => !seen.has(path))).toEqual([])
  })

  test('no import breaks the table', () => {
    const broken = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
    expect(broken).toEqual([])
  })
})

describe('planted violations', () => {
  let house: PlantedHouse
  let violations: Set<string>

  beforeAll(async () => {
    house = plantedHouse(packages, ['vitest'])
    for (const path of Object.values(files)) house.write(path, 'export const value = 1\nexport type Value = 1\n')
    for (const [layer, folder] of Object.entries(folders)) {
      for (const target of targets) {
        const file = files[target]
        const specifier = file === undefined ? target : posix.relative(folder, file).replace(/\.ts$/, '.js')
        const from = specifier.startsWith('.') || file === undefined ? specifier : `./${specifier}`
        house.write(plantPath(layer, target, 'value'), `import { value } from '${from}'\nexport const used = value\n`)
        house.write(
          plantPath(layer, target, 'type'),
          `import type { Value } from '${from}'\nexport type Used = Value\n`,
        )
      }
    }
    for (const plant of Object.values(plants)) {
      for (const [path, text] of Object.entries(plant)) house.write(path, `${text}\n`)
    }
    violations = violationsOf(await cruiseHouse(house.root))
  })
  afterAll(() => house.remove())

  const plantPath = (layer: string, target: string, kind: 'value' | 'type') =>
    `${folders[layer]}/plant-${target.replaceAll(/\W/g, '-')}-${kind}.ts`
  const refused = (path: string) => [...violations].some((line) => line.endsWith(` ${path}`))

  test.each(Object.keys(table))('%s may import what its row says, and nothing else', (layer) => {
    const row = table[layer] ?? []
    const allowed = targets.filter((target) => !refused(plantPath(layer, target, 'value')))
    const allowedAsType = targets.filter((target) => !refused(plantPath(layer, target, 'type')))
    expect(allowed.sort()).toEqual(row.filter((target) => !target.startsWith('!')).sort())
    expect(allowedAsType.sort()).toEqual(row.map((target) => target.replace(/^!/, '')).sort())
  })

  test.each(Object.entries(plants))('%s is tripped by its plant', (rule, plant) => {
    expect(Object.keys(plant).some((path) => violations.has(`${rule} ${path}`))).toBe(true)
  })

  test('no rule of the configuration is left without a plant that trips it', () => {
    const tripped = new Set([...violations].map((line) => line.split(' ')[0]))
    expect(houseRules.forbidden.map(({ name }) => name).filter((name) => !tripped.has(name))).toEqual([])
  })
})
