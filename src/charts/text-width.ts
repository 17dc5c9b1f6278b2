/** A narrow letter's width, in ems, on the safe side of the font's mean. */
const NARROW = 0.58
const WIDE =
  /[\u1100-\u11FF\u2E80-\uA4CF\uAC00-\uD7AF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u

/** How wide a text is drawn, in pixels: kana and kanji take an em each. */
export const textWidth = (text: string, fontSize: number): number =>
  [...text].reduce((width, letter) => width + (WIDE.test(letter) ? 1 : NARROW), 0) * fontSize

/** The text, cut where it would be wider than there is room. */
export function fitted(text: string, room: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= room) return text
  const letters = [...text]
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, fontSize) > room) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** The text in lines, broken at spaces where there are some near, else between any two letters. */
export function wrapped(text: string, room: number, fontSize: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[\u0021-\u024F]+[ ]?|[\s\S]/gu) ?? []) {
    if (line !== '' && textWidth(line + piece.trimEnd(), fontSize) > room) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return line === '' ? lines : [...lines, line.trimEnd()].map((one) => fitted(one, room, fontSize))
}
