// Has the database open that is named, as the app does, until it is killed.
import { openDatabase } from '../../src/store/database.js'

const database = openDatabase(process.argv[2] ?? '')
process.send?.('open')
setInterval(() => database.file, 1000)
