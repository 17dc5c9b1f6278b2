import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportCommand } from '../../src/cli/export.js'
import { importCommand } from '../../src/cli/import.js'
import { reportCommand } from '../../src/cli/report.js'
import { TUESDAY_AT_TEN } from '../support/clock.js'
import { typed } from '../support/command-line.js'
import { freshDatabase, temporaryFolder } from '../support/database.js'

let folder: ReturnType<typeof temporaryFolder>
let database: string
beforeEach(async () => {
  folder = temporaryFolder()
  database = await freshDatabase(folder.path)
})
afterEach(() => folder.remove())

const clock = { now: () => TUESDAY_AT_TEN, sleep: async () => {} }
const run = (group: typeof importCommand, argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  typed(group, argv, { env: { DATABASE_URL: `sqlite:${database}`, ...env }, clock })
const fileOf = (content: string | Uint8Array, name = 'sheet.csv'): string => {
  const path = join(folder.path, name)
  writeFileSync(path, content)
  return path
}
const bringIn = (what: string, content: string | Uint8Array, ...options: string[]) =>
  run(importCommand, ['import', what, fileOf(content), ...options])
const giveOut = async (what: string, ...options: string[]) =>
  (await run(exportCommand, ['export', what, ...options])).stdout

const ACCOUNTS = `name,name_kana,aliases,external_id,corporate_number,parent,segment
霧笛ロジテック株式会社,むてきろじてっく,,A-2,,霧笛倉庫株式会社,中堅
霧笛倉庫株式会社,むてきそうこ,霧笛;Muteki,A-1,1234567890123,,大手
`
const CONTRACTS = `account,department,product,phase,has_outcome,csm,ae,amount,period,currency,renewal_on,channel,partner
霧笛倉庫株式会社,,ホタルビ勤怠,successful,yes,sato@example.jp,suzuki@example.jp,240000,month,JPY,2027-03-31,direct,
霧笛倉庫株式会社,物流部,ホタルビ経費,onboarding,no,sato@example.jp,,1000.50,year,USD,,partner,青空代理店
`
const CSQLS = `number,account,department,product,kind,source,source_detail,heat,problem,note,logged_by,csm,ae,contact,opt_in,estimated_amount,won_amount,amount_period,won_one_time,currency,logged_at,qualified_at,accepted_at,returned_at,rejected_at,reject_reason,opportunity_at,won_at,lost_at,lost_reason,nurturing_until,withdrawn_at,withdraw_reason,start_on
5,霧笛倉庫株式会社,物流部,ホタルビ経費,cross_sell,webinar,春の回,high,"80名増。
追加IDの見積。",=SUM(A1),sato@example.jp,sato@example.jp,suzuki@example.jp,大槻様,yes,100000,120000,month,300000,JPY,2026-04-01T10:00:00+09:00,2026-04-02T10:00:00+09:00,2026-04-06T09:30:00+09:00,2026-04-03T10:00:00+09:00,,,2026-04-20T00:00:00+09:00,2026-05-29T17:30:00.250+09:00,,,,,,2026-07-01
6,霧笛ロジテック株式会社,,ホタルビ勤怠,upsell,support,,medium,画面を見て。,,U0CSM,U0CSM,,,,,,,,JPY,2026-05-01T00:00:00+09:00,2026-05-02T00:00:00+09:00,,,2026-05-08T00:00:00+09:00,no_budget,,,,,,,,
7,霧笛ロジテック株式会社,,,,,,low,,-1 +2 @3,U0CSM,U0CSM,,,,,,,,JPY,2026-06-01T00:00:00+09:00,,,,,,,,,,,2026-06-09T00:00:00+09:00,customer_changed,
`
const SNAPSHOTS = `month,account,product,amount,currency
2026-03,霧笛倉庫株式会社,ホタルビ勤怠,240000,JPY
2026-04,霧笛倉庫株式会社,ホタルビ勤怠,252000,JPY
`
const SHEETS = { accounts: ACCOUNTS, contracts: CONTRACTS, csqls: CSQLS, snapshots: SNAPSHOTS }

async function bringAllIn(): Promise<void> {
  for (const [what, content] of Object.entries(SHEETS)) {
    const { code, stderr } = await bringIn(what, content)
    expect([what, code, stderr]).toEqual([what, 0, []])
  }
}

describe('what is exported', () => {
  test('is what was imported, in every column', async () => {
    await bringAllIn()
    const plain = (csv: string) => csv.replace('\uFEFF', '').replaceAll('\r\n', '\n')
    expect(plain(await giveOut('csqls'))).toBe(CSQLS.replace(',=SUM(A1)', ",'=SUM(A1)").replace(',-1 +2', ",'-1 +2"))
    const rows = (csv: string) => plain(csv).trim().split('\n').toSorted()
    expect(rows(await giveOut('accounts'))).toEqual(rows(ACCOUNTS))
    expect(rows(await giveOut('contracts'))).toEqual(rows(CONTRACTS))
    expect(rows(await giveOut('snapshots'))).toEqual(rows(SNAPSHOTS))
  })

  test('is imported again, here without a change and elsewhere as it was', async () => {
    await bringAllIn()
    const exported: Record<string, string> = {}
    for (const what of Object.keys(SHEETS)) exported[what] = await giveOut(what)
    for (const [what, csv] of Object.entries(exported)) {
      const again = await bringIn(what, csv)
      expect([what, again.code]).toEqual([what, 0])
      expect(again.stdout).toContain('新しい内容はありませんでした')
    }
    database = await freshDatabase(join(folder.path))
    for (const [what, csv] of Object.entries(exported)) expect((await bringIn(what, csv)).code).toBe(0)
    for (const [what, csv] of Object.entries(exported)) {
      const sorted = (text: string) => text.split('\r\n').toSorted()
      expect([what, sorted(await giveOut(what))]).toEqual([what, sorted(csv)])
    }
  })

  test('counts elsewhere as it does here, where a sheet knew only some of the dates', async () => {
    const matter = '霧笛倉庫株式会社,ホタルビ勤怠,sato@example.jp,suzuki@example.jp'
    const rows = [
      `${matter},a,,,,2026-05-29,5`,
      `${matter},b,2026-04-01,,,2026-05-29,5`,
      `${matter},c,2026-04-01,2026-04-02,,2026-05-29,5`,
      `${matter},d,2026-04-01,2026-04-02,2026-04-03,2026-05-29,5`,
    ]
    await bringIn(
      'csqls',
      `account,product,csm,ae,note,logged_at,qualified_at,accepted_at,won_at,won_amount\n${rows.join('\n')}\n`,
    )
    const report = async () => {
      const argv = ['report', '--from', '2026-04-01', '--to', '2026-06-30', '--format', 'json']
      return JSON.parse((await run(reportCommand, argv)).stdout).metrics
    }
    const [csv, here] = [await giveOut('csqls'), await report()]
    expect([here.lead_time_days.n, here.time_to_decision_hours.n, here.sla_kept.den]).toEqual([2, 1, 1])
    database = await freshDatabase(folder.path)
    await bringIn('csqls', csv)
    expect(await report()).toEqual(here)
  })

  test('is bounded by the days on which CSQLs were logged, both included', async () => {
    await bringAllIn()
    const numbers = async (...options: string[]) =>
      [...(await giveOut('csqls', ...options)).matchAll(/^(\d+),霧/gmu)].map(([, number]) => number)
    expect(await numbers('--from', '2026-04-02', '--to', '2026-05-01')).toEqual(['6'])
    expect(await numbers('--from', '2026-05-01')).toEqual(['6', '7'])
    expect((await run(exportCommand, ['export', 'csqls', '--from', '2026-02-30'])).code).toBe(2)
    expect((await run(exportCommand, ['export', 'accounts', '--to', '2026-02-28'])).code).toBe(1)
  })
})

describe('an import', () => {
  test('says what the rows come to, and a second time that nothing was new', async () => {
    const first = await bringIn('accounts', ACCOUNTS)
    expect(first.stdout).toBe(
      '顧客:2行。新規 2件、更新 0件、変更なし 0件。\nあわせて追加:顧客 2社。\n取り込みました。\n',
    )
    const second = await bringIn('accounts', ACCOUNTS)
    expect(second.stdout).toBe(
      '顧客:2行。新規 0件、更新 0件、変更なし 2件。\n新しい内容はありませんでした。何も変えていません。\n',
    )
  })

  test('from Shift_JIS reads the same', async () => {
    await bringIn('accounts', iconv.encode(ACCOUNTS, 'cp932'))
    expect(await giveOut('accounts')).toContain('霧笛ロジテック株式会社')
  })

  test('names every fault with its row, column and mend on stderr, writes nothing, and exits with 1', async () => {
    const faulty = await bringIn('csqls', 'account,logged_by,logged_at,estimated_amount\nA,佐藤,2026-02-29,12〜15万\n')
    expect(faulty).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        '直していただきたいところが3か所あります。何も取り込んでいません。',
        '  2行目 logged_by:「佐藤」ではどなたか決まりません。メールアドレスか、SlackのメンバーID(U…)をご記入ください。',
        '  2行目 estimated_amount:「12〜15万」は金額をひとつに決められませんでした。例:120000、12万(税抜)。未定の場合は空欄にしてください。',
        '  2行目 logged_at:「2026-02-29」は暦にない日です。日付をご確認ください。',
      ],
    })
    expect((await giveOut('csqls')).trim().split('\n')).toHaveLength(1)
  })

  test('speaks the language of the workspace', async () => {
    const { stderr } = await run(importCommand, ['import', 'csqls', fileOf('acount\nA\n')], { TASUKI_LOCALE: 'en' })
    expect(stderr).toEqual([
      '1 thing to mend. Nothing was imported.',
      '  Row 1, acount: There is no such column. Did you mean "account"?',
    ])
  })

  test('of an Excel file says what it is, and how it becomes a CSV', async () => {
    const { code, stderr } = await bringIn('csqls', Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0, 8, 0, 0x2c, 0x0a]))
    expect([code, stderr]).toEqual([
      1,
      [
        '直していただきたいところが1か所あります。何も取り込んでいません。',
        '  1行目:Excelのファイル(.xlsx など)のため、CSVとして読み取れませんでした。Excelで開き、「名前を付けて保存」で「CSV UTF-8(コンマ区切り)」を選んで保存し直してください。',
      ],
    ])
  })

  test('says what separates the columns instead of commas', async () => {
    const { stderr } = await bringIn('accounts', 'name\tsegment\n霧笛\t大手\n')
    expect(stderr[1]).toMatch(/^ {2}1行目:列がタブで区切られています。カンマ「,」区切りにしてください。/)
  })

  test('with headers in Japanese says once which columns they mean in this sheet', async () => {
    const own = await bringIn('csqls', '顧客,登録日,見送り理由,社長の気分\n霧笛,2026-01-02,,\n')
    expect(own.stderr).toHaveLength(2)
    expect(own.stderr[1]).toMatch(
      /^ {2}1行目:使えない列名が4つあります。次のように書き換えてはいかがでしょうか:顧客 → account、登録日 → logged_at、見送り理由 → reject_reason。不要な列は削除してください:社長の気分。使える列:number、/,
    )
    expect((await bringIn('accounts', '顧客\n霧笛\n')).stderr[1]).toBe(
      '  1行目 顧客:この列名はありません。「name」のことでしょうか。',
    )
  })

  test('with a word that a list does not hold shows the words of the list with their codes', async () => {
    const { stderr } = await bringIn(
      'csqls',
      'account,logged_by,logged_at,heat,qualified_at,rejected_at,reject_reason\n霧笛,U0CSM,2026-01-02,熱い,2026-01-03,2026-01-04,高い\n',
    )
    expect(stderr[1]).toBe(
      '  2行目 heat:「熱い」は選べません。次のどれかをご記入ください:高(high)、中(medium)、低(low)。',
    )
    expect(stderr.join('')).toContain(
      '「高い」という理由はありません。次のどれかをご記入ください:まだ時期が早い(too_early)、予算の見込みがない(no_budget)、',
    )
  })

  test('dry, only says what it would do', async () => {
    const { stdout, code } = await bringIn('accounts', ACCOUNTS, '--dry-run')
    expect([code, stdout.includes('まだ取り込んでいません'), (await giveOut('accounts')).includes('霧笛')]).toEqual([
      0,
      true,
      false,
    ])
  })

  test('tells of a name that looks like another, and keeps them apart', async () => {
    await bringIn('accounts', 'name\n株式会社髙千野工務店\n')
    const { stdout } = await bringIn('accounts', 'name\n(株)高千野工務店\n')
    expect(stdout).toContain(
      '2行目 name:「(株)高千野工務店」は登録済みの「株式会社髙千野工務店」に似ていますが、別の顧客として登録します。',
    )
    expect((await giveOut('accounts')).split('\r\n').filter((line) => line.includes('千野'))).toHaveLength(2)
  })

  test.each([
    [
      ['import', 'csqls', '/no/such/file.csv'],
      1,
      '/no/such/file.csv が見つかりません。ファイル名と場所をご確認ください。',
    ],
    [['import', 'csqls', '/'], 1, '/ はファイルではありません。'],
    [
      ['import', 'cqsls', 'x.csv'],
      2,
      '<what> の「cqsls」は使えません。次のどれかをご指定ください:accounts, contracts, csqls, snapshots',
    ],
  ])('%j ends with %i', async (argv, code, words) => {
    const ran = await run(importCommand, argv)
    expect(ran.code).toBe(code)
    expect(ran.stderr.join('\n')).toContain(words)
  })

  test('into a fresh workspace names its first product, which nobody has used', async () => {
    await bringIn('contracts', CONTRACTS)
    const { stdout } = await run(exportCommand, ['export', 'contracts'])
    expect(stdout).toContain('ホタルビ勤怠')
    const again = await bringIn('contracts', CONTRACTS)
    expect(again.stdout).toContain('変更なし 2件')
  })
})

