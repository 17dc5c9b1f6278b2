import type { Locale } from '../../src/domain/person.js'
import { workspaceConfigSchema } from '../../src/sandbox/config.js'
import { renderBlocks, sampleCompany, Workspace } from '../../src/sandbox/index.js'
import type { Message } from '../../src/views/message.js'
import { everyView } from './every-view.js'
import { details } from './sample.js'

const workspace = new Workspace(workspaceConfigSchema.parse(sampleCompany), { now: () => 0 })

/** A message as people see it, as plain text. */
export const readAloud = (message: Message): string =>
  renderBlocks(workspace, message.blocks as unknown as Parameters<typeof renderBlocks>[1]).join('\n')

const TEXTS = {
  reason: '来期の予算に入っていないとのことでした。',
  promises: '1月末までに初期設定を終えること。',
  changed: '決裁者は経理部長の森様とわかりました。',
}

/** One of the sample company's messages by its name, read aloud. */
export function sampleMessage(name: string, locale: Locale = 'ja'): string {
  const message = everyView((own) => details({ ...own, texts: { ...TEXTS, ...own?.texts } }), locale).get(name)
  if (message === undefined) throw new Error(`no message is called ${name}`)
  return readAloud(message)
}
