import { chmodSync, copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { PersonId } from '../../src/domain/ids.js'
import type { Person } from '../../src/domain/person.js'
import { harms, PEOPLE, type Sandbox, sampleCompany, startSandbox } from '../../src/sandbox/index.js'
import { aPerson, freshDatabase, temporaryFolder } from '../support/database.js'
import { type Running, runMain } from '../support/run-main.js'
import { openWorld, type World } from '../support/world.js'
import { mustFail } from './fault.js'
import { Office } from './office.js'

vi.setConfig({ testTimeout: 60_000 })

const SECRETS = { SLACK_BOT_TOKEN: sampleCompany.bot.token, SLACK_SIGNING_SECRET: sampleCompany.signing_secret }
const NOBODY = 65_534

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

function start(options: Parameters<typeof runMain>[0]): Running {
  const running = runMain({ ...options, env: { ...SECRETS, ...options.env } })
  undo.push(() => running.child.kill('SIGKILL'))
  return running
}

function folder(): string {
  const { path, remove } = temporaryFolder()
  undo.push(remove)
  return path
}

/** Refuses to start within moments, with one line that names the file and says what to do. */
async function refuses({ exit, out, logs }: Running, file: string, words: RegExp): Promise<void> {
  expect([await logs('"started"'), out.stdout]).toEqual([false, ''])
  expect(await exit).toBe(1)
  expect(out.stderr).toMatch(/^Tasuki could not start: The database .*\n$/)
  expect(out.stderr).toContain(file)
  expect(out.stderr).toMatch(words)
}

const databaseAt = (file: string) => ({ DATABASE_URL: `sqlite:${file}`, PORT: '0' })

describe('F16 a database that cannot be written, or opened', () => {
  test('F16 read-only: exits 1 with a line that says what to change', async () => {
    const cwd = folder()
    const file = await freshDatabase(cwd)
    chmodSync(cwd, 0o755)
    chmodSync(file, 0o444)
    // The rights of files do not hold for root, so root starts it as somebody else.
    const uid = process.geteuid?.() === 0 ? { uid: NOBODY } : {}
    await refuses(start({ env: databaseAt(file), cwd, ...uid }), file, /read-only.*another file in DATABASE_URL/)
  })

  test('F16 an I/O error: exits 1 with a line that says what to check', async () => {
    const cwd = folder()
    const file = join(cwd, 'tasuki.db')
    mkdirSync(file)
    await refuses(start({ env: databaseAt(file), cwd }), file, /cannot be opened.*Check the path/)
  })

  test('F16 a program that does not open it starts all the same', async () => {
    const cwd = folder()
    const file = await freshDatabase(cwd)
    chmodSync(file, 0o444)
    const careless = start({ env: databaseAt(file), cwd, program: 'test/support/stub-program.ts' })
    await mustFail(() => refuses(careless, file, /read-only.*another file in DATABASE_URL/))
  })
})

describe('F18 a file that is no database any more', () => {
  const garbage = (file: string) => writeFileSync(file, 'this was never a database'.repeat(400))
  const cutShort = async (file: string) => {
    copyFileSync(await freshDatabase(folder()), file)
    truncateSync(file, 5000)
  }
  const wayBack = /Put a backup in its place by tasuki restore .* and start again/

  test.each([
    ['garbage', garbage],
    ['cut short', cutShort],
  ])('F18 refuses to start, names the file and the way back, and leaves it as it is: %s', async (_how, spoil) => {
    const cwd = folder()
    const file = join(cwd, 'tasuki.db')
    await spoil(file)
    const before = readFileSync(file)
    await refuses(start({ env: databaseAt(file), cwd }), file, wayBack)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('F18 a program that does not look starts all the same', async () => {
    const cwd = folder()
    const file = join(cwd, 'tasuki.db')
    garbage(file)
    const careless = start({ env: databaseAt(file), cwd, program: 'test/support/stub-program.ts' })
    await mustFail(() => refuses(careless, file, wayBack))
  })
})

describe('F24 SIGTERM with work running and a half-sent request', () => {
  async function freePort(): Promise<number> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    return port
  }

  /** Noon on a working day: the program goes by the machine's clock, and disturbs nobody outside their hours. */
  const atWorkNow = (): Pick<Person, 'zone' | 'workingHours'> => {
    const ahead = 12 - new Date().getUTCHours()
    const zone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
    return { zone, workingHours: { weekdays: [1, 2, 3, 4, 5, 6, 7], opens: '09:00', closes: '18:00' } }
  }

  /** Two hand-overs that are owed: Slack answers the one slowly, and the other never. */
  async function owed(): Promise<{ world: World; sandbox: Sandbox }> {
    const world = await openWorld({ slackTeamId: sampleCompany.team.id, settings: { country: null } })
    undo.push(() => world.close())
    const { workspaceId } = world
    world.clock.set(Date.UTC(2024, 10, 26, 1, 0))
    const ae = (id: string, slackUserId: string) =>
      aPerson({ workspaceId, id: PersonId.parse(id), slackUserId, roles: ['ae'], ...atWorkNow() })
    const aes = [ae('slow', PEOPLE.suzuki), ae('silent', PEOPLE.watanabe)]
    await world.store.of(workspaceId).transaction(async (tx) => {
      for (const one of aes) await tx.people.put(one)
    })
    const office = new Office(world)
    for (const { id } of aes) await office.handOver(id)
    const sandbox = await startSandbox({ config: sampleCompany, clock: { now: () => Date.now() } })
    undo.push(() => sandbox.stop())
    sandbox.harm = ({ method, args }) => {
      if (method !== 'chat.postMessage') return undefined
      if (args['channel'] === PEOPLE.suzuki) return harms.slow(1500)
      return args['channel'] === PEOPLE.watanabe ? harms.hang(false) : undefined
    }
    return { world, sandbox }
  }

  async function check(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { world, sandbox } = await owed()
    const port = await freePort()
    const env = { DATABASE_URL: `sqlite:${world.file}`, PORT: String(port), SLACK_API_URL: sandbox.url }
    const { child, exit, logs, out } = start({ env, cwd: folder() })
    expect([await logs('"started"'), out.stderr]).toEqual([true, ''])
    const posts = () => sandbox.calls.filter(({ method }) => method === 'chat.postMessage')
    await sandbox.until(
      () => [PEOPLE.suzuki, PEOPLE.watanabe].every((to) => posts().some(({ args }) => args['channel'] === to)),
      20_000,
    )
    const half = connect(port, '127.0.0.1', () => half.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-'))
    half.on('error', () => undefined)
    await new Promise((resolve) => half.once('connect', resolve))
    const began = performance.now()
    child.kill(signal)
    expect(await exit).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    const rows = await world.store.of(world.workspaceId).read((tx) => tx.deliveries.list({ limit: 100 }))
    const stateOf = (who: string) =>
      rows.find(({ recipient, purpose }) => recipient === who && purpose === 'handover')?.state
    // What Slack has not answered keeps its lease: it is looked for in history after the next start.
    expect([stateOf('slow'), stateOf('silent')]).toEqual(['sent', 'sending'])
  }

  test('F24 drains within 10 s and exits 0, though Slack never answers one call', () => check('SIGTERM'))
  test('F24 a program that is not told to drain does neither', () => mustFail(() => check('SIGKILL')))
})
