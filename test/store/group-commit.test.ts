import { describe, expect, test } from 'vitest'
import { NotSaved } from '../../src/domain/errors.js'
import { GroupCommit, type Transactional } from '../../src/store/group-commit.js'

/** A connection that writes down what is asked of it. */
class Recorded implements Transactional {
  readonly calls: string[] = []
  readonly failing = new Map<string, Error>()
  busyFor = 0

  #call(name: string): void {
    this.calls.push(name)
    const failure = this.failing.get(name)
    if (failure !== undefined) throw failure
  }

  begin(): boolean {
    if (this.busyFor > 0) {
      this.busyFor -= 1
      return false
    }
    this.#call('begin')
    return true
  }
  savepoint(): void {
    this.#call('savepoint')
  }
  release(): void {
    this.#call('release')
  }
  rollbackToSavepoint(): void {
    this.#call('back')
  }
  commit(): void {
    this.#call('commit')
  }
  rollback(): void {
    this.#call('rollback')
  }
}

const unit = (name: string, calls: string[]) => async () => {
  calls.push(`${name} begins`)
  await null
  calls.push(`${name} ends`)
  return name
}

const outcomes = async (runs: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(runs)).map((run) => (run.status === 'fulfilled' ? run.value : String(run.reason)))

test('what is asked for together is one transaction, in order, each behind a savepoint', async () => {
  const connection = new Recorded()
  const commits = new GroupCommit(connection)
  const runs = ['a', 'b'].map((name) => commits.run(unit(name, connection.calls)))
  expect(await outcomes(runs)).toEqual(['a', 'b'])
  expect(connection.calls).toEqual([
    'begin',
    ...['savepoint', 'a begins', 'a ends', 'release'],
    ...['savepoint', 'b begins', 'b ends', 'release'],
    'commit',
  ])
})

test('one alone is a transaction of its own, without a savepoint; one that throws takes all of it back', async () => {
  const connection = new Recorded()
  const commits = new GroupCommit(connection)
  expect(await outcomes([commits.run(unit('a', connection.calls))])).toEqual(['a'])
  expect(connection.calls.splice(0)).toEqual(['begin', 'a begins', 'a ends', 'commit'])
  expect(await outcomes([commits.run(() => Promise.reject(new Error('no')))])).toEqual(['Error: no'])
  expect(connection.calls.splice(0)).toEqual(['begin', 'rollback'])
  expect(await outcomes([commits.run(unit('b', []))])).toEqual(['b'])
})

test('nothing is answered before the commit: neither results nor errors', async () => {
  const connection = new Recorded()
  const commits = new GroupCommit(connection)
  const answered = (name: string) => () => void connection.calls.push(name)
  await Promise.all([
    commits.run(unit('a', [])).then(answered('a answered')),
    commits.run(() => Promise.reject(new Error('b'))).catch(answered('b answered')),
    commits.run(unit('c', [])).then(answered('c answered')),
  ])
  expect(connection.calls.slice(-4)).toEqual(['commit', 'a answered', 'b answered', 'c answered'])
})

test('one that throws takes back only its own, and gets its own error', async () => {
  const connection = new Recorded()
  const commits = new GroupCommit(connection)
  const runs = [
    commits.run(unit('a', connection.calls)),
    commits.run(() => Promise.reject(new RangeError('wrong'))),
    commits.run(unit('c', connection.calls)),
  ]
  expect(await outcomes(runs)).toEqual(['a', 'RangeError: wrong', 'c'])
  expect(connection.calls.filter((call) => call === 'back')).toHaveLength(1)
  expect(connection.calls.at(-1)).toBe('commit')
})

test('between units that take long the event loop has its turns, and they are one transaction still', async () => {
  const connection = new Recorded()
  const commits = new GroupCommit(connection)
  let turns = 0
  let running = true
  const turn = (): void => {
    turns += 1
    if (running) setImmediate(turn)
  }
  const seen: number[] = []
  const long = async (): Promise<void> => {
    seen.push(turns)
    const until = performance.now() + 6
    while (performance.now() < until);
  }
  setImmediate(turn)
  await Promise.all([1, 2, 3].map(() => commits.run(long)))
  running = false
  expect(new Set(seen).size).toBe(3)
  expect(connection.calls.filter((call) => call === 'commit')).toHaveLength(1)
})

