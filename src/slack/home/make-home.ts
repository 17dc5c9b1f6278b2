import { createHash } from 'node:crypto'
import type { KnownBlock } from '@slack/types'
import { DomainError, NotTakingPart } from '../../domain/errors.js'
import { type HomeState, type LastDigest, OVERVIEW } from '../../domain/home.js'
import type { WorkspaceId } from '../../domain/ids.js'
import { LOCALES, type Locale } from '../../domain/person.js'
import { messagesFor } from '../../i18n/index.js'
import { hourlyChurnRates } from '../../usecases/read-churn.js'
import { readHome } from '../../usecases/read-home.js'
import { requireTakingPart } from '../../usecases/take-part.js'
import { homeBlocks, homeIntro, homeNotice, withSaid } from '../../views/home.js'
import { writeHomeMark } from '../../views/home-value.js'
import type { Message } from '../../views/message.js'
import { actorIn } from '../actor.js'
import type { EdgeDeps } from '../edge-deps.js'
import { PersonSilent } from '../edge-errors.js'
import { explain } from '../explain.js'
import { slackCode } from '../people.js'
import type { HomeOwner } from './homes.js'
import type { MadeHome, OpenHomesParts } from './open-homes.js'

type Deps = Omit<EdgeDeps, 'homes'>

/** How a Home is made and published. */
export function homeParts(deps: Deps): OpenHomesParts {
  const links = new DigestLinks(deps)
  const churnRates = hourlyChurnRates()
  return {
    make: (owner, state, said) => makeHome({ deps, links, churnRates }, owner, { state, said }),
    publish: async ({ workspaceId, slackUserId }, view) => {
      await deps.clientFor(workspaceId).views.publish({ user_id: slackUserId, view })
    },
    now: () => deps.clock.now(),
    log: deps.log,
  }
}

interface Making {
  readonly deps: Deps
  readonly links: DigestLinks
  readonly churnRates: ReturnType<typeof hourlyChurnRates>
}

async function makeHome(
  { deps, links, churnRates }: Making,
  { workspaceId, personId }: HomeOwner,
  asked: { readonly state: HomeState; readonly said: Message | null },
): Promise<MadeHome | null> {
  const store = deps.store.of(workspaceId)
  const workspace = await deps.store.workspaces.get(workspaceId)
  const person = await store.read((tx) => tx.people.get(personId))
  if (workspace === null || workspace.suspended || person === null) return null
  const { settings } = workspace
  try {
    requireTakingPart(person, settings)
  } catch (error) {
    if (error instanceof DomainError) return refusedHome(error, person.locale)
    throw error
  }
  const now = deps.clock.now()
  const m = messagesFor(person.locale)
  const actor = actorIn(deps, person)
  const { accountNames, ids } = deps
  const ctx = { workspaceId, store, accountNames, ids, now, actor, requestKey: null, committed: () => {} }
  const home = await readHome(ctx, person, asked.state, churnRates)
  if (home.roles.size === 0) return made(withSaid(asked.said, homeIntro(true, m)))
  const viewer = {
    ...{ personId, locale: person.locale, zone: person.zone },
    addedReasons: settings.addedReasons,
  }
  const digestLink = await links.to(workspaceId, home.manager?.digest ?? null)
  const blocks = homeBlocks(home, { said: asked.said, digestLink }, m, viewer, now)
  const seesAll = home.roles.has('manager') || home.roles.has('inside_sales')
  return { ...made(blocks, home.state), seesAll }
}

/** For who is turned away: why, in their language or, where none is known, in each. */
export function refusedHome(why: DomainError, locale: Locale | null): MadeHome {
  const blocks = (locale === null ? LOCALES : [locale]).flatMap((one) => {
    const messages = messagesFor(one)
    if (why instanceof NotTakingPart && why.facts.why === 'no_role') return homeIntro(false, messages)
    const words = explain(why, { messages, viewer: { zone: 'UTC' }, now: 0 })
    return why instanceof PersonSilent ? homeNotice(words, messages.home.openAgain) : homeNotice(words)
  })
  return made(blocks)
}

/** The content's mark goes with the Home: Slack gives it back, so that nothing has to be kept to know what it shows. */
function made(blocks: KnownBlock[], state: HomeState = OVERVIEW): MadeHome {
  const content = createHash('sha256').update(JSON.stringify(blocks)).digest('hex').slice(0, 16)
  const metadata = writeHomeMark({ content, state })
  return {
    view: { type: 'home', callback_id: 'csql.home', private_metadata: metadata, blocks },
    content: metadata,
    seesAll: false,
  }
}

/** Where digests stand, as Slack says it: asked for once each. */
class DigestLinks {
  readonly #deps: Pick<Deps, 'clientFor' | 'log'>
  #last: { readonly key: string; readonly link: string } | null = null

  constructor(deps: Pick<Deps, 'clientFor' | 'log'>) {
    this.#deps = deps
  }

  /** Null where there is none, or Slack does not say: Home does without. */
  async to(workspaceId: WorkspaceId, digest: LastDigest | null): Promise<string | null> {
    if (digest === null) return null
    const { channel, ts } = digest
    const key = `${workspaceId} ${channel} ${ts}`
    if (this.#last?.key === key) return this.#last.link
    try {
      const { permalink } = await this.#deps.clientFor(workspaceId).chat.getPermalink({ channel, message_ts: ts })
      if (permalink === undefined) return null
      this.#last = { key, link: permalink }
      return permalink
    } catch (error) {
      this.#deps.log.warn(
        { workspaceId, reason: slackCode(error) ?? 'no_answer' },
        'where the digest stands is not known',
      )
      return null
    }
  }
}
