/** Data that is kept no longer, erased on request, or exported. */
export interface Protection {
  /** Where a CSQL's texts were: they are kept no longer. */
  readonly emptied: string
  readonly openErase: string
  readonly exportAudit: string
  /** The form for erasing: its title, what it does, and its button. */
  readonly title: string
  readonly intro: string
  readonly submit: string
  readonly sure: string
  readonly notSure: string
  readonly contact: (name: string, account: string) => string
  readonly colleague: (name: string) => string
  readonly gone: string
  readonly erased: (id: string) => string
  /** The audit log is being written, has come, or could not be sent. */
  readonly auditFollows: string
  readonly audit: (lines: number) => string
  readonly auditFile: string
  readonly auditFailed: string
}
