import type { Contact, Product } from '../../domain/account.js'
import type { CsqlDetails } from '../../domain/csql-details.js'
import { REASONS, type ReasonList } from '../../domain/reasons.js'
import type { Day } from '../../domain/time.js'
import type { Messages } from '../../i18n/messages.js'
import { productName } from '../csql-line.js'
import { reasonLabel } from '../labels.js'
import type { Viewer } from '../message.js'
import { oneLine } from '../text.js'
import type { Choice } from './inputs.js'
import type { ModalOptions } from './modal.js'

/** The codes of a list in its order, in the reader's words. */
export const inWords = <C extends string>(codes: readonly C[], words: Readonly<Record<C, string>>): readonly Choice[] =>
  codes.map((code) => [code, words[code]])

/** A list of reasons, with what the workspace added before the last: "other" stays at the end. */
export function reasonChoices(list: Exclude<ReasonList, 'neglect'>, { m, viewer }: ModalOptions): readonly Choice[] {
  const added = viewer.addedReasons[list].map(({ code }) => code)
  const codes: readonly string[] = REASONS[list]
  return [...codes.slice(0, -1), ...added, ...codes.slice(-1)].map((code) => [code, reasonLabel(m, viewer, list, code)])
}

type NamedProduct = Pick<Product, 'id' | 'name' | 'nameEn'>

/** What is chosen now, and what the account has. */
export interface HeldProduct {
  readonly chosen: NamedProduct | null
  readonly contracts: CsqlDetails['contracts']
}

/** What is chosen now is offered, or an untouched form would empty it. */
export const withHeld = <T extends { readonly id: string }>(offered: readonly T[], held: T | null): readonly T[] =>
  held === null || offered.some(({ id }) => id === held.id) ? offered : [held, ...offered]

/** Products that are sold, those of the account first; one that is chosen already stays even when it is not sold any more. */
export function productChoices(
  products: readonly Product[],
  { chosen, contracts }: HeldProduct,
  viewer: Viewer,
): readonly Choice[] {
  const own = new Set<string>(contracts.map(({ productId }) => productId))
  const offered: readonly NamedProduct[] = withHeld(
    products.filter(({ id, archived }) => !archived || id === chosen?.id),
    chosen,
  )
  return [...offered.filter(({ id }) => own.has(id)), ...offered.filter(({ id }) => !own.has(id))].map((product) => [
    product.id,
    productName(product, viewer),
  ])
}

/** People at the account, with their title and what they said of being contacted. */
export const contactChoices = (contacts: readonly Contact[], m: Messages): readonly Choice[] =>
  contacts.map(({ id, name, title, optIn }) => {
    const person = m.names.customer(oneLine(name, 40))
    const titled = title === null ? person : m.cards.remark(person, oneLine(title, 20))
    return [id, m.cards.beside([titled, m.terms.optIns[optIn]])]
  })

const CLOSE_MONTHS = 18

/** This month and those after it, as `YYYY-MM`. */
export function monthChoices(today: Day, m: Messages): readonly Choice[] {
  const first = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1
  return Array.from({ length: CLOSE_MONTHS }, (_, n) => {
    const month = `${Math.floor((first + n) / 12)}-${String(((first + n) % 12) + 1).padStart(2, '0')}`
    return [month, m.format.month(month)]
  })
}
