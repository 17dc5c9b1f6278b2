import type { DoctorCode } from '../../i18n/areas/doctor.js'
import type { Messages } from '../../i18n/messages.js'
import { type Finding, type FindingState, GROUPS, KNOWN_FINDINGS, stateOf } from './findings.js'

/** What a finding says, and how to mend it; null where nothing is to be mended. */
function wordsOf(finding: Finding, { doctor }: Messages): { says: string; mend: string | null } {
  const say = doctor.says[finding.code] as (facts: Finding['facts']) => string
  const mend = doctor.mends[finding.code] as ((facts: Finding['facts']) => string) | undefined
  return { says: say(finding.facts), mend: mend?.(finding.facts) ?? null }
}

const MARKS: Readonly<Record<FindingState, string>> = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' }

/** A line each, by groups; under what is not well, its mend. */
export function textOf(findings: readonly Finding[], m: Messages, at: string): string {
  const lines = [m.doctor.title(at)]
  for (const group of GROUPS) {
    const own = findings.filter(({ code }) => KNOWN_FINDINGS[code][0] === group)
    if (own.length > 0) lines.push('', m.doctor.groups[group])
    for (const finding of own) {
      const { says, mend } = wordsOf(finding, m)
      lines.push(`  ${MARKS[stateOf(finding)]}  ${shown(says)}`)
      if (mend !== null) lines.push(`        → ${shown(mend)}`)
    }
  }
  return `${[...lines, '', m.doctor.summary(countOf(findings))].join('\n')}\n`
}

/** For programs: the codes stay, the words are of the language that was set. */
export function jsonOf(findings: readonly Finding[], m: Messages, now: number): string {
  const { fail, warn } = countOf(findings)
  const listed = findings.map((finding) => {
    const code: DoctorCode = finding.code
    const [group, state] = KNOWN_FINDINGS[code]
    return { group, code, state, facts: finding.facts, ...wordsOf(finding, m) }
  })
  return `${JSON.stringify({ ok: fail === 0, at: new Date(now).toISOString(), fail, warn, findings: listed }, null, 2)}\n`
}

const countOf = (findings: readonly Finding[]): { fail: number; warn: number } => ({
  fail: findings.filter((finding) => stateOf(finding) === 'fail').length,
  warn: findings.filter((finding) => stateOf(finding) === 'warn').length,
})

/** Names from Slack must not order a terminal about. */
const shown = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
