import { type UserFacingSocketConfig } from '@whiskeysockets/baileys';

type BaileysLogger = NonNullable<UserFacingSocketConfig['logger']>;

const nothing = (): void => undefined;

/** Baileys' lines hold stanzas, numbers and texts; what matters of them reaches us as events and close reasons. */
export const QUIET: BaileysLogger = {
  level: 'silent',
  child: () => QUIET,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
