import { type CHAT_TYPES } from '@starling/contract';
import { isBroadcastJid, isGroupJid, isNewsletterJid, isStatusJid } from '@starling/domain';
import { type TranslationContext } from './context.js';

export type ChatType = (typeof CHAT_TYPES)[number];

/** Stories and lists are never private: bots would answer them. */
export function chatTypeOf(jid: string): ChatType {
  if (isGroupJid(jid)) return 'group';
  if (isNewsletterJid(jid)) return 'newsletter';
  if (isStatusJid(jid)) return 'status';
  return isBroadcastJid(jid) ? 'broadcast' : 'private';
}

/** The key is left out everywhere but in the announcement group of a community. */
export const communityMark = (jid: string, context: TranslationContext) =>
  context.isCommunityAnnouncement(jid) ? ({ isCommunity: true } as const) : {};
