import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHANNELS, PEOPLE } from '../../../src/sandbox/index.js'
import { buildPage, hasBrowser, launch, type OpenWorkspace, openWorkspace } from './chromium.js'

/** Asked in the page: words whose colour stands out too little from what is behind them (WCAG 2.2, 4.5 to 1). */
const FAINT = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const read = (color) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = read(getComputedStyle(at).backgroundColor)
      if (color[3] > 250) return color
    }
    return [255, 255, 255]
  }
  const faint = []
  for (const element of document.querySelectorAll('body *')) {
    const words = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim()
    const style = getComputedStyle(element)
    if (words === '' || element.closest(':disabled, option, .unseen') || style.visibility !== 'visible') continue
    if (element.getClientRects().length === 0) continue
    const [a, b] = [light(read(style.color)), light(behind(element))].sort((x, y) => y - x)
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(words.slice(0, 30))
  }
  return faint
})()`

const NARROW = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

describe.skipIf(!hasBrowser)('the page is within everybody’s reach', () => {
  let browser: Browser
  let workspace: OpenWorkspace
  beforeAll(async () => {
    const built = buildPage()
    browser = await launch()
    workspace = await openWorkspace(browser, built, 'ja', { hasHistory: false })
  }, 60_000)
  afterAll(async () => {
    await workspace?.close()
    await browser?.close()
  })

  /** Roles that are operated, without a name that could be read out. */
  async function nameless(page: Page): Promise<string[]> {
    const session = await page.context().newCDPSession(page)
    const { nodes } = await session.send('Accessibility.getFullAXTree')
    const operated = ['button', 'textbox', 'combobox', 'checkbox', 'radio', 'menuitem', 'option', 'dialog', 'link']
    return nodes
      .filter(({ ignored, role }) => !ignored && operated.includes(String(role?.value)))
      .filter(({ name }) => String(name?.value ?? '').trim() === '')
      .map(({ role }) => String(role?.value))
  }

  test('a lead is logged and handed over by the keyboard alone, and everything has a name to be read out', async () => {
    const page = await workspace.look()
    const keys = async (...all: string[]) => {
      for (const key of all) await page.keyboard.press(key)
    }
    await page.getByRole('textbox', { name: '#cs-sales へのメッセージ' }).focus()
    // Tab takes over what is suggested.
    await page.keyboard.type('/c')
    await keys('Tab')
    await page.keyboard.type('登')
    await keys('Tab')
    await page.keyboard.type('月白精機 クロスセル 経費 月12万 #定例 立替経費が紙のまま')
    await keys('Enter')
    const toss = page.getByRole('button', { name: 'トスアップする' })
    await toss.focus()
    await keys('Enter')
    const dialog = page.getByRole('dialog', { name: 'トスアップ' })
    await dialog.waitFor()
    expect(await nameless(page)).toEqual([])
    // The focus is inside and stays there.
    const isInside = () => dialog.evaluate((modal) => modal.contains(modal.ownerDocument.activeElement))
    expect(await isInside()).toBe(true)
    await keys('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab')
    expect(await isInside()).toBe(true)
    // Escape closes a menu before it closes the form.
    const heat = dialog.getByRole('combobox', { name: '温度感' })
    await heat.focus()
    await keys('ArrowDown')
    expect(await dialog.getByRole('option').count()).toBeGreaterThan(2)
    await keys('Escape')
    expect([await dialog.getByRole('option').count(), await dialog.count()]).toEqual([0, 1])
    await keys('ArrowDown')
    await page.keyboard.type('高')
    await keys('Enter')
    expect(await heat.inputValue()).toBe('高')
    await dialog.getByLabel('窓口', { exact: true }).fill('大槻')
    await keys('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(workspace.play.pulse().tour).toContain('hand_over')
    await page.context().close()
  }, 60_000)

  test('Escape leaves a form, and nothing is sent', async () => {
    const page = await workspace.look()
    await page.getByRole('button', { name: 'ショートカット' }).click()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    const before = workspace.play.company.sandbox.payloads.length
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    // The focus is back where it came from.
    await page
      .locator(':focus')
      .and(page.getByRole('button', { name: 'ショートカット' }))
      .waitFor()
    const after = workspace.play.company.sandbox.payloads.slice(before).map(({ body }) => body['type'])
    expect(after).not.toContain('view_submission')
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)(
    'words stand out from what is behind them when it is %s',
    async (colorScheme) => {
      const page = await workspace.look({ colorScheme })
      await page.locator('.message').first().waitFor()
      await page.getByRole('button', { name: 'インスペクター' }).click()
      await page.locator('.entry').first().waitFor()
      expect(await page.evaluate(FAINT)).toEqual([])
      await page.getByRole('button', { name: 'ツアー' }).click()
      await page.getByRole('button', { name: '詳細を見る' }).first().click()
      expect(await page.evaluate(FAINT)).toEqual([])
      await page.context().close()
    },
  )

  test('each role has its Home, and everything on it has a name', async () => {
    const page = await workspace.look()
    const homes = [
      ['佐藤美咲', '佐藤美咲さん'],
      ['鈴木健太', '鈴木健太さん'],
      ['Pat Morgan', 'Welcome to Tasuki'],
      ['田中直樹', '田中直樹さん'],
      ['山本由香', '山本由香さん'],
    ] as const
    for (const [name, greeting] of homes) {
      const person = page.getByLabel('だれとして使うか')
      const option = person.locator('option', { hasText: name })
      await person.selectOption((await option.getAttribute('value')) ?? '')
      await page.locator('.places').getByRole('button', { name: 'Tasuki' }).click()
      await page.getByRole('button', { name: 'ホーム', exact: true }).click()
      await page.locator('.home .header', { hasText: greeting }).waitFor()
      expect(await nameless(page)).toEqual([])
    }
    await page.context().close()
  }, 60_000)

  test('a spreadsheet is uploaded, and what it came to is told', async () => {
    const page = await workspace.look()
    await page.getByLabel('だれとして使うか').selectOption(PEOPLE.yamamoto)
    await page.getByRole('textbox', { name: '#cs-sales へのメッセージ' }).fill('/csql 設定')
    await page.getByRole('button', { name: '送信' }).click()
    await page.getByRole('button', { name: 'CSVを取り込む' }).click()
    const form = page.getByRole('dialog', { name: 'CSVの取り込み' })
    const csv = Buffer.from('name,name_kana\n株式会社夜汽車製作所,よぎしゃせいさくしょ\n')
    await form.locator('input[type=file]').setInputFiles({ name: 'accounts.csv', mimeType: 'text/csv', buffer: csv })
    await form.getByRole('radio').first().check()
    await form.locator('button[type=submit]').click()
    await page.getByText('新規 1件').waitFor()
    await page.context().close()
  }, 60_000)

  test('on a phone nothing stands beside the screen, and a place is chosen from a menu', async () => {
    // What cannot be broken scrolls by itself.
    workspace.play.company.sandbox.as(PEOPLE.sato).say(CHANNELS.csSales, `\`\`\`${'x'.repeat(400)}\`\`\``)
    const page = await workspace.look(NARROW)
    const wide = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    await page.locator('.message').first().waitFor()
    expect(await wide()).toBeLessThanOrEqual(0)
    await page.getByLabel('だれとして使うか').selectOption({ index: 1 })
    await page.getByLabel('場所を選ぶ').selectOption('app')
    await page.getByRole('button', { name: '引き受ける' }).click()
    await page.getByText('引き受けました').first().waitFor()
    expect(await wide()).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'ツアー' }).click()
    expect(await wide()).toBeLessThanOrEqual(0)
    await page.context().close()
  })

  test('nothing was complained of, and no request left the machine', () => {
    expect(workspace.complaints).toEqual({ console: [], outside: [] })
  })
})
