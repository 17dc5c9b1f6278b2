import type { Doctor } from '../areas/doctor.js'
import { backups } from './backups.js'

const WITHOUT: Readonly<Record<string, string>> = {
  'channels:history':
    '公開チャンネルのダイジェストが届いたか確かめられないときは、再送せずマネージャーにお伝えします。',
  'groups:history':
    '非公開チャンネルのダイジェストが届いたか確かめられないときは、再送せずマネージャーにお伝えします。',
  'im:write': '初めてお送りする方への最初の1通だけ、まれに2通届くことがあります(余分なほうは、あとで消します)。',
  'users:read.email': 'メールアドレスで取り込んだ方と、Slackのアカウントを結び付けられません。',
  'files:read': '設定画面からのファイルの取り込みが使えません。コマンドラインからは取り込めます。',
  'usergroups:read': 'ユーザーグループから役割を割り当てられません。一人ずつ選ぶことはできます。',
}

const REINSTALL =
  'Slackのアプリ設定の OAuth & Permissions で権限を足し(manifest.json を App Manifest に貼り直しても構いません)、Install App から再インストールしてください。'

/** 設定のチャンネルに投稿するもの。 */
const posts = (what: string): string =>
  ({ hand_over: 'トスアップの投稿先', wins: '受注の投稿先' })[what] ?? 'ダイジェストの投稿先'

