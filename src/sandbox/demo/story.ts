import { CHANNELS, PEOPLE } from '../sample-company.js'
import type { Stage } from './stage.js'
import type { DemoLanguage } from './transcript.js'

const { sato, nakamura, suzuki, watanabe, pat, tanaka, yamamoto } = PEOPLE

/** What people say and type, in either language. */
type Said = Readonly<Record<DemoLanguage, string>>

const tokyo = (wall: string): number => Date.parse(`${wall}:00+09:00`)

/** When the story begins: the Tuesday after a holiday Monday. */
export const STORY_BEGINS = tokyo('2026-11-24T09:00')

/**
 * A fortnight at the sample company: one is won, one comes back and goes on, one is rejected, one lies until a manager
 * helps, one crosses an ocean, two are captured from a conversation; and two digests tell of it. Everything that is seen comes from the app.
 */
export async function playStory(stage: Stage, language: DemoLanguage): Promise<void> {
  const say = (said: Said): string => said[language]
  const teller = new Teller(stage, say)
  await teller.firstSettings()
  await teller.aLeadIsLoggedAndHandedOver()
  await teller.oneComesBack()
  await teller.oneIsNotForNow()
  await teller.oneIsForgotten()
  await teller.firstDigestAndEscalation()
  await teller.acrossTheOcean()
  await teller.won()
  await teller.whereTheConversationIs()
  await teller.secondDigest()
  await teller.everybodysHome()
}

class Teller {
  readonly #stage: Stage
  readonly #say: (said: Said) => string

  constructor(stage: Stage, say: (said: Said) => string) {
    this.#stage = stage
    this.#say = say
  }

