import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formsOfName, pseudonym } from '../../src/domain/erasure.js'
import { ContactId, TextId } from '../../src/domain/ids.js'
import { DAY_MS } from '../../src/domain/time.js'
import type { Tx } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { aPerson } from '../support/database.js'
import { aCsql } from '../support/rows.js'
import { type BackupWorld, openBackupWorld } from './backups/world.js'

let world: BackupWorld
beforeEach(async () => {
  world = await openBackupWorld()
})
afterEach(() => world.close())

const tx = <T>(work: (tx: Tx) => Promise<T>) => world.seeded.store.transaction(work)
const query = (text: string): unknown[] => {
  const raw = new Sqlite(world.database)
  try {
    return raw.prepare(text).pluck().all()
  } finally {
    raw.close()
  }
}

const BEFORE = NOW - 100 * DAY_MS
const contactId = (n: number) => ContactId.parse(`contact-${n}`)

/** A CSQL that came into its state so many days ago, with a note of that day and perhaps a contact. */
async function csql(n: number, own: { state: 'won' | 'lost' | 'accepted'; days: number; contact?: number }) {
  const at = NOW - own.days * DAY_MS
  const noteId = TextId.parse(`note-${n}`)
  await tx(async (t) => {
    if (own.contact !== undefined) {
      await t.accounts.putContact({
        ...{ workspaceId: world.seeded.workspaceId, id: contactId(own.contact), accountId: world.seeded.account.id },
        ...{ departmentId: null, name: `大槻 ${own.contact}郎`, title: '経理課長', optIn: 'no' as const },
        ...{ optInOn: '2026-01-01', optInHow: '電話' },
      })
    }
    await t.texts.insert({
      ...{ id: noteId, csqlId: aCsql(world.seeded, { id: `csql-${n}`, number: n }).id, field: 'note' },
      ...{ body: `大槻様より相談 ${n}`, authorId: world.seeded.csm.id, createdAt: at },
    })
    await t.csqls.insert(
      aCsql(world.seeded, {
        ...{ id: `csql-${n}`, number: n, state: own.state, stateSince: at, noteTextId: noteId },
        contactId: own.contact === undefined ? null : contactId(own.contact),
      }),
    )
  })
}

const bodies = () => query('SELECT body FROM texts ORDER BY id')
const names = () => query('SELECT name FROM contacts ORDER BY id')

describe('texts that are kept no longer', () => {
  test('are those of CSQLs that were closed so long ago; the rest stays', async () => {
    await csql(1, { state: 'won', days: 101 })
    await csql(2, { state: 'lost', days: 99 })
    await csql(3, { state: 'accepted', days: 400 })
    expect(await tx((t) => t.retention.sweepTexts(BEFORE, null, 99))).toEqual({ taken: 1, next: null })
    expect(bodies()).toEqual(['', '大槻様より相談 2', '大槻様より相談 3'])
  })

  test('a few at a time, going on where it left off, each once', async () => {
    for (let n = 1; n <= 7; n += 1) await csql(n, { state: n === 3 ? 'accepted' : 'won', days: 300 - n })
    let [after, taken, turns]: [Parameters<Tx['retention']['sweepTexts']>[1], number, number] = [null, 0, 0]
    do {
      const swept = await tx((t) => t.retention.sweepTexts(BEFORE, after, 2))
      ;[after, taken, turns] = [swept.next, taken + swept.taken, turns + 1]
    } while (after !== null && turns < 20)
    expect([taken, turns]).toEqual([6, 4])
    expect(bodies().filter((body) => body !== '')).toEqual(['大槻様より相談 3'])
    expect(await tx((t) => t.retention.sweepTexts(BEFORE, null, 99))).toEqual({ taken: 0, next: null })
  })

  test('an empty text reads as none', async () => {
    await csql(1, { state: 'won', days: 101 })
    await tx((t) => t.retention.sweepTexts(BEFORE, null, 99))
    const { id } = aCsql(world.seeded, { id: 'csql-1', number: 1 })
    expect(await world.seeded.store.read((t) => t.texts.notes(id))).toEqual([])
  })

  test('touches neither events nor amounts', async () => {
    await world.log(8)
    const before = [query('SELECT count(*) FROM events'), query('SELECT amount FROM csqls')]
    await tx((t) => t.retention.sweepTexts(NOW + 1, null, 99))
    expect([query('SELECT count(*) FROM events'), query('SELECT amount FROM csqls')]).toEqual(before)
  })
})