export const doctor: Doctor = {
  title: (at) => `Tasukiの点検 ${at}`,
  groups: {
    machine: 'サーバー',
    slack: 'Slackとの接続',
    database: 'データベース',
    app: '動作',
    people: '設定と人',
    backups: 'バックアップ',
  },
  says: {
    env_faulty: ({ line }) => `環境変数に誤りがあります:${line}`,
    env_unknown: ({ name }) => `環境変数 ${name} をTasukiは知りません。`,
    node_ok: ({ version }) => `Node.js ${version} で動いています。`,
    node_old: ({ version, wanted }) => `Node.js ${version} では動きません(必要なのは ${wanted})。`,
    folder_ok: ({ folder, free }) => `${folder} に書き込めます(空き ${free})。`,
    folder_closed: ({ folder }) => `${folder} に書き込めません。`,
    disk_low: ({ folder, free }) => `${folder} のディスクの空きが少なくなっています(残り ${free})。`,
    disk_full: ({ folder, free }) => `${folder} のディスクの空きがほとんどありません(残り ${free})。`,
    network_disk: ({ folder }) =>
      `${folder} はネットワーク上のディスクです。書き込みの保証が弱く、データが壊れることがあります。`,

    token_missing: () => 'SLACK_BOT_TOKEN がないため、Slackについては調べられません。',
    token_ok: ({ team, bot }) => `トークンは有効です(${team}、${bot})。`,
    token_refused: ({ code }) => `Slackがトークンを受け付けません(${code})。`,
    token_other_team: ({ team, known }) =>
      `トークンは ${team} のものですが、データベースのワークスペースは ${known} です。`,
    slack_unreachable: ({ url, why }) => `Slackにつながりません(${url}、${why})。権限などは調べられませんでした。`,
    secret_ok: () => 'Signing Secretの形は正しいようです。',
    secret_missing: () => 'SLACK_SIGNING_SECRET がありません(ソケットモードなら SLACK_APP_TOKEN)。',
    secret_odd: () => 'SLACK_SIGNING_SECRET が、Slackの発行する形(英数字32文字)と違います。',
    socket_mode: () => 'ソケットモードで受け取ります。',
    scopes_ok: ({ count }) => `必要な権限はそろっています(${count}個)。`,
    scopes_unknown: () => '与えられた権限を、Slackの返事から読み取れませんでした。',
    scope_missing: ({ scope, methods }) => `必要な権限 ${scope} がありません(${methods})。`,
    scope_left_out: ({ scope }) => `省いてもよい権限 ${scope} がありません。`,
    clock_ok: ({ seconds }) => `時計はSlackと合っています(差 ${seconds}秒)。`,
    clock_off: ({ seconds }) => `時計がSlackと${seconds}秒ずれています。`,
    clock_far: ({ seconds }) =>
      `時計がSlackと${seconds}秒ずれています。5分を超えると、Slackからの操作をすべて断ることになります。`,
    channel_ok: ({ name, what }) => `${posts(what)} #${name} に参加しています。`,
    channel_unset: () => 'ダイジェストの投稿先が選ばれていないため、マネージャーへのダイレクトメッセージで届きます。',
    channel_unreadable: ({ channel, code, what }) => `${posts(what)}(${channel})を確認できません(${code})。`,
    channel_archived: ({ name, what }) => `${posts(what)} #${name} はアーカイブされています。`,
    channel_not_joined: ({ name, what }) => `${posts(what)} #${name} にTasukiが参加していません。`,
    channel_shared: ({ name, what }) => `${posts(what)} #${name} は社外と共有されているため、投稿しません。`,

    database_missing: ({ file }) => `データベース ${file} はまだありません。`,
    database_unusable: ({ file, why, detail }) => `データベース ${file} ${doctor.unusable[why]}(${detail})。`,
    database_ok: ({ file, size, schema }) => `データベース ${file} を開けます(${size}、スキーマ${schema})。`,
    schema_old: ({ found, known }) => `データの形が古い版です(スキーマ${found}、この版は${known})。`,
    schema_newer: ({ found, known }) =>
      `より新しい版のTasukiのデータです(スキーマ${found}、この版が知るのは${known}まで)。`,
    pragmas_ok: () => '書き込みを守る設定(WAL、synchronous=FULL、foreign_keys など)が効いています。',
    pragma_wrong: ({ line }) => `書き込みを守る設定が効いていません(${line})。`,
    integrity_ok: () => 'データベースに壊れた箇所はありません。',
    integrity_bad: ({ detail }) => `データベースが壊れています(${detail})。`,
    dangling: ({ tables }) => `つながりの切れた行があります(${tables})。`,
    log_ok: ({ size }) => `書き込み途中の記録(-wal)は ${size} です。`,
    log_large: ({ size }) => `書き込み途中の記録(-wal)が ${size} に膨らんでいます。`,

    app_ok: ({ lastTick }) => `Tasukiは動いています(定期処理は ${lastTick})。`,
    app_starting: ({ url }) => `Tasukiは起動したばかりです(${url})。`,
    app_unwell: ({ url, lastTick }) => `Tasukiが異常を知らせています(${url}、定期処理は ${lastTick})。`,
    app_silent: ({ url }) => `Tasukiは動いていないようです(${url} から返事がありません)。`,
    app_port_taken: ({ url }) => `${url} で、Tasukiではないプログラムが返事をしています。`,
    deliveries_ok: () => '送れずに残っているお知らせはありません。',
    deliveries_late: ({ minutes }) => `送る時刻を${minutes}分過ぎたお知らせがあります。`,
    deliveries_parked: ({ count, reasons }) => `この1週間で、送れなかったお知らせが${count}件あります(${reasons})。`,

    workspace_ok: ({ name, people }) => `ワークスペース「${name}」、${people}人が登録されています。`,
    workspace_none: () => 'ワークスペースはまだ登録されていません。',
    workspace_unconnected: ({ people }) =>
      `ワークスペースはまだSlackに接続していません(登録済みのメンバー:${people}人)。`,
    suspended: ({ name }) =>
      `ワークスペース「${name}」への送信を止めています。Slackがトークンを断ったか、アプリが削除されました。`,
    managers_ok: ({ names }) => `マネージャー:${names}`,
    managers_none: ({ admins }) => `マネージャーがいないため、マネージャー宛のお知らせは管理者に届きます:${admins}`,
    nobody_told: () => 'マネージャーも管理者もいないため、期限超過や送れなかったお知らせが誰にも届きません。',
    nobody_above: ({ name }) =>
      `${name}さんの期限超過は、ほかにマネージャーも管理者もいないため、どなたにも届きません。`,
    without_manager: ({ names, told }) =>
      `マネージャーが決まっていない方がいます:${names}。期限超過のご相談は ${told} に届きます。`,
    without_role: ({ names }) => `「役割を割り当てた人だけ」の設定のため、役割のない方は使えません:${names}`,
    holidays_unknown: ({ country }) =>
      `国(${country})の祝日がわからないため、土日と会社の休業日だけを休みとして数えます。`,

    backups_ok: ({ night, size, count, folder }) =>
      `最後のバックアップは${night}(${size})、あわせて${count}個あります(${folder})。`,
    backups_off: () => '毎晩のバックアップを止めています(TASUKI_BACKUP_DIR=off)。',
    backups_none: ({ folder }) => `バックアップがまだありません(${folder})。`,
    backup_old: ({ night, days, folder }) => `最後のバックアップは${days}日前(${night})のものです(${folder})。`,
    backup_failed: ({ night, failure, tries }) =>
      `${night}のバックアップに失敗しています(${backups.failures[failure]}、${tries}回)。`,
    backup_bad: ({ file, why, detail }) => `バックアップ ${file} は使えません:${backups.faults[why](detail)}`,
  },
  mends: {
    env_faulty: () => '.env か環境変数を直してください。書き方は .env.example にあります。',
    env_unknown: () => '綴りをご確認ください。使える変数は .env.example にあります。',
    node_old: () => 'Node.js 24(または 22、20.19 以降)を入れてください。',
    folder_closed: () => 'Tasukiを動かすユーザーに、このフォルダーへの書き込みを許可してください。',
    disk_low: () => '空きを増やしてください。バックアップにも、データベースと同じだけの空きが要ります。',
    disk_full: () => 'いますぐ空きを増やしてください。なくなると、登録した内容を保存できません。',
    network_disk: () => 'DATABASE_URL を、このサーバー自身のディスクに移してください。',
    token_missing: () =>
      'アプリ設定の OAuth & Permissions にある Bot User OAuth Token(xoxb-…)を .env に書いてください。',
    token_refused: () =>
      'アプリ設定の Install App から再インストールし、新しいトークンを .env に書いて起動し直してください。',
    token_other_team: () => '正しいワークスペースのトークンか、DATABASE_URL が合っているかをご確認ください。',
    slack_unreachable: () => 'サーバーから slack.com へのHTTPS(443番)が通るか、プロキシやDNSをご確認ください。',
    secret_missing: () => 'アプリ設定の Basic Information にある Signing Secret を .env に書いてください。',
    secret_odd: () =>
      'Basic Information の Signing Secret(Client Secretではありません)を、前後の空白なしで写してください。',
    scopes_unknown: () => 'SLACK_API_URL が本物のSlackを指しているかをご確認ください。',
    scope_missing: () => REINSTALL,
    scope_left_out: ({ scope }) => `${doctor.without(scope)}必要なら権限を足して再インストールしてください。`,
    clock_off: () => 'NTP(chrony、systemd-timesyncd など)で時計を合わせてください。',
    clock_far: () => 'NTP(chrony、systemd-timesyncd など)で、いますぐ時計を合わせてください。',
    channel_unset: () => 'Slackで /csql settings を開き、投稿先のチャンネルをお選びください(このままでも届きます)。',
    channel_unreadable: () => 'チャンネルが残っているか、非公開なら /invite @Tasuki で招待済みかをご確認ください。',
    channel_archived: () => '/csql settings で、別のチャンネルをお選びください。',
    channel_not_joined: ({ name }) => `#${name} で /invite @Tasuki と入力してください。`,
    channel_shared: () => '/csql settings で、社内だけのチャンネルをお選びください。',
    database_missing: () => '最初の npm start で作られます。場所が違うときは DATABASE_URL をご確認ください。',
    database_unusable: ({ why }) =>
      why === 'not_a_database' || why === 'damaged'
        ? 'Tasukiを止め、tasuki restore バックアップのファイル --force で戻してください。'
        : 'DATABASE_URL の場所と権限をご確認ください。',
    schema_old: () => '次の npm start で新しい形になります。その前にバックアップを取ってください。',
    schema_newer: () => '新しい版のTasukiで起動するか、更新前のバックアップを戻してください。',
    pragma_wrong: () => 'DATABASE_URL を、このサーバー自身のディスクに移してください。',
    integrity_bad: () =>
      'Tasukiを止め、tasuki restore バックアップのファイル --force で戻してください。ディスクの点検もお勧めします。',
    dangling: () => 'tasuki restore で、よいバックアップに戻すことをお勧めします。',
    log_large: () =>
      '長く開いたままの接続(バックアップ、ほかのツール)がないかをご確認のうえ、Tasukiを起動し直してください。',
    app_unwell: () => 'ログの error をご確認ください。起動し直しても、送るものは失われません。',
    app_silent: () =>
      '動かすつもりなら npm start で起動してください。PORT と HOST が、動いているものと同じかもご確認ください。',
    app_port_taken: () => 'PORT を別の番号にするか、そのプログラムを止めてください。',
    deliveries_late: () => 'Tasukiが動いていて、Slackにつながるかをご確認ください。つながり次第、順に送ります。',
    deliveries_parked: () => 'tasuki deliveries --state parked で内容を、… retry で再送、… drop で取り下げができます。',
    workspace_none: () => '最初の npm start で登録されます。',
    workspace_unconnected: () => 'Slackのトークンを設定して npm start を実行すると、接続します。',
    suspended: () => 'アプリを入れ直し、新しい SLACK_BOT_TOKEN で npm start してください。続きから送ります。',
    managers_none: () => '/csql settings でマネージャーをお選びください。',
    nobody_told: () =>
      '/csql settings でマネージャーをお選びください。TASUKI_ADMINS にご自身のメンバーIDを書くと管理者になります。',
    nobody_above: () => '/csql settings でもうひとりマネージャーをお選びください。',
    without_manager: () => '/csql settings で、その方のマネージャーをお選びください(このままでも上の方に届きます)。',
    without_role: () => '/csql settings で役割を割り当てるか、「ワークスペースのメンバー全員」に変えてください。',
    holidays_unknown: () => '祝日を /csql settings の「その他の休業日」に書いてください。',
    backups_off: () => 'ほかの方法で取っていないなら、TASUKI_BACKUP_DIR をフォルダーにしてください。',
    backups_none: () => 'Tasukiを動かしておくと毎晩2:30に取ります。いま取るには tasuki backup ファイル名。',
    backup_old: () => 'Tasukiが夜も動いているか、ログに backup の error がないかをご確認ください。',
    backup_failed: ({ failure }) =>
      failure === 'disk_full'
        ? 'ディスクの空きを増やしてください。1時間おきに試しています。'
        : 'ログの "the nightly backup failed" と、フォルダーの権限をご確認ください。1時間おきに試しています。',
    backup_bad: () => '削除して、tasuki backup で取り直してください。ディスクの点検もお勧めします。',
  },
  without: (scope) => WITHOUT[scope] ?? 'この権限を使う機能だけが働きません。',
  unusable: {
    not_a_database: 'はSQLiteのデータベースではないか、先頭が壊れています',
    damaged: 'は壊れているか、途中で切れています',
    read_only: 'に書き込めません',
    busy: 'をほかのプログラムが使っています',
    disk_full: 'のディスクに空きがありません',
    cannot_open: 'を開けません',
  },
  summary: ({ fail, warn }) => {
    if (fail === 0 && warn === 0) return 'すべて問題ありません。'
    if (fail === 0) return `直すべきものはありません。ご確認いただきたいものが${warn}件あります。`
    return `直すべきものが${fail}件あります${warn === 0 ? '' : `(ほかに、ご確認いただきたいものが${warn}件)`}。`
  },
  names: (names, more) => `${names.join('、')}${more === 0 ? '' : ` ほか${more}人`}`,
}
