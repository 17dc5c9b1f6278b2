import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AccountIndex } from '../../src/domain/account-index.js'
import { parseLogLine } from '../../src/domain/log-line.js'
import { logVocabulary } from '../../src/domain/log-vocabulary.js'
import { foldWord } from '../../src/domain/words.js'
import { LOG_WORDS } from '../../src/i18n/vocabulary.js'
import { notations, periods } from '../support/amount-notations.js'

const products = [
  { id: 'time', names: ['ホタルビ勤怠', 'Hotarubi Time', '勤怠'] },
  { id: 'expense', names: ['ホタルビ経費', 'Hotarubi Expense', '経費'] },
  { id: 'twin-a', names: ['双子'] },
  { id: 'twin-b', names: ['双子'] },
]
const vocabulary = logVocabulary(LOG_WORDS, products, 'JPY')
const account = (id: string, name: string, nameKana: string, ...aliases: string[]) => ({ id, name, nameKana, aliases })
const accounts = new AccountIndex([
  account('tsuki', '株式会社月白精機', 'つきしろせいき', '月白精機'),
  account('souko', '霧笛倉庫株式会社', 'むてきそうこ'),
  account('aoba', '(株)アオバネ商会', 'あおばねしょうかい'),
  account('tide', 'Tidewell Japan K.K.', 'タイドウェル'),
])
const parse = (line: string) => parseLogLine(line, vocabulary, accounts)
/** What a line came to, in the order of the fields. */
const summary = (line: string) => {
  const { account, kind, heat, productId, ae, source, amount, oneTime, amountProblem, note } = parse(line)
  return {
    account: account.typed,
    ...(account.match.kind === 'none' ? {} : { match: account.match.kind }),
    ...(kind && { kind }),
    ...(heat && { heat }),
    ...(productId && { productId }),
    ...(ae && { ae: 'name' in ae ? ae.name : ae.slackUserId }),
    ...(source && { source }),
    ...(amount && { amount: `${amount.amount} ${amount.currency} ${amount.period}${amount.periodGiven ? '' : '?'}` }),
    ...(oneTime && { oneTime: `${oneTime.amount} ${oneTime.currency} ${oneTime.period}` }),
    ...(amountProblem && { problem: amountProblem.reason }),
    note,
  }
}

describe('the account', () => {
  test.each([
    [
      'the contract’s example',
      'アクメ商事 アップセル 月12万 @suzuki 定例で席数の不足を相談された',
      {
        account: 'アクメ商事',
        kind: 'upsell',
        ae: 'suzuki',
        amount: '120000 JPY month',
        note: '定例で席数の不足を相談された',
      },
    ],
    ['by alias', '月白精機 高', { account: '月白精機', match: 'exact', heat: 'high', note: '' }],
    ['alike', 'ｱｵﾊﾞﾈ 高', { account: 'ｱｵﾊﾞﾈ', match: 'likely', heat: 'high', note: '' }],
    [
      'several leading words',
      'Tidewell Japan K.K. upsell',
      { account: 'Tidewell Japan K.K.', match: 'exact', kind: 'upsell', note: '' },
    ],
    ['else the first word alone', 'Acme Trading upsell', { account: 'Acme', kind: 'upsell', note: 'Trading' }],
    ['quoted', '"Acme Trading" upsell', { account: 'Acme Trading', kind: 'upsell', note: '' }],
    ['quoted “ ”', '“Acme Trading” upsell', { account: 'Acme Trading', kind: 'upsell', note: '' }],
    ['quoted 「 」', '「アクメ 商事」アップセル', { account: 'アクメ 商事', kind: 'upsell', note: '' }],
    [
      'a quote within the words ends them',
      'Tidewell "Japan K.K." x',
      { account: 'Tidewell', match: 'likely', note: '"Japan K.K." x' },
    ],
    [
      'a later quote is no account',
      'Acme upsell "needs seats"',
      { account: 'Acme', kind: 'upsell', note: '"needs seats"' },
    ],
    ['an apostrophe', "O'Brien upsell isn't sure", { account: "O'Brien", kind: 'upsell', note: "isn't sure" }],
    ['left out before a kind', 'クロスセル', { account: '', kind: 'cross_sell', note: '' }],
    ['left out before a heat', '高 席が足りない', { account: '', heat: 'high', note: '席が足りない' }],
    ['left out before a product', '勤怠 アップセル', { account: '', kind: 'upsell', productId: 'time', note: '' }],
    ['left out before a source', '#event x', { account: '', source: 'event', note: 'x' }],
    ['left out before an amount', '月12万 x', { account: '', problem: 'malformed', note: '月12万 x' }],
    ['a word that is only like one', 'アップセル商会 高', { account: 'アップセル商会', heat: 'high', note: '' }],
    ['a bare number is a name', '３０１ 高', { account: '３０１', heat: 'high', note: '' }],
    ['a vocabulary word, quoted', '「クロスセル」 高', { account: 'クロスセル', heat: 'high', note: '' }],
    ['a vocabulary word before a quote', '高 「A」', { account: '高', note: '「A」' }],
    [
      'full-width spaces',
      '月白精機　アップセル　月１２万',
      { account: '月白精機', match: 'exact', kind: 'upsell', amount: '120000 JPY month', note: '' },
    ],
    ['nothing', '　', { account: '', note: '' }],
    ['the account alone', '月白精機', { account: '月白精機', match: 'exact', note: '' }],
  ])('%s', (_rule, line, expected) => {
    expect(summary(line)).toEqual(expected)
  })
})

