import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Delivery, GRACE, type Purpose } from '../../src/domain/delivery.js'
import { DeliveryId, WorkspaceId } from '../../src/domain/ids.js'
import { Settings } from '../../src/domain/workspace.js'
import { createDeliveryWorker, type DeliveryDeps, type DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { type LoggedCall, type Sandbox, sampleCompany, startSandbox } from '../../src/sandbox/index.js'
import { createMessenger, createPostingClient } from '../../src/slack/messenger.js'
import { openStore } from '../../src/store/store.js'
import type { Composed, Messenger, Store, Uploads } from '../../src/usecases/ports.js'
import { TestClock } from '../support/clock.js'
import { freshDatabase } from '../support/database.js'
import { KeptLog } from '../support/log.js'

export const HOME = WorkspaceId.parse('w-home')
export const OTHER = WorkspaceId.parse('w-other')
export { GRACE }

/** An address where nobody listens any more. */
async function deserted(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}/api/`
}

/** Long enough for a machine under load (ms). */
const PATIENCE = 10_000

const silent = {
  ...{ debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} },
  getLevel: () => 'error' as never,
}

interface Wanted {
  readonly to: string
  readonly text?: string
  readonly purpose?: Purpose
  readonly workspaceId?: WorkspaceId
  readonly at?: number
  /** For an edit: what is edited. */
  readonly subject?: string
}

type Config = typeof sampleCompany

/**
 * The real store, the played Slack and a clock that is moved. A recipient is the Slack id itself, and a message's text
 * stands in `texts` until the moment it is composed.
 */
export class World {
  readonly clock: TestClock
  readonly log = new KeptLog()
  readonly store: Store
  readonly sandbox: Sandbox
  messenger: Messenger
  readonly files: Uploads
  readonly texts = new Map<string, string | null>()
  readonly parked: Delivery[] = []
  readonly revoked: string[] = []
  /** Whether the way to Slack is cut. */
  away = false
  /** Gives up soon on an answer that does not come: what is never answered is not waited for in tests. */
  impatient = false
  worker: DeliveryWorker
  readonly #directory: string
  readonly #nowhere: string
  #ids = 0

  private constructor(parts: { clock: TestClock; store: Store; sandbox: Sandbox; directory: string; nowhere: string }) {
    this.clock = parts.clock
    this.store = parts.store
    this.sandbox = parts.sandbox
    this.#directory = parts.directory
    this.#nowhere = parts.nowhere
    const own = this.newMessenger()
    this.messenger = own
    this.files = own
    this.worker = this.newWorker()
  }

  static async open({
    limits,
    config = {},
  }: {
    limits?: { burst: number }
    config?: Partial<Config>
  } = {}): Promise<World> {
    const clock = new TestClock()
    const directory = mkdtempSync(join(tmpdir(), 'tasuki-'))
    const store = await openStore(await freshDatabase(directory))
    const sandbox = await startSandbox({
      config: { ...sampleCompany, ...config },
      clock,
      ...(limits === undefined ? {} : { limits }),
    })
    for (const id of [HOME, OTHER]) {
      const names = { slackTeamId: `T-${id}`, slackEnterpriseId: null, name: id }
      await store.workspaces.create({ id, ...names, settings: Settings.parse({}), suspended: false }, clock.now())
    }
    return new World({ clock, store, sandbox, directory, nowhere: await deserted() })
  }

  async close(): Promise<void> {
    await this.worker.stop()
    await this.sandbox.stop()
    await this.store.close()
    rmSync(this.#directory, { recursive: true })
  }

  /** As a process has it that has just been started. */
  newMessenger(): Messenger & Uploads {
    const clientAt = (url: string, timeout = PATIENCE) =>
      createPostingClient(sampleCompany.bot.token, url, { timeout, logger: silent })
    const client = clientAt(this.sandbox.url)
    const impatient = clientAt(this.sandbox.url, 1_500)
    const lost = clientAt(this.#nowhere)
    return createMessenger({
      clientFor: () => (this.away ? lost : this.impatient ? impatient : client),
      logger: this.log,
      onRevoked: async (id) => {
        this.revoked.push(id)
        await this.store.workspaces.suspend(id, true)
      },
    })
  }

  /** Another process on the same rows. */
  newWorker(parts: Partial<DeliveryDeps> = {}): DeliveryWorker {
    return createDeliveryWorker({
      queue: this.store.queue,
      messenger: this.messenger,
      composer: { compose: async (delivery) => this.compose(delivery) },
      clock: this.clock,
      logger: this.log,
      onParked: async (delivery) => {
        this.parked.push(delivery)
      },
      ...parts,
    })
  }

  async compose(delivery: Delivery): Promise<Composed | null> {
    const text = this.texts.get(delivery.id) ?? null
    if (text === null) return null
    const edited = delivery.purpose === 'edit' ? await this.row(delivery.subject) : null
    const blocks = [{ type: 'section', text: { type: 'plain_text', text } }]
    const channel = edited?.channel ?? delivery.recipient
    return { channel, text, blocks, ...(edited?.ts == null ? {} : { editTs: edited.ts }) }
  }

  async enqueue({ to, text, purpose = 'decision', workspaceId = HOME, at, subject }: Wanted): Promise<string> {
    this.#ids += 1
    const id = DeliveryId.parse(`d${String(this.#ids).padStart(5, '0')}`)
    this.texts.set(id, text ?? id)
    const slot = { purpose, subject: subject ?? id, occasion: id }
    const times = { notBefore: at ?? this.clock.now(), createdAt: this.clock.now() }
    const recipientKind = /^[CG]/.test(to) ? ('channel' as const) : ('person' as const)
    await this.store
      .of(workspaceId)
      .transaction((tx) => tx.deliveries.enqueue({ id, recipientKind, recipient: to, ...slot, ...times }))
    return id
  }

  async row(id: string, workspaceId = HOME): Promise<Delivery> {
    const row = await this.store.of(workspaceId).read((tx) => tx.deliveries.get(DeliveryId.parse(id)))
    if (row === null) throw new Error(`no delivery ${id}`)
    return row
  }

  /** Lets time pass and delivers what falls due on the way; while an answer is doubtful, every five seconds at least. */
  async run(ms: number, worker = this.worker): Promise<void> {
    const end = this.clock.now() + ms
    for (;;) {
      await worker.drain()
      if (this.clock.now() >= end) return
      const { sending, unknown } = await this.store.queue.counts()
      const due = (await this.store.queue.nextDueAt()) ?? end
      const next = Math.min(end, due, sending + unknown > 0 ? this.clock.now() + 5000 : end)
      this.clock.set(Math.max(this.clock.now() + 1, next))
    }
  }

  /** What stands in a person's DM or a channel, in the order it came. */
  said(where: string): string[] {
    const channel = /^[UW]/.test(where) ? this.sandbox.workspace.imOf(where).id : where
    return this.sandbox.workspace.messages.in(channel).map(({ text }) => text)
  }

  calls(method: string): readonly LoggedCall[] {
    return this.sandbox.calls.filter((call) => call.method === method)
  }

  /** Calls to post, whether Slack took them or not. */
  posts(): readonly LoggedCall[] {
    return this.calls('chat.postMessage')
  }
}
