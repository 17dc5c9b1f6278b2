import { type CsqlDetails, nameOf } from '../domain/csql-details.js'
import type { CsqlEvent } from '../domain/event.js'
import { PersonId } from '../domain/ids.js'
import type { Messages } from '../i18n/messages.js'
import { lineName } from './labels.js'

/** The colleague on leave in whose place something was done; undefined where it was in nobody's. */
export function placeOf(details: CsqlDetails, { figures }: CsqlEvent): string | null | undefined {
  const place = PersonId.safeParse(figures['in_place_of'])
  return place.success ? lineName(nameOf(details, place.data)) : undefined
}

/** What stands in brackets behind what was done: when, and in whose place. */
export function stampOf(details: CsqlDetails, event: CsqlEvent, stamp: string, m: Messages): string {
  const place = placeOf(details, event)
  return place === undefined ? stamp : m.away.inPlaceOf(place, stamp)
}
