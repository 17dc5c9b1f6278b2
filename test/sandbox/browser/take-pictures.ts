import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { CHANNELS, PEOPLE, type Person } from '../../../src/sandbox/index.js'
import type { Language } from '../../../src/sandbox/page/protocol.js'
import { wordsIn } from '../../../src/sandbox/page/words.js'
import { buildPage, launch, type OpenWorkspace, openWorkspace } from './chromium.js'

/** `npm run pictures`: takes the pictures of the README and the guides anew, in both languages, into `docs/pictures/`. */
const FOLDER = fileURLToPath(new URL('../../../docs/pictures', import.meta.url))

const { sato, suzuki, tanaka, yamamoto } = PEOPLE

/** What the CSM logs, to be handed over one after the other. */
const LINES: Readonly<Record<Language, readonly string[]>> = {
  ja: [
    '登録 月白精機 クロスセル 経費 高 月12万 #定例 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。',
    '登録 霧笛倉庫 アップセル 勤怠 中 月2万4千 #定例 2月に新倉庫が稼働、80名増。追加IDの見積がほしい。',
    '登録 灯籠坂食品 クロスセル 評価 中 月6万 #更新 評価シートの集計に毎回ひと月かかる。',
  ],
  en: [
    'log "Tsukishiro Seiki" cross-sell Expense high ¥120,000 #meeting Plant expenses are still on paper. Three accountants lose two days every month. They want it changed before the April reorganisation.',
    'log "Muteki Warehouse" upsell Time medium ¥24,000 #meeting A new warehouse opens in February with 80 more people. They want a quote.',
    'log "Torozaka Foods" cross-sell Talent medium ¥60,000 #renewal Adding up the appraisal sheets takes a month.',
  ],
}
const CONTACT: Readonly<Record<Language, { name: string; title: string }>> = {
  ja: { name: '大槻', title: '経理課長' },
  en: { name: 'Otsuki', title: 'Head of accounting' },
}

/** As wide as a guide shows it, with one person and nothing beside. */
const PAGE = { viewport: { width: 940, height: 760 }, colorScheme: 'light' } as const

async function handOver(person: Person, line: string, { name, title }: { name: string; title: string }): Promise<void> {
  const { ephemeral } = await person.command('/csql', line, { channel: CHANNELS.csSales })
  if (ephemeral === undefined) throw new Error(`nothing was answered to ${line}`)
  await person.click(ephemeral, 'csql.qualify')
  const form = person.modal()
  if (form === undefined) throw new Error('the form did not open')
  const isKnown = form.blocks.some((block) => block['block_id'] === 'contact_name')
  const contact = isKnown ? { contact_name: name } : { contact: name }
  const checked = ['considering', 'problem_concrete', 'contact_moves', 'timing_fits']
  const seen = await person.submit(form, {
    ...contact,
    contact_title: title,
    checklist: checked,
    opt_in: 'yes',
    ae: suzuki,
  })
  if (seen.errors !== undefined || seen.refused !== undefined || seen.error !== undefined) {
    throw new Error(`it was not handed over: ${JSON.stringify([seen.errors, seen.refused, seen.error])}`)
  }
}

class Photographer {
  readonly #workspace: OpenWorkspace
  readonly #page: Page
  readonly #language: Language

  constructor(workspace: OpenWorkspace, page: Page, language: Language) {
    this.#workspace = workspace
    this.#page = page
    this.#language = language
  }

  async take(name: string, of: Locator | Page): Promise<void> {
    await this.#page.mouse.move(0, 0)
    await this.#page.evaluate('document.fonts.ready')
    for (const picture of await this.#page.locator('img').all()) await picture.evaluate('(image) => image.decode()')
    await of.screenshot({ path: join(FOLDER, this.#language, `${name}.png`), animations: 'disabled' })
  }

  async sitAs(person: string, place: string): Promise<void> {
    const words = wordsIn(this.#language)
    await this.#page.getByLabel(words.actAs).selectOption(person)
    const name = place === 'app' ? 'Tasuki' : `# ${place}`
    await this.#page.locator('.places').getByRole('button', { name }).click()
  }

  async home(name: string, person: string): Promise<void> {
    await this.sitAs(person, 'app')
    await this.#page.getByRole('button', { name: wordsIn(this.#language).home, exact: true }).click()
    await this.#page.locator('.home .header').first().waitFor()
    await this.take(name, this.#page.locator('.pane'))
  }

  act(person: string, work: (person: Person) => Promise<void>): Promise<void> {
    const { play } = this.#workspace
    return play.act(person, null, () => work(play.company.sandbox.as(person)))
  }
}

async function takeAll(browser: Browser, built: string, language: Language): Promise<void> {
  mkdirSync(join(FOLDER, language), { recursive: true })
  const workspace = await openWorkspace(browser, built, language)
  try {
    const page = await workspace.look(PAGE)
    const photographer = new Photographer(workspace, page, language)
    await photographer.sitAs(sato, 'cs-sales')
    await page.setViewportSize({ ...PAGE.viewport, height: 2_000 })
    await photographer.take('digest', page.locator('.message', { has: page.locator('img') }).last())
    await page.setViewportSize(PAGE.viewport)
    const [first = '', ...others] = LINES[language]
    await photographer.act(sato, (person) => handOver(person, first, CONTACT[language]))
    await photographer.sitAs(suzuki, 'app')
    await photographer.take('card', page.locator('.message').last())
    const wide = await workspace.look({ ...PAGE, viewport: { width: 1360, height: 820 } })
    await wide.locator('[data-step=hand_over]').waitFor()
    await wide.getByRole('button', { name: wordsIn(language).sideBySide }).click()
    await wide.locator('.pane').nth(1).locator('.message').first().waitFor()
    await wide.evaluate('document.fonts.ready')
    await wide.screenshot({ path: join(FOLDER, language, 'side-by-side.png'), animations: 'disabled' })
    for (const line of others) await photographer.act(sato, (person) => handOver(person, line, CONTACT[language]))
    for (let mornings = 0; mornings < 2; mornings += 1) await workspace.play.move('morning')
    await photographer.sitAs(suzuki, 'app')
    await photographer.take('nudges', page.locator('.message').last())
    await photographer.home('home-csm', sato)
    await photographer.home('home-ae', suzuki)
    await photographer.home('home-manager', tanaka)
    await photographer.home('home-admin', yamamoto)
  } finally {
    await workspace.close()
  }
}

const built = buildPage()
const browser = await launch()
try {
  for (const language of ['ja', 'en'] as const) await takeAll(browser, built, language)
} finally {
  await browser.close()
}
