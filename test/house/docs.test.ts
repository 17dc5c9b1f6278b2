import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { firstWord } from '../../commands/command.js'
import { findCommand } from '../../commands/find-command.js'
import { COMMANDS } from '../../commands/index.js'
import { AccountIndex } from '../../src/domain/account-index.js'
import { parseLogLine } from '../../src/domain/log-line.js'
import { logVocabulary } from '../../src/domain/log-vocabulary.js'
import { LOCALES, type Locale } from '../../src/domain/person.js'
import { SETTINGS_SECTIONS } from '../../src/domain/settings-sections.js'
import { Settings } from '../../src/domain/workspace.js'
import { messagesFor } from '../../src/i18n/index.js'
import { LOG_WORDS } from '../../src/i18n/vocabulary.js'
import type { Entry } from '../../src/slack/actor.js'
import { everyModal, inputsOf } from '../views/every-modal.js'
import { details } from '../views/sample.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(`${repository}/${path}`, 'utf8')

const GUIDES = ['csm', 'ae', 'manager', 'admin', 'digest', 'data-protection', 'when-tasuki-writes'] as const
type Guide = (typeof GUIDES)[number]
const guide = (locale: Locale, name: Guide): string => read(`docs/${locale}/${name}.md`)

const documents: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(`${repository}/docs`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => posix.join('docs', path)),
]

/** What a document names, and which of it there is not. */
interface Checked {
  readonly named: readonly string[]
  readonly missing: readonly string[]
}

const checked = (named: Iterable<string>, exists: (name: string) => boolean): Checked => {
  const each = [...new Set(named)]
  return { named: each, missing: each.filter((name) => !exists(name)) }
}

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name)
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ')
const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```|`[^`\n]*`/gu, ' ')

