/** Logging where the conversation is: shortcuts, the emoji, several lines at once. */
export interface Capture {
  /** Titles of the shortcuts stand in the app's manifest, which knows one language. */
  readonly guessed: string
  /** To whom put the emoji on a message. */
  readonly offer: string
  readonly offerButton: string
  readonly offerWhy: string
  /** To log it at once, for the account that it speaks of. */
  readonly asIs: (customer: string) => string
  /** The text of the message could not be read: the link alone stands in the note. */
  readonly textUnread: string
  readonly notAnEmoji: string
  readonly many: {
    readonly title: string
    readonly open: string
    readonly submit: string
    readonly intro: string
    readonly example: string
    readonly fault: (line: number, why: string) => string
    readonly moreFaults: (n: number) => string
    readonly tooMany: (limit: number, n: number) => string
    readonly logged: (n: number) => string
    readonly similar: (typed: string, known: string) => string
    readonly unknownAe: (typed: string, why: string) => string
    readonly amount: (typed: string, why: string) => string
  }
}
