import type { Chart } from '../../domain/chart.js'

/** Draws charts, away from the thread that answers requests. */
export interface Charts {
  /**
   * @returns a PNG for each chart, in their order
   * @throws ChartsNotDrawn
   */
  draw(charts: readonly Chart[]): Promise<readonly Uint8Array[]>
}
