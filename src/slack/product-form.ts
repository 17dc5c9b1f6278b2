import type { ModalView } from '@slack/types'
import { ProductId } from '../domain/ids.js'
import { productForm } from '../domain/product-form.js'
import { digestsOf } from '../domain/three-way.js'
import { readProduct } from '../usecases/edit-product.js'
import { productModal } from '../views/modals/product.js'
import type { Entry } from './actor.js'
import { OutOfDate } from './edge-errors.js'
import { optionsOf } from './modal-options.js'

/** The form of a product. @throws OutOfDate for what is no product's id; NotAllowed unless an admin asks */
export async function productView(entry: Entry, value: string | null): Promise<ModalView> {
  const id = ProductId.safeParse(value)
  if (!id.success) throw new OutOfDate({ what: 'button' })
  const values = productForm(await readProduct(entry.ctx, id.data))
  return productModal({ ...optionsOf(entry), productId: id.data, values, opened: digestsOf(values) })
}
