import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AccountIndex, type NamedAccount } from '../../src/domain/account-index.js'
import { exactKey, looseKey } from '../../src/domain/account-name.js'

describe('the exact name', () => {
  test.each([
    ['itself', '株式会社月白精機', '株式会社月白精機', true],
    ['㈱ is (株) by NFKC', '灯籠坂食品㈱', '灯籠坂食品(株)', true],
    ['full-width parentheses', '（株）アオバネ商会', '(株)アオバネ商会', true],
    ['half-width kana', 'ｱｵﾊﾞﾈ', 'アオバネ', true],
    ['full-width spaces, and how many', 'Tidewell　 Japan', 'Tidewell Japan', true],
    ['a hidden character', '月白\u200b精機', '月白精機', true],
    ['case is another name', 'tidewell', 'Tidewell', false],
    ['株式会社 is not 株', '株式会社月白精機', '(株)月白精機', false],
    ['髙 is not 高', '髙千野', '高千野', false],
    ['hiragana is not katakana', 'あおばね', 'アオバネ', false],
    ['a space inside is another name', '月白 精機', '月白精機', false],
  ])('%s', (_rule, one, other, same) => {
    expect(exactKey(one) === exactKey(other)).toBe(same)
  })
})

describe('names that look alike', () => {
  test.each([
    ['case', 'TIDEWELL Japan', 'Tidewell japan'],
    ['width', 'ｔｉｄｅｗｅｌｌ', 'Tidewell'],
    ['half-width kana', 'ｱｵﾊﾞﾈ商会', 'アオバネ商会'],
    ['spaces', '月白 精　機', '月白精機'],
    ['hiragana and katakana', 'あおばね商会', 'アオバネ商会'],
    ['株式会社 before', '株式会社月白精機', '月白精機'],
    ['株式会社 behind', '霧笛倉庫株式会社', '霧笛倉庫'],
    ['株式会社 spaced', '株式会社 月白精機', '月白精機'],
    ['before and behind', '株式会社霧笛倉庫', '霧笛倉庫 株式会社'],
    ['(株)', '(株)アオバネ商会', 'アオバネ商会'],
    ['full-width (株)', '（株）アオバネ商会', '株式会社アオバネ商会'],
    ['㈱', '灯籠坂食品㈱', '灯籠坂食品株式会社'],
    ['有限会社 and ㈲', '㈲山田', '有限会社山田'],
    ['合同会社', '合同会社ヨルベ企画', 'ヨルベ企画'],
    ['医療法人社団', '医療法人社団白南風会', '白南風会'],
    ['医療法人', '医療法人白南風会', '(医)白南風会'],
    ['学校法人', '学校法人空木野学園', '空木野学園'],
    ['K.K.', 'Tidewell Japan K.K.', 'Tidewell Japan'],
    ['KK', 'Tidewell Japan KK', 'Tidewell Japan K.K.'],
    ['Co., Ltd.', 'Muteki Warehouse Co., Ltd.', 'Muteki Warehouse'],
    ['Inc.', 'Acme, Inc.', 'ACME'],
    ['髙', '株式会社髙千野工務店', '高千野工務店'],
    ['﨑', '山﨑', '山崎'],
    ['齋', '齋ノ宮百貨店', '斎ノ宮百貨店'],
    ['齊', '齊藤', '斉藤'],
    ['邊', '渡邊', '渡辺'],
    ['邉', '渡邉', '渡邊'],
    ['濵', '濵田', '浜田'],
    ['澤', '澤', '沢'],
    ['櫻', '櫻井', '桜井'],
    ['國', '國', '国'],
    ['嶋', '嶋', '島'],
    ['𠮷', '𠮷野', '吉野'],
    ['a variant selector', '葛\u{e0100}城', '葛城'],
    ['中黒', 'クモノハ・システムズ株式会社', 'クモノハシステムズ'],
    ['half-width 中黒', 'クモノハ･システムズ', 'クモノハ システムズ'],
    ['long vowel marks', 'サーバー', 'サーバ'],
    ['a minus for a long vowel mark', 'サ−バ−', 'サーバー'],
    ['hyphens', 'A-B', 'AB'],
    ['small kana', 'キャノン', 'キヤノン'],
    ['ヶ', '霞ヶ関', '霞ケ関'],
  ])('%s: %s and %s', (_rule, one, other) => {
    expect(looseKey(one)).toBe(looseKey(other))
  })

  test.each([
    ['another name', '月白精機', '月白製機'],
    ['a longer name', '霧笛倉庫', '霧笛ロジテック'],
    ['co inside a word', 'Disco', 'Dis'],
    ['kk at the end of a word', 'Backk', 'Bac'],
    ['voiced kana', 'ハハ', 'ババ'],
    ['株 without parentheses is part of the name', '株主優待', '主優待'],
  ])('but not %s', (_rule, one, other) => {
    expect(looseKey(one)).not.toBe(looseKey(other))
  })

  test.each(['株式会社', 'Inc.', '(株)', '---', 'ー', '・', '🌱'])('%s alone still has a key', (name) => {
    expect(looseKey(name)).not.toBe('')
  })

  test('folding is idempotent', () => {
    const part = fc.constantFrom(
      '株式会社',
      '(株)',
      '㈱',
      'K.K.',
      'Co.,',
      'Ltd.',
      'Inc',
      ' ',
      '　',
      '月白',
      '髙',
      'あ',
      'ー',
      '-',
      'ァ',
      'A',
      'か\u3099',
      '﨑',
    )
    const name = fc.array(part, { maxLength: 7 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(name, fc.string({ unit: 'binary' })), (text) => {
        expect(looseKey(looseKey(text))).toBe(looseKey(text))
        expect(exactKey(exactKey(text))).toBe(exactKey(text))
      }),
      { numRuns: 5000 },
    )
  })
})

