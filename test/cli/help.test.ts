import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { runCommandLine } from '../../src/cli/command-line.js'
import { GROUPS } from '../../src/cli/groups.js'
import { speakIn } from '../../src/cli/help.js'
import type { Terminal } from '../../src/cli/terminal.js'
import { messagesFor } from '../../src/i18n/index.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { TUESDAY_AT_TEN } from '../support/clock.js'

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

type Env = Terminal['env']

async function run(env: Env, ...argv: string[]) {
  let stdout = ''
  const stderr: string[] = []
  const terminal: Terminal = {
    env,
    clock: new HandClock(TUESDAY_AT_TEN),
    out: (text) => {
      stdout += text
    },
    err: (line) => void stderr.push(line),
  }
  return { code: await runCommandLine(GROUPS, argv, terminal), stdout, stderr: stderr.join('\n') }
}

const speaking =
  (locale?: string): Env =>
  () => ({ ...(locale === undefined ? {} : { TASUKI_LOCALE: locale }) })

/** Every command of a language with the words that it is called by, below the program itself. */
function commandsIn(locale: string): readonly { readonly path: readonly string[]; readonly command: Command }[] {
  const terminal: Terminal = { env: speaking(locale), clock: new HandClock(0), out: () => {}, err: () => {} }
  const below = (command: Command, path: readonly string[]): ReturnType<typeof commandsIn> => [
    { path, command },
    ...command.commands.flatMap((child) => below(child, [...path, child.name()])),
  ]
  return GROUPS.map((group) => group(terminal)).flatMap((command) => below(command, [command.name()]))
}

const PATHS = [[], ...commandsIn('en').map(({ path }) => path)]
const named = PATHS.map((path) => [['tasuki', ...path].join(' '), path] as const)
const helpOf = async (locale: string | undefined, path: readonly string[]) =>
  (await run(speaking(locale), ...path, '--help')).stdout

/** Whatever a command, its arguments and its options are described by. */
const descriptionsOf = (command: Command): readonly string[] => [
  command.description(),
  ...[...command.registeredArguments, ...command.options].map(({ description }) => description),
]

describe('the help in English', () => {
  test('is word for word what it is, of every command', async () => {
    const all = await Promise.all(named.map(async ([name, path]) => `$ ${name} --help\n${await helpOf('en', path)}`))
    expect(all.join('')).toBe(readFileSync('test/data/help-en.txt', 'utf8'))
  })

  test.each(named)('of %s has no Japanese letter', async (_name, path) => {
    expect(await helpOf('en', path)).not.toMatch(JAPANESE)
  })
})

describe('the help in Japanese', () => {
  const commands = commandsIn('ja')

  test('is of the same commands, with the same arguments and options', () => {
    const shapeOf = ({ path, command }: (typeof commands)[number]) => [
      path.join(' '),
      command.registeredArguments.map((argument) => [argument.name(), argument.required, argument.argChoices]),
      command.options.map(({ flags, mandatory, defaultValue, argChoices }) => [
        ...[flags, mandatory, defaultValue, argChoices],
      ]),
    ]
    expect(commands.length).toBeGreaterThan(14)
    expect(commands.map(shapeOf)).toEqual(commandsIn('en').map(shapeOf))
  })

  // The arguments of `retry`, `drop` and `erase` have none in any language: what the command is says it.
  test.each(commands.map(({ path, command }) => [path.join(' '), command] as const))(
    'of %s describes all in Japanese, and each thing in words of its own',
    (name, command) => {
      const english = commandsIn('en').find(({ path }) => path.join(' ') === name)
      if (english === undefined) throw new Error(`no ${name}`)
      const [said, inEnglish] = [descriptionsOf(command), descriptionsOf(english.command)]
      expect(said.map((text) => text !== '')).toEqual(inEnglish.map((text) => text !== ''))
      for (const text of said.filter((one) => one !== '')) expect(text).toMatch(JAPANESE)
      expect(new Set(said.filter((one) => one !== '')).size).toBe(new Set(inEnglish.filter((one) => one !== '')).size)
    },
  )

  test.each(named)(
    'of %s leaves nothing in English that commander says by itself, and no sentence',
    async (_, path) => {
      const help = await helpOf('ja', path)
      const titles = help.split('\n').filter((line) => /^\S.*:$/u.test(line))
      expect(titles.length).toBeGreaterThan(0)
      for (const line of [...titles, help.split('\n', 1)[0] ?? '']) expect(line).toMatch(JAPANESE)
      expect(help).not.toMatch(/display|choices|default|\[options\]|\[command\]/)
      const words = help.replace(/(?:tasuki )?(?:import|export) events|tasuki [a-z]+(?: [a-z]+)?/g, '')
      expect(words).not.toMatch(/[A-Za-z]{2,} [A-Za-z]{2,}/)
    },
  )

  test.each(named)('of %s stands in columns within 80 places, with no line that begins badly', async (_, path) => {
    const lines = (await helpOf('ja', path)).split('\n')
    for (const line of lines) expect(places(line), line).toBeLessThanOrEqual(80)
    const starts = lines.flatMap((line) => {
      const lead = /^ {2}\S.*? {2,}(?=\S)|^ {4,}(?=\S)/u.exec(line)?.[0]
      return lead === undefined ? [] : [places(lead)]
    })
    expect(new Set(starts).size).toBe(1)
    for (const line of lines) expect(line.trimStart()).not.toMatch(/^[、。)」ぁぃぅぇぉっゃゅょー]/u)
    for (const line of lines) expect(line).not.toMatch(/[(「]$/u)
  })

  test('names choices and what is taken where nothing is said', async () => {
    expect(await helpOf('ja', ['report'])).toMatchInlineSnapshot(`
      "使い方: tasuki report [オプション]

      期間を指定して、ワークスペースの指標を表示します。初日と最終日も含みます

      オプション:
        --from <date>            期間の初日(YYYY-MM-DD)
        --to <date>              期間の最終日(YYYY-MM-DD)
        --by <dimensions>        内訳の分け方。source,product,kind,csm,ae から、
                                 カンマ区切りで指定(既定値:すべて)
        --format <format>        出力の形式(選択肢:json、table、csv。既定値:table)
        --workspace <workspace>  対象のワークスペース。複数あるときに、ID、Slackの
                                 チームID(T…)、名前のいずれかで指定
        -h, --help               コマンドの使い方を表示します
      "
    `)
  })

  test('of a group lists its commands, and the help on each', async () => {
    expect(await helpOf('ja', ['erase'])).toMatchInlineSnapshot(`
      "使い方: tasuki erase [オプション] [コマンド]

      データを完全に削除します。--yes を付けるまでは、対象を表示するだけです

      オプション:
        -h, --help                   コマンドの使い方を表示します

      コマンド:
        contact [オプション] <name>  お客様の窓口の方を、お名前で指定して削除します。
                                     メモなどに書かれたお名前も伏せ字にします
        person [オプション] <who>    社内の方を、お名前、メールアドレス、Slackの
                                     メンバーID(U…)のいずれかで指定して削除します
        csql [オプション] <number>   CSQLを1件、履歴ごと削除します。数字からも外れます
        workspace [オプション] <id>  ワークスペースのIDを指定して、すべてのデータを
                                     削除します
        help [コマンド]              コマンドの使い方を表示します
      "
    `)
  })
})

