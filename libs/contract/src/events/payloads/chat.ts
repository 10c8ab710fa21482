import { z } from 'zod';
import { fullJid, party } from './address.js';

export const CHAT_TYPES = ['private', 'group', 'newsletter', 'status', 'broadcast'] as const;

const type = z.enum(CHAT_TYPES);

/** Present only for the announcement group of a community. */
const isCommunity = z.literal(true).optional();

export const chat = z.strictObject({ ...party.shape, type, isCommunity });

/** A chat without its names. */
export const chatReference = z.strictObject({ jid: fullJid, type, isCommunity });
