/** Ways to write one number of yen, and to say what it is paid for: each must be read as exactly that number. */
export const KANJI = [...'〇一二三四五六七八九']
function kanji(n: number): string {
  const section = (m: number) =>
    [1000, 100, 10, 1]
      .map((step, at) => {
        const digit = Math.floor(m / step) % 10
        return digit === 0 ? '' : `${digit === 1 && step > 1 ? '' : KANJI[digit]}${['千', '百', '十', ''][at]}`
      })
      .join('')
  return sections(n, section)
}
function sections(n: number, write: (section: number) => string): string {
  const parts = [1e12, 1e8, 1e4, 1].map((size, at) => {
    const section = Math.floor(n / size) % 10_000
    return section === 0 ? '' : `${write(section)}${['兆', '億', '万', ''][at]}`
  })
  return parts.join('')
}
const wide = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))

export const notations: readonly ((yen: number) => string)[] = [
  (n) => `${n}円`,
  (n) => `¥${n}`,
  (n) => `¥${n.toLocaleString('en')}`,
  (n) => `${n.toLocaleString('en')}円`,
  (n) => wide(`¥${n.toLocaleString('en')}`),
  (n) => `${sections(n, String)}円`,
  (n) => `${sections(n, (m) => m.toLocaleString('en'))}円`,
  (n) => `${kanji(n)}円`,
  (n) => `${n / 1000}k`,
  (n) => `${n / 1000}千円`,
  (n) => (n % 1000 === 0 ? `${n / 10_000}万` : `${n} 円`),
  (n) => (n % 1000 === 0 ? `${n / 10_000} 万円` : `¥ ${n}`),
  (n) => `JPY ${n}`,
  (n) => `1席×${n}円`,
]
export const periods: readonly (readonly [string, (amount: string) => string])[] = [
  ['month?', (amount) => amount],
  ['month', (amount) => `月${amount}`],
  ['month', (amount) => `月額 ${amount}`],
  ['month', (amount) => `${amount}/月`],
  ['month', (amount) => `${amount} per month`],
  ['month', (amount) => `${amount} / mo`],
  ['year', (amount) => `年額${amount}`],
  ['year', (amount) => `${amount}/year`],
  ['one_time', (amount) => `初期${amount}`],
  ['one_time', (amount) => `one-time ${amount}`],
  ['one_time', (amount) => `${amount} (一時)`],
]
