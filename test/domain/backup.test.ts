import { describe, expect, test } from 'vitest'
import { mayBegin, nightDue } from '../../src/domain/backup.js'
import { WorkspaceId } from '../../src/domain/ids.js'
import { HOUR } from '../../src/domain/time.js'

test.each([
  ['half past two in Tokyo is due', 'Asia/Tokyo', '2026-11-25T02:30:00+09:00', '2026-11-25'],
  ['a minute before it is yesterday’s', 'Asia/Tokyo', '2026-11-25T02:29:59+09:00', '2026-11-24'],
  ['in the evening it is still today’s', 'Asia/Tokyo', '2026-11-25T23:59:00+09:00', '2026-11-25'],
  ['by the zone’s day, not by ours', 'America/New_York', '2026-11-25T02:30:00+09:00', '2026-11-24'],
  [
    'in a night that skips half past two it comes an hour later',
    'Europe/Berlin',
    '2026-03-29T03:30:00+02:00',
    '2026-03-29',
  ],
  ['in that night not before', 'Europe/Berlin', '2026-03-29T03:29:00+02:00', '2026-03-28'],
  ['in a night that has it twice, the first is due', 'Europe/Berlin', '2026-10-25T02:30:00+02:00', '2026-10-25'],
  ['and the second is the same night’s', 'Europe/Berlin', '2026-10-25T02:30:00+01:00', '2026-10-25'],
])('%s', (_rule, zone, at, night) => {
  expect(nightDue(zone, Date.parse(at))).toBe(night)
})

describe('a night’s backup is begun', () => {
  const NOW = Date.parse('2026-11-25T03:00:00+09:00')
  const tried = (own: object) => ({
    ...{ workspaceId: WorkspaceId.parse('w'), night: '2026-11-25', tries: 1, triedAt: NOW },
    ...{ madeAt: null, bytes: null, failure: null, ...own },
  })
  test.each([
    ['when it never was', null, true],
    ['not again within the hour, failed or not heard of', tried({ triedAt: NOW - HOUR + 1 }), false],
    ['again after an hour', tried({ triedAt: NOW - HOUR, failure: 'disk_full' }), true],
    ['again when its process was killed', tried({ triedAt: NOW - HOUR }), true],
    ['never again once it is good', tried({ triedAt: NOW - 9 * HOUR, madeAt: NOW - 9 * HOUR, bytes: 1 }), false],
  ])('%s', (_rule, backup, expected) => {
    expect(mayBegin(backup, NOW)).toBe(expected)
  })
})
