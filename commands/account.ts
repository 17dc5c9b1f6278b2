import { Incomplete } from '../src/domain/errors.js'
import { LineUnclear } from '../src/slack/reply.js'
import { findAccount } from '../src/usecases/read-account.js'
import { accountSheet, likelyAccounts } from '../src/views/account-sheet.js'
import { command } from './command.js'

/** `account NAME`: contracts, contacts and CSQLs. */
export const account = command('account', {
  parse: (text) => {
    if (text === '') throw new Incomplete({ fields: ['account'] })
    return text
  },
  run: async ({ ctx, messages, viewer }, typed) => {
    const found = await findAccount(ctx, typed)
    if (found.kind === 'none') throw new LineUnclear({ field: 'line', rule: 'unknown_account', typed })
    if (found.kind === 'likely') return likelyAccounts(typed, found.candidates, messages)
    return accountSheet(found.sheet, messages, viewer, ctx.now)
  },
})
