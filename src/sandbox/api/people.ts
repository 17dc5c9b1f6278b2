import type { PersonConfig } from '../config.js'
import type { Json } from '../json.js'
import { SlackError } from '../slack-error.js'
import type { Workspace } from '../workspace.js'
import type { Handler } from './call.js'
import { page } from './pages.js'

/** A user object as `users.info` gives it; the e-mail address needs its own scope. */
export function userObject(workspace: Workspace, person: PersonConfig, locale: boolean): Json {
  const { team, scopes } = workspace.config
  const mayReadEmail = scopes === undefined || scopes.includes('users:read.email')
  return {
    id: person.id,
    team_id: person.team_id ?? team.id,
    name: person.name,
    real_name: person.real_name,
    deleted: person.deleted,
    tz: person.tz,
    is_admin: person.is_admin || person.is_owner,
    is_owner: person.is_owner,
    is_primary_owner: false,
    is_restricted: person.is_restricted,
    is_ultra_restricted: person.is_ultra_restricted,
    is_stranger: person.is_stranger,
    is_bot: person.is_bot,
    is_app_user: false,
    ...(team.enterprise_id === undefined ? {} : { enterprise_user: { enterprise_id: team.enterprise_id } }),
    ...(locale ? { locale: person.locale } : {}),
    profile: {
      real_name: person.real_name,
      display_name: person.display_name,
      ...(person.email !== undefined && mayReadEmail ? { email: person.email } : {}),
    },
  }
}

const info: Handler = ({ workspace, args }) => ({
  user: userObject(workspace, workspace.person(args.text('user') ?? ''), args.flag('include_locale')),
})

const list: Handler = ({ workspace, args }) => {
  const { items, next } = page(workspace.people(), args)
  return {
    members: items.map((person) => userObject(workspace, person, args.flag('include_locale'))),
    response_metadata: { next_cursor: next },
  }
}

const groups: Handler = ({ workspace }) => ({
  usergroups: workspace.config.groups.map(({ id, handle, name }) => ({ id, handle, name, is_usergroup: true })),
})

const groupMembers: Handler = ({ workspace, args }) => {
  const found = workspace.config.groups.find(({ id }) => id === args.text('usergroup'))
  if (found === undefined) throw new SlackError('no_such_subteam')
  return { users: [...found.members] }
}

const authTest: Handler = ({ workspace, origin }) => {
  const { team, bot, app_id } = workspace.config
  return {
    url: `${origin}/`,
    team: team.name,
    user: workspace.people().find((person) => person.id === bot.user_id)?.name ?? 'app',
    team_id: team.id,
    user_id: bot.user_id,
    bot_id: bot.bot_id,
    app_id,
    is_enterprise_install: false,
    ...(team.enterprise_id === undefined ? {} : { enterprise_id: team.enterprise_id }),
  }
}

const apiTest: Handler = ({ args }) => ({ args: args.raw })

export const peopleMethods = {
  'api.test': apiTest,
  'auth.test': authTest,
  'usergroups.list': groups,
  'usergroups.users.list': groupMembers,
  'users.info': info,
  'users.list': list,
} satisfies Record<string, Handler>
