import type { Account, Contract, Product } from '../domain/account.js'
import { AccountId, ContractId, DepartmentId, type PersonId, ProductId, type WorkspaceId } from '../domain/ids.js'
import type { Day } from '../domain/time.js'
import type { Ids, Tx } from '../usecases/ports.js'
import { PEOPLE } from './sample-company.js'
import type { Customer } from './sample-spreadsheets.js'

/** Who looks after an account, by the names of `PEOPLE`. */
type PersonKey = 'sato' | 'nakamura' | 'suzuki' | 'watanabe' | 'pat'
type ProductKey = 'time' | 'expense' | 'talent'

const SAMPLE_PRODUCTS: Readonly<Record<ProductKey, Pick<Product, 'name' | 'nameEn' | 'aliases'>>> = {
  time: { name: 'ホタルビ勤怠', nameEn: 'Hotarubi Time', aliases: ['勤怠', 'Time'] },
  expense: { name: 'ホタルビ経費', nameEn: 'Hotarubi Expense', aliases: ['経費', 'Expense'] },
  talent: { name: 'ホタルビ評価', nameEn: 'Hotarubi Talent', aliases: ['評価', 'Talent'] },
}

interface SampleContract {
  readonly product: ProductKey
  /** Yen a month, before tax. */
  readonly amount: number
  readonly phase: Contract['phase']
  readonly hasOutcome?: boolean
  readonly renewalOn?: string
  readonly partner?: string
}

interface SampleAccount {
  readonly name: string
  readonly kana: string
  readonly aliases: readonly string[]
  readonly parent?: string
  readonly csm: PersonKey
  readonly ae: PersonKey
  readonly departments?: readonly string[]
  readonly contracts: readonly SampleContract[]
}

/** An invented company's customers: the corporate forms, variant characters and traits that real lists have. */
const SAMPLE_ACCOUNTS: readonly SampleAccount[] = [
  {
    ...{ name: '株式会社月白精機', kana: 'つきしろせいき', aliases: ['月白精機', 'Tsukishiro Seiki'] },
    ...{ csm: 'sato', ae: 'suzuki' },
    contracts: [{ product: 'time', amount: 378_000, phase: 'successful', hasOutcome: true }],
  },
  {
    ...{ name: '霧笛倉庫株式会社', kana: 'むてきそうこ', aliases: ['霧笛倉庫', 'Muteki Warehouse'] },
    ...{ csm: 'sato', ae: 'suzuki' },
    contracts: [{ product: 'time', amount: 240_000, phase: 'successful', hasOutcome: true }],
  },
  {
    ...{ name: '霧笛ロジテック株式会社', kana: 'むてきろじてっく', aliases: ['霧笛ロジテック', 'Muteki Logitec'] },
    ...{ parent: '霧笛倉庫株式会社', csm: 'sato', ae: 'suzuki' },
    contracts: [{ product: 'expense', amount: 64_000, phase: 'adopting' }],
  },
  {
    ...{ name: '灯籠坂食品㈱', kana: 'とうろうざかしょくひん', aliases: ['灯籠坂食品', 'Torozaka Foods'] },
    ...{ csm: 'nakamura', ae: 'watanabe' },
    contracts: [{ product: 'time', amount: 186_000, phase: 'successful', hasOutcome: true, renewalOn: '2027-03-31' }],
  },
  {
    ...{ name: '(株)アオバネ商会', kana: 'あおばねしょうかい', aliases: ['アオバネ商会', 'Aobane Trading'] },
    ...{ csm: 'nakamura', ae: 'watanabe' },
    contracts: [{ product: 'expense', amount: 48_000, phase: 'adopting', partner: '海鳴システム販売' }],
  },
  {
    ...{ name: '医療法人白南風会', kana: 'しらはえかい', aliases: ['白南風会', 'Shirahae Medical'] },
    ...{ csm: 'sato', ae: 'watanabe' },
    contracts: [{ product: 'time', amount: 96_000, phase: 'onboarding', hasOutcome: false }],
  },
  {
    ...{ name: '学校法人空木野学園', kana: 'うつぎのがくえん', aliases: ['空木野学園', 'Utsugino Academy'] },
    ...{ csm: 'nakamura', ae: 'suzuki' },
    contracts: [{ product: 'talent', amount: 150_000, phase: 'adopting' }],
  },
  {
    ...{ name: '合同会社ヨルベ企画', kana: 'よるべきかく', aliases: ['ヨルベ企画', 'Yorube Planning'] },
    ...{ csm: 'nakamura', ae: 'watanabe' },
    contracts: [{ product: 'expense', amount: 12_000, phase: 'adopting' }],
  },
  {
    ...{ name: '株式会社髙千野工務店', kana: 'たかちのこうむてん', aliases: ['髙千野工務店', 'Takachino Builders'] },
    ...{ csm: 'sato', ae: 'watanabe' },
    contracts: [{ product: 'time', amount: 72_000, phase: 'at_risk', hasOutcome: false }],
  },
  {
    ...{ name: 'クモノハ・システムズ株式会社', kana: 'くものは', aliases: ['クモノハ', 'Kumonoha Systems'] },
    ...{ csm: 'sato', ae: 'watanabe' },
    contracts: [
      { product: 'time', amount: 90_000, phase: 'successful', hasOutcome: true },
      { product: 'expense', amount: 120_000, phase: 'successful', hasOutcome: true },
    ],
  },
  {
    ...{ name: '株式会社齋ノ宮百貨店', kana: 'いつきのみや', aliases: ['齋ノ宮百貨店', 'Itsukinomiya Dept. Store'] },
    ...{ csm: 'nakamura', ae: 'suzuki', departments: ['店舗運営部', '外商部'] },
    contracts: [{ product: 'time', amount: 210_000, phase: 'successful', hasOutcome: true }],
  },
  {
    ...{ name: 'Tidewell Japan K.K.', kana: 'たいどうぇる', aliases: ['タイドウェル', 'Tidewell'] },
    ...{ csm: 'nakamura', ae: 'pat' },
    contracts: [{ product: 'talent', amount: 200_000, phase: 'adopting', hasOutcome: true }],
  },
]

