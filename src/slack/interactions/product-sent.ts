import type { ViewOutput } from '@slack/bolt'
import { AccountChangedMeanwhile, BadFields } from '../../domain/errors.js'
import { ProductId } from '../../domain/ids.js'
import { productForm } from '../../domain/product-form.js'
import { digestsOf, reconcile } from '../../domain/three-way.js'
import { editProduct, readProduct } from '../../usecases/edit-product.js'
import { lines } from '../../views/blocks.js'
import { lineName } from '../../views/labels.js'
import { message } from '../../views/message.js'
import { readAccountMetadata } from '../../views/modals/metadata.js'
import { productModal } from '../../views/modals/product.js'
import { oneLine } from '../../views/text.js'
import { readProductForm } from '../account-values.js'
import type { Entry } from '../actor.js'
import { OutOfDate } from '../edge-errors.js'
import { optionsOf } from '../modal-options.js'
import { settingsView } from '../settings-form.js'
import { fieldErrors } from './account-sent.js'
import type { Outcome } from './submission.js'

/** Saves a product's names; the section of the settings under the form comes up to date. */
export async function onProductForm(entry: Entry, view: ViewOutput): Promise<Outcome> {
  const { ctx, messages: m } = entry
  const target = readAccountMetadata(view.private_metadata)
  const id = ProductId.safeParse(target?.accountId)
  if (target === null || !id.success) throw new OutOfDate({ what: 'form' })
  const { opened } = target
  const read = readProductForm(entry, view.state.values)
  if (!read.ok) return { kind: 'errors', errors: read.errors }
  try {
    const { name } = await editProduct(ctx, { productId: id.data, form: { opened, sent: read.sent } })
    const under = view.previous_view_id
    if (under !== null) return { kind: 'back', to: under, view: await settingsView(entry, 'products') }
    return { kind: 'done', message: message(lines(m.accounts.products.saved(oneLine(name)))), onCard: false }
  } catch (error) {
    if (error instanceof BadFields) return { kind: 'errors', errors: fieldErrors(entry, view, error) }
    if (!(error instanceof AccountChangedMeanwhile)) throw error
    const now = productForm(await readProduct(ctx, id.data))
    const labels: Readonly<Record<string, string>> = m.modals.labels
    const { fields, actorName } = error.facts
    const asked = Object.fromEntries(fields.map((field) => [field, digestsOf(now)[field] ?? '']))
    const again = m.accounts.changedMeanwhile({
      ...{ fields: fields.map((field) => labels[field] ?? field), who: lineName(actorName), when: null },
    })
    const values = reconcile(opened, read.sent, now).values
    return {
      kind: 'again',
      view: productModal({ ...optionsOf(entry), productId: id.data, values, opened: { ...opened, ...asked }, again }),
    }
  }
}
