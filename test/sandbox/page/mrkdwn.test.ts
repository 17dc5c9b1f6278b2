import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Node, parseMrkdwn } from '../../../src/sandbox/page/mrkdwn.js'

/** What a reader sees of it, styles in brackets. */
function shown(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if ('inside' in node) return `[${node.kind} ${shown(node.inside)}]`
      if (node.kind === 'link') return `[link ${node.url} ${node.text}]`
      if ('id' in node) return `[${node.kind} ${node.id}]`
      return node.kind === 'text' ? node.text : `[${node.kind} ${node.text}]`
    })
    .join('')
}

describe('mrkdwn as Slack shows it', () => {
  test.each([
    ['*太字* と _斜体_ と ~取消~', '[bold 太字] と [italic 斜体] と [strike 取消]'],
    ['a style begins and ends at the edge of a word: 5*3*2, snake_case_name', null],
    ['顧客*強調*です', null],
    ['*not\nover lines*', null],
    ['* spaced *', null],
    ['*a _b_ c*', '[bold a [italic b] c]'],
    ['`*as typed*`', '[code *as typed*]'],
    ['before ```a\n*b*``` after', 'before [preformatted a\n*b*] after'],
    ['&gt; 一\n&gt; 二\n三', '[quote 一\n二]三'],
    ['<@U0SATO> <#C0X|name> <!here>', '[user U0SATO] [channel C0X] [broadcast @here]'],
    ['<https://a.example/?x=1&amp;y=2|こちら>', '[link https://a.example/?x=1&y=2 こちら]'],
    ['<javascript:alert(1)|x>', '<javascript:alert(1)|x>'],
    ['&lt;b&gt; &amp;amp;', '<b> &amp;'],
    [':seedling: :no_such_thing:', '🌱 :no_such_thing:'],
    ['# 見出し\n1. 一\n- 二\n[x](y)', null],
  ])('%j', (text, expected) => {
    expect(shown(parseMrkdwn(text))).toBe(expected ?? text)
  })

  test('what was escaped is shown as it was typed, whatever it is', () => {
    const typed = fc.string({ unit: fc.constantFrom('<', '>', '&', '|', '@', '!', 'a', 'ア', '\n', 'lt;', '"') })
    fc.assert(
      fc.property(typed, (text) => {
        const escaped = text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign)
        fc.pre(!/^&gt;/m.test(escaped))
        expect(shown(parseMrkdwn(escaped))).toBe(text)
      }),
    )
  })
})
