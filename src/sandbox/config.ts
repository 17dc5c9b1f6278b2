import { readFileSync } from 'node:fs'
import { z } from 'zod'

const person = z.strictObject({
  id: z.string().regex(/^[UW][A-Z0-9]+$/),
  /** The handle, as typed after `@`. */
  name: z.string().min(1),
  real_name: z.string().min(1),
  /** What they chose to be called; many leave it empty. */
  display_name: z.string().default(''),
  email: z.string().optional(),
  locale: z.string().default('ja-JP'),
  tz: z.string().default('Asia/Tokyo'),
  is_admin: z.boolean().default(false),
  is_owner: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  deleted: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
  /** Another team's id for somebody of a Slack Connect channel. */
  team_id: z.string().optional(),
})

const channel = z.strictObject({
  id: z.string().regex(/^[CG][A-Z0-9]+$/),
  name: z.string().min(1),
  members: z.array(z.string()),
  is_archived: z.boolean().default(false),
  is_ext_shared: z.boolean().default(false),
  is_private: z.boolean().default(false),
})

const group = z.strictObject({
  id: z.string().regex(/^S[A-Z0-9]+$/),
  handle: z.string().min(1),
  name: z.string().min(1),
  members: z.array(z.string()),
})

const workspaceShape = z.strictObject({
  team: z.strictObject({
    id: z.string().regex(/^T[A-Z0-9]+$/),
    domain: z.string().min(1),
    name: z.string().min(1),
    enterprise_id: z.string().optional(),
  }),
  people: z.array(person),
  channels: z.array(channel),
  groups: z.array(group).default([]),
  bot: z.strictObject({ user_id: z.string(), bot_id: z.string(), token: z.string().min(1) }),
  app_id: z.string().default('A0TASUKI'),
  signing_secret: z.string().min(1),
  /** When given, a method without its scope is refused with `missing_scope`. */
  scopes: z.array(z.string()).optional(),
})

/** The file of people and channels that a local workspace plays. */
export const workspaceConfigSchema = workspaceShape.superRefine(({ people, channels, groups, bot }, check) => {
  const known = new Set(people.map((person) => person.id))
  if (!known.has(bot.user_id)) {
    check.addIssue({ code: 'custom', path: ['bot', 'user_id'], message: `${bot.user_id} is not among the people` })
  }
  for (const [list, all] of Object.entries({ channels, groups })) {
    all.forEach(({ members }, index) => {
      for (const stranger of members.filter((member) => !known.has(member))) {
        check.addIssue({
          code: 'custom',
          path: [list, index, 'members'],
          message: `${stranger} is not among the people`,
        })
      }
    })
  }
})

export type WorkspaceConfigInput = z.input<typeof workspaceConfigSchema>
export type WorkspaceConfig = z.infer<typeof workspaceConfigSchema>
export type PersonConfig = WorkspaceConfig['people'][number]
export type ChannelConfig = WorkspaceConfig['channels'][number]

/** @throws ZodError naming every fault of the file. */
export function readWorkspaceConfig(path: string): WorkspaceConfig {
  return workspaceConfigSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}
