import type { ModalView } from '@slack/types'
import type { ProductField } from '../../domain/product-form.js'
import type { Digests, FormValues } from '../../domain/three-way.js'
import { lines, small } from '../blocks.js'
import { callbackId } from '../ids.js'
import { nameLine, textArea } from './inputs.js'
import { writeAccountMetadata } from './metadata.js'
import { type ModalOptions, modal } from './modal.js'

/** What a product is called, in both languages, and what else may be typed for it. */
export function productModal(
  options: ModalOptions & {
    readonly productId: string
    readonly values: FormValues<ProductField>
    readonly opened: Digests
    /** Why the form is shown again. */
    readonly again?: string | undefined
  },
): ModalView {
  const { m, productId, values, opened, again } = options
  const given = (value: string) => (value === '' ? null : value)
  return modal(
    m,
    {
      callbackId: callbackId('account_product'),
      title: m.accounts.titles.product,
      submit: m.accounts.submits.product,
      metadata: writeAccountMetadata({ accountId: productId, partId: null, opened }),
    },
    [
      again === undefined ? null : lines(`⚠️ ${again}`),
      small(m.accounts.products.intro),
      nameLine(m, 'product_name', values.product_name, { required: true }),
      nameLine(m, 'name_en', given(values.name_en)),
      textArea(m, 'product_aliases', given(values.product_aliases)),
    ],
  )
}
