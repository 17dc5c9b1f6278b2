import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BASE, OPPORTUNITY } from '../support/sheet-rows.js'
import { bringIn } from '../support/sheets.js'
import { openWorld, type World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const scoped = () => world.store.of(world.workspaceId)

describe('who has no role', () => {
  const rolesOf = async (email: string) =>
    (await scoped().read((tx) => tx.people.all())).find((one) => one.email === email)?.roles.toSorted()
  const ROWS = [
    { ...OPPORTUNITY, logged_by: 'kato@example.jp' },
    { ...BASE, note: 'own', logged_by: 'sato@example.jp', csm: '', ae: '' },
    { ...BASE, note: 'both', csm: 'suzuki@example.jp', logged_by: 'suzuki@example.jp', ae: 'mori@example.jp' },
  ]

  test('gets those that the rows say, each on record; a check gives none and says which', async () => {
    expect(await bringIn(world, 'csqls', ROWS, { dryRun: true })).toMatchObject({
      written: false,
      given: { csm: 3, ae: 2 },
    })
    expect(await rolesOf('sato@example.jp')).toBe(undefined)
    expect(await bringIn(world, 'csqls', ROWS)).toMatchObject({ written: true, given: { csm: 3, ae: 2 } })
    expect(await rolesOf('sato@example.jp')).toEqual(['csm'])
    expect(await rolesOf('kato@example.jp')).toEqual(['csm'])
    expect(await rolesOf('suzuki@example.jp')).toEqual(['ae', 'csm'])
    expect(await rolesOf('mori@example.jp')).toEqual(['ae'])
    const suzuki = (await scoped().read((tx) => tx.people.all())).find(({ email }) => email === 'suzuki@example.jp')
    const { rows } = await scoped().read((tx) => tx.audit.of(suzuki?.id ?? '', { limit: 9, offset: 0 }))
    expect(
      rows.map(({ action, facts, fromCommandLine }) => [action, facts['role'], fromCommandLine]).toSorted(),
    ).toEqual([
      ['role.give', 'ae', true],
      ['role.give', 'csm', true],
    ])
  })

  test('gets none by rows that are known, so that a role that was taken away stays away', async () => {
    await bringIn(world, 'csqls', ROWS)
    await scoped().transaction(async (tx) => {
      for (const person of await tx.people.all()) await tx.people.put({ ...person, roles: [] })
    })
    expect(await bringIn(world, 'csqls', ROWS)).toMatchObject({
      unchanged: 3,
      written: false,
      given: { csm: 0, ae: 0 },
    })
    expect(await rolesOf('suzuki@example.jp')).toEqual([])
  })

  test('is no one who has a role of their own, or takes no part; nor anybody where roles are assigned', async () => {
    await scoped().transaction(async (tx) => {
      await tx.people.put({ ...world.csm, email: 'sato@example.jp', roles: ['manager'] })
      await tx.people.put({ ...world.ae, email: 'suzuki@example.jp', roles: [], standing: 'deactivated' })
    })
    expect(await bringIn(world, 'csqls', [OPPORTUNITY])).toMatchObject({ written: true, given: { csm: 0, ae: 0 } })
    expect(await rolesOf('sato@example.jp')).toEqual(['manager'])
    expect(await rolesOf('suzuki@example.jp')).toEqual([])
    await scoped().transaction(async (tx) =>
      tx.settings.put({ ...(await tx.settings.get()), participation: 'assigned' }, null, world.clock.now()),
    )
    const another = [{ ...OPPORTUNITY, note: 'n', csm: 'new@example.jp', ae: 'newer@example.jp' }]
    expect(await bringIn(world, 'csqls', another)).toMatchObject({ written: true, given: { csm: 0, ae: 0 } })
    expect(await rolesOf('newer@example.jp')).toEqual([])
  })

  test('gets them by a sheet of contracts too', async () => {
    const contract = { account: '月白精機', product: '経費', csm: 'sato@example.jp', ae: 'suzuki@example.jp' }
    expect(await bringIn(world, 'contracts', [contract])).toMatchObject({ written: true, given: { csm: 1, ae: 1 } })
    expect([await rolesOf('sato@example.jp'), await rolesOf('suzuki@example.jp')]).toEqual([['csm'], ['ae']])
    expect(await bringIn(world, 'contracts', [contract])).toMatchObject({ unchanged: 1, given: { csm: 0, ae: 0 } })
  })
})
