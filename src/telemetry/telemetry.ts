import { Gauge, Registry } from 'prom-client'
import type { Observer } from '../usecases/ports.js'
import { type Looked, lookAt, type Watched } from './looked-at.js'
import { observing } from './observed.js'

export type { Watched } from './looked-at.js'

export interface Telemetry {
  readonly observer: Observer
  /** Says where to look when somebody asks. */
  watch(watched: Watched): void
  /** Everything in the text format of Prometheus: figures and codes, neither names nor tokens. */
  expose(): Promise<{ readonly contentType: string; readonly text: string }>
}

/**
 * The program's figures, in a registry of their own: several programs in one process are told apart.
 *
 * @param version the program's own
 * @param also registries that are shown with it, such as the process's own figures
 */
export function createTelemetry(version: string, also: readonly Registry[] = []): Telemetry {
  const registry = new Registry()
  new Gauge({
    ...{ name: 'tasuki_build_info', help: 'The program: always 1.', labelNames: ['version', 'node'] },
    registers: [registry],
  }).set({ version, node: process.versions.node }, 1)
  const observer = observing(registry)
  const looked: Looked = lookAt(registry)
  let watched: Watched | null = null
  return {
    observer,
    watch: (on) => {
      watched = on
    },
    expose: async () => {
      if (watched !== null) await looked.look(watched)
      const texts = await Promise.all([registry, ...also].map((one) => one.metrics()))
      return { contentType: registry.contentType, text: texts.map((text) => `${text.trimEnd()}\n`).join('\n') }
    },
  }
}
