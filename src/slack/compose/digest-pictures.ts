import type { Chart } from '../../domain/chart.js'
import type { Delivery } from '../../domain/delivery.js'
import { PostFailed } from '../../domain/errors.js'
import type { DeliveryId } from '../../domain/ids.js'
import { type Instant, MINUTE } from '../../domain/time.js'
import type { Charts, Logger, Uploads } from '../../usecases/ports.js'

export interface DrawingDeps {
  readonly charts: Charts
  /** Rows as a CSV file. */
  readonly sheet: (header: readonly string[], rows: AsyncIterable<readonly (string | null)[]>) => Promise<Uint8Array>
  readonly uploads: Uploads
  readonly logger: Logger
}

/** So many uploads are tried, one after the other, before a digest goes without pictures. */
const MOST_TRIES = 3
/** After which it is worth trying again, should the digest not have gone: Slack may have been away. */
const GIVEN_UP_FOR = MINUTE
/** Digests on their way at one time; what is forgotten beyond it is drawn again. */
const KEPT = 50

interface Progress {
  files: readonly string[] | null
  failures: number
  refusals: number
  gaveUpAt: Instant | null
}

/**
 * The pictures of digests that are on their way. They are drawn and uploaded once a digest, whatever its post takes;
 * where that does not work, the digest goes without them.
 */
export class DigestPictures {
  readonly #deps: DrawingDeps
  readonly #progress = new Map<DeliveryId, Progress>()

  constructor(deps: DrawingDeps) {
    this.#deps = deps
  }

  /**
   * @returns Slack's ids of the uploads, in the order of the charts; null = it goes without
   * @throws PostFailed transient, where the upload is to be tried again first
   */
  async of(delivery: Delivery, charts: () => readonly Chart[], now: Instant): Promise<readonly string[] | null> {
    const progress = this.#of(delivery.id)
    if (progress.gaveUpAt !== null && now - progress.gaveUpAt < GIVEN_UP_FOR) return null
    progress.files ??= await this.#uploaded(delivery, progress, charts(), now)
    return progress.files
  }

  /** Slack refuses a message with these pictures: it may not have looked them through yet. @returns whether to try again */
  refused({ id }: Delivery): boolean {
    const progress = this.#of(id)
    if (progress.files === null) return false
    progress.refusals += 1
    if (progress.refusals < MOST_TRIES) return true
    progress.files = null
    progress.gaveUpAt = Number.POSITIVE_INFINITY
    return true
  }

  async #uploaded(
    delivery: Delivery,
    progress: Progress,
    charts: readonly Chart[],
    now: Instant,
  ): Promise<readonly string[] | null> {
    const { workspaceId, id: deliveryId } = delivery
    try {
      const files: string[] = []
      for (const [index, bytes] of (await this.#deps.charts.draw(charts)).entries()) {
        const chart = charts[index]
        const file = { name: `${chart?.kind ?? 'chart'}.png`, title: chart?.title ?? '', bytes }
        files.push(await this.#deps.uploads.upload({ workspaceId, file }))
      }
      return files
    } catch (error) {
      progress.failures += 1
      this.#deps.logger.warn({ workspaceId, deliveryId, err: error }, 'the pictures of a digest are not there')
      const mayComeYet = error instanceof PostFailed && error.facts.outcome !== 'permanent'
      if (mayComeYet && progress.failures % MOST_TRIES !== 0) {
        throw new PostFailed({ outcome: 'transient', reason: 'pictures_not_there' })
      }
      progress.gaveUpAt = mayComeYet ? now : Number.POSITIVE_INFINITY
      return null
    }
  }

  #of(id: DeliveryId): Progress {
    const known = this.#progress.get(id)
    if (known !== undefined) return known
    for (const oldest of this.#progress.keys()) {
      if (this.#progress.size < KEPT) break
      this.#progress.delete(oldest)
    }
    const fresh = { files: null, failures: 0, refusals: 0, gaveUpAt: null }
    this.#progress.set(id, fresh)
    return fresh
  }
}
