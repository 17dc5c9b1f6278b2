import { checkBlocks, type Fault, faultLine } from '../../slack/block-kit-limits.js'
import type { Arguments } from '../arguments.js'
import { isJson, type Json } from '../json.js'
import { filesNamedIn } from '../messages.js'
import { refusal, SlackError } from '../slack-error.js'
import type { Workspace } from '../workspace.js'

const METADATA_BYTES = 8000

export type Content = { text?: string; blocks?: Json[]; attachments?: Json[] }

function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return
  const lines = faults.map(faultLine)
  throw refusal('invalid_blocks', lines, { errors: lines })
}

/** Image blocks must name a picture that was uploaded and looked through. */
function refuseUnknownFiles(workspace: Workspace, blocks: readonly Json[]): void {
  const lost = filesNamedIn(blocks).filter((id) => id !== '' && !workspace.files.isPlaceable(id))
  if (lost.length > 0) throw refusal('invalid_blocks', ['invalid slack file [json-pointer:/blocks]'])
}

/** @throws SlackError `invalid_blocks`, with every fault named. */
function checkedBlocks(workspace: Workspace, blocks: unknown): Json[] {
  refuseFaults(checkBlocks(blocks, 'message'))
  const taken = Array.isArray(blocks) ? blocks.filter(isJson) : []
  refuseUnknownFiles(workspace, taken)
  return taken
}

/** Text, blocks and attachments of a post. @throws SlackError `no_text`, `msg_too_long`, `invalid_blocks`. */
export function contentOf(workspace: Workspace, args: Arguments, longest: number): Content {
  const text = args.text('text') ?? args.text('markdown_text')
  const given = args.json('blocks', 'invalid_blocks_format') ?? undefined
  const attachments = args.objects('attachments', 'invalid_attachments')
  if (given !== undefined && !Array.isArray(given)) throw new SlackError('invalid_blocks_format')
  if ((text ?? '').length > longest) throw new SlackError('msg_too_long')
  const empty = (text ?? '') === '' && (given ?? []).length === 0 && (attachments ?? []).length === 0
  if (empty) throw new SlackError('no_text')
  return {
    ...(text === undefined ? {} : { text }),
    ...(given === undefined ? {} : { blocks: checkedBlocks(workspace, given) }),
    ...(attachments === undefined ? {} : { attachments }),
  }
}

/** @throws SlackError `invalid_metadata_format`, `invalid_metadata_schema`, `metadata_too_large`. */
export function metadataOf(args: Arguments): Json | undefined {
  const metadata = args.object('metadata', 'invalid_metadata_format')
  if (metadata === undefined) return undefined
  const type = metadata['event_type']
  if (typeof type !== 'string' || type === '' || !isJson(metadata['event_payload'])) {
    throw new SlackError('invalid_metadata_schema')
  }
  if (Buffer.byteLength(JSON.stringify(metadata)) > METADATA_BYTES) throw new SlackError('metadata_too_large')
  return metadata
}