const account = (id: string, name: string, nameKana: string | null = null, ...aliases: string[]) => ({
  id,
  name,
  nameKana,
  aliases,
})
const company = [
  account('tsuki', '株式会社月白精機', 'つきしろせいき', 'Tsukishiro Seiki'),
  account('souko', '霧笛倉庫株式会社', 'むてきそうこ', '霧笛'),
  account('logi', '霧笛ロジテック株式会社', 'むてきろじてっく'),
  account('toro', '灯籠坂食品㈱', 'とうろうざかしょくひん'),
  account('aoba', '(株)アオバネ商会', 'あおばねしょうかい'),
  account('tide', 'Tidewell Japan K.K.', 'タイドウェル'),
  account('well', 'Tidewell'),
  account('twin1', '双葉'),
  account('twin2', '双葉'),
]
const index = new AccountIndex(company)
const found = (typed: string) => {
  const match = index.matchLeadingWords(typed.split(' '))
  if (match.kind === 'none') return 'none'
  const ids = match.kind === 'exact' ? match.account.id : match.candidates.map(({ id }) => id).join()
  return `${match.kind} ${ids} ${match.words}`
}

describe('the account of a line', () => {
  test.each([
    ['the exact name', '株式会社月白精機 アップセル', 'exact tsuki 1'],
    ['an alias means this account', '霧笛 アップセル', 'exact souko 1'],
    ['an alias of two words', 'Tsukishiro Seiki upsell', 'exact tsuki 2'],
    ['an alias in another case is alike', 'tsukishiro seiki upsell', 'likely tsuki 2'],
    ['without 株式会社', '月白精機 アップセル', 'likely tsuki 1'],
    ['㈱ as (株)', '灯籠坂食品(株) 高', 'exact toro 1'],
    ['by its reading', 'つきしろせいき 高', 'likely tsuki 1'],
    ['by the beginning of its reading', 'ｱｵﾊﾞﾈ 高', 'likely aoba 1'],
    ['by the beginning of its name', '灯籠坂 高', 'likely toro 1'],
    ['with 様', '月白精機様 高', 'likely tsuki 1'],
    ['the longest leading words', 'Tidewell Japan K.K. upsell', 'exact tide 3'],
    ['the longest even where fewer are exact', 'Tidewell Japan upsell', 'likely tide 2'],
    ['the short one where the longer does not match', 'Tidewell upsell', 'exact well 1'],
    ['a dash behind is not part of it', 'Tidewell - upsell', 'exact well 1'],
    ['the words must lead', 'upsell Tidewell', 'none'],
    ['the corporate form apart', '株式会社 月白精機 高', 'likely tsuki 2'],
    ['two of one exact name are asked', '双葉 高', 'likely twin1,twin2 1'],
    ['two by a beginning', '霧笛ロ 高', 'likely logi 1'],
    ['nobody', 'アクメ商事 アップセル', 'none'],
    ['the middle of a name is no match', '白精機 高', 'none'],
    ['a prototype’s name', '__proto__ constructor', 'none'],
  ])('%s: %s', (_rule, typed, expected) => {
    expect(found(typed)).toBe(expected)
  })

  test('no words, no account', () => {
    expect(index.matchLeadingWords([])).toEqual({ kind: 'none' })
    expect(index.match('')).toEqual({ kind: 'none' })
  })
})

