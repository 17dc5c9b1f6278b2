import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CHANNELS, harms } from '../../src/sandbox/index.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'
import { faultsOf, posted, textsIn } from './posted.js'

vi.setConfig({ testTimeout: 60_000 })

let tasuki: TestApp
beforeEach(async () => {
  tasuki = await startTestApp({ settings: { digest: { channelId: CHANNELS.csSales, weekday: 1, at: '09:00' } } })
})
afterEach(() => tasuki.close())

/** Put together here, so that no scanner of repositories takes it for a real one. */
const TOKEN = ['xoxb', '123456789012', 'abcdefABCDEF'].join('-')
const CANARY = 'カナリアの歌'

/** Every line that was logged is one entry of JSON. */
const entries = () => tasuki.log.flatMap((line) => line.split(/[\n\r\u0085\u2028\u2029]/)).filter((line) => line !== '')

describe('H24 a forged entry of the log', () => {
  test.each(['\n', '\r\n', '\u2028', '\u0085'])('behind %j in a note stays within one line', async (lineBreak) => {
    const forged = `${CANARY}${lineBreak}{"level":"error","msg":"forged"}`
    // What fails is logged: here the answers, the forms and what is posted.
    tasuki.sandbox.harm = ({ method }) =>
      method === 'views.open' || method === 'chat.postMessage' ? harms.refuse('fatal_error') : undefined
    await tasuki.csql('sato', `log 月白精機 ${forged}`)
    await tasuki.csql('sato', `frobnicate ${forged}`)
    await tasuki.csql('sato', 'qualify 1')
    await tasuki.csql('sato', `note 1 ${forged}`)
    await tasuki.settle()
    expect(entries().length).toBeGreaterThan(0)
    for (const line of entries()) expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' })
    expect(entries().join()).not.toContain(CANARY)
  })
})

describe('H24 a pasted token', () => {
  const FORMS = [
    ['a line', () => tasuki.csql('sato', `log 月白精機 鍵は ${TOKEN} です`)],
    [
      'a note',
      async () => {
        await handedOver(tasuki)
        await tasuki.csql('suzuki', `note 1 鍵は ${TOKEN} です`)
      },
    ],
    [
      'a form',
      async () => {
        await handedOver(tasuki)
        await tasuki.csql('suzuki', 'note 1')
        await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { note: `鍵は ${TOKEN} です` })
      },
    ],
    [
      'a reason',
      async () => {
        await handedOver(tasuki)
        await tasuki.csql('suzuki', 'reject 1')
        await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { reason: 'other', note: `鍵は ${TOKEN} です` })
      },
    ],
    [
      'several lines',
      async () => {
        await tasuki.csql('sato', 'log')
        await tasuki.as('sato').click(tasuki.modal('sato').view, 'csql.log_many')
        await tasuki
          .as('sato')
          .submit(tasuki.modal('sato').view, { lines: `月白精機 鍵は ${TOKEN} です\n霧笛倉庫 席が足りない` })
      },
    ],
  ] as const

  test.each(FORMS)('in %s is neither kept, nor posted, nor logged, and the person is warned', async (_where, act) => {
    await act()
    await tasuki.settle()
    const warned = () => posted(tasuki).some(({ text }) => text?.includes('すぐに無効に') === true)
    await tasuki.sandbox.until(warned, 2_000).catch(() => undefined)
    const all = posted(tasuki)
    const said = all.map((one) => [one.text ?? '', ...textsIn(one)].join('\n')).join('\n')
    expect(said).not.toContain(TOKEN)
    expect(said).toContain('すぐに無効にしてください')
    expect(
      all.some(
        ({ text, blocks }) =>
          text?.includes('すぐに無効に') === true && JSON.stringify(blocks).includes('すぐに無効に'),
      ),
    ).toBe(true)
    expect(tasuki.log.join()).not.toContain(TOKEN)
    const { readFileSync } = await import('node:fs')
    const bytes = [tasuki.database, `${tasuki.database}-wal`]
      .map((file) => readFileSync(file).toString('latin1'))
      .join('')
    expect(bytes).not.toContain(TOKEN)
    expect(all.flatMap(faultsOf)).toEqual([])
  })

  test('in a line that was refused is not kept with the draft', async () => {
    const said = await tasuki.csql('sato', `log ${TOKEN}`)
    expect(said).not.toContain(TOKEN)
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(`${tasuki.database}-wal`).toString('latin1')).not.toContain(TOKEN)
  })

  test('a canary that is an ordinary word is found in the database, so that the look is one', async () => {
    await tasuki.csql('sato', 'log 月白精機 canary-in-the-database')
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(`${tasuki.database}-wal`).toString('latin1')).toContain('canary-in-the-database')
  })
})

describe('H7 cells that a spreadsheet would run', () => {
  const NAMES = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '＝2+2',
    '＋7',
    '－9',
    '＠SUM(B2)',
    '=HYPERLINK("https://evil.example","銀行")',
    `'=1`,
    'ふつうの、"会社"',
  ]

  /** Cells as a spreadsheet reads them, by RFC 4180 alone. */
  function cellsOf(csv: string): string[] {
    const cells: string[] = []
    for (const [, quoted, bare] of csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) {
      cells.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'))
    }
    return cells
  }
  const runs = (cell: string): boolean => /^[=+\-@\t\r＝＋－＠]/u.test(cell)

  test('are defused in the digest’s sheet, and read as they were', async () => {
    for (const [index, name] of NAMES.entries()) {
      await tasuki.csql('sato', `log 「${name}」 アップセル 高 月12万 #定例 席が足りない`)
      expect(await tasuki.csqlOf(index + 1)).not.toBeNull()
    }
    tasuki.clock.set(Date.parse('2026-11-30T09:00:00+09:00'))
    await tasuki.app.scheduler.tick()
    await tasuki.settle()
    const file = tasuki.sandbox.workspace.files.all().find(({ filename }) => filename.endsWith('.csv'))
    const csv = file?.bytes?.toString('utf8').replace(/^\uFEFF/, '') ?? ''
    const cells = cellsOf(csv)
    expect(cells.length).toBeGreaterThan(100)
    expect(cells.filter(runs)).toEqual([])
    const columns = csv.split('\r\n')[0]?.split(',') ?? []
    expect(columns.length).toBeGreaterThan(5)
    for (const name of NAMES) expect(cells.map((cell) => cell.replace(/^'/, ''))).toContain(name)
    expect(posted(tasuki).flatMap(faultsOf)).toEqual([])
  })

  test('written as they are they would be found', () => {
    expect(cellsOf('a,"=1+1","x ""y"", z"\r\n＠b,c')).toEqual(['a', '=1+1', 'x "y", z', '＠b', 'c'])
    expect(cellsOf('a,"=1+1"\r\n＠b').filter(runs)).toEqual(['=1+1', '＠b'])
  })
})
