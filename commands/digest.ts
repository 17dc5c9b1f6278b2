import { previewDigest } from '../src/usecases/read-report.js'
import { lines, small } from '../src/views/blocks.js'
import { digestMessage } from '../src/views/digest.js'
import { message } from '../src/views/message.js'
import { command } from './command.js'

/** `digest`: what the next weekly post would say, to the person alone. */
export const digest = command('digest', {
  parse: () => null,
  run: async ({ ctx, messages, viewer }) => {
    const figures = await previewDigest(ctx)
    if (figures === null) return message(lines(messages.commands.digest.nothing))
    return message(small(messages.commands.digest.preview), digestMessage(figures, messages, viewer).blocks)
  },
})
