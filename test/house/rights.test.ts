import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isAction } from '../../src/domain/lifecycle.js'
import { LOCALES } from '../../src/domain/person.js'
import { isRight } from '../../src/domain/rights.js'
import { rightsDocument } from '../support/rights-table.js'
import { filesUnder, importedBy, importsIn, read, USE_CASES, type UseCase, useCasesIn } from './asked.js'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const EDGE = importedBy(['src/slack', 'commands'])

/** Every use case that writes for somebody, and what it asks the matrix before. */
const WRITERS: Readonly<Record<string, readonly string[]>> = {
  'acknowledge-churn.acknowledgeChurn': ['churn.acknowledge'],
  'act-on-csql.actOnCsql': ['csql.read', 'input.action'],
  'apply-retention.claimSweep': ['data.erase'],
  'apply-retention.sweepOn': ['data.erase'],
  'change-my-time.changeMyTime': ['time.change'],
  'change-settings.changeSettings': ['settings.change'],
  'choose-account.chooseAccount': ['edit'],
  'choose-summary.chooseSummary': ['summary.choose'],
  'drafts.keepDraft': ['draft.keep'],
  'edit-account-note.editAccountNote': ['account.edit'],
  'edit-account.editAccount': ['account.edit'],
  'edit-contact.editContact': ['account.edit'],
  'edit-contract.editContract': ['account.edit'],
  'edit-product.editProduct': ['settings.change'],
  'erase.erase': ['data.erase'],
  'erase.eraseWorkspace': ['data.erase'],
  'import-events.importEvents': ['archive.import'],
  'import-sheet.importSheet': ['sheet.import'],
  'log-signal.logSignal': ['log', 'propose_again'],
  'log-signal.logSignals': ['log', 'propose_again'],
  'merge-accounts.mergeAccounts': ['account.merge'],
  'offer-once.isFirstOffer': ['log'],
  'pause-nudges.pauseNudges': ['nudges.pause'],
  'preview-digest.previewDigest': ['digest.preview'],
  'set-target.setTarget': ['target.set'],
  'settle-by-hand.dropDelivery': ['delivery.'],
  'settle-by-hand.retryDelivery': ['delivery.'],
  // Whose last step it is, is asked where the history is read (`reversal.ts`).
  'undo-action.undoAction': ['csql.read'],
  'undo-merge.undoMerge': ['account.merge'],
}

/** What the program writes for nobody: nobody asks for it, so nobody is asked. */
const THE_PROGRAM: Readonly<Record<string, string>> = {
  'adopt-workspace.adoptWorkspace': 'at the start',
  'adopt-workspace.onlyWorkspace': 'at the start',
  'enqueue-digest.enqueueDigest': 'when its hour comes',
  'enqueue-summaries.enqueueSummaries': 'when its hour comes',
  'leave-out.leaveOut': 'what is owed no more as a batch goes out',
  'move-waiting.moveLateBatches': 'when a batch’s day is over',
  'nightly-backup.backupFailed': 'at night',
  'nightly-backup.backupMade': 'at night',
  'nightly-backup.claimNight': 'at night',
  'note-refusal.noteRefusal': 'that somebody was refused',
  'once.once': 'what the use case asked for that calls it',
  'recognise-person.recognisePerson': 'what Slack says of somebody',
  'refresh-cards.refreshCards': 'has messages drawn anew, and changes nothing else',
  'report-loose-batches.reportLooseBatches': 'when its hour comes',
  'report-trouble.reportTrouble': 'what could not be delivered',
  'send-due-nudges.sendDueNudges': 'when its hour comes',
  'welcome-installer.welcomeInstaller': 'once an admin is known',
}
/** Of these, what a request may lead to, or whoever composes a message at the edge. */
const ON_THE_WAY = [
  'leave-out.leaveOut',
  'note-refusal.noteRefusal',
  'recognise-person.recognisePerson',
  'refresh-cards.refreshCards',
  'welcome-installer.welcomeInstaller',
]

const writers = USE_CASES.filter(({ writes }) => writes)
const named = (of: readonly UseCase[]) => of.map(({ name }) => name).sort()

test.each(LOCALES.map((locale) => [locale]))('the guides of %s show the matrix as it is', async (locale) => {
  await expect(rightsDocument(locale)).toMatchFileSnapshot(at(`docs/${locale}/rights.md`))
})

