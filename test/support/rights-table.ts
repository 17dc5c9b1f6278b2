import { STATES } from '../../src/domain/csql.js'
import type { Locale } from '../../src/domain/person.js'
import { fieldsOf, HOLDERS, holdersOf, RIGHTS, type Right, type Who } from '../../src/domain/rights.js'
import { type Messages, messagesFor } from '../../src/i18n/index.js'

/** What somebody is beside: whoever takes part is a member, admins have managers' rights, a CSM who may close is a CSM. */
const BESIDE: Readonly<Partial<Record<Who, readonly Who[]>>> = {
  system: ['system'],
  admin: ['admin', 'manager', 'member'],
  closing_csm: ['closing_csm', 'csm', 'member'],
}
export const standingOf = (who: Who): readonly Who[] => BESIDE[who] ?? [who, 'member']

const ALL_RIGHTS = Object.keys(RIGHTS) as Right[]
export const ON_CSQLS = ALL_RIGHTS.filter((right) => !right.includes('.'))
export const IN_WORKSPACE = ALL_RIGHTS.filter((right) => right.includes('.'))

/** The states in which one of `needed` gives the right to somebody; all of them where it hangs on none. */
export function statesFor(right: Right, needed: readonly Who[], who: Who): readonly string[] {
  const only = standingOf(who)
    .filter((one) => needed.includes(one))
    .map((one): readonly string[] => RIGHTS[right].only?.[one] ?? STATES)
  return STATES.filter((state) => only.some((states) => states.includes(state)))
}

/** The matrix as the guides show it. */
export function rightsDocument(locale: Locale): string {
  const m = messagesFor(locale)
  const { table } = m.rights
  const tables = [
    ['onCsqls', ON_CSQLS],
    ['inWorkspace', IN_WORKSPACE],
  ] as const
  return [
    `# ${table.title}`,
    ...table.intro,
    ...tables.flatMap(([heading, rights]) => [`## ${table[heading]}`, matrix(rights, m)]),
    `${table.standings}\n`,
  ].join('\n\n')
}

function matrix(rights: readonly Right[], m: Messages): string {
  const holders = HOLDERS.filter((who) => rights.some((right) => named(right).has(who)))
  const row = (name: string, right: Right, needed: readonly Who[]) =>
    `| ${[name, ...holders.map((who) => cell(right, needed, who, m))].join(' | ')} |`
  return [
    `| ${[m.rights.table.act, ...holders.map((who) => m.rights.holders[who])].join(' | ')} |`,
    `|${'---|'.repeat(holders.length + 1)}`,
    ...rights.flatMap((right) => [
      row(actName(right, m), right, RIGHTS[right].who),
      ...ownFields(right).map((field) =>
        row(m.rights.table.field(fieldName(field, m)), right, holdersOf(right, field)),
      ),
    ]),
  ].join('\n')
}

const named = (right: Right): ReadonlySet<Who> =>
  new Set([...RIGHTS[right].who, ...fieldsOf(right).flatMap((field) => holdersOf(right, field))])

/** Fields that not all who may act may give. */
const ownFields = (right: Right): readonly string[] =>
  fieldsOf(right).filter((field) => holdersOf(right, field) !== RIGHTS[right].who)

function cell(right: Right, needed: readonly Who[], who: Who, m: Messages): string {
  const states = statesFor(right, needed, who)
  if (states.length === STATES.length) return '✓'
  return m.rights.table.onlyIn(states.map((state) => m.terms.states[state as keyof typeof m.terms.states]))
}

function actName(right: Right, m: Messages): string {
  const names: Readonly<Record<string, string>> = { ...m.rights.acts, ...m.terms.acts }
  return names[right] ?? right
}

function fieldName(field: string, m: Messages): string {
  const names: Readonly<Record<string, string>> = { ...m.rights.fields, ...m.modals.labels }
  return names[field] ?? field
}
