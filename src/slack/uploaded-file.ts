import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { slackCode } from './people.js'

/** Slack takes files of up to so many bytes into a form, and no more are read here. */
const MOST_BYTES = 10 * 1024 * 1024
/** A file of that size, over a slow line (ms). */
const TIMEOUT = 60_000

const Info = z.object({
  file: z.object({ name: z.string().nullish(), size: z.int().min(0), url_private_download: z.url() }),
})

/** A file that somebody uploaded could not be read: `too_big`, or what Slack or the line said. */
export class FileUnreadable extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.name = 'FileUnreadable'
    this.reason = reason
  }
}

/** The bytes of an uploaded file. @throws FileUnreadable */
export async function readUploadedFile(client: WebClient, fileId: string): Promise<Uint8Array> {
  const { size, url_private_download: url } = await infoOf(client, fileId)
  if (size > MOST_BYTES) throw new FileUnreadable('too_big')
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${client.token ?? ''}` },
      // Slack sends whoever may not read to a page that says so.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    if (!response.ok) throw new FileUnreadable(`http_${response.status}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (bytes.length > MOST_BYTES) throw new FileUnreadable('too_big')
    return bytes
  } catch (error) {
    throw error instanceof FileUnreadable ? error : new FileUnreadable('no_answer')
  }
}

async function infoOf(client: WebClient, fileId: string) {
  try {
    return Info.parse(await client.files.info({ file: fileId })).file
  } catch (error) {
    throw new FileUnreadable(slackCode(error) ?? 'no_answer')
  }
}
