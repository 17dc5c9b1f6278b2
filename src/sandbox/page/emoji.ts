/** Emoji by Slack's names: those offered as reactions, and those that are often typed. Others stay as they were typed. */
const EMOJI: Readonly<Record<string, string>> = {
  seedling: '🌱',
  '+1': '👍',
  thumbsup: '👍',
  pray: '🙏',
  tada: '🎉',
  eyes: '👀',
  white_check_mark: '✅',
  bow: '🙇',
  clap: '👏',
  smile: '😄',
  heart: '❤️',
  rocket: '🚀',
  bulb: '💡',
  warning: '⚠️',
  memo: '📝',
  bell: '🔔',
  calendar: '📅',
  handshake: '🤝',
}

export const REACTIONS = ['seedling', '+1', 'pray', 'tada', 'eyes', 'white_check_mark', 'bow', 'clap'] as const

/** The sign, or the name between its colons where there is none. */
export const emojiOf = (name: string): string => EMOJI[name] ?? `:${name}:`
export const isEmoji = (name: string): boolean => Object.hasOwn(EMOJI, name)
