import { type LogLine, parseLogLine } from '../domain/log-line.js'
import { type LogWords, logVocabulary } from '../domain/log-vocabulary.js'
import type { AccountNamed } from './account-names.js'
import { ask, type Ctx } from './context.js'

/** Reads a one-line entry by the workspace's accounts and products and the words of both languages. Writes nothing. */
export async function readLogLine(ctx: Ctx, line: string, words: LogWords): Promise<LogLine<AccountNamed>> {
  ask(ctx, 'account.read')
  return ctx.store.read(async (tx) => {
    const [settings, products, names] = [
      await tx.settings.get(),
      await tx.products.all(),
      await ctx.accountNames.index(tx),
    ]
    const named = products
      .filter((product) => !product.archived)
      .map(({ id, name, nameEn, aliases }) => ({ id, names: [name, ...(nameEn === null ? [] : [nameEn]), ...aliases] }))
    return parseLogLine(line, logVocabulary(words, named, settings.currency), names)
  })
}