describe('whole words, each at most once', () => {
  const a = { account: 'A' }
  test.each([
    ['kinds in both languages', 'A クロスセル', { ...a, kind: 'cross_sell', note: '' }],
    ['cross', 'A cross-sell', { ...a, kind: 'cross_sell', note: '' }],
    ['two words', 'A Cross Sell', { ...a, kind: 'cross_sell', note: '' }],
    ['referral', 'A 他社紹介', { ...a, kind: 'referral', note: '' }],
    ['half-width kana', 'A ｱｯﾌﾟｾﾙ', { ...a, kind: 'upsell', note: '' }],
    ['case and width', 'A ＵＰＳＥＬＬ', { ...a, kind: 'upsell', note: '' }],
    ['a second kind is the note’s', 'A upsell クロスセル', { ...a, kind: 'upsell', note: 'クロスセル' }],
    ['the same kind again, too', 'A upsell upsell', { ...a, kind: 'upsell', note: 'upsell' }],
    ['no part of a word', 'A アップセルの相談 高め 中旬 低い', { ...a, note: 'アップセルの相談 高め 中旬 低い' }],
    ['heat', 'A 中', { ...a, heat: 'medium', note: '' }],
    ['heat as the screen says it', 'A 温度感 高', { ...a, heat: 'high', note: '' }],
    ['a second heat is the note’s', 'A 高 低', { ...a, heat: 'high', note: '低' }],
    ['a comma behind a word', 'A upsell, high, soon', { ...a, kind: 'upsell', heat: 'high', note: 'soon' }],
    ['a product', 'A ホタルビ経費', { ...a, productId: 'expense', note: '' }],
    ['a product of two words', 'A hotarubi time x', { ...a, productId: 'time', note: 'x' }],
    ['a quoted product', 'A "Hotarubi Time" x', { ...a, productId: 'time', note: 'x' }],
    ['half a quoted product', 'A "Hotarubi" Time', { ...a, note: '"Hotarubi" Time' }],
    ['a quoted kind is somebody’s word', 'A 「アップセル」 と言われた', { ...a, note: '「アップセル」 と言われた' }],
    ['a second product is the note’s', 'A 経費 勤怠', { ...a, productId: 'expense', note: '勤怠' }],
    ['a word that two products share', 'A 双子', { ...a, note: '双子' }],
    ['a mention', 'A <@U0123ABC>', { ...a, ae: 'U0123ABC', note: '' }],
    ['a mention with its name', 'A <@W1|suzuki> x', { ...a, ae: 'W1', note: 'x' }],
    ['a mention with さん', 'A <@U1|suzuki>さん 急ぎ', { ...a, ae: 'U1', note: '急ぎ' }],
    ['a typed name', 'A @鈴木さん 急ぎ', { ...a, ae: '鈴木', note: '急ぎ' }],
    ['a full-width ＠', 'A ＠suzuki.k', { ...a, ae: 'suzuki.k', note: '' }],
    ['a second person is the note’s', 'A <@U1> <@U2>', { ...a, ae: 'U1', note: '<@U2>' }],
    [
      'everybody is nobody',
      'A @everyone @channel @here <!channel>',
      { ...a, note: '@everyone @channel @here <!channel>' },
    ],
    ['an address is nobody', 'A x@example.com @', { ...a, note: 'x@example.com @' }],
    ['a source', 'A #ウェビナー', { ...a, source: 'webinar', note: '' }],
    ['a source in English', 'A #renewal', { ...a, source: 'renewal', note: '' }],
    ['a full-width ＃', 'A ＃定例', { ...a, source: 'cs_activity', note: '' }],
    ['a source as a channel', 'A <#C1|webinar>', { ...a, source: 'webinar', note: '' }],
    ['a channel inside a sentence', 'A <#C1|webinar>の話', { ...a, note: '<#C1|webinar>の話' }],
    ['a source without # is a word', 'A ウェビナー メール', { ...a, note: 'ウェビナー メール' }],
    ['紹介 is a kind, #紹介 a source', 'A 紹介 #紹介', { ...a, kind: 'referral', source: 'introduction', note: '' }],
    ['an unknown # stays', 'A #sales <#C1> <#C2|sales> #42', { ...a, note: '#sales <#C1> <#C2|sales> #42' }],
    ['a second source is the note’s', 'A #event #email', { ...a, source: 'event', note: '#email' }],
    ['an unknown # takes no place', 'A #sales #email', { ...a, source: 'email', note: '#sales' }],
    ['a prototype’s name', 'A constructor __proto__ #toString', { ...a, note: 'constructor __proto__ #toString' }],
    [
      'anywhere, in any order',
      'A 急ぎ @s 高 #event 月12万 経費 です クロス',
      {
        ...a,
        ae: 's',
        heat: 'high',
        source: 'event',
        amount: '120000 JPY month',
        productId: 'expense',
        kind: 'cross_sell',
        note: '急ぎ です',
      },
    ],
  ])('%s', (_rule, line, expected) => {
    expect(summary(line)).toEqual(expected)
  })
})

