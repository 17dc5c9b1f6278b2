import type { Product } from './account.js'
import { type FieldFault, LONGEST_ACCOUNT_NAME, linesOf, MOST_LINES } from './account-form.js'
import { exactKey } from './account-name.js'
import type { FormValues } from './three-way.js'

/** What the form of a product holds. */
export type ProductField = 'product_name' | 'name_en' | 'product_aliases'

export const productForm = ({ name, nameEn, aliases }: Product): FormValues<ProductField> => ({
  product_name: name,
  name_en: nameEn ?? '',
  product_aliases: aliases.join('\n'),
})

/** What is wrong with a product's names: one that two products bear means neither. */
export function productFaults(
  values: FormValues<ProductField>,
  others: readonly Product[],
): readonly FieldFault<ProductField>[] {
  const taken = new Set(others.flatMap(({ name, nameEn, aliases }) => [name, nameEn ?? name, ...aliases].map(exactKey)))
  const faults: FieldFault<ProductField>[] = []
  const check = (field: ProductField, names: readonly string[]) => {
    const bad = names.find((name) => taken.has(exactKey(name)))
    if (names.length > MOST_LINES) faults.push({ field, rule: 'too_many' })
    else if (names.some((name) => name.length > LONGEST_ACCOUNT_NAME)) faults.push({ field, rule: 'too_long' })
    else if (bad !== undefined) faults.push({ field, rule: 'name_taken', typed: bad })
  }
  if (values.product_name === '') faults.push({ field: 'product_name', rule: 'empty' })
  check('product_name', linesOf(values.product_name))
  check('name_en', linesOf(values.name_en))
  check('product_aliases', linesOf(values.product_aliases))
  return faults
}
