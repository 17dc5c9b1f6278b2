import type { Away } from '../areas/away.js'
import { names } from './names.js'

const { colleague } = names

const regions = new Intl.DisplayNames('ja', { type: 'region' })
const span = (from: string, to: string): string => (from === to ? from : `${from}〜${to}`)

export const away: Away = {
  title: '勤務時間と休暇',
  intro: 'お休みの日と勤務時間外には、お知らせを送りません。お休みの日は期限の日数にも数えません。',
  introFor: (person) => `${colleague(person)}の勤務時間と休暇です。変更した内容は、ご本人にもお知らせします。`,
  open: '勤務時間・休暇を設定',
  addLeave: '休暇をもうひとつ追加',
  weekdays: ['月', '火', '水', '木', '金', '土', '日'],
  weekdaySpan: (first, last) => `${first}〜${last}`,
  hours: (days, opens, closes) => `${days} ${opens}〜${closes}`,
  asWorkspace: (hours) => `ワークスペースと同じ(${hours})`,
  ownHours: '自分で決める',
  everybodys: '一人ひとりが /csql time で自分の勤務時間を決めることもできます。',
  leave: (from, to, delegate) => `${span(from, to)}${delegate === null ? '' : `(代理:${colleague(delegate)})`}`,
  pauseOver: '休止を終えて、いま再開する',
  pausedUntil: (day) => `休止中です。${day}から再開します。`,
  saved: '勤務時間と休暇を保存しました。',
  savedFor: (person) => `${colleague(person)}の勤務時間と休暇を保存しました。`,
  noLeave: '休暇:予定なし',
  delegateAway: (delegate, from, to) =>
    `${colleague(delegate)}も${span(from, to)}はお休みです。重なる日は代理の方がいない扱いになります。`,
  duesMoved: '進行中の期限は、お休みに合わせて見直しました。',

  inPlaceOf: (person, stamp) => `${colleague(person)}の代理・${stamp}`,
  decidedFor: (person) => `${colleague(person)}がお休みのため、代理でのご判断です。`,

  forPerson: (person, until) =>
    `${colleague(person)}が${until}までお休みのため、代理の方にもお届けしています。ご判断をお任せできます。`,
  backToPerson: (person) => `ここからは${colleague(person)}ご本人が対応します。ありがとうございました。`,

  asked: (person, from, to) => `${colleague(person)}が${span(from, to)}にお休みの間、代理をお願いします。`,
  askedHow: (person) =>
    `その間のトスアップや確認のお願いは、こちらにもお届けします。ご都合が合わない場合は、${colleague(person)}かマネージャーにお伝えください。`,
  begun: (person, to, waiting) =>
    `${colleague(person)}は${to}までお休みです。${waiting === 0 ? 'いまお待たせしているCSQLはありません。' : `代理として、次の${waiting}件をお願いできます。`}`,
  begunHow: (person) =>
    `新しく届いたものは、そのつどお知らせします。期限は${colleague(person)}のお休み明けに合わせているので、急ぎのものだけで構いません。`,
  called: (person) => `${colleague(person)}のお休みの予定が変わり、代理のお願いはなくなりました。`,
  entered: (by, leave) => `${colleague(by)}が、お休みを登録しました:${leave}`,
  enteredHow: '変更する場合は、下のボタンからいつでも直せます。',

  aeAway: (ae, until, delegate) =>
    `${colleague(ae)}は${until}までお休みです。${delegate === null ? '期限はお休み明けに合わせています。お急ぎの場合はマネージャーにご相談ください。' : `代理の${colleague(delegate)}にもお届けします。`}`,

  country: { none: '祝日を休みにしない', name: (code) => regions.of(code) ?? code },
  teams: (lines, more) => `いまの設定:${lines.join(' / ')}${more === 0 ? '' : ` ほか${more}名`}`,
  team: (manager, members) => `${members.map((name) => colleague(name)).join('・')} → ${colleague(manager)}`,
  noTeams: '担当マネージャーを決めた人はまだいません。期限超過のご相談は、マネージャー全員に届きます。',
  noTeamManager: '担当マネージャーを決めない(マネージャー全員に届きます)',
  eitherManager: '担当マネージャーを選ぶか、外すかのどちらかにしてください。',
}
