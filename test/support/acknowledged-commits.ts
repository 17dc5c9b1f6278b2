/**
 * Commits one delivery after the other, and some at once, and acknowledges each in a file as soon as its transaction
 * resolves: `node acknowledged-commits.ts DATABASE ACKS COUNT [SYNCHRONOUS]`. With a number for `synchronous`, the line
 * that makes a commit wait for the disk is switched off.
 */
import { openSync, writeSync } from 'node:fs'
import { DeliveryId, WorkspaceId } from '../../src/domain/ids.js'
import { Settings } from '../../src/domain/workspace.js'
import { openDatabase } from '../../src/store/database.js'
import { openStore, storeOn } from '../../src/store/store.js'

/** Pages of the log before it is written back: few, so that a short life sees several rounds of it. */
const CHECKPOINT_EVERY = 40
const AT_ONCE = 4

const [file = '', acks = '', count = '0', synchronous] = process.argv.slice(2)
await (await openStore(file)).close()
const database = openDatabase(file)
database.writer.raw.pragma(`wal_autocheckpoint = ${CHECKPOINT_EVERY}`)
if (synchronous !== undefined) database.writer.raw.pragma(`synchronous = ${synchronous}`)
const store = storeOn(database)
const acknowledged = openSync(acks, 'a')

const workspaceId = WorkspaceId.parse('w')
const names = { slackTeamId: 'T1', slackEnterpriseId: null, name: 'Sample' }
await store.workspaces.create({ id: workspaceId, ...names, settings: Settings.parse({}), suspended: false }, 1)

async function commit(n: number): Promise<void> {
  const id = DeliveryId.parse(`d${n}`)
  const slot = { recipientKind: 'channel', recipient: 'C1', purpose: 'digest', subject: 'w', occasion: id } as const
  await store.of(workspaceId).transaction((tx) => tx.deliveries.enqueue({ id, ...slot, notBefore: n, createdAt: n }))
  writeSync(acknowledged, `${id}\n`)
}

for (let n = 0; n < Number(count); n += AT_ONCE) {
  if (n % (2 * AT_ONCE) === 0) for (let i = 0; i < AT_ONCE; i += 1) await commit(n + i)
  else await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => commit(n + i)))
}
// It ends without closing anything, as a machine does that loses its power.
process.kill(process.pid, 'SIGKILL')
