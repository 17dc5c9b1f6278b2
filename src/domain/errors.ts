/**
 * What can go wrong, as facts with a code. Only the edge (commands, slack, cli) turns a code into words;
 * the facts hold what those words need, and never a secret or a sentence.
 */
export type Facts = Readonly<Record<string, unknown>>

export abstract class DomainError extends Error {
  abstract readonly code: string
  readonly facts: Facts

  constructor(facts: Facts = {}) {
    super()
    this.facts = facts
    this.name = new.target.name
  }

  override get message(): string {
    return `${this.code} ${JSON.stringify(this.facts)}`
  }
}
