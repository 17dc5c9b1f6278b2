import { buildApp } from './app.js'
import { start } from './cli/start.js'

await start(buildApp)
