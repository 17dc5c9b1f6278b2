import type { Erasable } from '../domain/erasure.js'
import { ask, type Ctx } from './context.js'

const SHOWN = 50

/** Contacts and colleagues whose name holds what is typed, those whose name begins so first. @throws NotAllowed */
export async function findErasable(ctx: Ctx, typed: string): Promise<readonly Erasable[]> {
  ask(ctx, 'data.erase', { fields: ['person', 'contact'] })
  const word = fold(typed)
  if (word === '') return []
  return ctx.store.read(async (tx) => {
    const contacts = await tx.erasures.contactsNamed(typed.normalize('NFKC').trim(), SHOWN)
    const people = (await tx.people.all()).filter(
      ({ name, email, slackUserId }) =>
        fold(name).includes(word) || fold(email ?? '') === word || fold(slackUserId ?? '') === word,
    )
    const found: Erasable[] = [
      ...contacts.map(({ id, name, accountName }) => ({ kind: 'contact' as const, id, name, accountName })),
      ...people.map(({ id, name }) => ({ kind: 'person' as const, id, name, accountName: null })),
    ]
    const begins = ({ name }: Erasable) => (fold(name).startsWith(word) ? 0 : 1)
    return found.sort((a, b) => begins(a) - begins(b)).slice(0, SHOWN)
  })
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
