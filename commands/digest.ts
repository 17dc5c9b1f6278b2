import { previewDigest } from '../src/usecases/preview-digest.js'
import { lines, small } from '../src/views/blocks.js'
import { message } from '../src/views/message.js'
import { weeklyDigestMessage } from '../src/views/weekly-digest.js'
import { command } from './command.js'

/** `digest`: what the next weekly post would say, to the person alone; its charts follow in a direct message. */
export const digest = command('digest', {
  parse: () => null,
  run: async ({ ctx, messages, viewer }) => {
    const { digest, chartsFollow } = await previewDigest(ctx)
    if (digest === null) return message(lines(messages.commands.digest.nothing))
    const frame = { pictures: [], lateFor: null, threadFollows: false }
    const { blocks } = weeklyDigestMessage(digest, frame, messages, viewer)
    const charts = chartsFollow ? messages.weekly.preview.chartsFollow : null
    return message(small(messages.commands.digest.preview, charts), blocks)
  },
})
