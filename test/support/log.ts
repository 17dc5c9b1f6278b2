import type { Logger } from '../../src/usecases/ports.js'

interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: Readonly<Record<string, unknown>>
  readonly message: string
}

/** A logger that keeps its lines. */
export class KeptLog implements Logger {
  readonly lines: Line[] = []

  info(fields: Line['fields'], message: string): void {
    this.lines.push({ level: 'info', fields, message })
  }

  warn(fields: Line['fields'], message: string): void {
    this.lines.push({ level: 'warn', fields, message })
  }

  error(fields: Line['fields'], message: string): void {
    this.lines.push({ level: 'error', fields, message })
  }
}
