// Migrates the database that is named first, and is killed before the statement whose number is named second.
import { openFile } from '../../src/store/database.js'
import { migrate } from '../../src/store/migrate.js'
import { MIGRATIONS } from '../../src/store/migrations/index.js'

const [, , file = '', dieAt = '1'] = process.argv
const raw = openFile(file)
const exec = raw.exec.bind(raw)
let statement = 0
raw.exec = (sql) => {
  statement += 1
  if (statement === Number(dieAt)) process.kill(process.pid, 'SIGKILL')
  return exec(sql)
}
migrate(raw, file, MIGRATIONS)
