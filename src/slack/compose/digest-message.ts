import type { Delivery } from '../../domain/delivery.js'
import type { Messages } from '../../i18n/messages.js'
import type { Ctx } from '../../usecases/context.js'
import type { Composed } from '../../usecases/ports.js'
import { type DeliveryReader, readThread } from '../../usecases/read-delivery.js'
import { type DigestTold, readDigestPreview, readDigestTold } from '../../usecases/read-digest-delivery.js'
import { readDigestRows } from '../../usecases/read-digest-rows.js'
import { lines } from '../../views/blocks.js'
import { chartBlocks, digestCharts } from '../../views/digest-charts.js'
import { csvHeader, csvRows } from '../../views/digest-csv.js'
import { digestDetails } from '../../views/digest-details.js'
import { todayOf } from '../../views/labels.js'
import { message, type Viewer } from '../../views/message.js'
import { weeklyDigestMessage } from '../../views/weekly-digest.js'
import type { DigestPictures, DrawingDeps } from './digest-pictures.js'

/** Who reads it, in which words. */
export interface DigestReader {
  readonly ctx: Ctx
  readonly reader: DeliveryReader
  readonly m: Messages
  readonly viewer: Viewer
  /** Null where there is nothing to draw with. */
  readonly pictures: DigestPictures | null
  readonly drawing: DrawingDeps | null
}

/** A digest, or what stands in its thread; null = there is nothing to say. */
export async function composeDigest(delivery: Delivery, to: DigestReader): Promise<Composed | null> {
  switch (delivery.purpose) {
    case 'digest':
      return composeHead(delivery, to)
    case 'digest_details':
      return composeDetails(delivery, to)
    case 'digest_csv':
      return composeList(delivery, to)
    case 'digest_preview':
      return composePreview(delivery, to)
    default:
      return null
  }
}

async function composeHead(delivery: Delivery, to: DigestReader): Promise<Composed | null> {
  const { ctx, reader, m, viewer } = to
  const told = await readDigestTold(ctx, delivery.occasion, reader)
  if (told === null) return null
  const { digest, lateFor } = told
  const pictures = digest.isIdle ? [] : await picturesOf(delivery, told, to)
  const frame = {
    pictures,
    lateFor: lateFor === null ? null : m.format.moment(lateFor, viewer.zone, todayOf(viewer, ctx.now)),
    ...{ threadFollows: true, isRunning: false },
  }
  const said = weeklyDigestMessage(digest, frame, m, viewer)
  return { channel: reader.channel, ...said, ...retrying(delivery, to) }
}

async function composeDetails(delivery: Delivery, { ctx, reader, m, viewer }: DigestReader): Promise<Composed | null> {
  const at = await readThread(ctx, delivery)
  const told = at === null ? null : await readDigestTold(ctx, delivery.occasion, reader)
  if (at === null || told === null || told.digest.isIdle) return null
  return { channel: at.channel, threadTs: at.ts, ...digestDetails(told.digest, m, viewer) }
}

/** The CSQLs behind the digest, as a file. */
async function composeList(
  delivery: Delivery,
  { ctx, reader, m, viewer, drawing }: DigestReader,
): Promise<Composed | null> {
  const at = await readThread(ctx, delivery)
  const told = at === null ? null : await readDigestTold(ctx, delivery.occasion, reader)
  if (at === null || told === null || told.digest.isIdle || drawing === null) return null
  const { week } = told.digest
  const { rows, leftOut } = await readDigestRows(ctx, week)
  const bytes = await drawing.sheet(csvHeader(m), csvRows(rows, m, viewer))
  const file = {
    name: `csql-${week.from}.csv`,
    title: m.weekly.csv.title(m.format.span(week.from, week.to), leftOut),
    bytes,
  }
  const place = { workspaceId: delivery.workspaceId, channel: at.channel, threadTs: at.ts, file }
  return { channel: at.channel, threadTs: at.ts, text: '', blocks: [], share: () => drawing.uploads.share(place) }
}

/** The pictures alone: the words were the answer to the command. */
async function composePreview(delivery: Delivery, to: DigestReader): Promise<Composed | null> {
  const { ctx, reader, m } = to
  const found = await readDigestPreview(ctx)
  if (found === null || found.digest.isIdle) return null
  const { digest, isRunning } = found
  const files = await picturesOf(delivery, { digest, lateFor: null }, to)
  const { preview } = m.weekly
  const said = message(
    lines(files === null ? m.weekly.noCharts : isRunning ? preview.chartsSoFar : preview.charts),
    ...chartBlocks(digest, files ?? [], m),
  )
  return { channel: reader.channel, ...said, ...retrying(delivery, to) }
}

async function picturesOf(
  delivery: Delivery,
  { digest }: DigestTold,
  { ctx, m, pictures }: DigestReader,
): Promise<readonly string[] | null> {
  return pictures === null ? null : pictures.of(delivery, () => digestCharts(digest, m), ctx.now)
}

const retrying = (delivery: Delivery, { pictures }: DigestReader): Pick<Composed, 'refused'> =>
  pictures === null ? {} : { refused: () => pictures.refused(delivery) }