const subcommands = (text: string): Checked =>
  checked(found(text, /\/csql[ \u3000]+([^\s`|、。,;)」]+)/gu), (name) => findCommand(COMMANDS, name) !== null)

const vocabulary = logVocabulary(LOG_WORDS, [], 'JPY')
const accounts = new AccountIndex([])
const asker = {
  ctx: { now: Date.parse('2026-11-24T10:00:00+09:00') },
  person: { zone: 'Asia/Tokyo', workingHours: null, leave: [] },
  settings: Settings.parse({}),
} as unknown as Entry

/** Lines to be typed as they stand, in code, with more than a subcommand's name; an arrow makes a picture of one. */
const typed = (text: string): Checked => {
  const spans = [...found(text, /`(\/csql [^`\n]+)`/gu), ...found(text, /^[ \t]*(\/csql [^→\n]+)$/gmu)]
  return checked(
    spans.filter((line) => /^\/csql\s+\S+\s+\S/u.test(line)),
    isUnderstood,
  )
}

/** Any line can be logged; an example is one where kind, amount and note are found. */
function isUnderstood(line: string): boolean {
  const { word, rest } = firstWord(line.replace('/csql', ''))
  const command = findCommand(COMMANDS, word)
  if (command?.name === 'log') {
    const read = parseLogLine(rest, vocabulary, accounts)
    return read.kind !== undefined && read.amount !== undefined && read.note !== ''
  }
  try {
    command?.parse(rest, asker)
    return command !== null
  } catch {
    return false
  }
}

/** The words that the CSMs' guide lists for a line of `log`, in the second column of its first table. */
const logWords = (text: string): Checked => {
  const [, table = ''] = /\n\|---\|---\|\n((?:\|.*\n)+)/u.exec(text) ?? []
  const cells = found(table, /^\|[^|\n]*\|([^|\n]*)\|$/gmu).map((cell) => cell.replace(/[((].*?[))]/gu, ''))
  const words = cells.flatMap((cell) => cell.split(/、|, /u)).map((word) => word.trim())
  return checked(words, (word) => parseLogLine(`アクメ商事 ${word}`, vocabulary, accounts).note === '')
}

/** Labels stand in 【 】 or [ ]; what is followed by ( is a link. */
const buttons = (text: string, locale: Locale): Checked => {
  const prose = oneLine(withoutCode(text))
  const labels = [...found(prose, /【([^】]+)】/gu), ...found(prose, /\[([^\]]+)\](?!\()/gu)]
  return checked(labels, (label) => labelsOf(locale).has(label))
}

/** A field that a table explains stands in bold in its first column. */
const fields = (text: string, locale: Locale): Checked => {
  const cells = found(text, /^\|([^|\n]*)\|/gmu).flatMap((cell) => found(cell, /\*\*(.+?)\*\*/gu))
  const labels: readonly string[] = Object.values(messagesFor(locale).modals.labels)
  return checked(cells, (label) => labels.includes(label))
}

const links = (text: string, from: string): Checked => {
  const targets = found(withoutCode(text), /\]\(([^)\s]+)\)/gu).filter((target) => !/^(?:[a-z]+:|#)/u.test(target))
  return checked(targets, (target) =>
    existsSync(posix.join(repository, posix.dirname(from), target.split('#', 1)[0] ?? '')),
  )
}

const scripts = (text: string): Checked => {
  const { scripts: known } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = [...found(text, /npm run (?:--\S+ )*([a-z][\w:-]*)/gu), ...found(text, /npm (start|test)\b/gu)]
  return checked(named, (name) => Object.hasOwn(known, name))
}

/** By their prefix anywhere, or as code that is nothing but capitals. */
const variables = (text: string): Checked => {
  const known = found(read('.env.example'), /^([A-Z_]+)=/gmu)
  const named = [...found(text, /\b((?:TASUKI|SLACK)_[A-Z_]+)\b/gu), ...found(text, /`([A-Z][A-Z_]{3,})`/gu)]
  return checked(named, (name) => known.includes(name))
}

function labelsOf(locale: Locale): ReadonlySet<string> {
  const { terms, modals, batches, notices, commands, accounts, capture, summaries, home, away, settings, protection } =
    messagesFor(locale)
  const { logged, duplicate } = commands
  return new Set([
    ...Object.values(terms.buttons),
    ...Object.values(modals.submits),
    ...[batches.see, batches.changeAe, batches.reviewDue, batches.seeAll, notices.openSettings],
    ...[summaries.on, summaries.off, protection.openErase, protection.exportAudit],
    ...[
      home.log,
      home.resume,
      home.openDigest,
      home.importAccounts,
      away.open,
      commands.target.button,
      settings.welcomeButton,
    ],
    ...Object.values(accounts.buttons),
    ...[capture.many.open, capture.offerButton],
    ...[logged.fix, logged.toMonth, logged.toYear, duplicate.addNote, duplicate.goOn, duplicate.show],
  ])
}

/** Sentences, options and field names that a guide quotes, made by the catalogue. */
function quoted(locale: Locale): Readonly<Record<Guide, readonly string[]>> {
  const m = messagesFor(locale)
  const { commands, modals, batches, cards } = m
  const of = (ja: string, en: string): string => (locale === 'ja' ? ja : en)
  const reading = m.amounts.reading({ amount: 120_000, amountPeriod: 'month', oneTime: null, currency: 'JPY' })
  const due = m.format.moment(Date.parse('2026-11-25T18:00:00+09:00'), 'Asia/Tokyo', '2026-11-24')
  const [before = '', after = ''] = batches.announces(['CSQL-42'], 0).split('CSQL-42')
  const announced = of(after.split('、').slice(1).join('、'), `${before}…${after}`)
  return {
    digest: [m.weekly.lateWins, m.weekly.charts.funnel],
    csm: [
      commands.logged.title(of('CSQL-42(アクメ商事様)', 'CSQL-42 (Acme)')),
      commands.logged.amount(reading),
      commands.logged.isIt(of('月白精機様', 'Tsukishiro Seiki')),
      modals.toBeAssigned,
    ],
    ae: [cards.due(due)],
    'when-tasuki-writes': [announced],
    manager: [modals.toBeAssigned],
    'data-protection': [m.settings.sections.data],
    admin: [modals.settings.participation.open, modals.settings.participation.assigned],
  }
}

describe('what the documents name is there', () => {
  test.each(documents)('%s', (path) => {
    const text = read(path)
    expect(subcommands(text).missing).toEqual([])
    expect(links(text, path).missing).toEqual([])
    expect(scripts(text).missing).toEqual([])
    // Records of decisions speak of SQL in capitals.
    if (!path.startsWith('docs/decisions/')) expect(variables(text).missing).toEqual([])
  })

  test.each(documents)('%s: what is to be typed is understood', (path) => {
    expect(typed(read(path)).missing).toEqual([])
  })

  test.each(LOCALES.flatMap((locale) => GUIDES.map((name) => [locale, name] as const)))(
    'docs/%s/%s.md: its buttons, fields and sentences are those of the catalogue',
    (locale, name) => {
      const text = guide(locale, name)
      expect(buttons(text, locale).missing).toEqual([])
      expect(fields(text, locale).missing).toEqual([])
      const prose = oneLine(text).replaceAll('**', '')
      expect(quoted(locale)[name].filter((words) => !prose.includes(words))).toEqual([])
    },
  )

  test('both languages have the same guides', () => {
    for (const locale of LOCALES) {
      expect(readdirSync(`${repository}/docs/${locale}`).sort()).toEqual(
        [...GUIDES, 'metrics', 'rights'].map((name) => `${name}.md`).sort(),
      )
    }
  })

  test('every word that can be put into a line of log is one', () => {
    for (const locale of LOCALES) expect(logWords(guide(locale, 'csm')).missing).toEqual([])
  })

  test('every field of the settings is explained', () => {
    for (const locale of LOCALES) {
      const asked = everyModal(details, locale)
      const all = SETTINGS_SECTIONS.flatMap((section) => {
        const view = asked.get(`settings, ${section}, the first time`)
        return view === undefined ? [] : inputsOf(view).map(({ label }) => label.text)
      })
      expect(all.length).toBeGreaterThan(40)
      expect(fields(guide(locale, 'admin'), locale).named).toEqual(all)
    }
  })
})

describe('the checks see something', () => {
  const all = documents.map(read).join('\n')

  test('in the documents together', () => {
    expect(subcommands(all).named.length).toBeGreaterThan(20)
    expect(scripts(all).named.length).toBeGreaterThan(4)
    expect(variables(all).named.length).toBeGreaterThan(8)
    expect(links(read('README.md'), 'README.md').named.length).toBeGreaterThan(8)
  })

  test('in the guides of each language', () => {
    for (const locale of LOCALES) {
      const text = GUIDES.map((name) => guide(locale, name)).join('\n')
      expect(buttons(text, locale).named.length).toBeGreaterThan(20)
      expect(typed(text).named.length).toBeGreaterThan(20)
      expect(logWords(text).named.length).toBeGreaterThan(10)
    }
  })
})

describe('the checks find a planted fault', () => {
  test.each([
    ['a subcommand', subcommands('Type `/csql list` or `/csql frobnicate 42`.').missing, 'frobnicate'],
    ['a subcommand in Japanese', subcommands('`/csql 登録` と `/csql 紛失 42`').missing, '紛失'],
    ['a subcommand in a block', subcommands('```\n/csql logg Acme\n```').missing, 'logg'],
    ['a button', buttons('Press [Accept] or [Refuse].', 'en').missing, 'Refuse'],
    ['a button across lines', buttons('Press [Accept\nnow], not [Show\ndetails].', 'en').missing, 'Accept now'],
    ['a button in Japanese', buttons('【引き受ける】か【断る】', 'ja').missing, '断る'],
    ['a button of the other language', buttons('【Accept】', 'ja').missing, 'Accept'],
    ['a day', typed('`/csql pause Jan 5` `/csql pause Jan 32`').missing, '/csql pause Jan 32'],
    ['a period', typed('`/csql report 今月` `/csql report 昨今`').missing, '/csql report 昨今'],
    [
      'an amount',
      typed('```\n/csql log Acme upsell 12 @suzuki seats\n```').missing,
      '/csql log Acme upsell 12 @suzuki seats',
    ],
    ['a source', logWords('\n|---|---|\n| source | #support, #rumour |\n').missing, '#rumour'],
    ['a field', fields('| **Managers** | a |\n| **Chief** | b **c** |', 'en').missing, 'Chief'],
    ['a link', links('[a](../../README.md) [b](gone.md#x)', 'docs/en/ae.md').missing, 'gone.md#x'],
    ['a link from the top', links('[a](docs/en/ae.md) [b](../en/ae.md)', 'README.md').missing, '../en/ae.md'],
    ['a script', scripts('`npm run build`, `npm start`, `npm run --silent launch`').missing, 'launch'],
    ['a variable', variables('`TASUKI_TZ` and TASUKI_ZONE').missing, 'TASUKI_ZONE'],
    ['a variable without our prefix', variables('`PORT` and `PORTS`').missing, 'PORTS'],
  ])('%s that is not there', (_what, missing, planted) => {
    expect(missing).toEqual([planted])
  })
})
