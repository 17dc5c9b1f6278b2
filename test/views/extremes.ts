import type { CsqlDetails } from '../../src/domain/csql-details.js'
import { ProductId } from '../../src/domain/ids.js'
import { details, KOBAYASHI, type Own, partnerContract, SATO, SUZUKI, someContact, TANAKA, WATANABE } from './sample.js'

/** What people paste and forge (H1–H4): none of it may ping, link, decode twice or break the layout. */
export const HOSTILE =
  '<!channel> <@U1> @everyone #general &lt;!channel&gt; <https://evil.example|https://bank.example> *b* _i_ :tada: ``` \u202Egnol\u200B\u0000\uD800'
/** The same, without what is removed: this is what must be read, letter by letter. */
export const HOSTILE_READ =
  '<!channel> <@U1> @everyone #general &lt;!channel&gt; <https://evil.example|https://bank.example> *b* _i_ :tada: ``` gnol'

const FIELDS = ['problem', 'source_detail', 'changed', 'reason', 'promises', 'next', 'override'] as const

function named(text: string, long = text): (own?: Own) => CsqlDetails {
  const people = new Map(
    [SATO, SUZUKI, KOBAYASHI, WATANABE, TANAKA].map((id) => [id, { id, name: text, slackUserId: null }]),
  )
  return (own) =>
    details({
      account: { name: text, provisional: false },
      departmentName: text,
      product: { id: ProductId.parse('p1'), name: text, nameEn: text },
      referredCompanyName: text,
      contact: { ...someContact, name: text, title: text },
      contracts: [{ ...partnerContract, partnerName: text }],
      people,
      ...own,
      texts: { ...Object.fromEntries(FIELDS.map((field) => [field, long])), ...own?.texts },
    })
}

const nothing = (own?: Own): CsqlDetails =>
  details({
    account: { name: '', provisional: true },
    product: null,
    contact: null,
    contracts: [],
    people: new Map(),
    clocks: [],
    lastEvent: null,
    ...own,
    csql: {
      productId: null,
      kind: null,
      source: null,
      contactId: null,
      checklist: [],
      amount: null,
      amountPeriod: null,
      problemTextId: null,
      ...own?.csql,
    },
  })

/** Data at its extremes, by name. */
export const EXTREMES: ReadonlyMap<string, (own?: Own) => CsqlDetails> = new Map([
  ['the sample', details],
  ['as little as there can be', nothing],
  ['names of 100 characters and notes of 50,000', named('齋'.repeat(100), '長い文。'.repeat(12_500))],
  ['names of 100 joined emoji', named('👨‍👩‍👧‍👦'.repeat(100), '👨‍👩‍👧‍👦'.repeat(5000))],
  ['stacked marks and right-to-left', named(`שלום ${'a\u0301\u0302\u0303\u0304\u0305\u0306'.repeat(40)}`)],
  ['names of nothing but invisible characters', named('\u200B\u2060\u0000')],
  ['hostile text everywhere', named(HOSTILE)],
])