describe('the amount', () => {
  const a = { account: 'A' }
  const [MONTHLY, ONCE] = ['120000 JPY month', '300000 JPY one_time']
  test.each([
    ['over two words', 'A 月額 12万 急ぎ', { ...a, amount: '120000 JPY month', note: '急ぎ' }],
    ['over three', 'A $300 per month soon', { ...a, amount: '30000 USD month', note: 'soon' }],
    ['the period first', 'A per month $300 soon', { ...a, amount: '30000 USD month', note: 'soon' }],
    ['seats times a price', 'A 10席 × 3,000円 急ぎ', { ...a, amount: '30000 JPY month?', note: '急ぎ' }],
    ['× cut off by a full stop', 'A ¥3,000×。', { ...a, problem: 'malformed', note: '¥3,000×。' }],
    ['the same, full width', 'A ￥３，０００×。', { ...a, problem: 'malformed', note: '￥３，０００×。' }],
    ['the same, half width', 'A ¥3,000×｡', { ...a, problem: 'malformed', note: '¥3,000×｡' }],
    ['the same, in ASCII', 'A ¥3,000x.', { ...a, problem: 'malformed', note: '¥3,000x.' }],
    ['the same, apart', 'A ¥3,000 ×。', { ...a, problem: 'malformed', note: '¥3,000 ×。' }],
    ['× cut off by a comma', 'A 月12万×、 急ぎ', { ...a, problem: 'malformed', note: '月12万×、 急ぎ' }],
    ['the same, full width', 'A 月１２万×、　急ぎ', { ...a, problem: 'malformed', note: '月１２万×、　急ぎ' }],
    ['the same, half width', 'A 月12万×､ 急ぎ', { ...a, problem: 'malformed', note: '月12万×､ 急ぎ' }],
    ['the same, in ASCII', 'A 月12万x, 急ぎ', { ...a, problem: 'malformed', note: '月12万x, 急ぎ' }],
    ['a comma between × and the price', 'A 10席 ×、 ¥3,000', { ...a, problem: 'malformed', note: '10席 ×、 ¥3,000' }],
    [
      'the same, full width',
      'A １０席　×、　￥３，０００',
      { ...a, problem: 'malformed', note: '１０席　×、　￥３，０００' },
    ],
    ['the same, half width', 'A 10席 ×､ ¥3,000', { ...a, problem: 'malformed', note: '10席 ×､ ¥3,000' }],
    ['the same, in ASCII', 'A 10席 x, ¥3,000', { ...a, problem: 'malformed', note: '10席 x, ¥3,000' }],
    ['the same, behind the seats', 'A 10席×、 ¥3,000', { ...a, problem: 'malformed', note: '10席×、 ¥3,000' }],
    ['the same before a digit', 'A 10席 x, 3,000円', { ...a, problem: 'malformed', note: '10席 x, 3,000円' }],
    [
      'the same before a digit, behind the seats',
      'A 10席×, 3,000円',
      { ...a, problem: 'malformed', note: '10席×, 3,000円' },
    ],
    ['the same without a counter', 'A 10 ×、 ¥3,000', { ...a, problem: 'malformed', note: '10 ×、 ¥3,000' }],
    ['a comma before ×', 'A 10席、 × ¥3,000', { ...a, problem: 'malformed', note: '10席、 × ¥3,000' }],
    [
      'the same, full width',
      'A １０席；　×　￥３，０００',
      { ...a, problem: 'malformed', note: '１０席；　×　￥３，０００' },
    ],
    [
      'a comma between the number and its counter',
      'A 10、 席 × ¥3,000',
      { ...a, problem: 'malformed', note: '10、 席 × ¥3,000' },
    ],
    ['× and a comma before a number in kanji', 'A ¥1 x, 千 席', { ...a, problem: 'malformed', note: '¥1 x, 千 席' }],
    ['the other way round', 'A 千 席 x, ¥300', { ...a, problem: 'malformed', note: '千 席 x, ¥300' }],
    ['a comma before × one seat', 'A ¥300, x 1席', { ...a, problem: 'malformed', note: '¥300, x 1席' }],
    ['another currency behind a comma', 'A 12k, USD', { ...a, problem: 'malformed', note: '12k, USD' }],
    ['seats times what?', 'A 10席 × 急ぎ', { ...a, problem: 'malformed', note: '10席 × 急ぎ' }],
    ['seats times a remark', 'A 10席 × 急ぎ ¥3,000', { ...a, problem: 'two_amounts', note: '10席 × 急ぎ ¥3,000' }],
    [
      'a product with a comma in it beside an amount',
      'A 月12万 10席 x, ¥3,000 初期',
      { ...a, problem: 'two_amounts', note: '月12万 10席 x, ¥3,000 初期' },
    ],
    ['a comma behind a product', 'A 10席 × 3,000円、 急ぎ', { ...a, amount: '30000 JPY month?', note: '急ぎ' }],
    ['the period behind a comma', 'A 10席 × 3,000円、 年額', { ...a, amount: '30000 JPY year', note: '' }],
    ['the same in English', 'A $300, per month', { ...a, amount: '30000 USD month', note: '' }],
    ['a half-width full stop behind it', 'A 急ぎ ¥3,000｡', { ...a, amount: '3000 JPY month?', note: '急ぎ' }],
    ['× that touches no amount', 'A ¥300 急ぎ x, 済', { ...a, amount: '300 JPY month?', note: '急ぎ x, 済' }],
    ['seats apart', 'A 10 席 × 3,000 円', { ...a, amount: '30000 JPY month?', note: '' }],
    [
      'in a sentence',
      'A wants to move to $300 per month soon',
      { ...a, amount: '30000 USD month', note: 'wants to move to soon' },
    ],
    ['a comma behind it', 'A $300, soon', { ...a, amount: '30000 USD month?', note: 'soon' }],
    ['a full stop behind it', 'A 急ぎ 月12万。', { ...a, amount: '120000 JPY month', note: '急ぎ' }],
    ['between slashes', 'A / 12万 / 急ぎ', { ...a, amount: '120000 JPY month?', note: '/ / 急ぎ' }],
    ['before a dash', 'A 12万 - 急ぎ', { ...a, amount: '120000 JPY month?', note: '- 急ぎ' }],
    ['beside a count', 'A 80名 月12万', { ...a, amount: '120000 JPY month', note: '80名' }],
    ['beside a count in words', 'A 80 seats $300', { ...a, amount: '30000 USD month?', note: '80 seats' }],
    ['beside a date', 'A 4月 12万 11/25', { ...a, amount: '120000 JPY month?', note: '4月 11/25' }],
    ['a bare number elsewhere is a remark', 'A 月12万 for 80', { ...a, amount: '120000 JPY month', note: 'for 80' }],
    [
      'a sum inside a sentence is a remark',
      'A 月12万 現状は30万円で契約中',
      { ...a, amount: '120000 JPY month', note: '現状は30万円で契約中' },
    ],
    ['none', 'A 急ぎ 80名 4月', { ...a, note: '急ぎ 80名 4月' }],
    ['bare', 'A 120000', { ...a, problem: 'bare_number', note: '120000' }],
    ['a range', 'A 急ぎ 12〜15万', { ...a, problem: 'range', note: '急ぎ 12〜15万' }],
    ['a range over words', 'A 10 〜 15万', { ...a, problem: 'range', note: '10 〜 15万' }],
    ['a range in English', 'A from $3k to $5k', { ...a, problem: 'range', note: 'from $3k to $5k' }],
    ['or more', 'A $300 or more', { ...a, problem: 'range', note: '$300 or more' }],
    ['about, apart', 'A about $300 per month', { ...a, problem: 'approximate', note: 'about $300 per month' }],
    ['約, apart', 'A 約 12万', { ...a, problem: 'approximate', note: '約 12万' }],
    ['tax, apart', 'A 12万円 税込', { ...a, problem: 'tax_included', note: '12万円 税込' }],
    ['negative', 'A -12万', { ...a, problem: 'negative', note: '-12万' }],
    ['a minus apart', 'A - 12万', { ...a, problem: 'negative', note: '- 12万' }],
    ['two amounts', 'A 12万 急ぎ 15万', { ...a, problem: 'two_amounts', note: '12万 急ぎ 15万' }],
    ['the same twice', 'A 12万 急ぎ 12万', { ...a, problem: 'two_amounts', note: '12万 急ぎ 12万' }],
    ['one amount and one range', 'A 12万 急ぎ 10〜15万', { ...a, problem: 'two_amounts', note: '12万 急ぎ 10〜15万' }],
    ['one each month and one once', 'A 月12万 初期30万 急ぎ', { ...a, amount: MONTHLY, oneTime: ONCE, note: '急ぎ' }],
    ['the other way round', 'A 初期30万 月12万', { ...a, amount: MONTHLY, oneTime: ONCE, note: '' }],
    [
      'one instead of the other',
      'A 月12万 ではなく 初期30万',
      { ...a, problem: 'two_amounts', note: '月12万 ではなく 初期30万' },
    ],
    ['one or the other', 'A 月12万 or 初期30万', { ...a, problem: 'range', note: '月12万 or 初期30万' }],
    ['with their words apart', 'A 月額 12万 初期費用 30万', { ...a, amount: MONTHLY, oneTime: ONCE, note: '' }],
    ['with a comma', 'A 月12万、 初期30万', { ...a, amount: MONTHLY, oneTime: ONCE, note: '' }],
    [
      'one of which does not say what it is',
      'A 12万 初期30万',
      { ...a, problem: 'two_amounts', note: '12万 初期30万' },
    ],
    ['month and year', 'A 月12万 年144万', { ...a, problem: 'two_amounts', note: '月12万 年144万' }],
    ['twice once', 'A 初期10万 初期30万', { ...a, problem: 'two_amounts', note: '初期10万 初期30万' }],
    ['in two currencies', 'A 月12万 初期$300', { ...a, problem: 'two_amounts', note: '月12万 初期$300' }],
    ['three', 'A 月12万 初期30万 年5万', { ...a, problem: 'two_amounts', note: '月12万 初期30万 年5万' }],
    [
      'three, apart',
      'A 月12万 急ぎ 初期30万 急ぎ 5万',
      { ...a, problem: 'two_amounts', note: '月12万 急ぎ 初期30万 急ぎ 5万' },
    ],
    ['one of which is about', 'A 月12万 急ぎ 約30万', { ...a, problem: 'two_amounts', note: '月12万 急ぎ 約30万' }],
    ['a space in the thousands', 'A 1 200円', { ...a, problem: 'malformed', note: '1 200円' }],
    ['a space behind the comma', 'A ¥120, 000', { ...a, problem: 'malformed', note: '¥120, 000' }],
    [
      'a space behind the comma, in a sentence',
      'A ¥120, 000円で',
      { ...a, problem: 'malformed', note: '¥120, 000円で' },
    ],
    ['a price by so many', 'A $300 / 80 seats', { ...a, problem: 'malformed', note: '$300 / 80 seats' }],
    ['another dollar', 'A A$300', { ...a, problem: 'malformed', note: 'A$300' }],
    ['another dollar beside an amount', 'A HK$300 12万', { ...a, problem: 'two_amounts', note: 'HK$300 12万' }],
    ['a dash at its end', 'A 12万円-', { ...a, problem: 'range', note: '12万円-' }],
    ['a slash at its end', 'A 12万円/', { ...a, problem: 'malformed', note: '12万円/' }],
    ['a price per seat', 'A $30 per seat', { ...a, problem: 'per_unit', note: '$30 per seat' }],
    ['a price per whatever', 'A $30 per engineer', { ...a, problem: 'per_unit', note: '$30 per engineer' }],
    ['a price for one', 'A 1名 300円', { ...a, problem: 'malformed', note: '1名 300円' }],
    ['あたり, apart', 'A 1人あたり 300円', { ...a, problem: 'per_unit', note: '1人あたり 300円' }],
    ['@ as accountants write it', 'A @300円', { ...a, problem: 'per_unit', note: '@300円' }],
    ['quoted, it is somebody’s word', 'A 「12万円」 と言われた', { ...a, note: '「12万円」 と言われた' }],
    ['H20: an exponent', 'A 1e309', { ...a, problem: 'malformed', note: '1e309' }],
    ['H20: NaN', 'A NaN', { ...a, note: 'NaN' }],
    ['H20: minus one', 'A -1', { ...a, problem: 'negative', note: '-1' }],
    ['H20: full width', 'A １２３', { ...a, problem: 'bare_number', note: '１２３' }],
    ['H20: dots for thousands', 'A 1.000,50', { ...a, problem: 'malformed', note: '1.000,50' }],
    ['H20: 億', 'A 1億', { ...a, amount: '100000000 JPY month?', note: '' }],
    ['H20: 2^53 + 1', 'A 9007199254740993円', { ...a, problem: 'too_large', note: '9007199254740993円' }],
  ])('%s: %s', (_rule, line, expected) => {
    expect(summary(line)).toEqual(expected)
  })

  test('the problem names what was typed', () => {
    expect(parse('A 急ぎ 12 〜 15万 高').amountProblem).toEqual({ reason: 'range', typed: '12 〜 15万' })
    expect(parse('A 12万 急ぎ 15万').amountProblem).toEqual({ reason: 'two_amounts', typed: '12万 / 15万' })
  })
})

