import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, foldWord, readCsqlNumber, splitWords } from '../../src/domain/words.js'

const texts = (line: string) => splitWords(line).map(({ text }) => text)

describe('words', () => {
  test.each([
    ['spaces', 'a b  c', ['a', 'b', 'c']],
    ['full-width spaces', '月白精機　アップセル　月12万', ['月白精機', 'アップセル', '月12万']],
    ['tabs and line breaks', 'a\tb\nc', ['a', 'b', 'c']],
    ['nothing', ' 　', []],
    ['quotes', '"Tidewell Japan" upsell', ['Tidewell Japan', 'upsell']],
    ['curly quotes', '“Tidewell Japan” upsell', ['Tidewell Japan', 'upsell']],
    ['the Japanese keyboard’s ” on both sides', '”月白 精機” a', ['月白 精機', 'a']],
    ['full-width quotes', '＂月白 精機＂ a', ['月白 精機', 'a']],
    ['brackets', '「月白 精機」 a', ['月白 精機', 'a']],
    ['double brackets', '『月白 精機』 a', ['月白 精機', 'a']],
    ['half-width brackets', '｢月白 精機｣ a', ['月白 精機', 'a']],
    ['a bracket inside another', '『「月白」 精機』 a', ['「月白」 精機', 'a']],
    ['a word right behind a quote', '「月白精機」アップセル', ['月白精機', 'アップセル']],
    ['an apostrophe is no quote', "O'Brien and 'co'", ["O'Brien", 'and', "'co'"]],
    ['a quote inside a word is a character', '定例で「席数 不足」と', ['定例で「席数', '不足」と']],
    ['an open quote is a character', '「月白 精機', ['「月白', '精機']],
    ['an open double quote', '"a b', ['"a', 'b']],
    ['a closing bracket alone', '」 a', ['」', 'a']],
    ['quotes round nothing', '"" a', ['""', 'a']],
    ['a mention stands by itself', '<@U1|suzuki>さん', ['<@U1|suzuki>', 'さん']],
    ['a mention behind a word', 'AEは<@U1>で', ['AEは', '<@U1>', 'で']],
    ['a channel with a space in its name', '<#C1|web inar> a', ['<#C1|web inar>', 'a']],
    ['an open mention is characters', '<@U1 a', ['<@U1', 'a']],
  ])('%s', (_rule, line, expected) => {
    expect(texts(line)).toEqual(expected)
  })

  test('a word is whole where no letter touches it', () => {
    const whole = (line: string) => splitWords(line).map((word) => [word.text, word.whole])
    expect(whole('「経費」も 高')).toEqual([
      ['経費', false],
      ['も', true],
      ['高', true],
    ])
    expect(whole('高<@U1>さん')).toEqual([
      ['高', true],
      ['<@U1>', false],
      ['さん', true],
    ])
  })

  test('every character that is no space stands in exactly one word, in order', () => {
    const line = fc.string({ unit: fc.constantFrom(...'a月 　"“”「」『』｢\n<@#U1|>'), maxLength: 30 })
    fc.assert(
      fc.property(fc.oneof(line, fc.string({ unit: 'binary' })), (text) => {
        const words = splitWords(text)
        let at = 0
        for (const word of words) {
          expect(text.slice(at, word.start)).toMatch(/^\s*$/)
          expect(word.end).toBeGreaterThan(word.start)
          expect(text.slice(word.start, word.end)).toBe(word.typed)
          at = word.end
        }
        expect(text.slice(at)).toMatch(/^\s*$/)
      }),
      { numRuns: 3000 },
    )
  })

  test.each(['「', '"', '「"', '" ', '<@', '<#C', '<@U1|', 'a<@'])(
    'fifty thousand characters of %s take no time',
    (unit) => {
      const started = performance.now()
      splitWords(unit.repeat(50_000 / unit.length))
      expect(performance.now() - started).toBeLessThan(500)
    },
  )
})

describe('characters that cannot be seen', () => {
  test.each([
    ['NUL', 'a\u0000b', 'ab'],
    ['escape', 'a\u001b[31mb', 'a[31mb'],
    ['C1 controls', 'a\u009bb', 'ab'],
    ['a zero-width space', '月\u200b白', '月白'],
    ['a word joiner and a BOM', 'a\u2060\ufeffb', 'ab'],
    ['a right-to-left override', 'a\u202eb', 'ab'],
    ['bidi isolates', 'a\u2066b\u2069', 'ab'],
    ['a soft hyphen', 'a\u00adb', 'ab'],
    ['a Hangul filler', 'a\u3164b', 'ab'],
    ['tag characters', 'a\u{e0041}b', 'ab'],
    ['a lone high surrogate', 'a\ud83db', 'ab'],
    ['a lone low surrogate', 'a\ude00b', 'ab'],
    ['halves are not joined by what stood between', '\ud83d\u200b\ude00', ''],
    ['a joiner in a word', 'a\u200db', 'ab'],
    ['line breaks and tabs stay', 'a\n\tb\r\n', 'a\n\tb\r\n'],
    ['emoji stay', '🌱👨\u200d👩\u200d👧❤️\u200d🔥👩🏽\u200d💻', '🌱👨\u200d👩\u200d👧❤️\u200d🔥👩🏽\u200d💻'],
    ['variant selectors of kanji stay', '葛\u{e0100}城', '葛\u{e0100}城'],
  ])('%s', (_rule, text, expected) => {
    expect(cleanText(text)).toBe(expected)
  })

  test('what is clean stays as it is', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1 }),
      fc.constantFrom('\ud83d', '\ude00', '\u200d', '👨', '\u200b'),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (units) => {
        const once = cleanText(units.join(''))
        expect(cleanText(once)).toBe(once)
        expect(once).not.toMatch(/[\p{Cs}\u200b\u202e]/u)
      }),
      { numRuns: 3000 },
    )
  })

  test('folding is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => foldWord(foldWord(text)) === foldWord(text)),
      { numRuns: 5000 },
    )
  })
})

describe('the number of a CSQL', () => {
  test.each([
    ['42', 42],
    ['#42', 42],
    ['CSQL-42', 42],
    ['csql42', 42],
    ['csql 42', 42],
    ['CSQL#42', 42],
    ['４２', 42],
    ['＃４２', 42],
    ['ＣＳＱＬ－４２', 42],
    ['ＣＳＱＬー４２', 42],
    ['CSQL−42', 42],
    [' 42 ', 42],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['9007199254740993', null],
    ['0', null],
    ['-1', null],
    ['4.2', null],
    ['1e3', null],
    ['42a', null],
    ['', null],
    ['csql', null],
    ['42 43', null],
    ['四十二', null],
    ['0x10', null],
    ['99999999999999999999', null],
    ['#', null],
  ])('%s is %s', (text, number) => {
    expect(readCsqlNumber(text)).toBe(number)
  })
})