describe('nothing is written without asking', () => {
  test('every use case that writes is listed, by what it asks or as the program’s own', () => {
    expect(named(writers)).toEqual([...Object.keys(WRITERS), ...Object.keys(THE_PROGRAM)].sort())
  })

  test.each(writers.map((writer) => [writer.name, writer] as const))(
    '%s asks what it is listed with',
    (name, { asks }) => {
      expect(asks).toEqual(WRITERS[name] ?? [])
      for (const right of asks) expect(['input.action', 'delivery.'].includes(right) || isRight(right)).toBe(true)
    },
  )

  test('no request reaches what the program does on its own, but for what goes with any request', () => {
    expect(
      Object.keys(THE_PROGRAM)
        .filter((name) => EDGE.has(name))
        .sort(),
    ).toEqual(ON_THE_WAY)
  })

  test('the edge writes nothing past the use cases, but for an app that was taken out', () => {
    const writes = /\.transaction\(|\.workspaces\.(?:adopt|create|createFirst|suspend|left)\(|\bonce\(ctx/
    const found = ['src/slack', 'commands'].flatMap(filesUnder).filter((file) => writes.test(read(file)))
    expect(found).toEqual(['src/slack/interactions/slack-events.ts'])
  })
})

describe('nothing is read without asking', () => {
  /** What stands in a message is read for whoever it goes to, whom the program chose. */
  const OF_DELIVERIES = importedBy(['src/slack/compose'])

  test('every use case that a request reaches asks', () => {
    const silent = USE_CASES.filter(({ name, takesCtx, asks }) => takesCtx && asks.length === 0 && EDGE.has(name))
    expect(named(silent).filter((name) => !OF_DELIVERIES.has(name) && !ON_THE_WAY.includes(name))).toEqual([])
  })

  test('and what is read for deliveries, no request reaches', () => {
    const requests = [...filesUnder('src/slack/interactions'), ...filesUnder('commands')].flatMap((file) =>
      importsIn(read(file)),
    )
    const silent = USE_CASES.filter(
      ({ name, takesCtx, asks }) => takesCtx && asks.length === 0 && OF_DELIVERIES.has(name),
    )
    expect(named(silent).filter((name) => requests.includes(name))).toEqual([])
  })
})

describe('roles are compared in the matrix alone', () => {
  /** Where a role is no right: what a page shows, whose figures are whose, who is told, who is looked after. */
  const NO_RIGHTS = [
    'src/cli/doctor/check-people.ts',
    'src/domain/home.ts',
    'src/domain/may.ts',
    'src/domain/target.ts',
    'src/slack/settings-form.ts',
    'src/slack/home/make-home.ts',
    'src/usecases/change-settings.ts',
    'src/usecases/import-roles.ts',
    'src/usecases/log-signal.ts',
    'src/usecases/read-home.ts',
    'src/usecases/take-part.ts',
  ]
  const compares = (source: string): boolean => /roles\.(?:has|includes)\(/.test(source)

  test('but where a role is no right', () => {
    const found = ['src', 'commands'].flatMap(filesUnder).filter((file) => compares(read(file)))
    expect(found.filter((file) => !NO_RIGHTS.includes(file))).toEqual([])
  })
})

describe('the checks find a planted fault', () => {
  test('a use case that writes and does not ask', () => {
    const source = `export async function seize(ctx: Ctx): Promise<void> {\n  await put(ctx)\n}\n\nasync function put(ctx: Ctx) {\n  await ctx.store.transaction(async (tx) => tx.people.put(x))\n}\n`
    expect(useCasesIn('seize', source)).toEqual([{ name: 'seize.seize', takesCtx: true, writes: true, asks: [] }])
  })

  test('a right that is asked for by another function of the file alone', () => {
    const source = `export function a(ctx: Ctx) {\n  ask(ctx, 'target.set')\n  return once(ctx, x)\n}\n\nexport function b(ctx: Ctx) {\n  return once(ctx, x)\n}\n`
    expect(useCasesIn('two', source).map(({ name, asks }) => [name, asks])).toEqual([
      ['two.a', ['target.set']],
      ['two.b', []],
    ])
  })

  test('an import of a use case, and none of a type', () => {
    const source = `import { type Acted, actOnCsql } from '../usecases/act-on-csql.js'\nimport type { Ctx } from '../usecases/context.js'\n`
    expect(importsIn(source)).toEqual(['act-on-csql.actOnCsql'])
  })

  test('an action of a CSQL is a right of the matrix', () => {
    expect(isAction('accept') && isRight('accept')).toBe(true)
    expect(isRight('constructor')).toBe(false)
  })
})