describe('what was typed', () => {
  test('the line is kept, but for characters that cannot be seen', () => {
    expect(parse('月白精機　\u202eアップセル\u0000 x').line).toBe('月白精機　アップセル x')
  })

  test('what was taken is told in typed order, as typed', () => {
    const { taken } = parse('「霧笛 倉庫」 高 ＠suzuki 月額　12万 ｱｯﾌﾟｾﾙ x')
    expect(taken.map(({ field, typed }) => [field, typed])).toEqual([
      ['account', '「霧笛 倉庫」'],
      ['heat', '高'],
      ['ae', '＠suzuki'],
      ['amount', '月額　12万'],
      ['kind', 'ｱｯﾌﾟｾﾙ'],
    ])
  })

  test('the note keeps its spelling and its spacing', () => {
    expect(parse('A  ＡＢＣ　 ｱｲｳ\n「x  y」 高  z').note).toBe('ＡＢＣ　 ｱｲｳ\n「x  y」 z')
  })

  test('the sample company’s notes are taken whole', () => {
    for (const note of [
      '工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。',
      '2月に新倉庫が稼働、80名増。追加IDの見積がほしい。',
      'アンケートで海外拠点120名の評価も統一したいと回答。営業連絡可。',
    ]) {
      const result = parse(`月白精機 クロスセル 高 ${note}`)
      expect(result.note).toBe(note)
      expect(result.amountProblem).toBeUndefined()
    }
  })

  test('fifty thousand characters are read at once: what takes a moment takes no square of it', () => {
    // Of the processor: other programs on the machine take none of it.
    const used = (): number => process.cpuUsage().user / 1000
    for (const unit of ['あ', '「', '12万 ', '1,', 'to ', '<@U1> ', '月 ', 'a b ', '- ', '〜']) {
      const started = used()
      parse(`A ${unit.repeat(50_000 / unit.length)}`)
      expect(used() - started, unit).toBeLessThan(2000)
    }
  })
})