test.each(['ja', 'en'] as const)('a terminal that knows no width gets its lines whole (%s)', (locale) => {
  const what = messagesFor(locale).commandHelp.import.what
  const command = new Command('import').description(what).configureOutput({ getOutHelpWidth: () => 0 })
  speakIn(command, messagesFor(locale).commandHelp.frame)
  expect(command.helpInformation().split('\n')).toContain(what)
})

/** What a terminal takes: two places for what is neither ASCII nor an ellipsis. */
const places = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (/[\u0020-\u007e…]/u.test(letter) ? 1 : 2), 0)

describe('which language the help speaks', () => {
  test.each([
    ['where nothing says which', speaking()],
    ['where TASUKI_LOCALE is empty', speaking('')],
    ['where it is ja', speaking('ja')],
    ['where it is none that Tasuki speaks', speaking('fr')],
    [
      'where .env cannot be read',
      () => {
        throw new Error('.env')
      },
    ],
  ])('is Japanese %s', async (_, env) => {
    const { code, stdout } = await run(env, 'report', '--help')
    expect({ code, first: stdout.split('\n', 1)[0] }).toEqual({ code: 0, first: '使い方: tasuki report [オプション]' })
  })

  test('is English where TASUKI_LOCALE is en, with spaces or without', async () => {
    for (const locale of ['en', ' en ']) expect(await helpOf(locale, ['report'])).toMatch(/^Usage: tasuki report/)
  })

  test.each([
    ['ja', /^使い方: [\s\S]+オプション:[\s\S]+コマンドの使い方を表示します$/],
    ['en', /^Usage: [\s\S]+Options:[\s\S]+display help for command$/],
  ])('is the same where nothing was typed but the name (%s)', async (locale, words) => {
    for (const path of [[], ['erase']]) {
      const { code, stdout, stderr } = await run(speaking(locale), ...path)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(words)
    }
  })

  test.each(['ja', 'en'])('is the same by the word help as by --help (%s)', async (locale) => {
    expect((await run(speaking(locale), 'help', 'report')).stdout).toBe(await helpOf(locale, ['report']))
    expect((await run(speaking(locale), 'erase', 'help', 'contact')).stdout).toBe(
      await helpOf(locale, ['erase', 'contact']),
    )
    expect((await run(speaking(locale), 'help')).stdout).toBe(await helpOf(locale, []))
  })
})

describe('a mistyped word', () => {
  test.each(named)('after %s is answered in the language, without the whole help', async (_, path) => {
    // Options that must be there come first.
    const days = path[0] === 'report' ? ['--from', '2026-11-01', '--to', '2026-11-02'] : []
    const ja = await run(speaking('ja'), ...path, ...days, '--nonesuch')
    expect(ja).toEqual({
      ...{ code: 2, stdout: '' },
      stderr: '「--nonesuch」というオプションはありません。\n(使い方は --help で表示できます)',
    })
    const en = await run(speaking('en'), ...path, ...days, '--nonesuch')
    expect(en).toEqual({
      ...{ code: 2, stdout: '' },
      stderr: 'There is no option --nonesuch.\n(--help shows what may be typed)',
    })
  })

  test('names the argument and the options as the help does', async () => {
    expect((await run(speaking('ja'), 'backup')).stderr).toMatch(/^<file> の指定が必要です。/)
    expect((await run(speaking('ja'), 'import', 'deals', 'a.csv')).stderr).toMatch(
      /^<what> の「deals」は使えません。次のどれかをご指定ください:accounts, contracts, csqls, snapshots, events。/,
    )
    expect((await run(speaking('ja'), 'report', '--from', '2026-11-01')).stderr).toMatch(
      /^--to <date> の指定が必要です。/,
    )
    expect((await run(speaking('ja'), 'reprot')).stderr).toMatch(
      /^「reprot」というコマンドはありません。「report」のことでしょうか。/,
    )
  })
})
