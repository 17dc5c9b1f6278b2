import { App, HTTPReceiver } from '@slack/bolt'
import Database from 'better-sqlite3'

/**
 * The reference: a bare Bolt app whose slash command does one insert with a durable commit (WAL, synchronous=FULL), or
 * none. A process of its own, as the program is.
 */
const [, , path = '', secret = '', inserts = 'yes'] = process.argv
const database = new Database(path)
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec(
  'CREATE TABLE IF NOT EXISTS signals (id INTEGER PRIMARY KEY, who TEXT NOT NULL, line TEXT NOT NULL) STRICT',
)
const insert = database.prepare('INSERT INTO signals (who, line) VALUES (?, ?)')

const receiver = new HTTPReceiver({ signingSecret: secret, port: 0 })
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0', botUserId: 'U0' }),
})
app.command('/csql', async ({ command, ack }) => {
  if (inserts === 'yes') insert.run(command.user_id, command.text)
  await ack({ response_type: 'ephemeral', text: 'logged' })
})

const server = await app.start(0)
const address = 'address' in server ? server.address() : null
process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
process.on('message', () => process.send?.({ rss: process.memoryUsage.rss() }))
