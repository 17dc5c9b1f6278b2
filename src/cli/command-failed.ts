/** A command could not do what it was asked for: the lines say what is wrong and how to mend it. */
export class CommandFailed extends Error {
  readonly lines: readonly string[]

  /** @param lines none where what the command printed says it all */
  constructor(...lines: string[]) {
    super(lines.join('\n'))
    this.name = 'CommandFailed'
    this.lines = lines
  }
}
