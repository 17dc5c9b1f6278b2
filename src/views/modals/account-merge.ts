import type { KnownBlock, ModalView } from '@slack/types'
import type { Contract, Department, Product } from '../../domain/account.js'
import type { AccountField } from '../../domain/account-form.js'
import { AMOUNT_RULES } from '../../domain/account-merge.js'
import type { MergeCounts } from '../../i18n/areas/accounts.js'
import type { Messages } from '../../i18n/messages.js'
import { bold, bullets, lines, para, small } from '../blocks.js'
import { productName } from '../csql-line.js'
import { callbackId } from '../ids.js'
import { customerName } from '../labels.js'
import { oneLine } from '../text.js'
import { radio, searchMenu } from './inputs.js'
import { writeAccountMetadata } from './metadata.js'
import { type ModalOptions, modal } from './modal.js'

type Named = { readonly id: string; readonly name: string }

/** With which other account this one is merged, and which of them stays. */
export function mergeModal({ m, account }: ModalOptions & { readonly account: Named }): ModalView {
  const words = m.accounts.merging
  const own = customerName(m, account.name)
  return modal(
    m,
    {
      callbackId: callbackId('account_merge'),
      title: m.accounts.titles.merge,
      submit: m.accounts.submits.merge,
      metadata: writeAccountMetadata({ accountId: account.id, partId: null, opened: {} }),
    },
    [
      small(words.intro(own)),
      searchMenu(m, 'merge_with', null, { required: true }),
      radio(
        m,
        'keep_this',
        [
          ['this', words.keeps(own)],
          ['other', words.keepsOther],
        ],
        'this',
        { required: true },
      ),
    ],
  )
}

/** What a merge would do. */
export interface ShownMerge {
  readonly from: Named
  readonly into: Named
  readonly counts: MergeCounts
  readonly filled: readonly AccountField[]
  readonly differing: readonly AccountField[]
  readonly clashes: readonly { readonly from: Contract; readonly into: Contract }[]
  readonly clashingMonths: readonly string[]
  readonly asksForAmounts: boolean
  readonly duplicates: readonly (readonly [from: number, into: number])[]
  readonly products: readonly Product[]
  readonly departments: readonly Department[]
  readonly digest: string
}

/** Contracts and pairs of CSQLs that are named; the others are counted. */
const NAMED = 10

/** What will move, before anything does. `changed`: it is another than was shown before. */
export function mergePreviewModal(shown: ShownMerge, options: ModalOptions & { readonly changed: boolean }): ModalView {
  const { m, changed } = options
  const words = m.accounts.merging
  const { from, into } = shown
  const moves = words.moves(shown.counts)
  return modal(
    m,
    {
      callbackId: callbackId('account_merged'),
      title: m.accounts.titles.merge,
      submit: m.accounts.doMerge,
      metadata: writeAccountMetadata({ accountId: into.id, partId: from.id, opened: { seen: shown.digest } }),
    },
    [
      changed ? lines(`⚠️ ${words.changed}`) : null,
      para(bold(words.preview(oneLine(from.name), oneLine(into.name)))),
      moves.length === 0 ? lines(words.nothingMoves) : bullets(words.moving, moves),
      lines(words.alias(oneLine(from.name)), ...fieldLines(shown, m)),
      ...clashBlocks(shown, options),
      duplicateBlock(shown, m),
      small(words.undoable),
    ],
  )
}

function fieldLines({ filled, differing }: ShownMerge, m: Messages): readonly (string | null)[] {
  const labels = (fields: readonly AccountField[]) => fields.map((field) => m.modals.labels[field])
  const { merging } = m.accounts
  return [
    filled.length === 0 ? null : merging.filled(labels(filled)),
    differing.length === 0 ? null : merging.differs(labels(differing)),
  ]
}

function clashBlocks(shown: ShownMerge, options: ModalOptions): readonly (KnownBlock | null)[] {
  const { m } = options
  const { merging } = m.accounts
  if (!shown.asksForAmounts) return []
  const named = shown.clashes
    .slice(0, NAMED)
    .map(({ from, into }) =>
      merging.clash({ what: contractNameOf(into, shown, options), from: amountOf(from, m), into: amountOf(into, m) }),
    )
  const left = shown.clashes.length - named.length
  const months = shown.clashingMonths.length
  return [
    lines(...named, left > 0 ? m.batches.more(left) : null, months === 0 ? null : merging.monthsClash(months)),
    radio(
      m,
      'amounts_of_both',
      AMOUNT_RULES.map((rule) => [rule, merging[rule]]),
      null,
      { required: true },
    ),
  ]
}

function contractNameOf(
  contract: Contract,
  { products, departments }: ShownMerge,
  { m, viewer }: ModalOptions,
): string {
  const product = products.find(({ id }) => id === contract.productId)
  const department = departments.find(({ id }) => id === contract.departmentId)
  const name = product === undefined ? '—' : productName(product, viewer)
  return department === undefined ? name : m.cards.remark(name, oneLine(department.name, 40))
}

const amountOf = ({ amount, amountPeriod, currency }: Contract, m: Messages): string =>
  amount === null ? '—' : m.commands.account.amount(amountPeriod ?? 'month', m.format.money({ amount, currency }))

function duplicateBlock({ duplicates }: ShownMerge, m: Messages): KnownBlock | null {
  if (duplicates.length === 0) return null
  const named = duplicates.slice(0, NAMED).map((pair) => pair.map((number) => m.terms.number(number)).join('・'))
  const left = duplicates.length - named.length
  return lines(m.accounts.merging.duplicates(left > 0 ? [...named, m.batches.more(left)] : named))
}
