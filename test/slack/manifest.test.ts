import { existsSync, readFileSync } from 'node:fs'
import type { AppsManifestCreateArguments } from '@slack/web-api'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { manifest, optionalScopes, requiredScopes, slashCommand } from '../../src/slack/manifest.js'
import { events, webApiMethods } from '../../src/slack/web-api-methods.js'
import { usesIn, usesInCode } from './registrations.js'

const here = (path: string) => new URL(path, import.meta.url)

test('manifest.json says what the constant says', () => {
  expect(JSON.parse(readFileSync(here('../../manifest.json'), 'utf8'))).toEqual(manifest)
})

describe("Slack's own schema", () => {
  const schema = here('../../../shared/data/slack-manifest.schema.2.0.0.json')
  // The schema is not part of this repository: where it does not lie beside it, the type of @slack/web-api must do.
  test.skipIf(!existsSync(schema))('takes the manifest (passed over where the schema is absent)', () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')))
    validate(manifest)
    expect(validate.errors).toBeNull()
    expect(validate({ ...manifest, display_information: { name: 'x'.repeat(36) } })).toBe(false)
  })
})

describe('what is declared is what is used', () => {
  const uses = usesInCode()
  const constants: Record<string, string> = { slashCommand }
  const named = (names: Set<string>) => [...names].map((name) => constants[name] ?? name).sort()

  test('slash commands', () => {
    expect(named(uses.registered.command)).toEqual(manifest.features.slash_commands.map(({ command }) => command))
  })

  test('shortcuts', () => {
    const { features }: AppsManifestCreateArguments['manifest'] = manifest
    const declared = (features?.shortcuts ?? []).map((shortcut) => shortcut.callback_id)
    expect(named(uses.registered.shortcut)).toEqual(declared.sort())
  })

  test('events', () => {
    expect(named(uses.registered.event)).toEqual([...manifest.settings.event_subscriptions.bot_events].sort())
  })

  test('methods of the Web API', () => {
    expect([...uses.methods].sort()).toEqual(Object.keys(webApiMethods).sort())
  })

  test('scopes, no fewer and no more than methods, events and the command ask for', () => {
    const needs = [...Object.values(webApiMethods), ...Object.values(events)]
    const asked = new Set<string>(['commands', ...needs.flatMap(({ required }) => required)])
    const { bot, bot_optional: optional } = manifest.oauth_config.scopes
    expect(new Set(bot)).toEqual(asked)
    expect([bot, optional]).toEqual([requiredScopes, optionalScopes])
    expect(optional.filter((scope) => asked.has(scope))).toEqual([])
  })
})

describe('how uses are found in the code', () => {
  test.each([
    ['await client.chat.postMessage({})', ['chat.postMessage']],
    ['await this.#client\n  .conversations\n  .history({ channel })', ['conversations.history']],
    ['await client.usergroups.users.list({})', ['usergroups.users.list']],
    ["await client.apiCall('reactions.add', {})", ['reactions.add']],
    ["call('reactions.add', {}); const call = (method) => client.apiCall(method)", ['reactions.add']],
    ["say('reactions.add')", []],
    ["this.logger.error('x')", []],
    ['await tx.csqls.get(id); store.users.forget(id)', []],
    ['// client.chat.delete()\n/* client.views.open() */ x', []],
  ])('%j calls %j', (text, methods) => {
    expect([...usesIn([text]).methods]).toEqual(methods)
  })

  test('registrations, by a literal or by a constant', () => {
    const { registered } = usesIn([
      "app.command(slashCommand, run)\napp.event('user_change', x)",
      "app.shortcut('a.b', y)",
    ])
    expect(registered).toEqual({
      command: new Set(['slashCommand']),
      event: new Set(['user_change']),
      shortcut: new Set(['a.b']),
    })
  })
})

test('people and channels in a command arrive as ids', () => {
  expect(manifest.features.slash_commands.map(({ should_escape }) => should_escape)).toEqual([true])
})

test('the app can be sent direct messages, without which no nudge arrives', () => {
  expect(manifest.features.app_home.messages_tab_enabled).toBe(true)
})
