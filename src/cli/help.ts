import type { Argument, Command, Option } from 'commander'
import type { HelpFrame } from '../i18n/areas/command-help.js'
import { widthOf } from './text-width.js'
import { wrapped } from './wrap.js'

/** Makes commander print the help of a command in a language, in columns that stand below each other there too. */
export function speakIn(command: Command, words: HelpFrame): void {
  const { minWidthToWrap } = command.createHelp()
  const titles: Readonly<Record<string, string>> = words.titles
  const placeholders: Readonly<Record<string, string>> = words.placeholders
  const styled = (word: string): string => placeholders[word] ?? word
  command.helpOption('-h, --help', words.help).configureHelp({
    styleTitle: (title) => titles[title] ?? title,
    styleOptionText: styled,
    styleSubcommandText: styled,
    styleArgumentText: styled,
    optionDescription: (option) => explained(option, words),
    argumentDescription: (argument) => explained(argument, words),
    displayWidth: widthOf,
    boxWrap: (text, width) => (width < minWidthToWrap ? text : wrapped(text, width)),
  })
  // Commander makes `help` by itself where it belongs: only its words are ours.
  const helpCommand = command
    .createHelp()
    .visibleCommands(command)
    .find((shown) => shown.name() === 'help')
  helpCommand?.description(words.help)
}

function explained(
  { description, argChoices, defaultValue, defaultValueDescription }: Option | Argument,
  words: HelpFrame,
): string {
  const facts = [
    ...(argChoices === undefined ? [] : [words.choices(argChoices.map(words.value))]),
    ...(defaultValue === undefined ? [] : [words.byDefault(defaultValueDescription ?? words.value(defaultValue))]),
  ]
  return facts.length === 0 ? description : words.explained(description, facts)
}
