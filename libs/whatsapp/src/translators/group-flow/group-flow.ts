import { formatTimestamp } from '@starling/domain';
import { type BaileysEventMap, type GroupMetadata } from '@whiskeysockets/baileys';
import { addressesOf, partyOf, type TranslationContext } from '../context.js';

type ParticipantsUpdate = BaileysEventMap['group-participants.update'];
type JoinRequest = BaileysEventMap['group.join-request'];

interface FlowFact {
  readonly type: string;
  readonly groupJid: string;
  readonly participants?: readonly {
    readonly jid: string;
    readonly name: string;
    readonly lid: string | null;
  }[];
  readonly author?: string | null | undefined;
  readonly authorPn?: string | null | undefined;
  readonly value?: unknown;
  readonly groupName?: string | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  add: 'joined',
  remove: 'left',
  promote: 'promoted',
  demote: 'demoted',
  modify: 'changed_number',
};

const INVITE = 'https://chat.whatsapp.com/';

export function participantsFlow(update: ParticipantsUpdate, context: TranslationContext) {
  const type = TYPES[update.action];
  if (!type) return undefined;
  return flow(
    {
      type,
      groupJid: update.id,
      participants: update.participants.map((one) => memberOf(one, context)),
      author: update.author,
      authorPn: update.authorPn,
    },
    context,
  );
}

/** This number was added to a group, or made one. */
export const joinedGroup = (group: GroupMetadata, context: TranslationContext) =>
  flow(
    {
      type: 'joined',
      groupJid: group.id,
      participants: [{ jid: context.own.jid, name: context.own.name, lid: context.own.lid }],
      author: group.author,
      authorPn: group.authorPn,
      groupName: group.subject,
    },
    context,
  );

/** One event for each field that changed. */
export function groupChanges(update: Partial<GroupMetadata>, context: TranslationContext) {
  const groupJid = update.id ?? '';
  const { author, authorPn, subject } = update;
  const fields: readonly (readonly [type: string, value: unknown])[] = [
    ['name', update.subject],
    ['topic', update.desc],
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

export function joinRequest(request: JoinRequest, context: TranslationContext) {
  const asks = partyOf(request.participant, request.participantPn, context);
  return flow(
    {
      type: 'join_request',
      groupJid: request.id,
      participants: [{ jid: asks.jid, name: asks.name, lid: asks.lid }],
      author: request.author,
      authorPn: request.authorPn,
      value: request.action,
    },
    context,
  );
}

export const groupDeleted = (groupJid: string, context: TranslationContext) =>
  flow({ type: 'delete', groupJid }, context);

function flow(fact: FlowFact, context: TranslationContext) {
  const { author, authorPn } = fact;
  const by = author ? partyOf(author, authorPn, context) : null;
  return {
    type: fact.type,
    groupJid: fact.groupJid,
    groupName: fact.groupName ?? context.nameOf(fact.groupJid),
    timestamp: formatTimestamp(context.at),
    participants: fact.participants ?? [],
    author: by && { jid: by.jid, lid: by.lid, name: by.name },
    value: fact.value ?? null,
  };
}

function memberOf(member: ParticipantsUpdate['participants'][number], context: TranslationContext) {
  const { jid, lid } = addressesOf(member.id, member.phoneNumber ?? member.lid, context);
  return { jid, name: partyOf(jid, lid, context).name, lid };
}
