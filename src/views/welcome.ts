import type { Messages } from '../i18n/messages.js'
import { actions, lines, plainButton } from './blocks.js'
import { OPEN_SETTINGS } from './ids.js'
import { type Message, message } from './message.js'

/** To whoever installed the app: what it is for, and the button that begins the set-up. */
export const welcomeMessage = ({ settings }: Messages): Message =>
  message(
    lines(settings.welcome),
    lines(settings.welcomeHow),
    actions({ ...plainButton(OPEN_SETTINGS, settings.welcomeButton, 'people'), style: 'primary' }),
  )
