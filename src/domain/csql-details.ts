import type { Contact, Contract, Product } from './account.js'
import type { Clock } from './clock.js'
import type { Csql } from './csql.js'
import type { CsqlEvent } from './event.js'
import type { PersonId, TextId } from './ids.js'
import type { Person } from './person.js'

/** A CSQL with everything that a reader needs to see of it, read in one go. */
export interface CsqlDetails {
  readonly csql: Csql
  readonly account: { readonly name: string; readonly provisional: boolean; readonly segment?: string | null }
  readonly departmentName: string | null
  readonly product: Pick<Product, 'id' | 'name' | 'nameEn'> | null
  readonly referredCompanyName: string | null
  readonly contact: Contact | null
  /** The account's contracts, all products. */
  readonly contracts: readonly Contract[]
  readonly people: ReadonlyMap<PersonId, Pick<Person, 'id' | 'name' | 'slackUserId'>>
  readonly texts: ReadonlyMap<TextId, string>
  /** Only those that run. */
  readonly clocks: readonly Clock[]
  readonly lastEvent: CsqlEvent | null
  /** Who handed it over last, often not its CSM: known where the history was read; null = not known, or never. */
  readonly handedOverBy: PersonId | null
  /** The number of the CSQL it was merged into, or that it proposes again. */
  readonly mergedIntoNumber: number | null
  readonly proposedAgainFromNumber: number | null
}

/** As much of it as one line or one row of a list shows. */
export type CsqlInBrief = Pick<
  CsqlDetails,
  'csql' | 'account' | 'departmentName' | 'product' | 'referredCompanyName' | 'people'
>

/** A text of the CSQL by its id, or null: also for one that is kept no longer, of which an empty one is left. */
export const textOf = (details: Pick<CsqlDetails, 'texts'>, id: TextId | null): string | null =>
  id === null ? null : details.texts.get(id) || null

/** Something was said of it that is kept no longer. */
export const isEmptied = ({ csql, texts }: Pick<CsqlDetails, 'csql' | 'texts'>): boolean =>
  [csql.problemTextId, csql.noteTextId, csql.lineTextId].some((id) => id !== null && texts.get(id) === '')

/** A person's name, or null for nobody and for somebody erased. */
export const nameOf = (details: Pick<CsqlDetails, 'people'>, id: PersonId | null): string | null =>
  id === null ? null : (details.people.get(id)?.name ?? null)
