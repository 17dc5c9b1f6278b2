import { App, HTTPReceiver } from '@slack/bolt'
import Database from 'better-sqlite3'

/**
 * The reference: a bare Bolt app that looks for what was typed in the same names, by LIKE. It finds what is spelled
 * alike, and nothing else.
 */
const [, , path = '', secret = ''] = process.argv
const database = new Database(path, { readonly: true })
const named = database.prepare(
  'SELECT id, name FROM accounts WHERE name LIKE :part OR name_kana LIKE :part ORDER BY name LIMIT 20',
)

const receiver = new HTTPReceiver({ signingSecret: secret, port: 0 })
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0', botUserId: 'U0' }),
})
app.options<'block_suggestion'>({ block_id: 'account', action_id: 'value' }, async ({ options, ack }) => {
  const found = named.all({ part: `%${options.value}%` }) as { id: string; name: string }[]
  await ack({
    options: found.map(({ id, name }) => ({ text: { type: 'plain_text' as const, text: name }, value: id })),
  })
})

const server = await app.start(0)
const address = 'address' in server ? server.address() : null
process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