describe('all are told that nothing was saved', () => {
  test.each([
    ['the commit fails', 'commit'],
    ['the transaction cannot begin', 'begin'],
    ['a savepoint cannot be set', 'savepoint'],
    ['one cannot be taken back', 'back'],
  ])('%s', async (_rule, call) => {
    const connection = new Recorded()
    connection.failing.set(call, new NotSaved({ cause: 'SQLITE_FULL' }))
    const commits = new GroupCommit(connection)
    const runs = [commits.run(unit('a', [])), commits.run(() => Promise.reject(new Error('b')))]
    expect(await outcomes(runs)).toEqual(Array(2).fill('NotSaved: not_saved {"cause":"SQLITE_FULL"}'))
    expect(connection.calls.at(-1)).toBe('rollback')
  })

  test('the database refuses a write of one of them', async () => {
    const connection = new Recorded()
    const commits = new GroupCommit(connection)
    const runs = [
      commits.run(unit('a', [])),
      commits.run(() => Promise.reject(new NotSaved({ cause: 'SQLITE_IOERR_WRITE' }))),
      commits.run(unit('c', connection.calls)),
    ]
    expect(await outcomes(runs)).toEqual(Array(3).fill('NotSaved: not_saved {"cause":"SQLITE_IOERR_WRITE"}'))
    expect(connection.calls).toEqual(['begin', 'savepoint', 'release', 'savepoint', 'rollback'])
  })

  test('and the next one is saved', async () => {
    const connection = new Recorded()
    const commits = new GroupCommit(connection)
    connection.failing.set('commit', new Error('unforeseen'))
    expect(await outcomes([commits.run(unit('a', []))])).toEqual(['NotSaved: not_saved {"cause":"Error: unforeseen"}'])
    connection.failing.clear()
    expect(await outcomes([commits.run(unit('b', []))])).toEqual(['b'])
  })
})

test('a batch is bounded, and the rest follows in order', async () => {
  const connection = new Recorded()
  const commits = new GroupCommit(connection, { limit: 2 })
  const names = ['a', 'b', 'c', 'd', 'e']
  expect(await outcomes(names.map((name) => commits.run(unit(name, []))))).toEqual(names)
  expect(connection.calls.filter((call) => call === 'commit')).toHaveLength(3)
})

test('one that is asked for by an answer is not forgotten', async () => {
  const commits = new GroupCommit(new Recorded())
  const second = await commits.run(async () => 'a').then(() => commits.run(async () => 'b'))
  expect(second).toBe('b')
})

test('another process that holds the database is waited for', async () => {
  const connection = new Recorded()
  connection.busyFor = 3
  expect(await new GroupCommit(connection).run(async () => 'a')).toBe('a')
})

test('but not for ever', async () => {
  const connection = new Recorded()
  connection.busyFor = Number.POSITIVE_INFINITY
  const commits = new GroupCommit(connection)
  await expect(commits.run(async () => 'a')).rejects.toThrow(new NotSaved({ cause: 'SQLITE_BUSY' }))
})

test('closing ends what was asked for, and takes nothing more', async () => {
  const commits = new GroupCommit(new Recorded(), { limit: 1 })
  const runs = ['a', 'b'].map((name) => commits.run(unit(name, [])))
  await commits.close()
  await expect(commits.run(async () => 'c')).rejects.toThrow('closed')
  expect(await outcomes(runs)).toEqual(['a', 'b'])
})

test('whoever watches hears of commits, of failed ones, and of waiting for another process', async () => {
  const heard: string[] = []
  const observer = {
    committed: (units: number, ms: number) => heard.push(`${units} committed${ms >= 0 ? '' : ' in no time'}`),
    notCommitted: () => heard.push('not committed'),
    foundBusy: () => heard.push('busy'),
  }
  const connection = new Recorded()
  connection.busyFor = 2
  const commits = new GroupCommit(connection, { observer })
  await Promise.all(['a', 'b'].map((name) => commits.run(unit(name, []))))
  connection.failing.set('commit', new NotSaved({ cause: 'SQLITE_FULL' }))
  await outcomes([commits.run(unit('c', []))])
  expect(heard).toEqual(['busy', 'busy', '2 committed', 'not committed'])
})
