import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findCommand, likelyNames } from '../../commands/find-command.js'
import { COMMANDS } from '../../commands/index.js'
import { HOUR } from '../../src/domain/time.js'
import { foldWord } from '../../src/domain/words.js'
import { COMMAND_ALIASES, COMMAND_NAMES } from '../../src/i18n/command-words.js'
import { messagesFor } from '../../src/i18n/index.js'
import { PEOPLE } from '../../src/sandbox/index.js'
import { handedOver, startTestApp, type TestApp } from '../support/app.js'

describe('the table of subcommands', () => {
  test('holds every name of the vocabulary once', () => {
    expect(COMMANDS.map(({ name }) => name).sort()).toEqual([...COMMAND_NAMES].sort())
  })

  test('gives no name to two of them', () => {
    const names = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases.map(foldWord)])
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test('knows the Japanese names that people rely on', () => {
    const relied: Record<string, string> = {
      ...{
        log: '登録 記録',
        list: '一覧',
        show: '詳細',
        qualify: 'トスアップ トス 精査',
        accept: '引き受け 引受 受領',
      },
      ...{ return: '追加確認 差し戻し 差戻し', reject: '見送り 見送', update: '進捗', convert: '商談化 商談' },
      ...{ win: '受注', lose: '失注', nurture: '時期待ち 保留 育成', withdraw: '取り下げ 取下げ', merge: '統合' },
      ...{ assign: '担当 担当変更', snooze: 'あとで スヌーズ', note: '追記', reopen: '再開', account: '顧客' },
      ...{ target: '目標', pause: '休止', report: 'レポート 集計', digest: 'ダイジェスト 週報', settings: '設定' },
      help: 'ヘルプ 使い方',
    }
    for (const [name, words] of Object.entries(relied)) {
      const known = COMMAND_ALIASES[name as keyof typeof COMMAND_ALIASES]
      expect([name, words.split(' ').filter((word) => !known.includes(word))]).toEqual([name, []])
    }
  })
})

