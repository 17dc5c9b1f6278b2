import { expect } from 'vitest'

/**
 * The negative control of a fault: the same check, with the line that protects us switched off, must see the harm.
 * Only a failed expectation counts; any other error would be a broken test.
 */
export async function mustFail(check: () => Promise<unknown>): Promise<void> {
  const failure = await check().then(
    () => null,
    (error: unknown) => error,
  )
  if (failure !== null && !(failure instanceof Error && failure.name === 'AssertionError')) throw failure
  expect(failure, 'the check does not notice that its protection is gone').not.toBeNull()
}
