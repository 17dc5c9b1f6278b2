import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** A function of a use case's file: what it reaches there, and what it asks of the matrix. */
export interface UseCase {
  /** `file.function`, without the folder. */
  readonly name: string
  readonly takesCtx: boolean
  readonly writes: boolean
  readonly asks: readonly string[]
}

/** How something comes to be written. */
const WRITES =
  /\.transaction\(|\bonce\(ctx\b|\.restoring\(\)|staging\.commit\(|\.workspaces\.(?:adopt|create|createFirst|suspend)\(/
/** How the matrix is asked; a right is named, or is the action that the input names. */
const ASKS =
  /\b(?:ask|actingPerson|forOneself)\(\s*(?:ctx|entry\.ctx)\s*,\s*(?:'([a-z_.]+)'|`([a-z_.]+)\$)|\brequireRight\(\s*(?:'([a-z_]+)'|(input\.action|action)\b)/g

interface Part {
  readonly name: string
  readonly exported: boolean
  readonly text: string
}

/** The top-level functions of a file, each with its whole text: what begins at the margin begins a new one. */
function partsOf(source: string): readonly Part[] {
  const starts = [...source.matchAll(/^(export )?(?:async )?(?:function\*? |const )(\w+)/gm)]
  return starts.map((start, index) => ({
    name: start[2] ?? '',
    exported: start[1] !== undefined,
    text: source.slice(start.index, starts[index + 1]?.index ?? source.length),
  }))
}

/** The function's text with that of every function of the file that it reaches. */
function reached(part: Part, parts: readonly Part[]): string {
  const seen = new Set<Part>([part])
  for (const one of seen) {
    for (const other of parts) {
      if (new RegExp(`\\b${other.name}\\b`).test(one.text.slice(one.text.indexOf('(')))) seen.add(other)
    }
  }
  return [...seen].map(({ text }) => text).join('\n')
}

/** Every exported function of a use case's file. */
export function useCasesIn(file: string, source: string): readonly UseCase[] {
  const parts = partsOf(source)
  return parts
    .filter(({ exported }) => exported)
    .map((part) => {
      const text = reached(part, parts)
      const asks = [...text.matchAll(ASKS)].map((found) => found[1] ?? found[2] ?? found[3] ?? found[4] ?? '')
      return {
        name: `${file}.${part.name}`,
        takesCtx: /^[^{]*?\(\s*ctx: Ctx\b/.test(part.text),
        writes: WRITES.test(text),
        asks: [...new Set(asks)].sort(),
      }
    })
}

export const USE_CASES: readonly UseCase[] = readdirSync(at('src/usecases'))
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => useCasesIn(file.slice(0, -3), readFileSync(at(`src/usecases/${file}`), 'utf8')))

/** Which functions of use cases the files under a folder import, by `file.function`. */
export function importedBy(folders: readonly string[]): ReadonlySet<string> {
  const files = folders.flatMap((folder) =>
    readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(at(`${folder}/${file}`), 'utf8')),
  )
  return new Set(files.flatMap(importsIn))
}

/** Values that a source takes from use cases; types are nothing that acts. */
export function importsIn(source: string): readonly string[] {
  return [...source.matchAll(/^import \{([^}]*)\} from '[^']*\/usecases\/([a-z-]+)\.js'/gms)].flatMap(
    ([, names = '', file]) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => `${file}.${name.split(' as ')[0]}`),
  )
}

export const read = (path: string): string => readFileSync(at(path), 'utf8')
export const filesUnder = (folder: string): readonly string[] =>
  readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`)
