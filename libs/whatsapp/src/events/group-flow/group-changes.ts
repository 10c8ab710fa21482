import { type GroupMetadata } from '@whiskeysockets/baileys';
import { type TranslationContext } from '../context.js';
import { flow, type Flow } from './flow.js';

const INVITE = 'https://chat.whatsapp.com/';

/** One event for each field that changed. A group that is told whole was only looked up. */
export function groupChanges(update: Partial<GroupMetadata>, context: TranslationContext): Flow[] {
  if (update.participants) return [];
  const groupJid = update.id ?? '';
  const { author, authorPn, subject } = update;
  // Baileys has no text for a description that was taken away.
  const topic = 'desc' in update ? (update.desc ?? '') : undefined;
  const fields: readonly (readonly [type: string, value: unknown])[] = [
    ['name', subject],
    ['topic', topic],
    ['announce', update.announce],
    ['locked', update.restrict],
    ['link', update.inviteCode && INVITE + update.inviteCode],
    ['member_add_mode', update.memberAddMode],
    ['join_approval', update.joinApprovalMode],
    ['ephemeral', update.ephemeralDuration],
  ];
  return fields
    .filter(([, value]) => value !== undefined)
    .map(([type, value]) =>
      flow({ type, groupJid, author, authorPn, value, groupName: subject }, context),
    );
}

export const groupDeleted = (groupJid: string, context: TranslationContext): Flow =>
  flow({ type: 'delete', groupJid }, context);