describe('lines that change nothing', () => {
  let tasuki: TestApp
  beforeAll(async () => {
    tasuki = await startTestApp()
    await handedOver(tasuki)
  })
  afterAll(() => tasuki.close())

  test.each([
    ['nothing at all', ''],
    ['help', 'help'],
    ['使い方', '使い方'],
  ])('%s gets usage, with lines to copy', async (_what, line) => {
    const said = await tasuki.csql('sato', line)
    expect(said).toContain('Tasukiの使い方')
    for (const name of ['log', 'accept', 'snooze', 'settings']) expect(said).toContain(`/csql ${name}`)
  })

  test('an unknown word gets what was perhaps meant, and no more', async () => {
    expect(await tasuki.csql('sato', 'acept 42')).toBe(
      ['「acept」というコマンドはありません。', 'もしかして:「accept」', '使い方の一覧:/csql help'].join('\n'),
    )
    const toLog = await tasuki.csql('sato', 'アクメ商事 席が足りない')
    expect(toLog).toContain('使い方の一覧:/csql help')
    expect(toLog).not.toContain('/csql log(登録) 顧客')
  })

  test('an unknown word that is like nothing gets usage', async () => {
    expect(await tasuki.csql('sato', 'ばなな')).toContain('/csql log(登録) 顧客')
    const numbered = await tasuki.csql('sato', 'ばなな 42')
    expect(numbered).toContain('/csql log(登録) 顧客')
    expect(numbered).not.toContain('/csql log ばなな 42')
  })

  test.each([
    ['lsit', 'list'],
    ['lgo', 'log'],
    ['トスッアプ', 'トスアップ'],
    ['とすあぷ', 'トスアップ'],
    ['とうろく', '登録'],
    ['みおくり', '見送り'],
  ])('%s is near %s', (typed, name) => {
    expect(likelyNames(COMMANDS, typed)[0]).toBe(name)
  })

  test('a name in the other kana is that name', () => {
    expect(findCommand(COMMANDS, 'とすあっぷ')?.name).toBe('qualify')
    expect(findCommand(COMMANDS, 'アトデ')?.name).toBe('snooze')
  })

  test('a word of 50,000 letters is near nothing, at once', () => {
    const began = performance.now()
    expect(likelyNames(COMMANDS, 'とうろく'.repeat(12_500))).toEqual([])
    expect(performance.now() - began).toBeLessThan(1000)
  })

  test('a mistyped Japanese name is suggested too', async () => {
    expect(await tasuki.csql('sato', 'トスアプ 1')).toContain('もしかして:「トスアップ」')
  })

  test('a line that only lacks "log" is told so', async () => {
    const said = await tasuki.csql('sato', 'アクメ商事 アップセル 月12万 席が足りない')
    expect(said).toContain('/csql log アクメ商事 アップセル 月12万 席が足りない')
    expect(await tasuki.csqlOf(2)).toBeNull()
  })

  test.each([
    ['help log', '/csql log アクメ商事'],
    ['help 見送り', '/csql reject'],
    ['help log', '別名:log・登録・記録'],
    ['help nonsense', '「nonsense」というコマンドはありません'],
  ])('%s says %s', async (line, words) => {
    expect(await tasuki.csql('sato', line)).toContain(words)
  })

  test('help is in the reader’s language', async () => {
    expect(await tasuki.csql('pat', 'help snooze')).toContain('/csql snooze 42 tomorrow')
  })

  test.each(['1', '#1', 'CSQL-1', 'csql-1', '１', '＃１', 'ＣＳＱＬ－１', '001'])('show %s', async (number) => {
    expect(await tasuki.csql('suzuki', `show ${number}`)).toContain('CSQL-1|引き受け待ち')
  })

  test('show has the problem, the people, the clock, the history, and the buttons of the reader', async () => {
    const said = await tasuki.csql('suzuki', '詳細 1')
    for (const words of ['立替経費が紙のまま', '佐藤美咲さん', '鈴木健太さん', '引き受けのご判断:11/25(水)12:00まで']) {
      expect(said).toContain(words)
    }
    expect(said).toContain('佐藤美咲さんがトスアップしました(11/24 10:00)')
    expect(said).toContain('[引き受ける] [追加確認を頼む] [見送る]')
    expect(await tasuki.csql('nakamura', 'show 1')).not.toContain('[引き受ける]')
  })

  test('a number alone is shown', async () => {
    expect(await tasuki.csql('suzuki', '1')).toContain('CSQL-1|引き受け待ち')
  })

  test.each([
    ['show', '「番号」'],
    ['show abc', '「abc」はCSQLの番号として読み取れませんでした'],
    ['show 999', '「999」のCSQLは見つかりませんでした'],
    ['show 0', '番号として読み取れませんでした'],
    ['show -1', '番号として読み取れませんでした'],
    ['accept 1.5', '番号として読み取れませんでした'],
    ['win 99999999999999999999', '番号として読み取れませんでした'],
    ['note', '「番号」'],
    ['merge 1 two', '「two」はCSQLの番号として読み取れませんでした'],
    ['assign 1 だれか', '「だれか」がどなたかわかりませんでした'],
    ['snooze 1 いつか', '「いつか」を日付として読み取れませんでした'],
    ['snooze 1 2026-02-29', '「2026-02-29」は暦にない日です'],
    ['snooze 1 2020-01-01', '「2020-01-01」は過ぎた日です'],
    ['pause 9999-12-31', '「9999-12-31」は離れすぎています'],
    ['report いつか', '「いつか」は期間として読み取れませんでした'],
    ['report 2026-11-30..2026-11-01', '期間として読み取れませんでした'],
    ['account', '「顧客」'],
    ['account どこにもない会社', '「どこにもない会社」という顧客は見つかりませんでした'],
    ['list どこにもない会社', '「どこにもない会社」という顧客は見つかりませんでした'],
    ['target @sato', '「対象の方」「指標」「目標値」'],
    ['target @sato 気合い 12', '「気合い」という指標はありません'],
    ['target @sato CSQL たくさん', '「たくさん」は件数として読み取れませんでした'],
  ])('%s: %s, with a correct example', async (line, words) => {
    const said = await tasuki.csql('tanaka', line)
    expect(said).toContain(words)
    expect(said).toMatch(/例:\/csql /)
  })

  test.each([
    ['list', 'sato', '自分のCSQL 1件'],
    ['一覧 引き受け待ち', 'tanaka', '引き受け待ちのCSQL 1件'],
    ['list open', 'tanaka', '対応中のCSQL 1件'],
    ['list mine', 'tanaka', 'いま関わっているCSQLはありません'],
    ['list 期限超過', 'tanaka', '期限を過ぎたCSQLはありません'],
    ['list 月白精機', 'tanaka', '月白精機様のCSQL 1件'],
    ['list 霧笛倉庫', 'tanaka', '霧笛倉庫様のCSQLはまだありません'],
  ] as const)('%s for %s: %s', async (line, who, words) => {
    expect(await tasuki.csql(who, line)).toContain(words)
  })

  test('a row has its state, amount, AE and due time', async () => {
    const said = await tasuki.csql('sato', 'list')
    expect(said).toContain('CSQL-1 月白精機様 × ホタルビ経費|引き受け待ち|温度感 高|月額 +12万円')
    expect(said).toContain('目安 11/25(水)12:00')
  })

  test('account shows contracts and CSQLs', async () => {
    const said = await tasuki.csql('sato', '顧客 月白精機')
    expect(said).toContain(
      'ホタルビ勤怠|月額 37.8万円|成果が出ている|成果あり|CS担当 佐藤美咲さん|営業担当 鈴木健太さん',
    )
    expect(said).toContain('進行中のCSQL 1件')
  })

  test('account with a name that may mean two asks', async () => {
    const said = await tasuki.csql('sato', 'account 霧笛')
    expect(said).toContain('霧笛倉庫株式会社')
    expect(said).toContain('霧笛ロジテック株式会社')
  })

  test.each([
    ['report', '今週の集計(2026/11/23〜11/24)'],
    ['レポート 今四半期', '2026年度 第3四半期(10〜12月)の集計(2026/10/1〜11/24)'],
    ['report 上期', '2026年度 上期(4〜9月)の集計(2026/4/1〜9/30)'],
    ['report 前期', '2025年度(4〜3月)の集計'],
    ['report last month', '先月の集計(2026/10/1〜10/31)'],
    ['report 2026-11-01..2026-11-30', '指定期間の集計(2026/11/1〜11/30)'],
    ['report 2024-04-01..2024-06-30', '指定期間の集計(2024/4/1〜6/30)'],
    ['report 11/1〜11/24', '指定期間の集計(2026/11/1〜11/24)'],
  ])('%s: %s', async (line, words) => {
    expect(await tasuki.csql('tanaka', line)).toContain(words)
  })

  test('digest is previewed to the caller alone', async () => {
    const before = tasuki.calls('chat.postMessage')
    expect(await tasuki.csql('tanaka', 'digest')).toMatch(/ダイジェスト/)
    expect(tasuki.calls('chat.postMessage')).toBe(before)
  })

  test('settings are for admins', async () => {
    expect(await tasuki.csql('sato', '設定')).toContain('「設定の閲覧」は管理者の方だけが行えます')
    await tasuki.csql('yamamoto', 'settings')
    expect(tasuki.modal('yamamoto').words).toContain('Tasukiの設定')
  })

  const examples = COMMAND_NAMES.flatMap((name) =>
    (['ja', 'en'] as const).flatMap((locale) => messagesFor(locale).commands.usage[name].examples),
  )
  test.each([...new Set(examples)])('the example %s is understood', async (line) => {
    const said = await tasuki.csql('pat', line.replace('/csql', '').trim())
    expect(said).not.toMatch(/could not be read|There is no command|It is not clear|There is no measure/)
  })

  test('a deed that is somebody else’s is refused, whatever its state', async () => {
    for (const line of ['accept 1', 'reject 1']) {
      expect(await tasuki.csql('nakamura', line)).toContain('このCSQLの営業担当・マネージャーが行えます')
    }
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
  })
})

