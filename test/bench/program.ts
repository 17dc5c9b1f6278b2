import { get } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type Sandbox, sampleCompany } from '../../src/sandbox/index.js'
import { Child } from './child.js'

export interface RunningProgram {
  readonly child: Child
  readonly port: number
  /** Milliseconds from its start until it was healthy. */
  readonly startMs: number
}

/** The program itself, built and started as `npm start` does. */
export async function startProgram(database: string, sandbox: Sandbox): Promise<RunningProgram> {
  const port = 20_000 + Math.floor(process.pid % 20_000)
  const began = performance.now()
  const child = new Child(fileURLToPath(new URL('../../src/main.js', import.meta.url)), [], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: `sqlite:${database}`, SLACK_API_URL: sandbox.url, HOST: '127.0.0.1', PORT: String(port) },
      ...{ SLACK_BOT_TOKEN: sampleCompany.bot.token, SLACK_SIGNING_SECRET: sampleCompany.signing_secret },
      ...{ LOG_LEVEL: 'warn' },
    },
  })
  while (!(await healthy(port))) {
    if (child.process.exitCode !== null) throw new Error(`the program did not start: ${child.output}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return { child, port, startMs: performance.now() - began }
}

function healthy(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/healthz' }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    }).on('error', () => resolve(false))
  })
}
