import { describe, expect, test } from 'vitest'
import { configLine } from '../../src/cli/config-lines.js'
import { type ConfigFault, ConfigFaulty, loadConfig } from '../../src/config/config.js'
import { type VariableName, variableNames } from '../../src/config/env.js'
import { messagesFor } from '../../src/i18n/index.js'

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const least = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a-signing-secret' }

const every = variableNames.flatMap((name) =>
  (['missing', 'malformed'] as const).map((state): ConfigFault => ({ name: name as VariableName, state })),
)

function faultsOf(env: Readonly<Record<string, string>>): readonly ConfigFault[] {
  try {
    loadConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigFaulty) return error.faults
    throw error
  }
}

/** What an example of the words stands as, in any language. */
const exampleIn = (line: string): string | undefined => /(?:such as |例:)([^)\s]+?)\)?。?$/u.exec(line)?.[1]

describe('what is wrong with a variable', () => {
  test.each(every)('$name, $state: one line that names it, in each language, and is no other line', (fault) => {
    const [ja, en] = [configLine(fault, messagesFor('ja')), configLine(fault, messagesFor('en'))]
    expect(ja).toMatch(new RegExp(`^${fault.name} (?:が設定されていません|の値が使えません)。.+。$`))
    expect(en).toMatch(new RegExp(`^${fault.name} is ${fault.state}: it should be .`))
    expect(en).not.toMatch(JAPANESE)
    expect(ja).not.toMatch(/[a-z]{2,} [a-z]{2,}/)
    for (const m of [messagesFor('ja'), messagesFor('en')]) {
      const same = every.filter((other) => configLine(other, m) === configLine(fault, m))
      expect(same).toEqual([fault])
    }
  })

  test('gives the same example in both languages, and one that is taken', () => {
    const examples = variableNames.flatMap((name) => {
      const fault = { name: name as VariableName, state: 'malformed' } as const
      const [ja, en] = (['ja', 'en'] as const).map((locale) => exampleIn(configLine(fault, messagesFor(locale))))
      expect(ja, name).toBe(en)
      return ja === undefined ? [] : [[name, ja] as const]
    })
    expect(examples.length).toBeGreaterThan(8)
    for (const [name, value] of examples) expect(faultsOf({ ...least, [name]: value }), name).toEqual([])
  })

  test('names the words that LOG_LEVEL and TASUKI_LOCALE take, and all of them', () => {
    for (const locale of ['ja', 'en'] as const) {
      const line = configLine({ name: 'LOG_LEVEL', state: 'malformed' }, messagesFor(locale))
      const words = (line.split(':').at(-1) ?? '').match(/\b(?!one\b|of\b)[a-z]+\b/g) ?? []
      expect(words).toHaveLength(7)
      for (const LOG_LEVEL of words) expect(faultsOf({ ...least, LOG_LEVEL }), LOG_LEVEL).toEqual([])
      expect(configLine({ name: 'TASUKI_LOCALE', state: 'malformed' }, messagesFor(locale))).toMatch(
        /ja .* en|ja か en/,
      )
    }
  })

  test('tells of Socket Mode where the signing secret is missing, of spaces where it is malformed', () => {
    const said = (state: ConfigFault['state']) => configLine({ name: 'SLACK_SIGNING_SECRET', state }, messagesFor('ja'))
    expect(said('missing')).toMatch(/SLACK_APP_TOKEN/)
    expect(said('malformed')).toMatch(/空白/)
  })
})
