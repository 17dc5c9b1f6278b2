/** Legal forms as they stand before or after a Japanese company's name, longest first. */
const FORMS = [
  '特定非営利活動法人',
  '一般社団法人',
  '一般財団法人',
  '公益社団法人',
  '公益財団法人',
  '社会福祉法人',
  '国立大学法人',
  '公立大学法人',
  '独立行政法人',
  '医療法人社団',
  '医療法人財団',
  '社会医療法人',
  '株式会社',
  '有限会社',
  '合同会社',
  '合資会社',
  '合名会社',
  '医療法人',
  '学校法人',
  '宗教法人',
  'NPO法人',
]
const SHORT = '[(\uFF08][株有同資名医学社財福宗特][)\uFF09]|[㈱㈲㈳㈶㈻]|[㍿]'
const FORM = `(?:${FORMS.join('|')}|${SHORT})`
const BEFORE = new RegExp(`^${FORM}[\\s\\u3000・]*`, 'u')
const AFTER = new RegExp(`[\\s\\u3000]*${FORM}$`, 'u')
const LATIN_AFTER = /,?\s+(?:K\.?K\.?|G\.?K\.?|Co\.?,? ?Ltd\.?|Ltd\.?|Inc\.?|Corp\.?|LLC|GmbH|PLC)$/iu

/** The name as it is said in running text: without the legal form. The full name stands in the details. */
export function shortCompanyName(name: string): string {
  const short = name.trim().replace(BEFORE, '').replace(AFTER, '').replace(LATIN_AFTER, '').trim()
  return short === '' ? name : short
}
