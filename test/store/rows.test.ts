import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { jsonReader } from '../../src/store/rows.js'

test('JSON that is read again is parsed once, and what is wrong is refused each time', () => {
  const schema = z.object({ n: z.number() })
  const parse = vi.spyOn(schema, 'parse')
  const read = jsonReader(schema)
  expect([read('{"n":1}'), read('{"n":1}'), read('{"n":2}')]).toEqual([{ n: 1 }, { n: 1 }, { n: 2 }])
  expect(parse).toHaveBeenCalledTimes(2)
  for (let again = 0; again < 2; again += 1) expect(() => read('{"n":"1"}')).toThrow(z.ZodError)
})

test('readers of different things share nothing', () => {
  const [one, other] = [jsonReader(z.array(z.string())), jsonReader(z.array(z.number()))]
  expect(one('["a"]')).toEqual(['a'])
  expect(() => other('["a"]')).toThrow(z.ZodError)
})
