/** What stands in the help of every command: `tasuki … --help`. */
export interface HelpFrame {
  /** By what commander calls them. */
  readonly titles: Readonly<Record<'Usage:' | 'Arguments:' | 'Options:' | 'Commands:', string>>
  /** What stands for more words to be typed, by commander's words for it. */
  readonly placeholders: Readonly<Record<'[options]' | '[command]', string>>
  /** Of `--help`, and of `help` as a command. */
  readonly help: string
  /** What may be typed, told apart from the words round it. */
  readonly value: (value: unknown) => string
  readonly choices: (choices: readonly string[]) => string
  readonly byDefault: (value: string) => string
  /** What an option or argument is, with its choices and what it is at first. */
  readonly explained: (what: string, facts: readonly string[]) => string
}

/** What the help says of each command (`what`), its arguments and its options, which stand under their own names. */
export interface CommandHelp {
  readonly frame: HelpFrame
  readonly tasuki: string
  /** `--workspace`, of every command that works in one. */
  readonly workspace: string
  readonly start: string
  readonly import: Readonly<Record<'what' | 'rows' | 'file' | 'dryRun', string>>
  readonly export: Readonly<Record<'what' | 'rows' | 'from' | 'to', string>>
  readonly deliveries: Readonly<Record<'what' | 'state' | 'limit' | 'json' | 'retry' | 'retryForce' | 'drop', string>>
  readonly backup: Readonly<Record<'what' | 'file' | 'force', string>>
  readonly restore: Readonly<Record<'what' | 'file' | 'force', string>>
  readonly doctor: Readonly<Record<'what' | 'json', string>>
  readonly erase: Readonly<Record<'what' | 'yes' | 'contact' | 'account' | 'person' | 'csql' | 'workspace', string>>
  readonly report: {
    readonly what: string
    readonly from: string
    readonly to: string
    readonly by: (dimensions: readonly string[]) => string
    readonly allDimensions: string
    readonly format: string
  }
}