describe('typing ahead', () => {
  const ids = (query: string, limit = 5) => index.suggest(query, limit).map(({ id }) => id)
  test.each([
    ['one character of the name', '月', ['tsuki']],
    ['a reading as it is typed', 'つき', ['tsuki']],
    ['half-width kana', 'ﾑﾃｷ', ['souko', 'logi']],
    ['the middle of a name', 'ロジ', ['logi']],
    ['an alias in any case', 'TSUKI', ['tsuki']],
    ['the exact one first', 'Tidewell', ['well', 'tide']],
    ['with the corporate form begun', '株式会社月', ['tsuki']],
    ['nothing', '', []],
    ['nobody', 'ぬぬぬ', []],
  ])('%s', (_rule, query, expected) => {
    expect(ids(query)).toEqual(expected)
  })

  test('no more than the limit, and nobody twice', () => {
    expect(ids('む', 1)).toEqual(['souko'])
    expect(ids('株', 50).length).toBe(new Set(ids('株', 50)).size)
    expect(ids('月', 0)).toEqual([])
  })
})

test('fifty thousand accounts are found at once', () => {
  const many = Array.from({ length: 50_000 }, (_, at) =>
    account(`a${at}`, `株式会社第${at}製作所`, `だい${at}せいさくしょ`, `Dai ${at}`),
  )
  const large = new AccountIndex(many)
  const started = performance.now()
  for (let at = 0; at < 200; at += 1) {
    expect(large.matchLeadingWords([`第${at * 7}製作所`, 'アップセル', '月12万', 'x', 'y', 'z']).kind).toBe('likely')
    expect(large.suggest(`${at * 7}せい`, 20).length).toBeGreaterThan(0)
    expect(large.suggest('どこにもない', 20)).toEqual([])
  }
  // Generous for a busy machine: a scan with folding would take minutes.
  expect(performance.now() - started).toBeLessThan(5000)
})

test('every account is found by its own name, and by its folded name, whatever the others are', () => {
  const name = fc
    .string({ unit: fc.constantFrom(...'月白精機あアaA髙高・株ー '), minLength: 1, maxLength: 6 })
    .filter((text) => exactKey(text) !== '')
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (names) => {
      const accounts = names.map((one, at) => account(`${at}`, one))
      const all = new AccountIndex(accounts)
      for (const one of accounts) {
        const match = all.match(one.name)
        const ids =
          match.kind === 'exact'
            ? [match.account.id]
            : match.kind === 'likely'
              ? match.candidates.map(({ id }) => id)
              : []
        expect(ids).toContain(one.id)
        const twins = accounts.filter((other) => exactKey(other.name) === exactKey(one.name))
        expect(match.kind).toBe(twins.length === 1 ? 'exact' : 'likely')
        expect(all.suggest(looseKey(one.name), 20)).toContain(one)
      }
    }),
  )
})

