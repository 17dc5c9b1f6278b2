import type { PlainTextOption } from '@slack/types'
import { option } from './inputs.js'

/** Offered before anything is typed. */
const USUAL = ['Asia/Tokyo', 'Asia/Singapore', 'America/Los_Angeles', 'America/New_York', 'Europe/London', 'UTC']
const SHOWN = 50

/** The cities of Japan's neighbours and partners as they are typed in Japanese. */
const IN_JAPANESE: Readonly<Record<string, string>> = {
  東京: 'Asia/Tokyo',
  日本: 'Asia/Tokyo',
  大阪: 'Asia/Tokyo',
  ソウル: 'Asia/Seoul',
  上海: 'Asia/Shanghai',
  香港: 'Asia/Hong_Kong',
  台北: 'Asia/Taipei',
  シンガポール: 'Asia/Singapore',
  バンコク: 'Asia/Bangkok',
  ジャカルタ: 'Asia/Jakarta',
  ホーチミン: 'Asia/Ho_Chi_Minh',
  ニューヨーク: 'America/New_York',
  ロサンゼルス: 'America/Los_Angeles',
  ロンドン: 'Europe/London',
  パリ: 'Europe/Paris',
  シドニー: 'Australia/Sydney',
}

/** Time zones whose IANA name holds what is typed; a few cities are known by their Japanese name. */
export function zoneOptions(typed: string): PlainTextOption[] {
  const word = typed.normalize('NFKC').trim()
  if (word === '') return USUAL.map((zone) => option([zone, zone]))
  const inJapanese = Object.entries(IN_JAPANESE).flatMap(([city, zone]) => (city.startsWith(word) ? [zone] : []))
  const plain = word.toLowerCase().replace(/\s+/gu, '_')
  const found = [...Intl.supportedValuesOf('timeZone'), 'UTC'].filter((zone) => zone.toLowerCase().includes(plain))
  return [...new Set([...inJapanese, ...found])].slice(0, SHOWN).map((zone) => option([zone, zone]))
}
