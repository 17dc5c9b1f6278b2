import { describe, expect, test } from 'vitest'
import { instantOf, isZone, lastSecondOf, localDay, startOfDay, wallTimeOf } from '../../src/domain/zone-time.js'

const iso = (at: number) => new Date(at).toISOString()

describe('the instant of a wall time', () => {
  test.each([
    ['on a plain day', 'Asia/Tokyo', '2026-11-20', '09:00', '2026-11-20T00:00:00.000Z'],
    [
      'skipped by an hour: as late as without the jump',
      'America/New_York',
      '2026-03-08',
      '02:15',
      '2026-03-08T07:15:00.000Z',
    ],
    ['after the jump', 'America/New_York', '2026-03-08', '09:00', '2026-03-08T13:00:00.000Z'],
    ['shown twice: the first', 'Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['skipped by half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
    ['shown twice within half an hour', 'Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00.000Z'],
    ['in the month of Ramadan', 'Africa/Casablanca', '2026-03-02', '09:00', '2026-03-02T09:00:00.000Z'],
    ['after it', 'Africa/Casablanca', '2026-04-01', '09:00', '2026-04-01T08:00:00.000Z'],
  ])('%s', (_rule, zone, day, wall, instant) => {
    expect(iso(instantOf(zone, day, wall))).toBe(instant)
  })

  test('is refused for what no clock shows', () => {
    expect(() => instantOf('Asia/Tokyo', '2026-11-20', '24:00')).toThrow(RangeError)
    expect(['09:00', '23:59', '9:00', '24:00', '09:60', ''].map(wallTimeOf)).toEqual([
      9 * 3_600_000,
      86_340_000,
      null,
      null,
      null,
      null,
    ])
  })
})

describe('a local day', () => {
  test.each([
    ['23:59 in Tokyo is still today there', 'Asia/Tokyo', '2026-11-20T14:59:00Z', '2026-11-20'],
    ['and tomorrow already at midnight', 'Asia/Tokyo', '2026-11-20T15:00:00Z', '2026-11-21'],
    ['far east of the date line', 'Pacific/Kiritimati', '2026-11-20T10:00:00Z', '2026-11-21'],
    ['far west of it', 'Pacific/Niue', '2026-11-20T10:59:59Z', '2026-11-19'],
    ['before 1970', 'Asia/Tokyo', '1969-12-31T14:59:59Z', '1969-12-31'],
  ])('%s', (_rule, zone, at, day) => {
    expect(localDay(zone, Date.parse(at))).toBe(day)
  })

  test('starts at 01:00 where the clocks jump at midnight', () => {
    expect(iso(startOfDay('America/Sao_Paulo', '2018-11-04'))).toBe('2018-11-04T03:00:00.000Z')
  })

  test('ends with its last second, on a day of 25 hours too', () => {
    expect(iso(lastSecondOf('Asia/Tokyo', '2026-11-20'))).toBe('2026-11-20T14:59:59.000Z')
    expect(iso(lastSecondOf('Europe/Berlin', '2026-10-25'))).toBe('2026-10-25T22:59:59.000Z')
  })

  test('that a zone left out has no instant of its own', () => {
    expect(localDay('Pacific/Apia', startOfDay('Pacific/Apia', '2011-12-30'))).toBe('2011-12-31')
  })
})

test('zones are names with rules', () => {
  expect(['Asia/Tokyo', 'UTC', '+09:00', 'Asia/Edo', ''].map(isZone)).toEqual([true, true, false, false, false])
})