/** Writes the sample company's products, customers and contracts, as an import of its lists would. */
export async function seedSampleAccounts(
  tx: Tx,
  ids: Ids,
  people: Readonly<Record<PersonKey, PersonId>>,
  language: 'ja' | 'en' = 'ja',
): Promise<void> {
  const products = await seedProducts(tx, ids)
  const accounts = new Map(SAMPLE_ACCOUNTS.map(({ name }) => [name, AccountId.parse(ids.next())]))
  for (const sample of SAMPLE_ACCOUNTS) {
    const id = accounts.get(sample.name)
    if (id === undefined) continue
    const parentId = sample.parent === undefined ? null : (accounts.get(sample.parent) ?? null)
    await tx.accounts.insert(accountOf(tx.workspaceId, id, inLanguage(sample, language), parentId))
    for (const name of sample.departments ?? []) {
      await tx.accounts.putDepartment({ id: DepartmentId.parse(ids.next()), accountId: id, name })
    }
    for (const contract of sample.contracts) {
      await tx.accounts.putContract({
        workspaceId: tx.workspaceId,
        id: ContractId.parse(ids.next()),
        accountId: id,
        departmentId: null,
        productId: products[contract.product],
        phase: contract.phase,
        hasOutcome: contract.hasOutcome ?? null,
        csmId: people[sample.csm],
        aeId: people[sample.ae],
        amount: contract.amount,
        amountPeriod: 'month',
        currency: 'JPY',
        renewalOn: contract.renewalOn ?? null,
        channel: contract.partner === undefined ? 'direct' : 'partner',
        partnerName: contract.partner ?? null,
      })
    }
  }
}

/** Yen a person and month, roughly: how many people a contract is for. */
const A_SEAT = 400

/** The same customers as the spreadsheets' generator needs them, to write a history of. @param since the first day of their contracts */
export function knownCustomers(language: 'ja' | 'en', since: Day): readonly Customer[] {
  return SAMPLE_ACCOUNTS.map((sample) => {
    const uses = sample.contracts.map(({ product, amount }) => {
      const { name } = SAMPLE_PRODUCTS[product]
      return [name, { from: since, amount, ended: null }] as const
    })
    const amount = sample.contracts.reduce((sum, contract) => sum + contract.amount, 0)
    const { name } = inLanguage(sample, language)
    return {
      ...{ name, csm: PEOPLE[sample.csm], ae: PEOPLE[sample.ae], uses: new Map(uses), row: { name } },
      seats: Math.max(12, Math.round(amount / A_SEAT)),
    }
  })
}

/** The workspace's first product becomes the first of these: it is there to be renamed. */
async function seedProducts(tx: Tx, ids: Ids): Promise<Readonly<Record<ProductKey, ProductId>>> {
  const [first] = await tx.products.all()
  const id = {
    time: first?.id ?? ProductId.parse(ids.next()),
    expense: ProductId.parse(ids.next()),
    talent: ProductId.parse(ids.next()),
  }
  for (const key of ['time', 'expense', 'talent'] as const) {
    await tx.products.put({ workspaceId: tx.workspaceId, id: id[key], archived: false, ...SAMPLE_PRODUCTS[key] })
  }
  return id
}

/** In English the English name stands first, and the Japanese one is an alias. */
function inLanguage(sample: SampleAccount, language: 'ja' | 'en'): SampleAccount {
  const english = sample.aliases.find((alias) => /^[A-Za-z]/.test(alias))
  if (language === 'ja' || english === undefined || /^[A-Za-z]/.test(sample.name)) return sample
  return { ...sample, name: english, aliases: [sample.name, ...sample.aliases.filter((alias) => alias !== english)] }
}

function accountOf(
  workspaceId: WorkspaceId,
  id: AccountId,
  sample: SampleAccount,
  parentId: AccountId | null,
): Account {
  return {
    ...{ workspaceId, id, name: sample.name, nameKana: sample.kana, aliases: sample.aliases },
    ...{ externalId: null, corporateNumber: null, segment: null, parentId },
    provisional: false,
  }
}
