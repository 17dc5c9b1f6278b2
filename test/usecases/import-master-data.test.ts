import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bringIn } from '../support/sheets.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const scoped = () => world.store.of(world.workspaceId)
const accounts = () => scoped().read((tx) => tx.sheets.accounts(null, 100))
const contracts = () => scoped().read((tx) => tx.sheets.contracts(null, 100))
const named = async (name: string) => (await accounts()).find((account) => account.name === name)
const faults = async (
  sheet: 'accounts' | 'contracts' | 'snapshots',
  rows: readonly Readonly<Record<string, string>>[],
) => (await bringIn(world, sheet, rows)).faults.map(({ row, column, rule }) => `${row} ${column} ${rule}`)

describe('an account of a sheet', () => {
  test('is the one of its external id, whose new name it takes and whose old one it keeps as an alias', async () => {
    await bringIn(world, 'accounts', [{ name: '旧商事', external_id: 'A-1', segment: '大手' }])
    expect(await bringIn(world, 'accounts', [{ name: '新商事', external_id: 'A-1' }])).toMatchObject({
      added: 0,
      changed: 1,
    })
    expect(await named('新商事')).toMatchObject({ aliases: ['旧商事'], segment: '大手', externalId: 'A-1' })
    expect(await named('旧商事')).toBeUndefined()
  })

  test('is the one of its corporate number, else of its exact name (NFKC), whose ids it gets', async () => {
    await bringIn(world, 'accounts', [{ name: 'アオバネ', corporate_number: '1234567890123' }, { name: 'ABC商会' }])
    const outcome = await bringIn(world, 'accounts', [
      { name: 'アオバネ商会', corporate_number: '1234567890123' },
      { name: 'ABC商会', external_id: 'B-2' },
    ])
    expect(outcome).toMatchObject({ added: 0, changed: 2 })
    expect(await named('ABC商会')).toMatchObject({ externalId: 'B-2' })
  })

  test('is another where the name is the same and the ids are not', async () => {
    await bringIn(world, 'accounts', [{ name: '田中商店', external_id: 'T-1' }])
    expect(await bringIn(world, 'accounts', [{ name: '田中商店', external_id: 'T-2' }])).toMatchObject({ added: 1 })
  })

  test('is confirmed where its name was only typed so far', async () => {
    await scoped().transaction((tx) => tx.accounts.update({ ...world.account, provisional: true }))
    expect(await bringIn(world, 'accounts', [{ name: world.account.name }])).toMatchObject({ changed: 1 })
    expect((await named(world.account.name))?.provisional).toBe(false)
  })

  test('loses nothing by empty cells, nor aliases that it was given elsewhere', async () => {
    await bringIn(world, 'accounts', [{ name: 'A', name_kana: 'えー', aliases: 'a;b', segment: '大手' }])
    await bringIn(world, 'accounts', [{ name: 'A', aliases: 'c', segment: '' }])
    expect(await named('A')).toMatchObject({ nameKana: 'えー', aliases: ['a', 'b', 'c'], segment: '大手' })
  })

  test('has a parent that comes before it, after it, or in no row at all', async () => {
    const outcome = await bringIn(world, 'accounts', [
      { name: '子一', parent: '親' },
      { name: '親', external_id: 'P' },
      { name: '子二', parent: '親' },
      { name: '子三', parent: 'どこにもない親' },
    ])
    expect(outcome).toMatchObject({ added: 4, made: { accounts: 5 } })
    const parent = await named('親')
    expect([(await named('子一'))?.parentId, (await named('子二'))?.parentId]).toEqual([parent?.id, parent?.id])
    expect((await named('子三'))?.parentId).toBe((await named('どこにもない親'))?.id)
    expect(parent?.externalId).toBe('P')
  })

  test('is refused where its ids point at two, where it stands twice, or is its own parent', async () => {
    await bringIn(world, 'accounts', [
      { name: 'A', external_id: 'A-1' },
      { name: 'B', corporate_number: '1234567890123' },
    ])
    expect(
      await faults('accounts', [
        { name: 'C', external_id: 'A-1', corporate_number: '1234567890123' },
        { name: 'D' },
        { name: 'Ｄ' },
        { name: 'E', parent: 'E' },
        { name: '', segment: 'x' },
      ]),
    ).toEqual(['2 external_id identity_clash', '4 name same_twice', '5 parent own_parent', '6 name empty'])
    expect(await named('D')).toBeUndefined()
  })
})

describe('a contract of a sheet', () => {
  const ROW = { account: '霧笛倉庫', product: '勤怠', csm: 'sato@example.jp', amount: '240,000', period: 'month' }

  test('is account × department × product, and is brought up to date', async () => {
    const rows = [ROW, { ...ROW, department: '物流部' }, { ...ROW, product: '経費' }]
    expect(await bringIn(world, 'contracts', rows)).toMatchObject({
      added: 3,
      made: { accounts: 1, products: 2, people: 1 },
    })
    expect(
      await bringIn(world, 'contracts', [
        { ...ROW, amount: '', phase: '定着' },
        { ...ROW, amount: '252000' },
      ]),
    ).toMatchObject({
      faultCount: 2,
    })
    expect(await bringIn(world, 'contracts', [{ ...ROW, amount: '', phase: 'adopting' }])).toMatchObject({ changed: 1 })
    const found = (await contracts()).filter(({ phase }) => phase === 'adopting')
    expect(found).toMatchObject([{ amount: 240_000, amountPeriod: 'month', currency: 'JPY', departmentId: null }])
    expect(await bringIn(world, 'contracts', rows)).toMatchObject({ changed: 0, unchanged: 3, written: false })
  })

  test('a yearly amount stays yearly when only the amount is told again', async () => {
    await bringIn(world, 'contracts', [{ ...ROW, amount: '1200', period: 'year', currency: 'USD' }])
    await bringIn(world, 'contracts', [{ ...ROW, amount: '1300', period: '', currency: 'USD' }])
    expect(await contracts()).toMatchObject([{ amount: 130_000, amountPeriod: 'year', currency: 'USD' }])
  })
})

test('a snapshot is month × account × product, and its amount is replaced', async () => {
  const row = { month: '2026-04', account: '霧笛倉庫', product: '勤怠', amount: '240000' }
  expect(await bringIn(world, 'snapshots', [row, { ...row, month: '2026-05' }])).toMatchObject({ added: 2 })
  expect(
    await bringIn(world, 'snapshots', [
      { ...row, amount: '250000' },
      { ...row, month: '2026-05' },
    ]),
  ).toMatchObject({
    added: 0,
    changed: 1,
    unchanged: 1,
  })
  expect(await scoped().read((tx) => tx.snapshots.ofMonth('2026-04'))).toMatchObject([{ amount: 250_000 }])
  expect(await faults('snapshots', [row, row, { ...row, amount: '' }])).toEqual([
    '3 account same_twice',
    '4 amount empty',
  ])
})
