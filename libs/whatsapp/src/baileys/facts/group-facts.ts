import { type BaileysEventMap, type GroupMetadata } from '@whiskeysockets/baileys';
import { type GroupFact, type GroupFieldValues, type MemberChange } from '../../port/facts.js';

const INVITE = 'https://chat.whatsapp.com/';

const MEMBER_CHANGES: Readonly<Record<string, MemberChange>> = {
  add: 'joined',
  remove: 'left',
  promote: 'promoted',
  demote: 'demoted',
  modify: 'changed_number',
};

/** Undefined for a group that is described whole: it was only looked up. */
export function groupFieldsFact(update: Partial<GroupMetadata>): GroupFact | undefined {
  if (update.participants) return undefined;
  const { id: groupJid = '', author, authorPn: authorPhone, subject: groupName } = update;
  const change = { type: 'fields', fields: fieldsOf(update) } as const;
  return { groupJid, groupName, author, authorPhone, change };
}

function fieldsOf(update: Partial<GroupMetadata>): Partial<GroupFieldValues> {
  const { inviteCode } = update;
  const fields = {
    name: update.subject,
    // Baileys has no text for a description that was taken away.
    topic: 'desc' in update ? (update.desc ?? '') : undefined,
    announce: update.announce,
    locked: update.restrict,
    link: inviteCode && INVITE + inviteCode,
    member_add_mode: update.memberAddMode,
    join_approval: update.joinApprovalMode,
    ephemeral: update.ephemeralDuration,
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<GroupFieldValues>;
}

/** Undefined for a change of members that the contract has no word for. */
export function memberChangeFact({
  id: groupJid,
  action,
  author,
  authorPn: authorPhone,
  participants,
}: BaileysEventMap['group-participants.update']): GroupFact | undefined {
  const type = MEMBER_CHANGES[action];
  const members = participants.map(({ id, phoneNumber, lid }) => ({
    jid: id,
    otherJid: phoneNumber ?? lid,
  }));
  return type && { groupJid, author, authorPhone, change: { type, members } };
}

/** This number was added to a group, or made one. */
export const joinedGroupFact = ({ id, subject, author, authorPn }: GroupMetadata): GroupFact => ({
  groupJid: id,
  groupName: subject,
  author,
  authorPhone: authorPn,
  change: { type: 'joined_self' },
});

export function joinRequestFact(request: BaileysEventMap['group.join-request']): GroupFact {
  const { id: groupJid, participant, participantPn, author, authorPn, action } = request;
  const member = { jid: participant || (participantPn ?? ''), otherJid: participantPn };
  const change = { type: 'join_request', members: [member], action } as const;
  return { groupJid, author, authorPhone: authorPn, change };
}