describe('lines that act', () => {
  let tasuki: TestApp
  beforeEach(async () => {
    tasuki = await startTestApp()
    await handedOver(tasuki)
  })
  afterEach(() => tasuki.close())

  test('accept N: at once, with what comes next', async () => {
    const said = await tasuki.csql('suzuki', '引き受け １')
    expect(said).toContain('CSQL-1(月白精機様)を引き受けました')
    expect(said).toContain('最初のご連絡の目安は11/26(木)10:00です')
    expect(said).toContain('[進捗を更新] [元に戻す] [詳細を見る]')
    expect((await tasuki.csqlOf(1))?.state).toBe('accepted')
  })

  test('accept twice: the second is told who came first, and when', async () => {
    await tasuki.csql('suzuki', 'accept 1')
    const said = await tasuki.csql('tanaka', 'accept 1')
    expect(said).toContain('鈴木健太さんが引き受けました(11/24 10:00)')
    expect(said).toContain('今回の操作は反映していません')
    expect((await tasuki.events(1)).filter(({ kind }) => kind === 'accept')).toHaveLength(1)
  })

  test('accept twice oneself: told how it stands, not that somebody came first', async () => {
    await tasuki.csql('suzuki', 'accept 1')
    const said = await tasuki.csql('suzuki', 'accept 1')
    expect(said).toContain('CSQL-1はいま「営業対応中」のため、「引き受け」はできません')
    expect(said).not.toContain('反映していません')
    await tasuki.csql('suzuki', 'reject 1')
    await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, { reason: 'no_budget' })
    expect(await tasuki.csql('suzuki', 'convert 1')).toContain('いま「見送り」のため')
  })

  test('a refusal names who may, and only managers where nobody else does', async () => {
    expect(await tasuki.csql('nakamura', 'reopen 1')).toContain('「再開」はマネージャーの方が行えます')
    const withdraw = await tasuki.csql('nakamura', 'withdraw 1')
    expect(withdraw).toContain('「取り下げ」は、このCSQLのCS担当・登録した方・マネージャーが行えます')
    expect(await tasuki.csql('nakamura', 'snooze 1 明日')).toContain('営業担当・CS担当・マネージャーが行えます')
    expect(await tasuki.csql('pat', 'withdraw 1')).toContain('open to: its CSM, whoever logged it, managers.')
  })

  test('undo N takes the own last step back', async () => {
    await tasuki.csql('suzuki', 'accept 1')
    expect(await tasuki.csql('tanaka', 'undo 1')).toContain('ほかの方が行ったため')
    expect(await tasuki.csql('suzuki', '元に戻す 1')).toContain('「引き受け」を元に戻しました')
    expect((await tasuki.csqlOf(1))?.state).toBe('qualified')
    expect(await tasuki.csql('suzuki', 'undo 1')).toContain('元に戻せる操作がありません')
  })

  test('undo after five minutes is too late', async () => {
    await tasuki.csql('suzuki', 'accept 1')
    await tasuki.clock.advance(5 * 60_000 + 1)
    expect(await tasuki.csql('suzuki', 'undo 1')).toContain('5分を過ぎた')
  })

  test('note N TEXT adds a note, mentions as names', async () => {
    expect(await tasuki.csql('watanabe', '追記 1 @suzuki 来週の定例で確認します')).toContain('追記しました')
    const said = await tasuki.csql('sato', 'show 1')
    expect(said).toContain('@suzuki 来週の定例で確認します')
    expect(said).toContain('渡辺彩')
  })

  test('note N alone opens the form', async () => {
    await tasuki.csql('watanabe', 'note 1')
    const { view } = tasuki.modal('watanabe')
    await tasuki.as('watanabe').submit(view, { note: '決裁者は部長です' })
    expect(await tasuki.told('watanabe', '追記しました')).toContain('追記しました')
    expect((await tasuki.events(1)).at(-1)?.kind).toBe('note')
  })

  test.each([
    ['明日', '11/25(水)10:00に'],
    ['3日', '11/27(金)10:00に'],
    ['月曜', '11/30(月)10:00に'],
    ['12/1', '12/1(火)10:00に'],
    ['2026-12-05', '12/7(月)10:00に'],
  ])('snooze N %s: the next reminder comes %s', async (day, until) => {
    expect(await tasuki.csql('suzuki', `あとで 1 ${day}`)).toContain(until)
  })

  test('assign N @ae by a manager is a reassignment, by the AE a proposal', async () => {
    expect(await tasuki.csql('suzuki', 'assign 1 @watanabe')).toContain('担当変更を提案しました')
    expect((await tasuki.csqlOf(1))?.aeId).toBe((await tasuki.person('suzuki')).id)
    expect(await tasuki.csql('tanaka', '担当 1 @渡辺彩')).toContain('営業担当:渡辺彩さん')
    expect((await tasuki.csqlOf(1))?.aeId).toBe((await tasuki.person('watanabe')).id)
  })

  test('a guest is refused as AE, with the reason', async () => {
    expect(await tasuki.csql('tanaka', 'assign 1 @guest')).toContain('ゲストの方は担当になれません')
  })

  test('merge N INTO: at once; the other gains the note', async () => {
    await tasuki.csql('sato', 'log 月白精機 アップセル 勤怠 席も足りない')
    expect(await tasuki.csql('sato', 'merge 2 into 1')).toContain('統合しました')
    expect((await tasuki.csqlOf(2))?.state).toBe('merged')
    expect(await tasuki.csql('sato', 'show 1')).toContain('席も足りない')
  })

  test('merge across accounts is refused', async () => {
    await tasuki.csql('sato', 'log 霧笛倉庫 アップセル 勤怠 席が足りない')
    expect(await tasuki.csql('sato', '統合 2 1')).toContain('別の顧客')
  })

  test.each([
    ['return', 'suzuki', { missing: ['timing'] }, 'returned'],
    ['reject', 'suzuki', { reason: 'no_budget' }, 'rejected'],
    ['nurture', 'suzuki', { recheck_on: '2027-04-01', reason: 'next_budget' }, 'nurturing'],
    ['withdraw', 'sato', { reason: 'customer_changed' }, 'withdrawn'],
  ] as const)('%s N opens the form that asks for what is required', async (name, who, values, state) => {
    await tasuki.csql(who, `${name} 1`)
    const { view } = tasuki.modal(who)
    expect(await tasuki.as(who).submit(view, values)).toMatchObject({ status: 200, view: undefined })
    expect((await tasuki.csqlOf(1))?.state).toBe(state)
    expect(await tasuki.told(who, 'CSQL-1')).toContain('[元に戻す]')
  })

  test('nurture N DATE REASON: at once, where both are said', async () => {
    const said = await tasuki.csql('sato', '時期待ち 1 2027/4/1 来期予算')
    expect(said).toContain('時期を待つことにしました')
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'nurturing', recheckOn: '2027-04-01', reason: 'next_budget' })
    expect(await tasuki.csql('sato', 'nurture 1 いつか 来期予算')).toContain('「いつか」を日付として')
  })

  test('the day to look again is no deadline, neither in the details nor in the list', async () => {
    await tasuki.csql('sato', '時期待ち 1 2027/4/1 来期予算')
    const shown = await tasuki.csql('sato', 'show 1')
    expect(shown).toContain('再確認日:2027/4/1(木)')
    expect(shown).not.toContain('まで')
    const listed = await tasuki.csql('sato', 'list')
    expect(listed).toContain('再確認日:2027/4/1(木)')
    expect(listed).not.toContain('目安')
    await tasuki.clock.advance(200 * 24 * HOUR)
    expect(await tasuki.csql('sato', 'list open')).not.toContain('期限超過')
  })

  test('an account that was chosen stays chosen: the typed name is gone', async () => {
    await tasuki.csql('sato', 'log アオバネ クロスセル 勤怠も一本化したい')
    await tasuki.click('sato', 'csql.account')
    await tasuki.told('sato', '商会')
    expect(await tasuki.csql('sato', 'undo 2')).toContain('元に戻せません')
  })

  test('the way to the win, by command and form', async () => {
    await tasuki.csql('suzuki', 'accept 1')
    const fill = async (line: string, values: Record<string, string>) => {
      await tasuki.csql('suzuki', line)
      const sent = await tasuki.as('suzuki').submit(tasuki.modal('suzuki').view, values)
      expect(sent).toMatchObject({ status: 200, view: undefined })
    }
    await fill('進捗 1', { progress: 'meeting_set', next_on: '2026-12-02' })
    await fill('商談化 1', { amount: '月12万', close_month: '2027-01' })
    await fill('受注 1', { won_on: '2026-11-24', amount: '月12万', one_time: '30万' })
    expect(await tasuki.csqlOf(1)).toMatchObject({ state: 'won', wonAmount: 120_000, wonOneTime: 300_000 })
    expect(await tasuki.told('suzuki', '受注を登録しました')).toContain('受注を登録しました')
    await fill('reopen 1', {}).catch(() => undefined)
    expect((await tasuki.csqlOf(1))?.state).toBe('won')
    await tasuki.csql('tanaka', '再開 1')
    await tasuki.as('tanaka').submit(tasuki.modal('tanaka').view, { note: '金額の訂正' })
    expect((await tasuki.csqlOf(1))?.state).toBe('opportunity')
  })

  test('nobody fills in what would be refused: the form does not open in the wrong state', async () => {
    expect(await tasuki.csql('suzuki', 'lose 1')).toContain('今回の操作は反映していません')
    expect(tasuki.as('suzuki').modal()).toBeUndefined()
  })

  test('pause until a day, and off', async () => {
    expect(await tasuki.csql('suzuki', 'pause')).toContain('休止していません')
    expect(await tasuki.csql('suzuki', '休止 12/1')).toContain(
      '12/1(火)からリマインドを再開します。それまではお休みします。',
    )
    expect((await tasuki.person('suzuki')).pausedUntil).toBe('2026-12-01')
    expect(await tasuki.csql('suzuki', 'pause')).toContain('休止中で、12/1(火)から再開します')
    expect(await tasuki.csql('suzuki', 'pause off')).toContain('再開しました')
    expect((await tasuki.person('suzuki')).pausedUntil).toBeNull()
  })

  test('a day off is leave, not a pause: the form opens with its days filled in', async () => {
    await tasuki.csql('suzuki', '休み 12/28')
    expect(tasuki.modal('suzuki').words).toContain('勤務時間と休暇')
    expect(JSON.stringify(tasuki.modal('suzuki').view)).toContain('"initial_date":"2026-12-28"')
    await tasuki.csql('suzuki', 'お休み 12/28〜1/4')
    const view = JSON.stringify(tasuki.modal('suzuki').view)
    expect([view.includes('"initial_date":"2026-12-28"'), view.includes('"initial_date":"2027-01-04"')]).toEqual([
      true,
      true,
    ])
    expect((await tasuki.person('suzuki')).pausedUntil).toBeNull()
  })

  test('leave of somebody who is none still says so', async () => {
    expect(await tasuki.csql('tanaka', '休み だれか')).toContain('だれか')
  })

  test.each([
    ['snooze 1 11/1', '11/1'],
    ['あとで 1 11/1', '11/1'],
    ['pause 11/1', '11/1'],
    ['nurture 1 11/1 来期予算', '11/1'],
  ])('%s: a day that has just passed is asked after, and keeps nothing back for a year', async (line, typed) => {
    const before = await tasuki.csqlOf(1)
    const answer = await tasuki.csql('suzuki', line)
    expect(answer).toContain(`「${typed}」は、2026/11/1なら過ぎた日、次の2027/11/1なら9か月以上先です。`)
    expect(answer).toContain(`例:/csql ${line.replace(typed, '2027/11/1')}`)
    expect((await tasuki.person('suzuki')).pausedUntil).toBeNull()
    expect((await tasuki.csqlOf(1))?.version).toBe(before?.version)
  })

  test('a day of next year that has its year, or lies near, is taken as it is', async () => {
    expect(await tasuki.csql('suzuki', 'pause 2027/11/1')).toContain('2027/11/1(月)から')
    expect(await tasuki.csql('suzuki', 'pause 2/1')).toContain('2027/2/1(月)から')
    await tasuki.csql('suzuki', 'pause off')
  })

  test('targets: managers set them, everybody sees their own', async () => {
    expect(await tasuki.csql('tanaka', 'target @sato CSQL 12')).toContain(
      '佐藤美咲さんの目標を設定しました:CSQL件数 12',
    )
    expect(await tasuki.csql('tanaka', '目標 @suzuki 受注MRR 50万')).toContain('受注月額(MRR) 50万円')
    expect(await tasuki.csql('tanaka', '目標 @suzuki 受注MRR 50万 営業担当として')).toContain(
      '鈴木健太さんの営業担当としての目標を設定しました:受注月額(MRR) 50万円',
    )
    expect(await tasuki.csql('tanaka', 'target @suzuki opportunities 5 as CSM')).toContain('商談化件数 5')
    expect(await tasuki.csql('tanaka', 'target')).toMatch(
      /鈴木健太さん\(営業担当として\):受注月額.*\n.*鈴木健太さん:商談化件数 0\/5/u,
    )
    expect(await tasuki.csql('sato', 'target')).toContain('佐藤美咲さん:CSQL件数 1/12(8.3%)')
    expect(await tasuki.csql('sato', 'target')).not.toContain('鈴木健太')
    expect(await tasuki.csql('sato', 'target @sato CSQL 1')).toContain('マネージャーの方が行えます')
  })

  test('targets of everybody, of a team and of a source; of the next quarter too', async () => {
    const set = (line: string) => tasuki.csql('tanaka', `target ${line}`)
    expect(await set('全体 CSQL 20')).toContain('全体の目標を設定しました:CSQL件数 20')
    expect(await set('チーム @tanaka 受注額 1,000万')).toContain(
      '田中直樹さんのチームの目標を設定しました:受注額(他社紹介を含む) 1,000万円',
    )
    const NO_TEAM = 'この方を担当マネージャーとするメンバーがまだいません。/csql settings で決められます。'
    expect(await set('チーム @suzuki CSQL 2')).toContain(NO_TEAM)
    expect(await set('チーム @suzuki CSQL 0')).not.toContain(NO_TEAM)
    expect(await set('全体 CSQL 20')).not.toContain(NO_TEAM)
    expect(await set('#ウェビナー 商談 5')).toContain('ウェビナーの目標を設定しました:商談化件数 5')
    expect(await set('来四半期 全体 CSQL 30')).toContain('2026年度 第4四半期(1〜3月)')
    const seen = await tasuki.csql('sato', 'target')
    for (const line of ['全体:CSQL件数 1/20', '田中直樹さんのチーム', 'ウェビナー:商談化件数 0/5']) {
      expect(seen).toContain(line)
    }
    expect(seen).not.toContain('/30')
    expect(seen).not.toContain('[目標を設定する]')
    expect(await tasuki.csql('tanaka', 'target')).toContain('[目標を設定する]')
  })

  test('a target is set in the form, which keeps what cannot be read', async () => {
    await tasuki.csql('tanaka', 'target')
    await tasuki.click('tanaka', 'csql.target')
    const { view } = tasuki.modal('tanaka')
    const person = { target_for: 'person', person: PEOPLE.sato, metric: 'mrr_won' }
    const refused = await tasuki.as('tanaka').submit(view, { ...person, value: '50' })
    expect(JSON.stringify(refused)).toContain('単位を付けて')
    await tasuki.as('tanaka').submit(view, { ...person, value: '50万' })
    expect(await tasuki.told('tanaka', '目標を設定しました')).toContain(
      '佐藤美咲さんのCS担当としての目標を設定しました:受注月額(MRR) 50万円',
    )
    await tasuki.csql('tanaka', 'target')
    await tasuki.click('tanaka', 'csql.target')
    await tasuki.as('tanaka').submit(tasuki.modal('tanaka').view, { ...person, value: '60万', credited_as: 'ae' })
    expect(await tasuki.told('tanaka', '60万円')).toContain('佐藤美咲さんの営業担当としての目標')
  })

  test('a target of money needs its unit, but for nought', async () => {
    const said = await tasuki.csql('tanaka', '目標 @suzuki 受注MRR 50')
    expect(said).toContain('「50」は金額として読み取れませんでした。例:月12万')
    expect(said).toContain('/csql target')
    expect(await tasuki.csql('tanaka', '目標 @suzuki 受注額 1,200,000')).toContain('読み取れませんでした')
    await tasuki.csql('tanaka', '目標 @suzuki 受注MRR 50万')
    expect(await tasuki.csql('tanaka', '目標 @suzuki 受注MRR 0')).toContain('外しました')
    expect(await tasuki.csql('tanaka', 'target @suzuki opportunities 12')).toContain('12')
  })

  test('ten rows on a page, and a button for the rest', async () => {
    for (let n = 0; n < 12; n += 1) await tasuki.csql('nakamura', `log 会社${n} アップセル 席が足りない`)
    const said = await tasuki.csql('nakamura', 'list')
    expect(said).toContain('自分のCSQL 12件')
    expect(said.match(/CSQL-\d+ /g)).toHaveLength(10)
    expect(said).toContain('[ほか2件を見る]')
    await tasuki.click('nakamura', 'csql.list')
    const rest = await tasuki.told('nakamura', 'CSQL-13')
    expect(rest.match(/CSQL-\d+ /g)).toHaveLength(2)
  })

  test('overdue is listed once the due time has passed without a word of the AE', async () => {
    await tasuki.clock.advance(27 * HOUR)
    expect(await tasuki.csql('tanaka', 'list overdue')).toContain('期限超過のCSQL 1件')
    expect(await tasuki.csql('tanaka', 'list overdue')).toContain('(期限超過)')
  })

  test('the settings are saved with the managers that were named', async () => {
    const { view } = await tasuki.openSettings('yamamoto', 'people')
    await tasuki.as('yamamoto').submit(view, { managers: [PEOPLE.tanaka, PEOPLE.kobayashi] })
    expect((await tasuki.person('kobayashi')).roles).toContain('manager')
  })
})

describe('what an edit leaves', () => {
  let own: TestApp
  beforeEach(async () => {
    own = await startTestApp()
    await handedOver(own)
  })
  afterEach(() => own.close())

  test('the history names what an edit changed, and nothing that stayed', async () => {
    await own.csql('sato', 'show 1')
    await own.click('sato', 'csql.edit')
    await own.as('sato').submit(own.modal('sato').view, { heat: 'low', problem: '立替経費が紙のまま、月末に3日かかる' })
    const said = await own.csql('suzuki', 'show 1')
    expect(said).toMatch(/佐藤美咲さんが内容を修正しました:温度感、お客様の課題\(/)
    expect(said).toContain('佐藤美咲さんがトスアップしました(')
    expect(await own.csql('pat', 'show 1')).toContain('edited it: Heat and The customer')
  })
})