describe('contacts that are kept no longer', () => {
  test('are those all of whose CSQLs are closed so long; whoever has none is left alone', async () => {
    await csql(1, { state: 'won', days: 101, contact: 1 })
    await csql(2, { state: 'won', days: 101, contact: 2 })
    await csql(3, { state: 'accepted', days: 300, contact: 2 })
    await csql(4, { state: 'lost', days: 99, contact: 3 })
    await tx((t) =>
      t.accounts.putContact({
        ...{ workspaceId: world.seeded.workspaceId, id: contactId(9), accountId: world.seeded.account.id },
        ...{ departmentId: null, name: '名簿の方', title: null, optIn: 'yes', optInOn: null, optInHow: null },
      }),
    )
    expect(await tx((t) => t.retention.sweepContacts(BEFORE, null, 99, NOW))).toEqual({ taken: 1, next: null })
    expect(names()).toEqual([pseudonym('ja', 'contact-1'), '大槻 2郎', '大槻 3郎', '名簿の方'])
    expect(query("SELECT title FROM contacts WHERE id = 'contact-1'")).toEqual([null])
    // That somebody is not to be called stays known.
    expect(query("SELECT opt_in FROM contacts WHERE id = 'contact-1'")).toEqual(['no'])
    expect(await tx((t) => t.retention.sweepContacts(BEFORE, null, 99, NOW))).toEqual({ taken: 0, next: null })
    expect(
      (await world.seeded.store.read((t) => t.accounts.contacts(world.seeded.account.id))).map(({ id }) => id),
    ).not.toContain('contact-1')
  })
})

describe('colleagues who left', () => {
  const gone = (id: string, days: number) =>
    aPerson({
      ...{ workspaceId: world.seeded.workspaceId, id: world.seeded.csm.id, name: '佐藤美咲' },
      ...{ slackUserId: `U${id}`, standing: 'deactivated' as const, readAt: NOW - days * DAY_MS },
    })

  test('stay by name while anything of theirs is open, and are anonymous once it is not', async () => {
    await csql(1, { state: 'accepted', days: 300 })
    await tx((t) => t.people.put(gone('SATO', 200)))
    expect(await tx((t) => t.retention.sweepPeople(BEFORE, 9, NOW))).toEqual([])
    const raw = new Sqlite(world.database)
    raw.prepare("UPDATE csqls SET state = 'lost'").run()
    raw.close()
    expect(await tx((t) => t.retention.sweepPeople(NOW - 300 * DAY_MS, 9, NOW))).toEqual([])
    expect(await tx((t) => t.retention.sweepPeople(BEFORE, 9, NOW))).toEqual([world.seeded.csm.id])
    expect(await tx((t) => t.retention.sweepPeople(BEFORE, 9, NOW))).toEqual([])
    const person = await world.seeded.store.read((t) => t.people.get(world.seeded.csm.id))
    expect(person).toMatchObject({
      name: pseudonym('ja', world.seeded.csm.id),
      slackUserId: null,
      email: null,
      roles: [],
    })
  })
})

describe('a contact that is erased', () => {
  const erase = (what: string) =>
    tx((t) =>
      t.erasures.carryOut(
        { workspaceId: world.seeded.workspaceId, id: `of ${what}`, what, startedBy: null, startedAt: NOW },
        NOW,
      ),
    )

  test('is blanked in the notes about that customer, and nothing of the history changes', async () => {
    await csql(1, { state: 'accepted', days: 1, contact: 1 })
    await world.log(2)
    const events = query('SELECT * FROM events')
    await erase('contact:contact-1')
    expect(names()).toEqual([pseudonym('ja', 'contact-1')])
    expect(bodies()[0]).toBe('■■様より相談 1')
    expect(query('SELECT * FROM events')).toEqual(events)
    expect(query('SELECT contact_id FROM csqls WHERE number = 1')).toEqual(['contact-1'])
  })

  test('leaves nothing of its name in the file', async () => {
    await csql(1, { state: 'accepted', days: 1, contact: 1 })
    const raw = new Sqlite(world.database)
    const holds = () => {
      raw.pragma('wal_checkpoint(TRUNCATE)')
      return raw.serialize().includes('経理課長') || raw.serialize().includes('大槻')
    }
    expect(holds()).toBe(true)
    await erase('contact:contact-1')
    expect(holds()).toBe(false)
    raw.close()
  })

  test.each([
    ['大槻 一郎', ['大槻 一郎', '大槻一郎', '大槻', '一郎']],
    ['大槻様', ['大槻様', '大槻']],
    ['林', []],
    ['Pat Morgan', ['Pat Morgan', 'PatMorgan', 'Morgan', 'Pat']],
  ])('%s may be named as %j', (name, forms) => {
    expect(formsOfName(name)).toEqual(forms)
  })
})