test('two accounts of one name are told apart by their ids, in both directions', async () => {
  await bringIn('accounts', 'name,external_id\n田中商店,T-1\n田中商店,T-2\n')
  const { stderr } = await bringIn('csqls', 'account,logged_by,logged_at\n田中商店,U0CSM,2026-04-01\n')
  expect(stderr[1]).toContain('「田中商店」という顧客が複数あります。')
  await bringIn('csqls', 'account,logged_by,logged_at\nT-2,U0CSM,2026-04-01\n')
  expect(await giveOut('csqls')).toContain('\r\n1,T-2,')
  expect(readFileSync(database).length).toBeGreaterThan(0)
})

describe('the whole history', () => {
  test('goes out and comes back, and a second time changes nothing', async () => {
    await bringAllIn()
    const archive = fileOf(await giveOut('events'), 'events.jsonl')
    const csqls = await giveOut('csqls')
    database = await freshDatabase(folder.path)
    const first = await run(importCommand, ['import', 'events', archive])
    expect([first.code, first.stderr, first.stdout.includes('取り込みました')]).toEqual([0, [], true])
    expect(await giveOut('csqls')).toBe(csqls)
    const second = await run(importCommand, ['import', 'events', archive])
    expect([second.code, second.stdout.includes('何も変えていません')]).toEqual([0, true])
  })

  test('is refused where there is something else, and where it is cut short', async () => {
    await bringAllIn()
    const archive = await giveOut('events')
    database = await freshDatabase(folder.path)
    const cut = await run(importCommand, ['import', 'events', fileOf(archive.slice(0, -40), 'cut.jsonl')])
    expect(cut.code).toBe(1)
    expect(cut.stderr.at(-1)).toContain('ファイルが途中で切れています')
    await bringIn('accounts', ACCOUNTS)
    const full = await run(importCommand, ['import', 'events', fileOf(archive, 'events.jsonl')])
    expect(full).toMatchObject({ code: 1, stderr: [expect.stringContaining('空のデータベースにだけ')] })
  })
})
