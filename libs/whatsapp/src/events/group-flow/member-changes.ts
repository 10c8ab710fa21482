import { type BaileysEventMap, type GroupMetadata } from '@whiskeysockets/baileys';
import { type TranslationContext } from '../context.js';
import { flow, type Flow, memberOf } from './flow.js';

type ParticipantsUpdate = BaileysEventMap['group-participants.update'];

const TYPES: Readonly<Record<string, string>> = {
  add: 'joined',
  remove: 'left',
  promote: 'promoted',
  demote: 'demoted',
  modify: 'changed_number',
};

export function participantsFlow(
  { id, action, author, authorPn, participants }: ParticipantsUpdate,
  context: TranslationContext,
): Flow | undefined {
  const type = TYPES[action];
  if (!type || participants.length === 0) return undefined;
  const members = participants.map((one) => memberOf(one.id, one.phoneNumber ?? one.lid, context));
  return flow({ type, groupJid: id, participants: members, author, authorPn }, context);
}

/** This number was added to a group, or made one. */
export const joinedGroup = (group: GroupMetadata, context: TranslationContext): Flow =>
  flow(
    {
      type: 'joined',
      groupJid: group.id,
      participants: [memberOf(context.own.jid, context.own.lid, context)],
      author: group.author,
      authorPn: group.authorPn,
      groupName: group.subject,
    },
    context,
  );

export function joinRequest(
  request: BaileysEventMap['group.join-request'],
  context: TranslationContext,
): Flow {
  const { id, participant, participantPn, author, authorPn, action } = request;
  const asks = memberOf(participant || (participantPn ?? ''), participantPn, context);
  return flow(
    { type: 'join_request', groupJid: id, participants: [asks], author, authorPn, value: action },
    context,
  );
}
