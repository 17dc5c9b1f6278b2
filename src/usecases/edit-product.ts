import type { Product } from '../domain/account.js'
import { linesOf } from '../domain/account-form.js'
import { BadFields, NotFound } from '../domain/errors.js'
import type { ProductId } from '../domain/ids.js'
import { type ProductField, productFaults, productForm } from '../domain/product-form.js'
import { recordChange, type SentForm, together } from './account-changes.js'
import { ask, type Ctx } from './context.js'
import { once } from './once.js'

/** A product as it stands. @throws NotAllowed unless an admin asks; NotFound no such product here */
export async function readProduct(ctx: Ctx, id: ProductId): Promise<Product> {
  ask(ctx, 'settings.read')
  const product = (await ctx.store.read((tx) => tx.products.all())).find((one) => one.id === id)
  if (product === undefined) throw new NotFound({ what: 'product', typed: '' })
  return product
}

/**
 * Changes what a product is called, in both languages, and what else may be typed for it.
 *
 * @throws NotAllowed unless an admin asks
 * @throws NotFound no such product here
 * @throws AccountChangedMeanwhile somebody changed the same field while the form was open
 * @throws BadFields what the fields hold cannot stand
 */
export async function editProduct(
  ctx: Ctx,
  input: { readonly productId: ProductId; readonly form: SentForm<ProductField> },
): Promise<{ readonly name: string }> {
  ask(ctx, 'settings.change', { fields: ['products'] })
  return once(ctx, async (tx) => {
    const all = await tx.products.all()
    const product = all.find(({ id }) => id === input.productId)
    if (product === undefined) throw new NotFound({ what: 'product', typed: '' })
    const before = productForm(product)
    const after = await together(tx, product.id, input.form, before)
    const faults = productFaults(
      after,
      all.filter(({ id }) => id !== product.id),
    )
    if (faults.length > 0) throw new BadFields({ faults })
    await tx.products.put({
      ...product,
      name: after.product_name,
      nameEn: after.name_en === '' ? null : after.name_en,
      aliases: linesOf(after.product_aliases),
    })
    await recordChange(ctx, tx, product.id, 'product.edit', { before, after })
    return { name: after.product_name }
  })
}
