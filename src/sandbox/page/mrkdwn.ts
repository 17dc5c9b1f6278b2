import { emojiOf, isEmoji } from './emoji.js'

/** A stretch of mrkdwn as Slack's client understands it. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly inside: readonly Node[] }
  | { readonly kind: 'code' | 'preformatted'; readonly text: string }
  | { readonly kind: 'quote'; readonly inside: readonly Node[] }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'user' | 'channel'; readonly id: string }
  | { readonly kind: 'broadcast'; readonly text: string }

const SIGNS: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }
const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' } as const

/** `&lt;`, `&gt;` and `&amp;`, decoded once. */
const decoded = (text: string): string => text.replaceAll(/&(?:lt|gt|amp);/g, (entity) => SIGNS[entity] ?? entity)

const isInsideWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign)

/** Emoji between colons; what is no emoji stays as it was typed. */
export const withEmoji = (text: string): string =>
  text.replaceAll(/:([a-z0-9_+'-]+):/g, (whole, name: string) => (isEmoji(name) ? emojiOf(name) : whole))

/** Lines that begin with `&gt;` are a quotation, runs between triple backquotes stand as they were typed. */
export function parseMrkdwn(text: string): readonly Node[] {
  return text.split(/(```[\s\S]+?```)/).flatMap((part, index): readonly Node[] => {
    if (index % 2 === 1) return [{ kind: 'preformatted', text: decoded(part.slice(3, -3).replace(/^\n/, '')) }]
    return part === '' ? [] : quotesAndLines(part)
  })
}

function quotesAndLines(text: string): readonly Node[] {
  const nodes: Node[] = []
  const lines = text.split('\n')
  let plain: string[] = []
  let quoted: string[] = []
  const flush = (): void => {
    if (plain.length > 0) nodes.push(...inline(plain.join('\n')))
    if (quoted.length > 0) nodes.push({ kind: 'quote', inside: inline(quoted.join('\n')) })
    plain = []
    quoted = []
  }
  for (const line of lines) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line)?.[1]
    if (quote === undefined ? quoted.length > 0 : plain.length > 0) flush()
    if (quote === undefined) plain.push(line)
    else quoted.push(quote)
  }
  flush()
  return nodes
}

function inline(text: string): readonly Node[] {
  const nodes: Node[] = []
  let words = ''
  let at = 0
  const end = (): void => {
    if (words !== '') nodes.push({ kind: 'text', text: withEmoji(decoded(words)) })
    words = ''
  }
  while (at < text.length) {
    const found = special(text, at)
    if (found === undefined) {
      words += text[at] ?? ''
      at += 1
      continue
    }
    end()
    nodes.push(found.node)
    at = found.end
  }
  end()
  return nodes
}

type Found = { readonly node: Node; readonly end: number }

function special(text: string, at: number): Found | undefined {
  const sign = text[at]
  if (sign === '<') return reference(text, at)
  if (sign === '`') {
    const close = text.indexOf('`', at + 1)
    const inside = text.slice(at + 1, close)
    if (close <= at + 1 || inside.includes('\n')) return undefined
    return { node: { kind: 'code', text: decoded(inside) }, end: close + 1 }
  }
  return sign === '*' || sign === '_' || sign === '~' ? styled(text, at, sign) : undefined
}

/** A style begins and ends at the edge of a word, and holds no line break: `5*3*2` is a product. */
function styled(text: string, at: number, sign: keyof typeof STYLES): Found | undefined {
  if (isInsideWord(text[at - 1])) return undefined
  for (let close = text.indexOf(sign, at + 1); close !== -1; close = text.indexOf(sign, close + 1)) {
    const inside = text.slice(at + 1, close)
    if (inside.includes('\n')) return undefined
    if (inside === '' || inside.trim() !== inside || isInsideWord(text[close + 1])) continue
    return { node: { kind: STYLES[sign], inside: inline(inside) }, end: close + 1 }
  }
  return undefined
}

function reference(text: string, at: number): Found | undefined {
  const close = text.indexOf('>', at)
  const inner = text.slice(at + 1, close)
  if (close === -1 || inner === '' || /[<\n]/.test(inner)) return undefined
  const [target = '', label] = inner.split('|', 2)
  return { node: referenceNode(target, label, inner), end: close + 1 }
}

function referenceNode(target: string, label: string | undefined, inner: string): Node {
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1) }
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1) }
  if (target.startsWith('!date')) return { kind: 'text', text: decoded(label ?? inner) }
  if (target.startsWith('!')) return { kind: 'broadcast', text: `@${target.slice(1).split('^')[0] ?? ''}` }
  if (/^(?:https?|mailto):/.test(target)) return { kind: 'link', url: decoded(target), text: decoded(label ?? target) }
  return { kind: 'text', text: decoded(`<${inner}>`) }
}
