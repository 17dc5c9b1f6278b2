import type { Names } from '../areas/terms.js'

const HAS_HONORIFIC = /(?:様|さん|さま|氏|殿|御中)$/u

export const names: Names = {
  customer: (name) => (HAS_HONORIFIC.test(name) ? name : `${name}様`),
  colleague: (name) => {
    if (name === null) return '担当者'
    return HAS_HONORIFIC.test(name) ? name : `${name}さん`
  },
  bare: (name) => name ?? '未定',
}
