import type { WorkspaceConfigInput } from './config.js'

/** ids of the invented company's people, for tests and the demo. */
export const PEOPLE = {
  sato: 'U0SATO',
  nakamura: 'U0NAKAMURA',
  kobayashi: 'U0KOBAYASHI',
  suzuki: 'U0SUZUKI',
  watanabe: 'U0WATANABE',
  pat: 'U0PAT',
  tanaka: 'U0TANAKA',
  yamamoto: 'U0YAMAMOTO',
  guest: 'U0GUEST',
} as const

export const CHANNELS = { csSales: 'C0CSSALES', general: 'C0GENERAL' } as const

const BOT = 'U0TASUKI'
const staff = Object.values(PEOPLE).filter((id) => id !== PEOPLE.guest)

/** What the manifest asks for: the required scopes and the optional ones. */
const SCOPES = [
  ...['commands', 'chat:write', 'im:history', 'users:read', 'files:write', 'reactions:read', 'channels:read'],
  ...['groups:read', 'channels:history', 'groups:history', 'users:read.email', 'files:read', 'usergroups:read'],
]

/** The invented company: two CSMs, an inside seller, three AEs, a manager, an admin and a guest. */
export const sampleCompany = {
  team: { id: 'T0HOTARUBI', domain: 'hotarubi', name: 'ホタルビ' },
  people: [
    { id: PEOPLE.sato, name: 'sato', real_name: '佐藤美咲', email: 'sato@hotarubi.example' },
    { id: PEOPLE.nakamura, name: 'nakamura', real_name: '中村航', email: 'nakamura@hotarubi.example' },
    { id: PEOPLE.kobayashi, name: 'kobayashi', real_name: '小林真由', email: 'kobayashi@hotarubi.example' },
    { id: PEOPLE.suzuki, name: 'suzuki', real_name: '鈴木健太', email: 'suzuki@hotarubi.example' },
    { id: PEOPLE.watanabe, name: 'watanabe', real_name: '渡辺彩', email: 'watanabe@hotarubi.example' },
    {
      id: PEOPLE.pat,
      name: 'pat',
      real_name: 'Pat Morgan',
      email: 'pat@hotarubi.example',
      locale: 'en-US',
      tz: 'America/New_York',
    },
    { id: PEOPLE.tanaka, name: 'tanaka', real_name: '田中直樹', email: 'tanaka@hotarubi.example' },
    {
      id: PEOPLE.yamamoto,
      name: 'yamamoto',
      real_name: '山本由香',
      email: 'yamamoto@hotarubi.example',
      is_admin: true,
    },
    { id: PEOPLE.guest, name: 'guest', real_name: '外部協力者', email: 'guest@partner.example', is_restricted: true },
    { id: BOT, name: 'tasuki', real_name: 'Tasuki', is_bot: true },
  ],
  channels: [
    { id: CHANNELS.csSales, name: 'cs-sales', members: [...staff, BOT] },
    { id: CHANNELS.general, name: 'general', members: [...staff, PEOPLE.guest, BOT] },
  ],
  groups: [
    { id: 'S0CSTEAM', handle: 'cs-team', name: 'カスタマーサクセス', members: [PEOPLE.sato, PEOPLE.nakamura] },
    { id: 'S0SALES', handle: 'sales', name: '営業部', members: [PEOPLE.suzuki, PEOPLE.watanabe, PEOPLE.pat] },
  ],
  bot: { user_id: BOT, bot_id: 'B0TASUKI', token: 'xoxb-local-workspace' },
  signing_secret: 'local-signing-secret',
  scopes: SCOPES,
} satisfies WorkspaceConfigInput
