import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messagesFor } from '../../../src/i18n/index.js'
import { PEOPLE } from '../../../src/sandbox/index.js'
import { TOUR_STEPS, type TourStep } from '../../../src/sandbox/page/protocol.js'
import { wordsIn } from '../../../src/sandbox/page/words.js'
import { buildPage, hasBrowser, launch, type OpenWorkspace, openWorkspace } from './chromium.js'

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Once it is drawn, in its own pixels. */
const pictureWidth = (picture: Locator): Promise<number> =>
  picture.evaluate((image) => {
    const { decode, naturalWidth } = image as unknown as { decode(): Promise<void>; naturalWidth: number }
    return decode.call(image).then(() => naturalWidth)
  })

describe.skipIf(!hasBrowser)('the page in a browser', () => {
  let browser: Browser
  let built: string
  beforeAll(async () => {
    built = buildPage()
    browser = await launch()
  })
  afterAll(() => browser?.close())

  describe.each(['ja', 'en'] as const)('in %s', (language) => {
    const words = wordsIn(language)
    // A year behind it in one of them: what is known there already makes the form another.
    const hasHistory = language === 'ja'
    const contactLabel = hasHistory ? 'contact_name' : 'contact'
    const { terms, modals } = messagesFor(language)
    let workspace: OpenWorkspace
    let page: Page
    beforeAll(async () => {
      workspace = await openWorkspace(browser, built, language, { hasHistory })
      page = await workspace.look()
    }, 120_000)
    afterAll(() => workspace?.close())

    const step = (name: TourStep): Locator => page.locator(`[data-step=${name}]`)
    const show = (name: TourStep) => step(name).getByRole('button').click()
    /** Time has moved once the server says so: charts are drawn on the way. */
    const move = (name: TourStep) =>
      Promise.all([page.waitForResponse('**/api/clock', { timeout: 100_000 }), show(name)])
    const isTicked = (name: TourStep) => step(name).locator('.tick').waitFor()
    const pane = (index: number): Locator => page.locator('.pane').nth(index)
    const button = (label: string): Locator => page.getByRole('button', { name: label, exact: true }).last()
    const dialog = (): Locator => page.getByRole('dialog')

    if (hasHistory) {
      test('what was there before ticks nothing, though its reminders come', async () => {
        for (let mornings = 0; mornings < 3; mornings += 1) await workspace.play.move('morning')
        const { workspace: slack } = workspace.play.company.sandbox
        const aes = [PEOPLE.suzuki, PEOPLE.watanabe, PEOPLE.pat]
        const reminded = aes.filter((ae) => slack.messages.in(slack.imOf(ae).id).length > 0)
        expect(reminded.length).toBeGreaterThan(0)
        expect(workspace.play.pulse().tour).toEqual([])
      }, 60_000)
    }

    test('the tour is finished by clicks', async () => {
      await show('log')
      await button(words.send).click()
      await isTicked('log')

      await button(terms.buttons.qualify).click()
      const field = (label: string): Locator =>
        dialog().getByLabel(new RegExp(`^${escaped(label)}(?:${escaped(words.optional)})?$`))
      const send = () => dialog().locator('button[type=submit]').click()
      const problem = field(modals.labels.problem)
      const said = await problem.inputValue()
      // What is missing is said at the field, and nothing that was typed is lost.
      await problem.fill('')
      await field(modals.labels[contactLabel]).fill('大槻 <b>&amp; *様*')
      await send()
      await dialog().locator('.error', { hasText: words.refusals.required }).waitFor()
      expect(await problem.getAttribute('aria-invalid')).toBe('true')
      await problem.fill(said)
      // What only the app can tell is wrong comes back from the app.
      await field(modals.labels.amount).fill('たくさん')
      await send()
      await dialog().locator('.error').waitFor()
      expect(await field(modals.labels[contactLabel]).inputValue()).toBe('大槻 <b>&amp; *様*')
      await field(modals.labels.amount).fill('120000')
      await send()
      await dialog().waitFor({ state: 'detached' })
      await isTicked('vet')

      await show('accept')
      const card = pane(0).locator('.message').last()
      await card.getByText('大槻 <b>&amp; *様*').waitFor()
      await card.getByRole('button', { name: terms.buttons.accept, exact: true }).click()
      await isTicked('accept')
      await isTicked('hand_over')

      // The first contact is due on the second working day from here.
      for (let days = 0; days < 3 && (await step('nudge').locator('.tick').count()) === 0; days += 1) {
        await move('nudge')
        await page.locator('.moving:empty').waitFor({ state: 'attached' })
      }
      await isTicked('nudge')
      // Where a weekend lay on the way, Monday's digest came with it.
      if ((await step('digest').locator('.tick').count()) === 0) await move('digest')
      await isTicked('digest')
      await page.getByLabel(words.actAs).selectOption(PEOPLE.sato)
      await pane(0).locator('.places').getByRole('button', { name: '# cs-sales' }).click()
      const chart = page.locator('.message:has(img)').last().locator('img').first()
      await chart.waitFor()
      expect(await pictureWidth(chart)).toBeGreaterThan(400)
      expect(await chart.getAttribute('alt')).toMatch(/\d/)
      expect(workspace.play.pulse().tour).toEqual([...TOUR_STEPS])
      await page.getByText(words.tourDone).waitFor()
    }, 180_000)

    test('an answer that only one person sees is in nobody else’s pane', async () => {
      await button(words.sideBySide).click()
      const [left, right] = [pane(0), pane(1)]
      const channel = (of: Locator) => of.getByRole('button', { name: '# cs-sales' }).click()
      await channel(right)
      await left.getByRole('textbox').fill('/csql help')
      await left.getByRole('button', { name: words.send }).click()
      await left.locator('.message.ephemeral').last().getByText(words.onlyYou).waitFor()
      expect(await right.locator('.message.ephemeral').count()).toBe(0)
      await button(words.onePerson).click()
    })

    test('the inspector shows what made a message, and gives its blocks', async () => {
      const message = page.locator('.message').last()
      await message.hover()
      await message.getByRole('button', { name: words.messageMenu }).click()
      await page.getByRole('menuitem', { name: words.inspect }).click()
      const inspector = page.getByRole('complementary')
      await inspector.getByRole('button', { name: /\/csql help/ }).click()
      await inspector.getByRole('button', { name: words.copyBlocks }).waitFor()
      expect(await inspector.locator('.fault').count()).toBe(0)
    })

    test('nothing was complained of, and no request left the machine', () => {
      expect(workspace.complaints).toEqual({ console: [], outside: [] })
    })
  })
})
