/**
 * Commits one pair of rows after the other, 0, 1, 2 …, until it is killed, and says each number once it is committed:
 * `node commit-load.ts DATABASE FIRST`. Whatever is read of the database must hold both rows of 0 to some n, and none
 * beyond.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { DeliveryId, WorkspaceId } from '../../src/domain/ids.js'
import { Settings } from '../../src/domain/workspace.js'
import { openStore } from '../../src/store/store.js'

/** Some 20 kB a pair, so that a copy takes more than one go. */
const WEIGHT = '定例で席数の不足を相談された。'.repeat(450)

/** So many pairs come fast: enough for a backup to be more than one go. */
const SOON = 400

export interface FromLoad {
  /** The number of a pair that is committed now. */
  readonly committed: number
}

async function main([file = '', first = '0']: readonly string[]): Promise<void> {
  const store = await openStore(file)
  const workspaceId = WorkspaceId.parse('w')
  if ((await store.workspaces.get(workspaceId)) === null) {
    const names = { slackTeamId: 'T1', slackEnterpriseId: null, name: 'Sample' }
    await store.workspaces.create({ id: workspaceId, ...names, settings: Settings.parse({}), suspended: false }, 1)
  }
  for (let n = Number(first); ; n += 1) {
    await store.of(workspaceId).transaction(async (tx) => {
      const slot = { recipientKind: 'channel', recipient: 'C1', purpose: 'digest', subject: 'w' } as const
      const id = DeliveryId.parse(`d${n}`)
      await tx.deliveries.enqueue({ ...slot, id, occasion: String(n), notBefore: n, createdAt: n })
      await tx.replies.put(String(n), WEIGHT, n)
    })
    process.send?.({ committed: n } satisfies FromLoad)
    // Now and then it draws breath, so that a backup meets it at rest too, and the file does not grow without end.
    if (n % 5 === 0) await pause(n < SOON ? 2 : 100)
  }
}

process.on('disconnect', () => process.exit(0))
void main(process.argv.slice(2))
