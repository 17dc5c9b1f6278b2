import { setImmediate as nextTurn } from 'node:timers/promises'
import { Command } from 'commander'
import type { Csql } from '../domain/csql.js'
import type { Erasable } from '../domain/erasure.js'
import { entryOf, erase, eraseWorkspace } from '../usecases/erase.js'
import { findErasable } from '../usecases/find-erasable.js'
import { CommandFailed } from './command-failed.js'
import type { CommandGroup } from './command-line.js'
import { wordsOf } from './language.js'
import { type OpenWorkspace, withWorkspace, workspaceOption } from './open-workspace.js'
import type { Terminal } from './terminal.js'

interface EraseOptions {
  readonly workspace?: string
  readonly account?: string
  readonly yes?: true
}

/** `tasuki erase`: takes out somebody's data, a CSQL, or everything; a restored backup does not bring it back. */
export const eraseCommand: CommandGroup = (terminal) => {
  const help = wordsOf(terminal).commandHelp.erase
  const group = new Command('erase').description(help.what)
  const add = (
    name: string,
    words: string,
    work: (opened: OpenWorkspace, typed: string, o: EraseOptions) => Promise<void>,
  ) =>
    group
      .command(name)
      .description(words)
      .option('--yes', help.yes)
      .addOption(workspaceOption(terminal))

      .action(async (typed: string, options: EraseOptions) => {
        await withWorkspace(terminal, options.workspace, (opened) => work(opened, typed, options))
      })
  add('contact <name>', help.contact, (opened, typed, options) =>
    eraseSomebody(terminal, opened, 'contact', typed, options),
  ).option('--account <account>', help.account)
  add('person <who>', help.person, (opened, typed, options) =>
    eraseSomebody(terminal, opened, 'person', typed, options),
  )
  add('csql <number>', help.csql, (opened, typed, options) => eraseCsql(terminal, opened, typed, options))
  add('workspace <id>', help.workspace, (opened, typed, options) => eraseAll(terminal, opened, typed, options))
  return group
}

const NOT_YET = 'Nothing is erased yet. Add --yes to erase it: it cannot be undone.'

async function eraseSomebody(
  terminal: Terminal,
  { ctx }: OpenWorkspace,
  kind: Erasable['kind'],
  typed: string,
  { account, yes }: EraseOptions,
): Promise<void> {
  const isTheirs = ({ accountName }: Erasable): boolean => account === undefined || accountName === account
  const found = (await findErasable(ctx, typed)).filter((one) => one.kind === kind && isTheirs(one))
  const exact = found.filter(({ name }) => name === typed)
  const meant = exact.length > 0 ? exact : found
  const [first, second] = meant
  const line = ({ name, accountName, id }: Erasable): string =>
    `  ${[name, accountName ?? '', id].filter(Boolean).join('  ')}`
  if (first === undefined) throw new CommandFailed(`There is no ${kind} "${typed}" here.`)
  if (second !== undefined) {
    throw new CommandFailed(
      `Several are called so: type the whole name, or name the customer by --account.`,
      ...meant.map(line),
    )
  }
  terminal.out(`${line(first)}\n`)
  if (yes !== true) throw new CommandFailed(NOT_YET)
  terminal.out(`Erased. Reference: ${await erase(ctx, { kind, id: first.id })}\n`)
}

async function eraseCsql(
  terminal: Terminal,
  { ctx }: OpenWorkspace,
  typed: string,
  options: EraseOptions,
): Promise<void> {
  const number = Number(/^(?:CSQL-)?([1-9]\d{0,9})$/iu.exec(typed.normalize('NFKC'))?.[1])
  const csql: Csql | null = Number.isNaN(number) ? null : await ctx.store.read((tx) => tx.csqls.byNumber(number))
  if (csql === null) throw new CommandFailed(`There is no CSQL ${typed} here.`)
  terminal.out(`  CSQL-${csql.number}  ${csql.state}\n`)
  if (options.yes !== true) throw new CommandFailed(NOT_YET)
  terminal.out(`Erased. Reference: ${await erase(ctx, { kind: 'csql', id: csql.id })}\n`)
}

async function eraseAll(
  terminal: Terminal,
  { ctx, workspace }: OpenWorkspace,
  typed: string,
  options: EraseOptions,
): Promise<void> {
  if (typed !== workspace.id) {
    throw new CommandFailed(`Type the id of the workspace to erase everything in it: ${workspace.id}`)
  }
  if (options.yes !== true) throw new CommandFailed(NOT_YET)
  const erasure = entryOf(ctx, { kind: 'workspace', id: workspace.id })
  await eraseWorkspace(ctx, { erasure, commits: Number.POSITIVE_INFINITY, breathe: () => nextTurn() })
  terminal.out(
    `Erased. Reference: ${erasure.id}\nBackups still hold it: delete the files in the folder of the backups, but erasures.jsonl.\n`,
  )
}
