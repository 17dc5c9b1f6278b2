import { describe, expect, test } from 'vitest'
import { buildLogger } from '../../src/config/logger.js'

function listen(level = 'info', secrets: string[] = []) {
  const lines: string[] = []
  const logger = buildLogger({ level, secrets, stream: { write: (line: string) => lines.push(line) } })
  return { logger, lines }
}

describe('what is left out of the log', () => {
  // Put together here, so that no scanner of repositories takes them for real ones.
  const pasted = ['xoxb', '123456789012', 'abcDEF'].join('-')
  test.each([
    ['a bot token in a message', [`pasted ${pasted}`], pasted],
    ['a user token in a field', [{ note: 'see xoxp-1-2-3' }, 'said'], 'xoxp-1-2-3'],
    ['a rotated token', [{ note: 'xoxe.xoxb-1-AbC_d' }, 'said'], 'AbC_d'],
    ['an app token deep inside', [{ a: { b: [{ c: 'xapp-1-A-2-f' }] } }, 'said'], 'xapp-1-A-2-f'],
    ['a token in an error', [{ err: new Error(`refused ${pasted}`) }, 'said'], pasted],
    ['an address to answer at', [{ at: 'https://hooks.slack.com/commands/T1/2/3' }, 'said'], 'T1/2/3'],
    ['a value under a known key', [{ headers: { authorization: 'Bearer plain' } }, 'said'], 'plain'],
    ['a value with quotes under a known key', [{ clientSecret: 'a"plain' }, 'said'], 'plain'],
    ['the signing secret, wherever it is', [{ note: 'is 8f742231 it' }, 'said'], '8f742231'],
  ])('%s', (_rule, [first, text], secret) => {
    const { logger, lines } = listen('info', ['8f742231'])
    if (typeof first === 'string') logger.info(first)
    else logger.info(first, text as string)
    expect(lines.join()).not.toContain(secret)
    expect(lines.join()).toContain('[redacted]')
    expect(() => JSON.parse(lines.join())).not.toThrow()
  })

  test('ordinary words stay', () => {
    const { logger, lines } = listen('info', ['', 'a'])
    logger.info({ number: 42, account: 'アクメ商事' }, 'logged')
    expect(JSON.parse(lines.join())).toMatchObject({ level: 'info', number: 42, account: 'アクメ商事', msg: 'logged' })
  })
})

describe('one entry is one line', () => {
  test.each(['\n', '\r\n', '\u2028', '\u2029', '\u0085'])('a value with %j in it forges no second one', (lineBreak) => {
    const { logger, lines } = listen()
    const note = `first${lineBreak}{"level":"error","msg":"forged"}`
    logger.info({ note }, note)
    const text = lines.join('')
    expect(text.split(/[\n\r\u0085\u2028\u2029]/)).toEqual([expect.anything(), ''])
    expect(JSON.parse(text)).toMatchObject({ note, msg: note })
  })
})

test('what lies below the level is not written', () => {
  const { logger, lines } = listen('warn')
  logger.info('quiet')
  logger.warn('heard')
  expect(lines).toHaveLength(1)
})
