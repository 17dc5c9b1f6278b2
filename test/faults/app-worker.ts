import { SYSTEM } from '../../src/domain/person.js'
import { createDeliveryWorker, type DeliveryDeps, type DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { sampleCompany } from '../../src/sandbox/index.js'
import { createComposer } from '../../src/slack/compose/composer.js'
import { createMessenger, createPostingClient } from '../../src/slack/messenger.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import type { Composer } from '../../src/usecases/ports.js'
import { reportTrouble } from '../../src/usecases/report-trouble.js'
import type { TestApp } from '../support/app.js'
import { CountingIds } from '../support/database.js'
import { KeptLog } from '../support/log.js'

/** The app's own worker is stopped, and one like it put in its place, in which `change` takes a protecting line away. */
export async function otherWorker(
  { app, sandbox, clock, store }: TestApp,
  change: (parts: DeliveryDeps & { readonly composer: Composer }) => Partial<DeliveryDeps>,
): Promise<DeliveryWorker> {
  await app.worker.stop()
  const { workspaceId } = app
  const ids = new CountingIds('other')
  const ctxOf = () => ({
    ...{ workspaceId, store, accountNames: new AccountNames(), ids, now: clock.now(), actor: SYSTEM },
    ...{ requestKey: null, committed: () => {} },
  })
  const parts: DeliveryDeps = {
    queue: app.store.queue,
    messenger: createMessenger({
      clientFor: () => createPostingClient(sampleCompany.bot.token, sandbox.url),
      logger: new KeptLog(),
      onRevoked: (id) => app.store.workspaces.suspend(id, true),
    }),
    composer: createComposer({ ctxOf }),
    clock,
    logger: new KeptLog(),
    onParked: (delivery) => reportTrouble(ctxOf(), delivery),
  }
  return createDeliveryWorker({ ...parts, ...change(parts) })
}
