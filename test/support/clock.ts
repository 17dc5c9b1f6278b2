import { HandClock } from '../../src/sandbox/hand-clock.js'

/** A Tuesday, ten in the morning in Tokyo. */
export const TUESDAY_AT_TEN = Date.UTC(2026, 10, 24, 1, 0)

/** A clock that moves when told. */
export class TestClock extends HandClock {
  constructor(at: number = TUESDAY_AT_TEN) {
    super(at)
  }
}