test('an index that was changed answers as one that is built anew', () => {
  const text = fc.string({ unit: fc.constantFrom(...'月白アa高・株 '), maxLength: 4 })
  const change = fc.record({
    id: fc.constantFrom('1', '2', '3', '4'),
    account: fc.option(fc.record({ name: text, nameKana: fc.option(text), aliases: fc.array(text, { maxLength: 2 }) })),
    asks: fc.option(text),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), text, (changes, query) => {
      const changed = new AccountIndex<NamedAccount>([])
      const now = new Map<string, NamedAccount>()
      for (const { id, account: named, asks } of changes) {
        if (named === null) {
          changed.remove(id)
          now.delete(id)
        } else {
          changed.put({ id, ...named })
          now.set(id, { id, ...named })
        }
        if (asks !== null) changed.suggest(asks, 3)
      }
      const anew = new AccountIndex([...now.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      const byId = (all: readonly NamedAccount[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1))
      expect(byId(changed.suggest(query, 10))).toEqual(byId(anew.suggest(query, 10)))
      expect(changed.match(query)).toEqual(anew.match(query))
      expect(changed.mentionedIn(query, 10)).toEqual(anew.mentionedIn(query, 10))
      expect([...changed.accounts.keys()].toSorted()).toEqual([...now.keys()].toSorted())
    }),
  )
})

describe('accounts that a text speaks of', () => {
  const named = (id: string, name: string, nameKana: string | null = null, aliases: readonly string[] = []) => ({
    ...{ id, name, nameKana, aliases },
  })
  const index = new AccountIndex([
    named('1', '株式会社月白精機', 'つきしろせいき'),
    named('2', '霧笛倉庫株式会社'),
    named('3', '(株)アオバネ商会', 'あおばねしょうかい', ['アオバネ']),
    named('4', 'Tidewell Japan K.K.', null, ['Tidewell']),
    named('5', '株式会社髙千野工務店'),
    named('6', '株式会社月'),
    named('7', '(株)アオ'),
  ])
  const found = (text: string) => index.mentionedIn(text, 5).map(({ id }) => id)

  test.each([
    ['in the name of a channel', 'cs-月白精機-定例', ['1']],
    ['without its legal form, with 様', '本日は月白精機様と打合せ', ['1']],
    ['by its reading', 'つきしろせいきの件', ['1']],
    ['by an alias, in half-width kana', 'ｱｵﾊﾞﾈさんから', ['3']],
    ['by a variant character', '高千野工務店より', ['5']],
    ['in Latin letters, whatever the case', 'proj-tidewell', ['4']],
    ['two of them, the longer spelling first', '霧笛倉庫と月白精機、アオバネ', ['2', '1', '3']],
    ['one character, or two of kana, is an accident', '今月のアオい話', []],
    ['nobody', '今日は良い天気', []],
    ['nothing', '', []],
  ])('%s', (_rule, text, ids) => {
    expect([...found(text)].sort()).toEqual([...ids].sort())
  })

  test('no more than asked for, and a long text is searched only at its beginning', () => {
    expect(index.mentionedIn('霧笛倉庫と月白精機', 1)).toHaveLength(1)
    expect(index.mentionedIn('霧笛倉庫', 0)).toEqual([])
    expect(found(`${'あ'.repeat(5000)}月白精機`)).toEqual([])
  })

  test('every account is found in a text that holds its name', () => {
    const names = ['月白精機', '霧笛倉庫', 'アオバネ商会', '髙千野工務店', 'Tidewell Japan']
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string(), fc.string(), (name, before, after) => {
        const text = `${before.slice(0, 50)} ${name} ${after}`
        const [meant] = index.match(name).kind === 'none' ? [] : found(name)
        expect(found(text)).toContain(meant)
      }),
    )
  })
})
