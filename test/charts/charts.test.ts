import { describe, expect, test } from 'vitest'
import { createCharts } from '../../src/charts/charts.js'
import type { Chart, FunnelChart, TrendChart } from '../../src/domain/chart.js'
import { ChartsNotDrawn } from '../../src/domain/errors.js'

const funnel: FunnelChart = {
  kind: 'funnel',
  title: 'シグナルから受注まで',
  note: '直近12週に登録した48件のその後',
  steps: [
    { label: 'シグナル', n: 48, value: '48件' },
    { label: '受注', n: 4, value: '4件(8%)' },
  ],
}
const trend: TrendChart = {
  kind: 'trend',
  title: '12週間の推移',
  note: '週ごとの件数(月曜始まり)',
  weeks: ['11/2', '11/9', '11/16'],
  series: [
    { label: 'トスアップ', counts: [3, 0, 6] },
    { label: '受注', counts: [0, 0, 0] },
  ],
}
const charts = createCharts()

/** Width and height, as a PNG's first chunk has them. */
function sizeOf(png: Uint8Array | undefined): { width: number; height: number } {
  if (png === undefined) throw new Error('no picture')
  expect(Buffer.from(png.subarray(1, 4)).toString('latin1')).toBe('PNG')
  const view = new DataView(png.buffer, png.byteOffset)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

const labelled = (label: string): Chart => ({ ...funnel, steps: [{ label, n: 1, value: '1' }] })

describe('charts', () => {
  test('are drawn as a PNG each, in their order, as wide as a phone shows well', async () => {
    const [first, second] = (await charts.draw([funnel, trend])).map(sizeOf)
    expect(first?.width).toBe(1300)
    expect(second?.width).toBe(1300)
    const [alone] = (await charts.draw([trend])).map(sizeOf)
    expect(second).toEqual(alone)
    expect(first).not.toEqual(second)
  })

  test('show 髙, 﨑 and 齋 as they are written, not as a box nor as their common forms', async () => {
    const letters = ['髙', '高', '﨑', '崎', '齋', '斉', '\u{E000}']
    const pictures = await charts.draw(letters.map(labelled))
    expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(letters.length)
  })

  test('tell counts apart that differ by one', async () => {
    const counts = [
      [3, 0, 6],
      [3, 0, 5],
    ]
    const pictures = await charts.draw(counts.map((one) => ({ ...trend, series: [{ label: 'n', counts: one }] })))
    expect(Buffer.compare(pictures[0] ?? new Uint8Array(), pictures[1] ?? new Uint8Array())).not.toBe(0)
  })

  test.each([
    ['of kanji', '齋'.repeat(300)],
    ['of one Latin word', 'W'.repeat(300)],
  ])('keep their width whatever is written in them: words %s', async (_kind, long) => {
    const steps = [{ label: long, n: Number.MAX_SAFE_INTEGER, value: '9,007,199,254,740,991' }]
    const given: Chart[] = [
      { ...funnel, title: long, note: long, steps },
      { ...trend, title: long, weeks: [long, long], series: [{ label: long, counts: [123_456, 999_999] }] },
    ]
    expect((await charts.draw(given)).map((png) => sizeOf(png).width)).toEqual([1300, 1300])
  })

  test('with nothing to show are drawn all the same', async () => {
    const steps = [{ label: 'シグナル', n: 0, value: '0件' }]
    const series = [{ label: '受注', counts: [0, 0, 0] }]
    const pictures = await charts.draw([
      { ...funnel, steps },
      { ...trend, series },
    ])
    expect(pictures.map((png) => sizeOf(png).width)).toEqual([1300, 1300])
  })

  test('are drawn while others are answered, by a thread that ends', async () => {
    const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'Worker').length
    const before = threads()
    let turns = 0
    let over = false
    const count = (): void => {
      turns += 1
      if (!over) setImmediate(count)
    }
    count()
    await charts.draw([funnel, trend])
    over = true
    expect(turns).toBeGreaterThan(1000)
    expect(threads()).toBe(before)
  })

  test('that cannot be drawn say so', async () => {
    const unknown = { kind: 'pie', title: 'x', note: '' } as unknown as Chart
    await expect(charts.draw([unknown])).rejects.toThrow(ChartsNotDrawn)
  })
})
