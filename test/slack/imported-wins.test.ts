import { afterEach, beforeEach, expect, test } from 'vitest'
import { SYSTEM } from '../../src/domain/person.js'
import { CHANNELS, renderMessage } from '../../src/sandbox/index.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import type { Ctx } from '../../src/usecases/context.js'
import { startTestApp, type TestApp } from '../support/app.js'
import { CountingIds } from '../support/database.js'
import { bringIn } from '../support/sheets.js'

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
  const { view } = await tasuki.openSettings('yamamoto', 'digest')
  await tasuki.as('yamamoto').submit(view, { wins_channel: CHANNELS.csSales })
})
afterEach(() => tasuki.close())

const ids = new CountingIds('imported')
const system = (): Ctx => ({
  ...{ workspaceId: tasuki.app.workspaceId, store: tasuki.store, accountNames: new AccountNames(), ids },
  ...{ now: tasuki.clock.now(), actor: SYSTEM, requestKey: null, committed: () => {} },
})

/** Brings one CSQL of sato's and suzuki's in. */
async function imported(cells: Readonly<Record<string, string>>): Promise<void> {
  const [sato, suzuki] = [await tasuki.person('sato'), await tasuki.person('suzuki')]
  const outcome = await bringIn({ system }, 'csqls', [
    {
      ...{ account: '月白精機', product: 'ホタルビ経費', kind: 'cross_sell', problem: '紙のまま。' },
      ...{ csm: sato.slackUserId ?? '', ae: suzuki.slackUserId ?? '', logged_by: sato.slackUserId ?? '', ...cells },
    },
  ])
  expect(outcome).toMatchObject({ faults: [], written: true })
}

/** What the CSM and the channel read of the win of an opportunity that a spreadsheet brought. */
async function won(dates: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await imported(dates)
  await tasuki.csql('suzuki', 'win 1')
  const sent = await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { amount: '月12万' })
  expect([sent.errors, sent.error]).toEqual([undefined, undefined])
  await tasuki.settle()
  const { workspace } = tasuki.sandbox
  return [...tasuki.as('sato').dm(), ...workspace.messages.in(CHANNELS.csSales)]
    .map((message) => renderMessage(workspace, message).join('\n'))
    .filter((words) => words.includes('受注しました'))
}

test.each([
  ['when it was logged', { logged_at: '2026-10-25', opportunity_at: '2026-11-10' }, '佐藤美咲さんの気づきから30日、'],
  ['only when it became an opportunity', { opportunity_at: '2026-11-10' }, '佐藤美咲さんの気づきを、'],
])('a win whose spreadsheet said %s tells what is known of its days', async (_what, dates, words) => {
  const told = await won(dates)
  expect(told).toHaveLength(2)
  for (const message of told) {
    expect(message).toContain(`${words}鈴木健太さんが受注につなげました。おめでとうございます!`)
  }
})

test('the start that a later sheet gives a win stands in its history by its name', async () => {
  const win = { won_at: '2026-11-10', won_amount: '120000' }
  await imported(win)
  expect(await tasuki.csql('sato', 'show 1')).not.toContain('利用開始日')
  await imported({ ...win, start_on: '2026-12-01' })
  expect(await tasuki.csql('sato', 'show 1')).toContain('内容を修正しました:利用開始日')
})
