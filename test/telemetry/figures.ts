export interface Figures {
  /** The figure of that name with exactly these labels. */
  get(name: string, labels?: Readonly<Record<string, string>>): number | undefined
}

/** Reads the text format of Prometheus. */
export function figuresOf(text: string): Figures {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const found = new Map(
    lines.map((line) => {
      const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
      return [
        keyOf(name, Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, k, v]) => [k, v]))),
        value,
      ]
    }),
  )
  return {
    get: (name, labels = {}) => {
      const value = found.get(keyOf(name, labels))
      return value === undefined ? undefined : Number(value)
    },
  }
}

const keyOf = (name: string, labels: Readonly<Record<string, string>>): string =>
  `${name} ${JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`
