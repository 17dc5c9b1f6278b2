import { type CsqlDetails, type CsqlInBrief, nameOf } from '../domain/csql-details.js'
import type { PersonId } from '../domain/ids.js'
import type { ReasonList } from '../domain/reasons.js'
import type { Day, Instant } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import type { Messages } from '../i18n/messages.js'
import { shortCompanyName } from './company-name.js'
import type { Viewer } from './message.js'
import { oneLine } from './text.js'

/** The words of a reason: the catalogue's, those that the workspace added, else the code itself. */
export function reasonLabel(m: Messages, viewer: Viewer, list: ReasonList, code: string): string {
  const known: Readonly<Record<string, string>> = m.terms.reasons[list]
  if (Object.hasOwn(known, code)) return known[code] ?? code
  const added = list === 'neglect' ? [] : viewer.addedReasons[list]
  return oneLine(added.find((entry) => entry.code === code)?.[viewer.locale] ?? code, 75)
}

/** A person's name on one line, or null for nobody and for somebody erased. */
export function personName(details: Pick<CsqlDetails, 'people'>, id: PersonId | null): string | null {
  const name = nameOf(details, id)
  return name === null ? null : oneLine(name)
}

/** A name that came beside the details, made fit for a line. */
export const lineName = (name: string | null): string | null => (name === null ? null : oneLine(name))

/** The customer as it is called in running text: `月白精機様`. */
export const customerName = (m: Messages, accountName: string): string =>
  m.names.customer(shortCompanyName(oneLine(accountName)))

/** `CSQL-42(月白精機様)`. */
export const csqlName = (m: Messages, number: number, accountName: string): string =>
  m.notices.csql(m.terms.number(number), customerName(m, accountName))

export const csqlNameOf = (details: Pick<CsqlInBrief, 'csql' | 'account'>, m: Messages): string =>
  csqlName(m, details.csql.number, details.account.name)

/** Today on the reader's wall. */
export const todayOf = (viewer: Viewer, now: Instant): Day => localDay(viewer.zone, now)
