import { request } from 'node:http'
import type { Desk, Language, Outcome, ShownMessage, TrailEntry } from '../../../src/sandbox/page/protocol.js'
import { openPlay } from '../../../src/sandbox/page-server/open-play.js'
import { startPageServer } from '../../../src/sandbox/page-server/page-server.js'

/** The page's server as its client meets it, on the sample company. Time moves only when told. */
export async function openPage({ language = 'ja' }: { language?: Language } = {}) {
  const { play, scene, stop } = await openPlay(language, { hasHistory: false })
  const { company } = play
  play.setSpeed(0)
  const server = await startPageServer(play, scene, 'no page is built for this test')
  const get = async <T>(path: string): Promise<T> => (await fetch(`${server.url}api/${path}`)).json() as Promise<T>
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Outcome & Record<string, unknown> }
  }
  return {
    ...{ company, play, url: server.url, get, post },
    desk: (person: string) => get<Desk>(`desks/${person}`),
    act: async (person: string, name: string, body: unknown = {}) => (await post(`desks/${person}/${name}`, body)).body,
    move: (move: string) => post('clock', { move }),
    trail: (of = '') => get<TrailEntry[]>(`trail${of}`),
    /** A request with headers that no browser would let a page set. */
    rawStatus: (headers: Record<string, string>): Promise<number> =>
      new Promise((resolve, reject) => {
        const asked = request(`${server.url}api/scene`, { headers }, (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        })
        asked.on('error', reject).end()
      }),
    async close() {
      await server.stop()
      await stop()
    },
  }
}
export type OpenPage = Awaited<ReturnType<typeof openPage>>

/** The block that holds an element, as a click has to name it. */
export function blockOf(message: Pick<ShownMessage, 'blocks'>, actionId: string): string {
  const block = message.blocks.find(({ elements }) => JSON.stringify(elements ?? '').includes(`"${actionId}"`))
  if (block === undefined) throw new Error(`${actionId} is not there`)
  return String(block['block_id'])
}
