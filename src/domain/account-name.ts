/**
 * When two spellings are the same account. Identical is only the exact NFKC name (or an external id, or a corporate
 * number, which are compared elsewhere); what merely looks alike is offered as the likely one and asked.
 */
import { cleanText } from './words.js'

/** The exact name: NFKC, invisible characters gone, single spaces. Two accounts with the same key are one. */
export function exactKey(name: string): string {
  return cleanText(name).normalize('NFKC').replace(/\s+/gu, ' ').trim()
}

const CORPORATE =
  '株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|特定目的会社|医療法人社団|医療法人財団|社会医療法人|医療法人|学校法人|' +
  '社会福祉法人|宗教法人|一般社団法人|一般財団法人|公益社団法人|公益財団法人|社団法人|財団法人|特定非営利活動法人|npo法人|' +
  '地方独立行政法人|独立行政法人|国立大学法人|公立大学法人|税理士法人|弁護士法人|社会保険労務士法人|監査法人|協同組合|' +
  'カブシキガイシヤ|カブシキカイシヤ|ユウゲンガイシヤ|ゴウドウガイシヤ'
const CORPORATE_EDGE = new RegExp(`^(?:${CORPORATE})|(?:${CORPORATE})$`, 'u')
const CORPORATE_SHORT = /\((?:株|有|同|資|名|相|医|学|福|宗|社|財|一社|一財|公社|公財|特非|独|国|税|弁|監)\)/gu
const LATIN =
  'k\\.?k|g\\.?k|y\\.?k|inc|incorporated|l\\.?t\\.?d|limited|co|company|corp|corporation|l\\.?l\\.?c|p\\.?l\\.?c|gmbh|pte|pty|' +
  'kabushiki ?kaisha|godo ?kaisha|yugen ?kaisha'
const LATIN_EDGE = new RegExp(`^(?:${LATIN})\\.?(?=[\\s,])|(?<=[\\s,.])(?:${LATIN})\\.?$`, 'u')

// Pairs of one character, in two shapes: the shape people type first, then those that stand in registers and on seals.
const VARIANTS =
  '高髙 崎﨑嵜 斉斎齋齊 辺邊邉 浜濵濱 沢澤 桜櫻 国國 島嶋嶌 広廣 真眞 恵惠 徳德 会會 学學 鉄鐵鐡 竜龍 滝瀧 静靜 豊豐 曽曾 ' +
  '吉𠮷 柳栁 横橫 清淸 黒黑 歩步 礼禮 寿壽 栄榮 当當 実實 宝寶 条條 県縣 医醫 円圓 万萬 与與 関關 鴎鷗 灯燈 桧檜 薮藪籔 ' +
  '渕淵渊 富冨 峰峯 船舩 館舘 糸絲 総總 戸戶 旧舊 仏佛 蔵藏 竹笁 瀬瀨 頼賴 緑綠 穂穗 児兒 団團 区區 台臺 芸藝 売賣 読讀 ' +
  '気氣 経經 済濟 沖冲 凉涼 弥彌 桑桒 梅楳 松枩 渋澁 郷鄕 塩鹽 亀龜 麦麥 鶏鷄 蛍螢 桝枡 檪櫟 糀麹'
const PLAIN_SHAPE: ReadonlyMap<string, string> = new Map(
  VARIANTS.split(' ').flatMap((group) => {
    const [plain = '', ...others] = group
    return others.map((other) => [other, plain] as const)
  }),
)
const SMALL_KANA: ReadonlyMap<string, string> = new Map(
  [...'ァアィイゥウェエォオッツャヤュユョヨヮワヵカヶケヰイヱエ'].flatMap((kana, index, all) =>
    index % 2 === 0 ? [[kana, all[index + 1] ?? kana] as const] : [],
  ),
)
// Long vowel marks are dropped with the dashes they are mistaken for: サーバー, サーバ and サ−バ− are one.
const NOISE = /[\p{P}\p{S}\p{Z}\sー\p{Variation_Selector}]/gu

/**
 * What two spellings of one account share: width, case, hiragana and katakana (small ones as large), spaces,
 * punctuation, long vowel marks, the corporate form before or after, and variant characters are folded away.
 * Idempotent. Equal keys make accounts alike, never the same.
 */
export function looseKey(name: string): string {
  const whole = foldName(name)
  const stripped = stripForms(foldName(stripLatin(exactKey(name).toLowerCase())))
  return stripped === '' ? whole || exactKey(name) : stripped
}

/** As `looseKey`, but with the corporate form: for somebody who is still typing 株式会社. */
export function foldName(name: string): string {
  const spelled = exactKey(name).toLowerCase().normalize('NFKC').replace(NOISE, '')
  return spelled.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, foldCharacter).normalize('NFKC')
}

function foldCharacter(char: string): string {
  const kana = /[ぁ-ゖ]/u.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0x60) : char
  return SMALL_KANA.get(kana) ?? PLAIN_SHAPE.get(kana) ?? kana
}

function stripLatin(name: string): string {
  let rest = name.replace(CORPORATE_SHORT, ' ').trim()
  for (let shorter = rest; ; rest = shorter) {
    shorter = rest
      .replace(LATIN_EDGE, '')
      .replace(/[\s,]+$/u, '')
      .trimStart()
    if (shorter === rest || shorter === '') return rest
  }
}

/** A folded name without the legal forms before and after it. */
export function stripForms(folded: string): string {
  let rest = folded
  for (let shorter = rest; ; rest = shorter) {
    shorter = rest.replace(CORPORATE_EDGE, '')
    if (shorter === rest || shorter === '') return rest
  }
}
