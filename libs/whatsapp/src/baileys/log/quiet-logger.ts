import { type UserFacingSocketConfig } from '@whiskeysockets/baileys';

type BaileysLogger = NonNullable<UserFacingSocketConfig['logger']>;

const nothing = (): void => undefined;

/** Baileys' log lines contain stanzas, numbers and texts. Events and close reasons give us all that matters. */
export const QUIET: BaileysLogger = {
  level: 'silent',
  child: () => QUIET,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
