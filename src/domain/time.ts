/**
 * The three ways Tasuki writes time.
 *
 * An instant is UTC milliseconds since 1970 (what the database holds as INTEGER).
 * A day is a civil date, `YYYY-MM-DD`, and means nothing without a zone.
 * A zone is an IANA name (`Asia/Tokyo`), never an offset.
 */
export type Instant = number
export type Day = string
export type Zone = string

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY_MS = 24 * HOUR
