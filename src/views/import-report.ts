import type { AmountFault } from '../domain/amounts.js'
import type { SheetFacts, SheetFault, SheetNote } from '../domain/sheets/fault.js'
import type { ImportOutcome } from '../domain/sheets/import-outcome.js'
import type { WordedRule } from '../i18n/areas/sheets.js'
import type { Messages } from '../i18n/messages.js'
import { sheetTerms } from '../i18n/sheet-words.js'
import { cut, oneLine } from './text.js'

/** Typed text within a line is cut, so that the mend still shows. */
const LONGEST_TYPED = 40
/** Names of columns that are listed; the widest sheet has about as many. */
const MOST_COLUMNS = 40

/**
 * What is said of an import, a line each: what it came to, then what is to be mended, or else what is to be looked at.
 * `shown` lines of each at most; the others are counted.
 */
export function importReport(
  imported: ImportOutcome,
  m: Messages,
  options: { dryRun: boolean; shown: number },
): readonly string[] {
  const { sheets } = m
  const { sheet, faults, faultCount, notes, noteCounts, made, given } = imported
  const noteCount = Object.values(noteCounts).reduce((sum, count) => sum + count, 0)
  const hasMade = made.people + made.products + made.accounts > 0
  if (faultCount > 0) {
    return [
      sheets.faulty(faultCount),
      ...listed(
        faults.map((fault) => faultLine(fault, m)),
        faultCount,
        m,
        options.shown,
      ),
    ]
  }
  return [
    sheets.summary({ ...imported, kind: sheets.kinds[sheet] }),
    ...(hasMade && imported.added + imported.changed > 0 ? [sheets.made(made)] : []),
    ...(given.csm + given.ae > 0 ? [sheets.given(given)] : []),
    ...(noteCount === 0 ? [] : [sheets.toLookAt(noteCount)]),
    ...listed(
      notes.map((note) => noteLine(note, m)),
      noteCount,
      m,
      options.shown,
    ),
    options.dryRun ? sheets.dryRun : imported.written ? sheets.written : sheets.nothingNew,
  ]
}

function listed(lines: readonly string[], count: number, m: Messages, shown: number): readonly string[] {
  const first = lines.slice(0, shown).map((line) => `  ${line}`)
  return count > first.length && first.length > 0 ? [...first, `  ${m.sheets.andMore(count - first.length)}`] : first
}

function faultLine(fault: SheetFault, m: Messages): string {
  const facts = fault.rule === 'other_separator' ? fault : { ...shownFacts(fault), ...choices(fault, m) }
  const words = fault.rule.startsWith('amount_')
    ? m.sheets.amounts[fault.rule.slice('amount_'.length) as AmountFault](facts.typed ?? '')
    : m.sheets.rules[fault.rule as WordedRule](facts)
  return m.faults.at(m.sheets.place(fault.row, columnOf(fault)), words)
}

/** The words that may stand in a cell, with their codes; for names of columns, and codes without words, as they are. */
function choices({ column, rule, allowed, added = [] }: SheetFault, m: Messages): SheetFacts {
  if (allowed === undefined || column === null || rule === 'unknown_column') return {}
  const words = {
    ...Object.fromEntries(added.map((one) => [one.code, m.sheets.ofBoth(one)])),
    ...sheetTerms(column, m),
  }
  const shown = allowed.map((code) => {
    const word = words[code]
    return word === undefined ? code : m.sheets.choice(oneLine(word, LONGEST_TYPED), code)
  })
  return { allowed: shown }
}

const noteLine = (note: SheetNote, m: Messages): string =>
  m.faults.at(m.sheets.place(note.row, columnOf(note)), m.sheets.notices[note.notice](shownFacts(note)))

const columnOf = ({ column }: { readonly column: string | null }): string | null =>
  column === null ? null : oneLine(column, LONGEST_TYPED)

const shownFacts = (facts: SheetFacts): SheetFacts => ({
  ...facts,
  ...(facts.typed === undefined ? {} : { typed: cut(oneLine(facts.typed, LONGEST_TYPED), LONGEST_TYPED) }),
  ...(facts.pairs === undefined
    ? {}
    : {
        pairs: facts.pairs
          .slice(0, MOST_COLUMNS)
          .map((pair) => ({ ...pair, typed: oneLine(pair.typed, LONGEST_TYPED) })),
        limit: facts.pairs.length,
      }),
  ...(facts.other === undefined ? {} : { other: oneLine(facts.other) }),
})
