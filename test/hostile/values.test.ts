import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'
import { faultsOf, posted } from './posted.js'

vi.setConfig({ testTimeout: 60_000 })

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp()
})
afterEach(() => tasuki.close())

/** The newest answer to sato, in its blocks and in its fallback text. */
const answer = () => {
  const message = tasuki.as('sato').ephemerals().at(-1)
  return { fallback: message?.text ?? '', blocks: JSON.stringify(message?.blocks ?? []) }
}

describe('H20 amounts', () => {
  /** As typed; what is kept, in yen; what the answer says. */
  const LINES = [
    ['月１２万', 120_000, '月額12万円の増加(税抜)'],
    ['月1億円', 100_000_000, '月額1億円の増加(税抜)'],
    ['年144万', 1_440_000, '年額144万円の増加(税抜)'],
    ['１２万３千円', 123_000, '月額12.3万円の増加(税抜)'],
    ['二十万円', 200_000, '月額20万円の増加(税抜)'],
    ['¥9007199254740991', 9_007_199_254_740_991, '9,007,199,254,740,991円'],
    ['9007199254740993円', null, '金額が大きすぎるようです'],
    ['1e309', null, '金額として読み取れませんでした'],
    ['-1', null, 'マイナスの金額のようです'],
    ['１２３', null, '単位(万・円など)がわかりませんでした'],
    ['1.000,50', null, '金額として読み取れませんでした'],
    ['12〜15万', null, '金額をひとつに決められませんでした'],
    ['約12万', null, '概算のため'],
    ['税込13万', null, '税込の金額のようです'],
  ] as const

  test.each(LINES)('%s on a line is kept exactly, or not at all and said so', async (typed, amount, words) => {
    await tasuki.csql('sato', `log 月白精機 アップセル ${typed} 席が足りない`)
    expect((await tasuki.csqlOf(1))?.amount ?? null).toBe(amount)
    const { fallback, blocks } = answer()
    expect(fallback).toContain(words)
    expect(blocks).toContain(words)
    // What was typed stays readable, taken or not.
    const shown = await tasuki.csql('sato', 'show 1')
    if (amount === null) expect(shown).toContain(typed)
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
  })

  test('NaN is a word like any other', async () => {
    await tasuki.csql('sato', 'log 月白精機 アップセル NaN 席が足りない')
    expect((await tasuki.csqlOf(1))?.amount).toBeNull()
    expect(await tasuki.csql('sato', 'show 1')).toContain('NaN 席が足りない')
  })

  test.each(['1e309', 'NaN', '-1', '1.000,50', '9007199254740993円', 'Infinity', '0x10円', '12〜15万'])(
    '%s in a form is a fault at its input, and everything typed stays',
    async (typed) => {
      await handedOver(tasuki)
      await tasuki.csql('suzuki', 'accept 1')
      await tasuki.csql('suzuki', 'win 1')
      const { view } = tasuki.modal('suzuki')
      const sent = await tasuki.as('suzuki').submit(view, { won_on: '2026-11-24', amount: typed, promises: '4月から' })
      expect(Object.keys(sent.errors ?? {})).toEqual(['amount'])
      expect(sent.errors?.['amount']).not.toMatch(/undefined|NaN円|\[object/)
      expect(JSON.stringify(view.state)).toContain('4月から')
      expect((await tasuki.csqlOf(1))?.wonAmount ?? null).toBeNull()
      expect((await tasuki.as('suzuki').submit(view, { amount: '月12万' })).errors).toBeUndefined()
      expect((await tasuki.csqlOf(1))?.wonAmount).toBe(120_000)
    },
  )
})

describe('H21 days', () => {
  beforeEach(() => handedOver(tasuki))

  test.each([
    ['snooze 1 2026-02-29', '2026-02-29'],
    ['snooze 1 9999-12-31', '9999-12-31'],
    ['snooze 1 2026-11-23', '2026-11-23'],
    ['snooze 1 13/45', '13/45'],
  ])('%s is refused, and echoed', async (line, typed) => {
    const said = await tasuki.csql('suzuki', line)
    expect(said).toContain(typed)
    expect(said).not.toMatch(/undefined|Invalid|NaN/)
    expect(tasuki.as('suzuki').ephemerals().at(-1)?.text).toContain(typed)
    expect((await tasuki.events(1)).map(({ kind }) => kind)).toEqual(['log', 'qualify'])
  })

  test.each([
    'report 2026-02-29',
    'report 9999-01-01..9999-99-99',
    'pause 2026-02-29',
    'pause 0000-00-00',
    'pause 9999-01-01',
  ])('%s is refused, or the day is echoed', async (line) => {
    const said = await tasuki.csql('sato', line)
    expect(said).toMatch(/読み取れませんでした|暦にない日です|までの日|9999/)
    expect(said).not.toMatch(/undefined|Invalid|NaN/)
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
  })

  test.each(['2026-02-30', '9999-12-31', '2026-11-25', '0001-01-01'])(
    'a win on %s is a fault at its input',
    async (day) => {
      await tasuki.csql('suzuki', 'accept 1')
      await tasuki.csql('suzuki', 'win 1')
      const { view } = tasuki.modal('suzuki')
      tasuki.as('suzuki').fill(view, { amount: '月12万', promises: '4月から' })
      // The client's own picker gives no 30th of February: a forged one is read all the same.
      Object.assign(view.state['won_on'] ?? {}, { value: { type: 'datepicker', selected_date: day } })
      const sent = await tasuki.as('suzuki').submit(view)
      expect(Object.keys(sent.errors ?? {})).toEqual(['won_on'])
      expect((await tasuki.csqlOf(1))?.state).toBe('accepted')
      expect(JSON.stringify(view.state)).toContain('4月から')
      expect((await tasuki.as('suzuki').submit(view, { won_on: '2026-11-24' })).errors).toBeUndefined()
      expect((await tasuki.csqlOf(1))?.state).toBe('won')
    },
  )

  test('tomorrow, at 23:59 where one is: the day is that of the person, and it is said', async () => {
    // In New York it is Monday 23:59; in Tokyo, Tuesday afternoon.
    tasuki.clock.set(Date.parse('2026-11-23T23:59:00-05:00'))
    expect(await tasuki.csql('pat', 'pause tomorrow')).toMatch(/Tue|Nov 24|24/)
    expect((await tasuki.person('pat')).pausedUntil).toBe('2026-11-24')
    expect(await tasuki.csql('sato', 'pause 明日')).toContain('11/25')
    expect((await tasuki.person('sato')).pausedUntil).toBe('2026-11-25')
  })
})

describe('H23 one customer, spelled in many ways', () => {
  /** As typed: the very account, or the likely one that is asked about. */
  const SAME = [
    ['株式会社月白精機', '株式会社月白精機'],
    ['Tidewell Japan K.K.', 'Tidewell Japan K.K.'],
    ['Ｔｉｄｅｗｅｌｌ　Ｊａｐａｎ　Ｋ.Ｋ.', 'Tidewell Japan K.K.'],
  ] as const
  const LIKELY = [
    ['株式会社　月白精機', '株式会社月白精機'],
    ['(株)月白精機', '株式会社月白精機'],
    ['㈱月白精機', '株式会社月白精機'],
    ['月白精機株式会社', '株式会社月白精機'],
    ['つきしろせいき', '株式会社月白精機'],
    ['ツキシロセイキ', '株式会社月白精機'],
    ['ﾂｷｼﾛｾｲｷ', '株式会社月白精機'],
    ['株式会社高千野工務店', '株式会社髙千野工務店'],
    ['斎ノ宮百貨店', '株式会社齋ノ宮百貨店'],
    ['クモノハシステムズ', 'クモノハ・システムズ株式会社'],
    ['TIDEWELL JAPAN', 'Tidewell Japan K.K.'],
  ] as const

  const accountOf = async (number: number): Promise<string> => {
    const csql = await tasuki.csqlOf(number)
    const account = csql === null ? null : await tasuki.store.read((tx) => tx.accounts.get(csql.accountId))
    return `${account?.name}${account?.provisional === true ? ' (provisional)' : ''}`
  }

  test.each(SAME)('「%s」 is it: nothing is asked', async (typed, name) => {
    await tasuki.csql('sato', `log 「${typed}」 アップセル 席が足りない`)
    expect(await accountOf(1)).toBe(name)
    expect(answer().blocks).not.toContain('csql.account')
  })

  test.each(LIKELY)(
    '「%s」 is likely it: it is offered and asked about, in blocks and in the fallback text',
    async (typed, name) => {
      await tasuki.csql('sato', `log 「${typed}」 アップセル 席が足りない`)
      const kept = await accountOf(1)
      expect(kept).toContain('(provisional)')
      const { blocks, fallback } = answer()
      expect(blocks).toContain('csql.account')
      expect(blocks).toContain(name)
      expect(fallback).toContain(name)
      await tasuki.click('sato', 'csql.account.0').catch(() => tasuki.click('sato', 'csql.account'))
      expect(await accountOf(1)).toBe(name)
    },
  )

  test('another firm of the same sound is not taken for it', async () => {
    await tasuki.csql('sato', 'log 「白月製菓」 アップセル 席が足りない')
    expect(await accountOf(1)).toBe('白月製菓 (provisional)')
    expect(answer().blocks).not.toContain('株式会社月白精機')
  })
})