describe('whatever is typed', () => {
  const pool = [
    'アップセル',
    'クロス',
    '高',
    '中',
    'low',
    '経費',
    'Hotarubi',
    'Time',
    '<@U1|a>',
    '<@U2>さん',
    '@s',
    '#event',
    '#x',
    '<#C1|email>',
    '月12万',
    '¥1,200',
    '12〜15万',
    '約',
    '80',
    '席',
    '×',
    '300円',
    'per',
    'month',
    '税込',
    '-',
    '/',
    'to',
    '「a b」',
    '"',
    '「',
    'x,',
    '定例で相談',
    '4月',
    '…',
    '月白精機',
    'Tidewell',
    'Japan',
    'K.K.',
    "O'Brien",
    '\u200b',
    '12',
    '万',
  ]
  const gap = fc.constantFrom(' ', '　', '  ', '\t', '\n')
  const typedLine = fc
    .array(fc.tuple(fc.constantFrom(...pool), gap), { maxLength: 12 })
    .map((parts) => parts.flat().join(''))
  const anyLine = fc.oneof(typedLine, fc.string({ unit: 'binary', maxLength: 60 }))

  test('no word is lost, none is doubled, and the order stays', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const result = parse(line)
        const squeeze = (text: string) => text.replace(/\s+/gu, '')
        let left = ''
        let at = 0
        for (const { typed, start, end } of result.taken) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(result.line.slice(start, end)).toBe(typed)
          left += result.line.slice(at, start)
          at = end
        }
        expect(squeeze(result.note)).toBe(squeeze(left + result.line.slice(at)))
      }),
      { numRuns: 5000 },
    )
  })

  test('each field is taken at most once, and only where it is told', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const result = parse(line)
        const fields = result.taken.map(({ field }) => field)
        expect(new Set(fields).size).toBe(fields.length)
        const told = {
          kind: result.kind,
          heat: result.heat,
          product: result.productId,
          ae: result.ae,
          source: result.source,
          amount: result.amount,
          one_time: result.oneTime,
        }
        for (const [field, value] of Object.entries(told)) {
          expect(
            fields.some((one) => one === field),
            field,
          ).toBe(value !== undefined)
        }
        expect(result.amount !== undefined && result.amountProblem !== undefined).toBe(false)
      }),
      { numRuns: 5000 },
    )
  })

  test('one amount among words is exactly that amount, and the words are the note', () => {
    const word = fc.constantFrom('定例で', '相談された', 'asap', '80名', '4月', "isn't", '現状は30万円で', '「3万円」')
    const number = fc.integer({ min: 1, max: 9_007_199_254 }).map((n) => n * 1000)
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 4 }),
        fc.array(word, { maxLength: 4 }),
        number,
        fc.constantFrom(...notations),
        fc.constantFrom(...periods),
        (before, after, n, write, [period, around]) => {
          const result = parse(['A', ...before, around(write(n)), ...after].join(' '))
          expect(result.amount).toEqual({
            kind: 'amount',
            amount: n,
            currency: 'JPY',
            period: period.replace('?', ''),
            periodGiven: !period.endsWith('?'),
          })
          expect(result.note).toBe([...before, ...after].join(' '))
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('one each period and one once are exactly those two, or none where either does not say so', () => {
    const number = fc.integer({ min: 1, max: 99_999 }).map((n) => n * 1000)
    const write = fc.constantFrom(...notations)
    const way = fc.constantFrom(...periods)
    const between = fc.constantFrom([], ['定例で'], ['80名', 'asap'])
    fc.assert(
      fc.property(
        number,
        number,
        write,
        write,
        way,
        way,
        between,
        (n, m, writeN, writeM, [of, put], [with_, and], mid) => {
          const result = parse(['A', put(writeN(n)), ...mid, and(writeM(m))].join(' '))
          const said = [of, with_]
          const isPair = said.includes('one_time') && said.some((one) => one === 'month' || one === 'year')
          const [recurring, once] = of === 'one_time' ? [m, n] : [n, m]
          if (result.amount !== undefined || result.oneTime !== undefined) {
            expect(isPair).toBe(true)
            expect([result.amount?.amount, result.oneTime?.amount]).toEqual([recurring, once])
            expect(result.amount?.period).toBe(said.find((one) => one !== 'one_time'))
            expect(result.note).toBe(mid.join(' '))
          } else {
            expect(result.amountProblem).toBeDefined()
          }
          expect(result.amount !== undefined && mid.length > 0).toBe(false)
        },
      ),
      { numRuns: 3000 },
    )
  })

  const ends = [',', '.', ';', '、', '。', '，', '．', '；', '､', '｡']
  const signs = ['×', 'x', '*', '＊', 'ｘ', '✕']

  test('among anything else it is that amount, or so many times it where a product is typed whole, or a problem', () => {
    const number = fc.integer({ min: 1, max: 99_999 })
    const sign = fc.tuple(fc.constantFrom(...signs), fc.constantFrom('', ...ends)).map((parts) => parts.join(''))
    const word = fc.constantFrom(
      ...pool.filter((one) => !/\d|^万$/u.test(one)),
      '約',
      'about',
      '〜',
      'or',
      '(',
      ')',
      '税抜',
      '+',
      ':',
      '月',
      '年',
      '千',
      '千席',
      'one',
    )
    const others = fc.array(fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: sign }), { maxLength: 4 })
    fc.assert(
      fc.property(others, others, number, (before, after, n) => {
        const { line, amount, amountProblem, taken } = parse(['A', ...before, `¥${n}`, ...after].join(' '))
        if (amount === undefined) {
          // Within quotes it is somebody's word.
          if (!before.some((one) => one === '「' || one === '"')) expect(amountProblem?.typed).toContain(`¥${n}`)
          return
        }
        const { typed, start, end } = taken.find(({ field }) => field === 'amount') ?? { typed: '', start: 0, end: 0 }
        const squeezed = foldWord(typed).replaceAll(' ', '')
        if (/[×x*✕]/u.test(squeezed)) {
          expect(squeezed).toMatch(new RegExp(`千席[×x*✕]¥${n}(?!\\d)|¥${n}[×x*✕]千席`, 'u'))
          expect(amount.amount).toBe(n * 1000)
        } else {
          expect(amount.amount).toBe(n)
          const beside = [line.slice(0, start).trim().split(/\s+/u).at(-1), line.slice(end).trim().split(/\s+/u)[0]]
          for (const one of beside) expect(foldWord(one ?? '')).not.toMatch(/^[×x*✕][,.;、。]?$/u)
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('so many times a price is the product, and with a comma within it a problem that names it all', () => {
    const wide = (text: string) => text.replace(/[!-~]/gu, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
    const count = fc.constantFrom(
      (c: number) => `${c}席`,
      (c: number) => `${c} 席`,
      (c: number) => wide(`${c}席`),
      (c: number) => `${c}　名`,
      (c: number) => `${c} seats`,
    )
    const price = fc.constantFrom(
      (n: number) => `¥${n}`,
      (n: number) => wide(`¥${n.toLocaleString('en')}`).replace('¥', '￥'),
      (n: number) => `${n.toLocaleString('en')}円`,
      (n: number) => `${n} 円`,
    )
    const number = fc.integer({ min: 1, max: 99_999 })
    const end = fc.constantFrom('', '', ...ends)
    const around = fc.array(fc.constantFrom('定例で', '相談された', 'asap'), { maxLength: 2 })
    const gap = fc.constantFrom('', ' ', '　')
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 1, max: 999 }), count, number, price),
        fc.boolean(),
        fc.tuple(fc.constantFrom(...signs), end, end, end),
        fc.tuple(gap, gap),
        fc.tuple(around, around),
        ([c, writeCount, n, writePrice], countFirst, [sign, ...commas], gaps, [before, after]) => {
          const sides = [writeCount(c), writePrice(n)]
          const [left = '', right = ''] = countFirst ? sides : sides.toReversed()
          // A Latin word ends at a space, and so does a word that a comma ends.
          const space = (at: number) => (commas[at] !== '' || sides[0]?.endsWith('s') ? ' ' : gaps[at])
          const typed = `${left}${commas[0]}${space(0)}${sign}${commas[1]}${space(1)}${right}${commas[2]}`
          const { amount, amountProblem, note } = parse(['A', ...before, typed, ...after].join(' '))
          if (commas[0] === '' && commas[1] === '') {
            expect([amount?.amount, amountProblem]).toEqual([c * n, undefined])
            expect(note).toBe([...before, ...after].join(' '))
          } else {
            expect([amount, amountProblem]).toEqual([undefined, { reason: 'malformed', typed }])
            expect(note).toBe([...before, typed, ...after].join(' '))
          }
        },
      ),
      { numRuns: 3000 },
    )
  })
})

test('every word of the lists means what its list says, folded', () => {
  for (const [field, map] of [
    ['kinds', vocabulary.kinds],
    ['heats', vocabulary.heats],
    ['sources', vocabulary.sources],
  ] as const) {
    for (const [code, words] of Object.entries(LOG_WORDS[field])) {
      for (const word of words) expect(map.get(foldWord(word)), word).toBe(code)
    }
  }
})
