/** A program with a Bolt app that answers at once and then works for a while: what `start` is tried with. */
import { setTimeout as delay } from 'node:timers/promises'
import { App } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { start } from '../../src/cli/start.js'
import { boltLogger } from '../../src/slack/bolt-logger.js'
import { createHttpServer } from '../../src/slack/http-server.js'
import { createSlackEndpoint } from '../../src/slack/slack-endpoint.js'

const trouble = process.argv[2]

await start(async ({ http, secrets, slackApiUrl }, { logger }) => {
  if (trouble === 'build') throw new Error('the database ./x.db cannot be read\nat a place in the code')
  if (trouble === 'slack')
    await new WebClient(secrets.botToken, {
      slackApiUrl,
      logger: boltLogger(logger),
      retryConfig: { retries: 0 },
    }).auth.test()
  const signingSecret = secrets.inbound.kind === 'http' ? secrets.inbound.signingSecret : ''
  const slack = createSlackEndpoint({ signingSecret, log: logger })
  const authorize = async () => ({ botToken: secrets.botToken, botId: 'B1', botUserId: 'U0' })
  const app = new App({ receiver: slack.receiver, logger: boltLogger(logger), authorize })
  app.command('/csql', async ({ ack, command }) => {
    await ack('heard')
    await delay(700)
    logger.info({ text: command.text }, 'worked')
  })
  const server = createHttpServer({ slack, health: () => ({ ok: true, body: {} }), log: logger })
  return {
    async start() {
      const { port } = await server.start(http.port, http.host)
      logger.info({ port }, 'listening')
      if (trouble === 'surprise') void Promise.reject(new Error(`nobody waits for this ${secrets.botToken}`))
    },
    async stop(deadlineMs) {
      if (trouble === 'stop') throw new Error('cannot')
      await server.stop(deadlineMs)
    },
  }
})
