import type { Names } from '../areas/terms.js'

export const names: Names = {
  customer: (name) => name,
  colleague: (name) => name ?? 'a colleague',
  bare: (name) => name ?? '—',
}