  async firstSettings(): Promise<void> {
    const stage = this.#stage
    stage.chapter(this.#say({ ja: '火曜の朝:管理者が初期設定をする', en: 'Tuesday morning: the admin sets it up' }))
    await stage.opensHome(yamamoto, this.#opens())
    await stage.command(yamamoto, this.#say({ ja: '設定', en: 'settings' }))
    await stage.clickInModal(yamamoto, 'csql.settings', 'people')
    await stage.submit(yamamoto, { managers: [tanaka] }, this.#say({ ja: '田中さんを選ぶ', en: 'picks the manager' }))
    await stage.submit(
      yamamoto,
      { digest_channel: CHANNELS.csSales },
      this.#say({ ja: '投稿先に #cs-sales を選ぶ', en: 'picks the channel of the weekly digest' }),
    )
    const asIs = this.#say({ ja: 'そのまま次へ', en: 'goes on with what is offered' })
    await stage.submit(yamamoto, {}, asIs)
    await stage.submit(yamamoto, {}, asIs)
    await stage.submit(yamamoto, {}, this.#say({ ja: 'そのまま完了', en: 'and is done' }))
  }

  async aLeadIsLoggedAndHandedOver(): Promise<void> {
    const stage = this.#stage
    stage.chapter(
      this.#say({ ja: '気づきを1行で登録し、トスアップする', en: 'A hint is logged in one line and handed over' }),
    )
    await stage.passUntil(tokyo('2026-11-24T09:40'))
    await stage.command(
      sato,
      this.#say({
        ja: '登録 月白精機 クロスセル 経費 高 月12万 #定例 工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。',
        en: 'log Tsukishiro cross-sell Expense high ¥120,000 #meeting Plant expenses are still on paper. Three accountants lose two days every month. They want it changed before the April reorganisation.',
      }),
    )
    if (this.#isAsked()) await stage.click(sato, 'csql.account', 1)
    await stage.click(sato, 'csql.qualify', 1)
    await stage.submit(
      sato,
      {
        contact: this.#say({ ja: '大槻', en: 'Otsuki' }),
        contact_title: this.#say({ ja: '経理課長', en: 'Head of accounting' }),
        opt_in: 'yes',
        checklist: ['considering', 'problem_concrete', 'contact_moves', 'timing_fits'],
        ae: suzuki,
      },
      this.#say({
        ja: '窓口と確認済みの項目を入れてトスアップ',
        en: 'adds the contact and what is verified, and hands over',
      }),
    )
    await stage.passUntil(tokyo('2026-11-24T10:05'))
    await stage.click(suzuki, 'csql.accept', 1)
    await stage.passUntil(tokyo('2026-11-24T10:40'))
    await stage.click(suzuki, 'csql.update', 1)
    await stage.submit(
      suzuki,
      { progress: 'meeting_set', next_on: '2026-12-02' },
      this.#say({ ja: '面談設定済み・次は12/2 と記録', en: 'records: meeting set, next step on December 2' }),
    )
  }

  async oneComesBack(): Promise<void> {
    const stage = this.#stage
    stage.chapter(
      this.#say({
        ja: '追加確認:足りないことを聞き、もう一度つなぐ',
        en: 'One comes back with a question, and goes on',
      }),
    )
    await stage.passUntil(tokyo('2026-11-24T11:00'))
    await stage.command(
      nakamura,
      this.#say({
        ja: '登録 灯籠坂食品 アップセル 勤怠 中 #更新 更新の打合せで、残業アラート付きの上位プランに関心。稟議は3月上旬。',
        en: 'log "Torozaka Foods" upsell Time medium #renewal In the renewal talk they asked about the plan with overtime alerts. Approval goes through early in March.',
      }),
    )
    await stage.click(nakamura, 'csql.qualify', 2)
    await stage.submit(
      nakamura,
      {
        contact: this.#say({ ja: '浜口', en: 'Hamaguchi' }),
        contact_title: this.#say({ ja: '総務部', en: 'General affairs' }),
        checklist: ['considering', 'outcome_exists'],
        ae: watanabe,
      },
      this.#say({ ja: 'わかっている範囲でトスアップ', en: 'hands over what is known' }),
    )
    await stage.passUntil(tokyo('2026-11-24T14:00'))
    await stage.click(watanabe, 'csql.return', 2)
    await stage.submit(
      watanabe,
      { missing: ['decision_maker', 'timing'] },
      this.#say({ ja: '「決裁者・窓口」「時期」の確認を頼む', en: 'asks for the decision maker and the timing' }),
    )
    await stage.passUntil(tokyo('2026-11-25T09:30'))
    await stage.click(nakamura, 'csql.qualify', 2)
    await stage.submit(
      nakamura,
      {
        changed: this.#say({
          ja: '決裁は人事部長の志村様。3/5の役員会に間に合わせたいとのことです。',
          en: 'The HR director, Ms Shimura, decides. They want it before the board meeting of March 5.',
        }),
      },
      this.#say({
        ja: '確認できたことを補って、もう一度トスアップ',
        en: 'adds what was found out, and hands over again',
      }),
    )
    await stage.passUntil(tokyo('2026-11-25T09:50'))
    await stage.click(watanabe, 'csql.accept', 2)
    await stage.click(watanabe, 'csql.update', 2)
    await stage.submit(
      watanabe,
      { progress: 'scheduling', next_on: '2026-12-10' },
      this.#say({ ja: '日程調整中・次は12/10 と記録', en: 'records: scheduling, next step on December 10' }),
    )
  }

  async oneIsNotForNow(): Promise<void> {
    const stage = this.#stage
    stage.chapter(
      this.#say({ ja: '見送り:理由とお礼が必ず返る', en: 'Not for now: a reason and thanks always come back' }),
    )
    await stage.passUntil(tokyo('2026-11-25T10:10'))
    await stage.command(
      sato,
      this.#say({
        ja: '登録 白南風会 クロスセル 評価 中 #定例 勤怠の導入中に、看護部長から評価シートのExcel運用が限界との話。',
        en: 'log "Shirahae Medical" cross-sell Talent medium #meeting During the rollout the head of nursing said that appraisals in spreadsheets have reached their limit.',
      }),
    )
    await stage.click(sato, 'csql.qualify', 3)
    await stage.submit(
      sato,
      {
        contact: this.#say({ ja: '仁科', en: 'Nishina' }),
        contact_title: this.#say({ ja: '看護部長', en: 'Head of nursing' }),
        opt_in: 'via_csm',
        checklist: ['problem_concrete'],
        ae: watanabe,
      },
      this.#say({ ja: 'トスアップ', en: 'hands over' }),
    )
    await stage.passUntil(tokyo('2026-11-25T13:30'))
    await stage.click(watanabe, 'csql.reject', 3)
    await stage.submit(
      watanabe,
      { reason: 'no_budget' },
      this.#say({ ja: '予算の見込みがない、と回答', en: 'answers: no budget in sight' }),
    )
  }

  async oneIsForgotten(): Promise<void> {
    const stage = this.#stage
    stage.chapter(
      this.#say({ ja: '返事がないとき:やさしいリマインド', en: 'No answer: a gentle nudge, in working hours' }),
    )
    await stage.passUntil(tokyo('2026-11-25T15:00'))
    await stage.command(
      sato,
      this.#say({
        ja: '登録 霧笛倉庫 アップセル 勤怠 高 80名×300円 #定例 2月に新倉庫が稼働、80名増。追加IDの見積がほしい。',
        en: 'log "Muteki Warehouse" upsell Time high ¥24,000 #meeting A new warehouse opens in February with 80 more people. They want a quote for more seats.',
      }),
    )
    await stage.click(sato, 'csql.qualify', 4)
    await stage.submit(
      sato,
      {
        contact: this.#say({ ja: '三好', en: 'Miyoshi' }),
        contact_title: this.#say({ ja: '管理部', en: 'Administration' }),
        opt_in: 'yes',
        checklist: ['considering', 'problem_concrete', 'timing_fits', 'outcome_exists'],
        ae: suzuki,
      },
      this.#say({ ja: 'トスアップ', en: 'hands over' }),
    )
    await stage.passUntil(tokyo('2026-11-27T18:00'))
  }

  async firstDigestAndEscalation(): Promise<void> {
    const stage = this.#stage
    stage.chapter(this.#say({ ja: '月曜の朝:週次ダイジェスト', en: 'Monday morning: the weekly digest' }))
    await stage.passUntil(tokyo('2026-11-30T09:30'))
    stage.chapter(
      this.#say({ ja: '予告どおり、マネージャーに共有される', en: 'As announced, the manager hears of it' }),
    )
    await stage.passUntil(tokyo('2026-12-01T10:10'))
    await stage.click(tanaka, 'csql.reassign', 4)
    await stage.submit(
      tanaka,
      { ae: watanabe },
      this.#say({ ja: '担当を渡辺さんに変更', en: 'asks another AE to take it' }),
    )
    await stage.passUntil(tokyo('2026-12-01T10:30'))
    await stage.click(watanabe, 'csql.accept', 4)
    await stage.click(watanabe, 'csql.update', 4)
    await stage.submit(
      watanabe,
      { progress: 'quoted', next_on: '2026-12-11' },
      this.#say({ ja: '見積提出・次は12/11 と記録', en: 'records: quote sent, next step on December 11' }),
    )
  }

  async acrossTheOcean(): Promise<void> {
    const stage = this.#stage
    stage.chapter(
      this.#say({
        ja: 'ニューヨークのPatさんには、現地の始業後に英語で届く',
        en: 'Pat in New York hears of it in English, when the day begins there',
      }),
    )
    await stage.passUntil(tokyo('2026-12-01T11:00'))
    await stage.command(
      nakamura,
      this.#say({
        ja: '登録 タイドウェル アップセル 評価 中 #アンケート アンケートで海外拠点120名の評価も統一したいと回答。営業連絡可。',
        en: 'log Tidewell upsell Talent medium #survey In the survey they want one appraisal for 120 people abroad too. Sales may call.',
      }),
    )
    await stage.click(nakamura, 'csql.qualify', 5)
    await stage.submit(
      nakamura,
      {
        contact: 'Grace Lin',
        contact_title: 'HR Director',
        opt_in: 'yes',
        checklist: ['considering', 'problem_concrete', 'outcome_exists'],
        ae: pat,
      },
      this.#say({ ja: 'トスアップ(ニューヨークは夜)', en: 'hands over (it is night in New York)' }),
    )
    await stage.passUntil(tokyo('2026-12-02T00:10'))
    await stage.click(pat, 'csql.accept', 5)
  }

  async won(): Promise<void> {
    const stage = this.#stage
    stage.chapter(this.#say({ ja: '商談化、そして受注', en: 'It becomes an opportunity, and is won' }))
    await stage.passUntil(tokyo('2026-12-02T15:00'))
    await stage.click(suzuki, 'csql.convert', 1)
    await stage.submit(
      suzuki,
      { amount: this.#say({ ja: '12万', en: '120,000' }), close_month: '2026-12' },
      this.#say({
        ja: '見込み金額 月12万円・12月に受注予定',
        en: 'expects ¥120,000 a month, to be closed in December',
      }),
    )
    await stage.passUntil(tokyo('2026-12-04T16:00'))
    await stage.click(suzuki, 'csql.win', 1)
    await stage.submit(
      suzuki,
      {
        amount: this.#say({ ja: '12万', en: '120,000' }),
        one_time: this.#say({ ja: '30万', en: '300,000' }),
        start_on: '2027-04-01',
        promises: this.#say({
          ja: '3月中に経理3名へ操作説明会を1回。紙の申請書は4月末まで併用可。',
          en: 'One training for the three accountants in March. Paper forms may be used until the end of April.',
        }),
      },
      this.#say({
        ja: '受注を登録し、お約束したことをCSに引き継ぐ',
        en: 'records the win, and hands back what was promised',
      }),
    )
  }

  async whereTheConversationIs(): Promise<void> {
    const stage = this.#stage
    stage.chapter(
      this.#say({
        ja: '会話のあるところで:投稿のショートカットと 🌱',
        en: 'Where the conversation is: the message shortcut, and the emoji',
      }),
    )
    await stage.passUntil(tokyo('2026-12-04T16:30'))
    const visit = stage.writes(
      nakamura,
      CHANNELS.csSales,
      this.#say({
        ja: '霧笛倉庫さんの定例、2月に新倉庫が稼働して80名増えるそうです。追加IDの見積がほしいとのこと。',
        en: 'Muteki Warehouse opens a new warehouse in February, 80 people more. They would like a quote for the seats.',
      }),
      this.#say({ ja: '#cs-sales に書く', en: 'writes in #cs-sales' }),
    )
    await stage.shortcut(
      sato,
      'csql.capture',
      visit,
      this.#say({ ja: '投稿のメニューから「商談の芽として登録」', en: "picks “Log lead” in the message's menu" }),
    )
    await stage.submit(
      sato,
      { heat: 'high', ...(await this.#accountOf(sato, 'Muteki Warehouse')) },
      this.#say({ ja: '内容を確かめて登録', en: 'checks it, and logs it' }),
    )
    const hall = stage.writes(
      nakamura,
      CHANNELS.csSales,
      this.#say({
        ja: '空木野学園さま、非常勤にも評価を広げたいそうです。来年度予算なので10月に再確認します。',
        en: 'Utsugino Academy would like appraisals for part-time staff too, from next year’s budget.',
      }),
      this.#say({ ja: '#cs-sales に書く', en: 'writes in #cs-sales' }),
    )
    await stage.reacts(sato, hall, 'seedling', this.#say({ ja: '投稿に 🌱 を付ける', en: 'puts 🌱 on the message' }))
    await stage.submit(
      sato,
      { heat: 'low', ...(await this.#accountOf(sato, 'Utsugino')) },
      this.#say({ ja: '内容を確かめて登録', en: 'checks it, and logs it' }),
    )
  }

  /** In English the account is picked from the menu: the register holds Japanese names. */
  async #accountOf(person: string, query: string): Promise<{ account?: string }> {
    return this.#isAsked() ? { account: await this.#stage.firstSuggestion(person, 'account', query) } : {}
  }

  async secondDigest(): Promise<void> {
    const stage = this.#stage
    stage.chapter(this.#say({ ja: '翌週の月曜:成果が見える', en: 'The next Monday: what it was worth' }))
    await stage.passUntil(tokyo('2026-12-07T09:10'))
    await stage.command(sato, this.#say({ ja: '一覧 自分', en: 'list mine' }))
    await stage.command(tanaka, this.#say({ ja: '詳細 4', en: 'show 4' }))
  }

  async everybodysHome(): Promise<void> {
    const stage = this.#stage
    stage.chapter(
      this.#say({ ja: 'それぞれのホーム:いま、自分にできること', en: "Each one's Home: what is theirs to do now" }),
    )
    for (const person of [sato, watanabe, tanaka, yamamoto]) await stage.opensHome(person, this.#opens())
    await stage.opensHome(pat, this.#opens())
    await stage.clickAtHome(pat, 'csql.update', 5)
    await stage.submit(
      pat,
      { progress: 'contacted', next_on: '2026-12-15' },
      this.#say({ ja: '連絡済み・次は12/15 と記録', en: 'records: contacted, next step on December 15' }),
    )
    await stage.homeOf(pat)
  }

  #opens(): string {
    return this.#say({ ja: 'Tasukiのホームを開く', en: "opens Tasuki's Home" })
  }

  /** The account was typed by a part of its name, so that the app asks which one is meant. */
  #isAsked(): boolean {
    return this.#say({ ja: '', en: 'asked' }) !== ''
  }
}
