import { z } from 'zod';
import { fullJid, party } from './address.js';

export const CHAT_TYPES = ['private', 'group', 'newsletter', 'status', 'broadcast'] as const;

const type = z.enum(CHAT_TYPES);

/** Only in the announcement group of a community; the key is left out everywhere else. */
const isCommunity = z.literal(true).optional();

export const chat = z.strictObject({ ...party.shape, type, isCommunity });

/** Where the other names are of no matter. */
export const chatReference = z.strictObject({ jid: fullJid, type, isCommunity });
