// A scheduler in a process of its own: says that it is ready, and ticks once when it is told to.
import { once } from 'node:events'
import { WorkspaceId } from '../../src/domain/ids.js'
import { SYSTEM } from '../../src/domain/person.js'
import { openStore } from '../../src/store/store.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { enqueueDigest } from '../../src/usecases/enqueue-digest.js'
import { CountingIds } from './database.js'
import { nudgeAllDue } from './nudge-all-due.js'

const [, , file = '', workspace = '', now = '', name = ''] = process.argv
const workspaceId = WorkspaceId.parse(workspace)
const store = await openStore(file)
process.send?.('ready')
await once(process, 'message')
const ctx = {
  ...{ workspaceId, store: store.of(workspaceId), accountNames: new AccountNames(), ids: new CountingIds(name) },
  ...{ now: Number(now), actor: SYSTEM, requestKey: null, committed: () => {} },
}
await Promise.all([nudgeAllDue(store, ctx), enqueueDigest(ctx)])
await store.close()
process.disconnect()
