import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contractRevenue } from '../../src/domain/account-revenue.js'
import { BadFields, MergeNotUndone } from '../../src/domain/errors.js'
import { foldHistory } from '../../src/domain/event.js'
import { NoteId } from '../../src/domain/ids.js'
import { ARCHIVED_TABLES } from '../../src/store/archive.js'
import type { Ctx } from '../../src/usecases/context.js'
import { mergeAccounts, previewMerge } from '../../src/usecases/merge-accounts.js'
import { undoMerge } from '../../src/usecases/undo-merge.js'
import { FROM, INTO, mergeWorlds, PRODUCTS, storeCsql, storeMergeWorld, THIRD } from '../support/merge-worlds.js'
import { openWorld, type World } from '../support/world.js'

const RUNS = Number(process.env['MERGE_RUNS'] ?? 20)

/** What only grows, or says of itself that something was done. */
const GROWING = ['events', 'reversed_events', 'audit_entries', 'account_merges', 'deliveries', 'delivery_items']

/** Every row of the tables that are as they were, or are not; positions of aliases are theirs to have. */
function dump(file: string): Record<string, readonly string[]> {
  const raw = new Sqlite(file, { readonly: true })
  try {
    const tables = [...ARCHIVED_TABLES.filter((table) => !GROWING.includes(table)), 'csql_facts']
    return Object.fromEntries(
      tables.map((table) => [
        table,
        raw
          .prepare(`SELECT * FROM ${table}`)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
    )
  } finally {
    raw.close()
  }
}

/** Rows of any table that name an account. */
function naming(file: string, account: string): readonly string[] {
  const raw = new Sqlite(file, { readonly: true })
  const tables = [
    'account_aliases',
    'account_notes',
    'departments',
    'contracts',
    'contacts',
    'csqls',
    'csql_facts',
    'account_snapshots',
  ]
  try {
    const own = tables.filter(
      (table) => raw.prepare(`SELECT 1 FROM ${table} WHERE account_id = ? LIMIT 1`).get(account) !== undefined,
    )
    const isThere = raw.prepare('SELECT 1 FROM accounts WHERE id = ? OR parent_id = ?').get(account, account)
    return isThere === undefined ? own : [...own, 'accounts']
  } finally {
    raw.close()
  }
}

interface Tried {
  readonly world: World
  readonly ctx: Ctx
  readonly merge: () => Promise<string>
}

async function inWorld(given: Parameters<typeof storeMergeWorld>[1], look: (tried: Tried) => Promise<void>) {
  const world = await openWorld()
  try {
    await storeMergeWorld(world, given)
    const ctx = world.as(world.manager)
    const merge = async () => {
      const shown = await previewMerge(ctx, { fromId: FROM, intoId: INTO })
      const input = { fromId: FROM, intoId: INTO, seen: shown.digest }
      if (!shown.canAddUp) {
        await expect(mergeAccounts(ctx, { ...input, amounts: 'both' })).rejects.toBeInstanceOf(BadFields)
      }
      if (shown.asksForAmounts) {
        await expect(mergeAccounts(ctx, { ...input, amounts: null })).rejects.toBeInstanceOf(BadFields)
      }
      return (await mergeAccounts(ctx, { ...input, amounts: shown.canAddUp ? 'both' : 'kept' })).mergeId
    }
    await look({ world, ctx, merge })
  } finally {
    await world.close()
  }
}

async function everyRowIsTheFoldOfItsHistory({ ctx }: Tried): Promise<void> {
  await ctx.store.read(async (tx) => {
    for (const csql of (await tx.csqls.list({ limit: 100 })).rows) {
      expect(foldHistory(csql.number, await tx.events.of(csql.id))).toEqual(csql)
    }
  })
}

test('after a merge nothing names the account that went, nothing is lost, and every sum is what it was', async () => {
  await fc.assert(
    fc.asyncProperty(mergeWorlds, (given) =>
      inWorld(given, async (tried) => {
        const { world, ctx, merge } = tried
        const states = () =>
          ctx.store.read(async (tx) => {
            const both = await Promise.all(
              [FROM, INTO].map(async (id) => ({
                contracts: await tx.accounts.contracts(id),
                contacts: await tx.accounts.contacts(id),
                departments: await tx.accounts.departments(id),
                notes: (await tx.accountNotes.of(id, { limit: 99, offset: 0 })).rows,
                snapshots: await tx.accountMerges.snapshotsOf(id),
                csqls: (await tx.csqls.list({ accountId: id, limit: 99 })).rows,
              })),
            )
            return both
          })
        const before = (await states()).flat()
        const { canAddUp, clashes } = await previewMerge(ctx, { fromId: FROM, intoId: INTO })
        await merge()
        expect(naming(world.file, FROM)).toEqual([])
        const [gone, after] = await states()
        expect(Object.values(gone ?? {}).flat()).toEqual([])
        if (after === undefined) throw new Error('nothing')
        for (const list of ['contacts', 'notes', 'csqls'] as const) {
          expect(after[list].map(({ id }) => id).toSorted()).toEqual(
            before.flatMap((side) => side[list].map(({ id }) => id as string)).toSorted(),
          )
        }
        const keys = after.contracts.map(({ productId, departmentId }) => `${productId} ${departmentId}`)
        expect(new Set(keys).size).toBe(keys.length)
        if (canAddUp) {
          // Of what has ended on one side only, the phase that stands says whether it pays.
          const paying = (all: typeof after.contracts) => all.map((contract) => ({ ...contract, phase: null }))
          const twelfths = (all: typeof after.contracts) =>
            contractRevenue(
              paying(all).map((one) => (one.amount === null ? one : { ...one, amount: one.amount * 12 })),
              'JPY',
            )
          expect(twelfths(after.contracts)).toEqual(twelfths(before.flatMap(({ contracts }) => contracts)))
          const paid = (all: typeof after.snapshots) => all.reduce((sum, { amount }) => sum + amount, 0)
          expect(paid(after.snapshots)).toBe(paid(before.flatMap(({ snapshots }) => snapshots)))
        } else expect(clashes.length + after.snapshots.length).toBeGreaterThan(0)
        await ctx.store.read(async (tx) => {
          expect(await tx.accountMerges.misplaced([INTO])).toEqual({ csqls: [], table: null })
          expect(await tx.accountMerges.nowPartOf(FROM)).toBe(INTO)
          expect((await ctx.accountNames.index(tx)).match('株式会社月白')).toMatchObject({ account: { id: INTO } })
        })
        await everyRowIsTheFoldOfItsHistory(tried)
      }),
    ),
    { numRuns: RUNS },
  )
}, 300_000)

test('undone, everything is exactly as it was', async () => {
  await fc.assert(
    fc.asyncProperty(mergeWorlds, (given) =>
      inWorld(given, async (tried) => {
        const { world, ctx, merge } = tried
        const before = dump(world.file)
        const mergeId = await merge()
        expect(dump(world.file)).not.toEqual(before)
        await undoMerge(ctx, mergeId)
        expect(dump(world.file)).toEqual(before)
        await everyRowIsTheFoldOfItsHistory(tried)
        // And again: what was undone leaves nothing that stands in the way.
        const again = await merge()
        await undoMerge(ctx, again)
        expect(dump(world.file)).toEqual(before)
        await expect(undoMerge(ctx, mergeId)).rejects.toMatchObject({ facts: { why: 'undone' } })
      }),
    ),
    { numRuns: RUNS },
  )
}, 300_000)

/** What people may do between a merge and its undo. */
const MEANWHILE = {
  'a note is written': async ({ ctx, world }) => {
    await ctx.store.transaction((tx) =>
      tx.accountNotes.put({
        ...{ workspaceId: world.workspaceId, id: NoteId.parse('new'), accountId: INTO, body: '新しいメモ' },
        ...{ authorId: null, writtenAt: ctx.now, editedAt: null },
      }),
    )
  },
  'the account that stays gets a name and an alias': async ({ ctx }) => {
    await ctx.store.transaction(async (tx) => {
      const account = await tx.accounts.get(INTO)
      if (account !== null)
        await tx.accounts.update({ ...account, name: '改名商事', aliases: [...account.aliases, '新しい別名'] })
    })
  },
  'a CSQL is logged': async ({ ctx, world }) => {
    await ctx.store.transaction((tx) => storeCsql(tx, world, { number: 90, accountId: INTO }))
  },
  'a CSQL is logged with a contact or department that came along': async ({ ctx, world }) => {
    await ctx.store.transaction(async (tx) => {
      const [contact] = (await tx.accounts.contacts(INTO)).filter(({ id }) => id.startsWith('from'))
      const [department] = (await tx.accounts.departments(INTO)).filter(({ id }) => id.startsWith('from'))
      await storeCsql(tx, world, {
        ...{ number: 91, accountId: INTO, contactId: contact?.id ?? null, departmentId: department?.id ?? null },
      })
    })
  },
  'amounts change': async ({ ctx }) => {
    await ctx.store.transaction(async (tx) => {
      for (const contract of await tx.accounts.contracts(INTO))
        await tx.accounts.putContract({ ...contract, amount: 77 })
    })
  },
  'a month is imported again': async ({ ctx }) => {
    await ctx.store.transaction((tx) =>
      tx.snapshots.put([{ month: '2026-10', accountId: INTO, productId: PRODUCTS[0], amount: 77, currency: 'JPY' }]),
    )
  },
  'it is merged on': async ({ ctx }) => {
    const { digest } = await previewMerge(ctx, { fromId: INTO, intoId: THIRD })
    await mergeAccounts(ctx, { fromId: INTO, intoId: THIRD, amounts: 'kept', seen: digest })
  },
} as const satisfies Readonly<Record<string, (tried: Tried) => Promise<void>>>

test('what came later stays, or stands against the undo with a reason: then nothing is changed', async () => {
  const outcomes = new Set<string>()
  const happening = fc.constantFrom(...(Object.keys(MEANWHILE) as (keyof typeof MEANWHILE)[]))
  await fc.assert(
    fc.asyncProperty(mergeWorlds, happening, (given, name) =>
      inWorld(given, async (tried) => {
        const { world, ctx, merge } = tried
        const mergeId = await merge()
        await MEANWHILE[name](tried)
        const before = dump(world.file)
        const events = await ctx.store.read((tx) => tx.audit.between(0, Number.MAX_SAFE_INTEGER))
        try {
          await undoMerge(ctx, mergeId)
          outcomes.add(`${name}: undone`)
          await ctx.store.read(async (tx) => {
            expect(await tx.accounts.get(FROM)).not.toBeNull()
            expect(await tx.accountMerges.misplaced([FROM, INTO])).toEqual({ csqls: [], table: null })
          })
        } catch (error) {
          if (!(error instanceof MergeNotUndone)) throw error
          outcomes.add(`${name}: ${error.facts.why}`)
          expect(dump(world.file)).toEqual(before)
          expect(await ctx.store.read((tx) => tx.audit.between(0, Number.MAX_SAFE_INTEGER))).toEqual(events)
        }
        await everyRowIsTheFoldOfItsHistory(tried)
      }),
    ),
    { numRuns: 45, seed: 7 },
  )
  expect([...outcomes]).toEqual(
    expect.arrayContaining([
      'a CSQL is logged with a contact or department that came along: csql',
      'a CSQL is logged with a contact or department that came along: undone',
      'a CSQL is logged: undone',
      'a month is imported again: changed',
      'a month is imported again: undone',
      'a note is written: undone',
      'amounts change: undone',
      'it is merged on: merged_again',
      'the account that stays gets a name and an alias: undone',
    ]),
  )
}, 300_000)
