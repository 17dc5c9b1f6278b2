import type { Notices } from '../areas/notices.js'

type Troubles = Pick<
  Notices,
  'trouble' | 'troubleWhy' | 'troubleReasons' | 'troubleMends' | 'troubleWhat' | 'somebody' | 'channel' | 'openSettings'
>

export const troubles: Troubles = {
  trouble: (what, to) => `${to}への${what}をお届けできませんでした。`,
  troubleWhy: (why, code) => `理由:${why}(${code})`,
  troubleReasons: {
    person_gone: 'この方のアカウントが停止されているか、見つかりません',
    channel_gone: 'チャンネルがアーカイブまたは削除されています',
    not_in_channel: 'チャンネルにTasukiが参加していません',
    not_permitted: 'このチャンネルへの投稿が制限されています',
    messages_off: 'Tasukiへのメッセージがオフになっています',
    token: 'Slackとの接続が無効になっています',
    scope: 'Tasukiに必要な権限が足りません',
    shared_channel: '社外の方がいるチャンネルには投稿しません',
    uncertain: '届いたかどうかをSlackから確認できませんでした',
    refused: 'Slackがメッセージを受け付けませんでした',
    other: 'Slackからエラーが返されました',
  },
  troubleMends: {
    person_gone: 'この方が担当するCSQLがあれば、担当の変更をお願いします。',
    channel_gone: '設定で、投稿先のチャンネルをお選びください。',
    not_in_channel: 'チャンネルで /invite @Tasuki と入力して招待するか、設定で別のチャンネルをお選びください。',
    not_permitted: 'チャンネルの投稿権限をご確認いただくか、設定で別のチャンネルをお選びください。',
    messages_off: 'Slackの管理者に、アプリの設定をご確認いただくようお伝えください。',
    token: '管理者の方に、Tasukiの再インストールをお願いします。',
    scope: '管理者の方に、Tasukiの再インストール(権限の追加)をお願いします。',
    shared_channel: '設定で、社内だけのチャンネルをお選びください。',
    uncertain: '二重の投稿を避けるため再送していません。届いていない場合は /csql digest で内容をご覧いただけます。',
    refused: '管理者の方に、サーバーのログのご確認をお願いします。',
    other: '管理者の方に、サーバーのログのご確認をお願いします。',
  },
  troubleWhat: {
    digest: '週次ダイジェスト',
    nudge: 'リマインド',
    escalation: '期限超過の共有',
    notice: 'お知らせ',
  },
  openSettings: '設定を開く',
  somebody: '担当者',
  channel: '設定されたチャンネル',
}
