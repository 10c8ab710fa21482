import {
  isJidBroadcast,
  isJidGroup,
  isJidNewsletter,
  isJidStatusBroadcast,
} from '@whiskeysockets/baileys';
import { type TranslationContext } from './context.js';

export type ChatType = 'private' | 'group' | 'newsletter' | 'status' | 'broadcast';

/** Stories and lists are never private: bots would answer them. */
export function chatTypeOf(jid: string): ChatType {
  if (isJidGroup(jid)) return 'group';
  if (isJidNewsletter(jid)) return 'newsletter';
  if (isJidStatusBroadcast(jid)) return 'status';
  return isJidBroadcast(jid) ? 'broadcast' : 'private';
}

/** The key is left out everywhere but in the announcement group of a community. */
export const communityMark = (jid: string, context: TranslationContext) =>
  context.isCommunityAnnouncement(jid) ? ({ isCommunity: true } as const) : {};
