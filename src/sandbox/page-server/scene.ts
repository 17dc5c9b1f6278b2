import { COMMAND_ALIASES, COMMAND_NAMES } from '../../i18n/command-words.js'
import { messagesFor } from '../../i18n/index.js'
import { manifest, slashCommand } from '../../slack/manifest.js'
import { CHANNELS, PEOPLE, type Workspace } from '../index.js'
import type { CommandHint, Language, PersonCard, Scene, Shortcut } from '../page/protocol.js'

/** Who is who in the sample company; whoever is not named is nobody to act as. */
const PARTS: Readonly<Record<string, NonNullable<PersonCard['part']>>> = {
  [PEOPLE.sato]: 'csm',
  [PEOPLE.suzuki]: 'ae',
  [PEOPLE.pat]: 'ae',
  [PEOPLE.tanaka]: 'manager',
  [PEOPLE.yamamoto]: 'admin',
  [PEOPLE.nakamura]: 'csm',
  [PEOPLE.kobayashi]: 'inside',
  [PEOPLE.watanabe]: 'ae',
  [PEOPLE.guest]: 'guest',
}
/** What the newcomer's first line says. */
const FIRST_LINE: Readonly<Record<Language, string>> = {
  ja: `${slashCommand} 登録 月白精機 クロスセル 経費 高 月12万 #定例 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。`,
  en: `${slashCommand} log "Tsukishiro Seiki" cross-sell Expense high ¥120,000 #meeting Plant expenses are still on paper. Three accountants lose two days every month.`,
}
const ORDER = Object.keys(PARTS)

export function sceneOf(workspace: Workspace, language: Language, zone: string): Scene {
  const { team, bot } = workspace.config
  const people = workspace.people().map(
    ({ id, real_name, tz, locale }): PersonCard => ({
      ...{ id, name: real_name, zone: tz, part: PARTS[id] ?? null },
      locale: locale.startsWith('ja') ? 'ja' : 'en',
    }),
  )
  const { shortcuts, app_home } = manifest.features
  const ofType = (type: string): readonly Shortcut[] =>
    shortcuts.flatMap((one) => (one.type === type ? [{ callbackId: one.callback_id, name: one.name }] : []))
  return {
    ...{ language, zone, team: team.name, bot: bot.user_id },
    people: people.toSorted((one, other) => placeOf(one) - placeOf(other)),
    channels: workspace.channels().flatMap((one) => (one.kind === 'channel' ? [{ id: one.id, name: one.name }] : [])),
    command: { name: slashCommand, hints: { ja: hintsIn('ja'), en: hintsIn('en') } },
    shortcuts: { message: ofType('message'), global: ofType('global') },
    tour: { csm: PEOPLE.sato, ae: PEOPLE.suzuki, channel: CHANNELS.csSales, line: FIRST_LINE[language] },
    hasHome: app_home.home_tab_enabled,
  }
}

const placeOf = ({ id }: PersonCard): number => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length)

function hintsIn(language: Language): readonly CommandHint[] {
  const { usage } = messagesFor(language).commands
  return COMMAND_NAMES.map((name) => ({
    ...{ name, names: [name, ...COMMAND_ALIASES[name]] },
    ...{ line: usage[name].line, what: usage[name].what },
  }))
}
