/** How long the clocks run, and a word to the admins where nobody keeps to one. */
export interface Clocks {
  /** Over the inputs of the settings. */
  readonly intro: string
  /** What was typed is no number of working days from 1 to `most`. */
  readonly notDays: (most: number) => string

  /** To an admin: of `rows` reminders of a clock so few were acted on. `acted` is less than half. */
  readonly tooLoose: (of: { clock: string; rows: number; acted: number }) => string
  /** What may be behind it, and the setting to change: its label in the form, and what it holds now. */
  readonly tooLooseHow: (setting: string, days: number) => string
}
