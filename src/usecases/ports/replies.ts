import type { Instant } from '../../domain/time.js'

/** What was answered to a request, for an hour, so that the same request has one effect and one answer. */
export interface RepliesRepo {
  get(key: string): Promise<string | null>
  put(key: string, reply: string, at: Instant): Promise<void>
}
