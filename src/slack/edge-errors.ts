import { DomainError } from '../domain/errors.js'
import type { LineField, LineRule } from '../i18n/areas/errors.js'

/** Slack did not say in time who somebody is. */
export class PersonSilent extends DomainError<Record<never, never>> {
  readonly code = 'person_silent'
}

/** A request of a Slack team that this program does not serve. */
export class WorkspaceUnknown extends DomainError<Record<never, never>> {
  readonly code = 'workspace_unknown'
}

/** More requests than a person makes. `seconds`: until there is room again. */
export class TooManyRequests extends DomainError<{ seconds: number }> {
  readonly code = 'too_many_requests'
}

/** A button, or a form, that this program did not make, or made for something else. */
export class OutOfDate extends DomainError<{ what: 'button' | 'form' }> {
  readonly code = 'out_of_date'
}

/** Slack did not open the form. */
export class FormNotOpened extends DomainError<{ reason: string }> {
  readonly code = 'form_not_opened'
}

/** A line after `/csql` that says something we do not understand. */
export class LineUnclear extends DomainError<{ field: LineField; rule: LineRule; typed: string }> {
  readonly code = 'line_unclear'
}

/** A text that is longer than is kept; in characters. */
export class TextTooLong extends DomainError<{ limit: number; length: number }> {
  readonly code = 'text_too_long'
}
