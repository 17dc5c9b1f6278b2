import { harms } from '../../src/sandbox/index.js'
import type { TestApp } from './app.js'

/** Makes the messages of a moment, which Slack does not take yet; does something; then Slack takes them. */
export async function betweenMakingAndSending(
  tasuki: TestApp,
  at: number,
  work: () => Promise<unknown>,
): Promise<void> {
  tasuki.sandbox.harm = ({ method }) => (method === 'chat.postMessage' ? harms.rateLimited(20) : undefined)
  tasuki.clock.set(at)
  await tasuki.app.scheduler.tick()
  await tasuki.app.worker.drain()
  await work()
  tasuki.sandbox.harm = undefined
  await tasuki.clock.advance(30_000)
  await tasuki.settle()
}
