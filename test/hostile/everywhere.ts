import { HOUR } from '../../src/domain/time.js'
import { CHANNELS, PEOPLE } from '../../src/sandbox/index.js'
import type { TestApp } from '../support/app.js'
import { escaped } from './posted.js'

type Who = Parameters<TestApp['csql']>[0]

/** Types a text into every field there is, by commands, forms, buttons and shortcuts, and has everything told. */
export class Everywhere {
  readonly #tasuki: TestApp
  readonly #text: string
  /** The fields that were filled, each by the words behind the text: in forms, and in what was typed in one line. */
  readonly inForms: string[] = []
  readonly inLines: string[] = []
  #product = ''

  constructor(tasuki: TestApp, text: string) {
    this.#tasuki = tasuki
    this.#text = text
  }

  /** The text, and behind it which field it is in. */
  #typed(field: string): string {
    this.inForms.push(field)
    return `${this.#text} ${field}`
  }

  /** The same behind `/csql`: a form in the URL's encoding, which knows no half a character. */
  #inLine(field: string): string {
    this.inLines.push(field)
    return `${this.#text} ${field}`
  }

  async all(): Promise<void> {
    await this.#masterData()
    await this.#names()
    await this.#wonOne()
    await this.#rejectedOne()
    await this.#others()
    await this.#questionsAsked()
    await this.#captured()
    await this.#asked()
    await this.#weekly()
  }

  /** What an import brings in. */
  async #masterData(): Promise<void> {
    await this.#tasuki.store.transaction(async (tx) => {
      const [first] = await tx.products.all()
      if (first === undefined) throw new Error('no product')
      this.#product = first.id
      await tx.products.put({ ...first, name: this.#typed('製品'), nameEn: this.#typed('product') })
    })
  }

  /** People are called what they like. */
  async #names(): Promise<void> {
    const { sandbox } = this.#tasuki
    await sandbox.changePerson(PEOPLE.suzuki, { real_name: this.#typed('鈴木') })
    await sandbox.changePerson(PEOPLE.sato, { real_name: this.#typed('佐藤') })
  }

  async #logged(what: string, more: string): Promise<number> {
    await this.#tasuki.csql('sato', `log ${what} 高 月12万 #定例 @suzuki ${this.#inLine(more)}`)
    return this.#tasuki.store.read(async (tx) => (await tx.csqls.list({ limit: 1000 })).total)
  }

  /** Opens the form of a command, and sends it filled. */
  async #form(
    who: Who,
    line: string,
    values: Readonly<Record<string, string | readonly string[] | null>>,
  ): Promise<void> {
    await this.#tasuki.csql(who, line)
    await this.#send(who, values)
  }

  async #send(who: Who, values: Readonly<Record<string, string | readonly string[] | null>>): Promise<void> {
    const sent = await this.#tasuki.as(who).submit(this.#tasuki.modal(who).view, values)
    const wrong = sent.refused ?? sent.errors ?? sent.error
    if (wrong !== undefined) throw new Error(JSON.stringify([values, wrong]))
    await this.#tasuki.settle()
  }

  async #handOver(number: number, more: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#form('sato', `qualify ${number}`, {
      ...{
        problem: this.#typed(`課題${number}`),
        contact: this.#typed(`窓口${number}`),
        contact_title: this.#typed(`役職${number}`),
      },
      ...{ source_detail: this.#typed(`詳細${number}`), opt_in: 'yes', product: this.#product, ...more },
    })
  }

  async #wonOne(): Promise<void> {
    const number = await this.#logged('月白精機 クロスセル', 'メモ')
    await this.#handOver(number)
    await this.#form('suzuki', `return ${number}`, { missing: ['timing'], note: this.#typed('追加確認') })
    await this.#form('sato', `qualify ${number}`, { changed: this.#typed('変わった点') })
    await this.#form('suzuki', `note ${number}`, { note: this.#typed('追記') })
    await this.#tasuki.csql('suzuki', `note ${number} ${this.#inLine('一行の追記')}`)
    await this.#tasuki.csql('suzuki', `accept ${number}`)
    await this.#form('suzuki', `update ${number}`, {
      progress: 'contacted',
      next_on: '2026-12-01',
      next_action: this.#typed('次の一手'),
    })
    await this.#form('suzuki', `convert ${number}`, {
      amount: '月12万',
      close_month: '2026-12',
      crm_link: this.#typed('CRM'),
    })
    await this.#form('suzuki', `win ${number}`, {
      won_on: '2026-11-24',
      amount: '月12万',
      promises: this.#typed('約束'),
    })
  }

  async #rejectedOne(): Promise<void> {
    const number = await this.#logged('霧笛倉庫 アップセル', 'メモ2')
    await this.#handOver(number)
    await this.#form('suzuki', `reject ${number}`, { reason: 'other', note: this.#typed('見送りの理由') })
    await this.#form('tanaka', `reopen ${number}`, { note: this.#typed('再開の理由') })
    await this.#tasuki.csql('suzuki', `accept ${number}`)
    await this.#form('suzuki', `convert ${number}`, { amount: '月12万', close_month: '2026-12' })
    await this.#form('suzuki', `lose ${number}`, {
      reason: 'other',
      lost_on: '2026-11-24',
      note: this.#typed('失注の理由'),
    })
  }

  async #others(): Promise<void> {
    const withdrawn = await this.#logged('灯籠坂食品 アップセル', 'メモ3')
    await this.#form('sato', `withdraw ${withdrawn}`, { reason: 'other', note: this.#typed('取り下げの理由') })
    await this.#tasuki.csql('sato', `log 「${this.#typed('顧客')}」 他社紹介 高 @suzuki ${this.#inLine('メモ4')}`)
    const referral = withdrawn + 1
    await this.#form('sato', `qualify ${referral}`, {
      ...{ problem: this.#typed('紹介の課題'), contact: this.#typed('紹介の窓口'), source: 'cs_activity' },
      ...{ referred_company: this.#typed('紹介先'), ae: PEOPLE.suzuki, opt_in: 'yes', product: this.#product },
    })
    await this.#form('sato', `nurture ${referral}`, {
      recheck_on: '2027-01-15',
      reason: 'other',
      note: this.#typed('待つ理由'),
    })
    await this.#tasuki.csql('sato', `list ${this.#text}`)
  }

  async #questionsAsked(): Promise<void> {
    const number = await this.#logged('白南風会 クロスセル', 'メモ5')
    await this.#handOver(number)
    await this.#tasuki.csql('suzuki', `show ${number}`)
    await this.#tasuki.click('suzuki', 'csql.ask_csm')
    await this.#send('suzuki', { question: this.#typed('質問') })
    await this.#tasuki.csql('sato', `show ${number}`)
    await this.#tasuki.click('sato', 'csql.answer_csm')
    await this.#send('sato', { answer: this.#typed('回答') })
    await this.#tasuki.csql('suzuki', `show ${number}`)
    await this.#tasuki.click('suzuki', 'csql.ask_support')
    await this.#send('suzuki', { supporter: PEOPLE.watanabe, note: this.#typed('相談') })
  }

  /** A message that somebody wrote, and the emoji on it. */
  async #captured(): Promise<void> {
    const message = this.#tasuki.as('nakamura').say(CHANNELS.csSales, escaped(this.#typed('空木野学園の発言')))
    await this.#tasuki.as('sato').messageShortcut('csql.capture', message)
    const { view } = this.#tasuki.modal('sato')
    await this.#tasuki.as('sato').suggest(view, 'account', '空木野学園')
    await this.#send('sato', { account: '学校法人空木野学園' })
    await this.#tasuki.as('kobayashi').react(message, 'seedling')
    await this.#tasuki.click('kobayashi', 'csql.capture')
  }

  /** Everything that quotes what was typed, or shows what is kept. */
  async #asked(): Promise<void> {
    const quoting = [
      '',
      'show',
      'account',
      'list',
      'target',
      'report',
      'pause',
      'snooze 1',
      'time',
      'assign 1',
      'merge 1',
      'help',
      'summary',
      'undo',
      'log',
    ]
    for (const line of quoting) await this.#tasuki.csql('tanaka', `${line} ${this.#text}`.trim())
    for (const number of [1, 2, 3, 4, 5]) await this.#tasuki.csql('tanaka', `show ${number}`)
    for (const line of ['list open', 'list waiting', 'account 月白精機', 'report', 'digest', 'target', 'summary']) {
      await this.#tasuki.csql('tanaka', line)
      await this.#tasuki.csql('pat', line)
    }
    for (const who of ['sato', 'suzuki', 'tanaka', 'yamamoto'] as const) await this.#tasuki.as(who).openHome()
  }

  /** A week goes by: batches, what lies too long, and the digest with its thread. */
  async #weekly(): Promise<void> {
    const { clock, app } = this.#tasuki
    const end = Date.parse('2026-12-02T12:00:00+09:00')
    while (clock.now() < end) {
      clock.set(Math.min(end, clock.now() + 4 * HOUR))
      await app.scheduler.tick()
      await this.#tasuki.settle()
    }
  }
}
