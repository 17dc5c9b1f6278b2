import { previewDigest } from '../src/usecases/preview-digest.js'
import { lines, small } from '../src/views/blocks.js'
import { message } from '../src/views/message.js'
import { weeklyDigestMessage } from '../src/views/weekly-digest.js'
import { command } from './command.js'

/** `digest`: what the next weekly post would say, to the person alone; its charts follow in a direct message. */
export const digest = command('digest', {
  parse: () => null,
  run: async ({ ctx, messages, viewer }) => {
    const { preview, chartsFollow } = await previewDigest(ctx)
    const said = messages.weekly.preview
    if (preview === null) return message(lines(said.nothing))
    const { digest, isRunning } = preview
    const frame = { pictures: [], lateFor: null, threadFollows: false, isRunning }
    const { blocks } = weeklyDigestMessage(digest, frame, messages, viewer)
    const words = isRunning ? said.soFar : said.whole
    return message(small(words, chartsFollow ? said.chartsFollow : null), blocks)
  },
})
