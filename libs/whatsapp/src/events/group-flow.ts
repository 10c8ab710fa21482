import { type GroupFlowPayload } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import {
  type GroupChange,
  type GroupFact,
  type MemberFact,
  type MessageFact,
} from '../port/facts.js';
import { addressesOf, type Party, partyOf, type TranslationContext } from './context.js';

interface Member {
  readonly jid: string;
  readonly name: string;
  readonly lid: string | null;
}

interface Change {
  readonly type: GroupFlowPayload['type'];
  readonly participants: readonly Member[];
  readonly value: GroupFlowPayload['value'];
}

/** One event for each field that changed. */
export function groupFlows(group: GroupFact, context: TranslationContext): GroupFlowPayload[] {
  const { groupJid, author, authorPhone } = group;
  const party: Party | null = author ? partyOf(author, authorPhone, context) : null;
  return changesOf(group.change, context).map(
    ({ type, participants, value }) =>
      ({
        type,
        groupJid,
        groupName: group.groupName ?? context.nameOf(groupJid),
        timestamp: group.at ?? formatTimestamp(context.at),
        participants,
        author: party,
        value,
        // The type and its value come from one member of `GroupChange`; the compiler cannot follow the pair.
      }) as GroupFlowPayload,
  );
}

/** A change that WhatsApp reports as a note in the chat of the group. */
export function flowsOfMessage(
  { key, sentAt, groupNote }: MessageFact,
  context: TranslationContext,
): GroupFlowPayload[] {
  if (!groupNote) return [];
  const change: GroupChange =
    groupNote.type === 'ephemeral'
      ? { type: 'fields', fields: { ephemeral: groupNote.seconds } }
      : { type: 'changed_number', members: [groupNote.member] };
  return groupFlows(
    {
      groupJid: key.remoteJid ?? '',
      author: key.fromMe ? context.own.jid : key.participant,
      authorPhone: key.participantAlt,
      at: sentAt,
      change,
    },
    context,
  );
}

function changesOf(change: GroupChange, context: TranslationContext): Change[] {
  const { own } = context;
  switch (change.type) {
    case 'fields':
      return Object.entries(change.fields).map(([type, value]) => ({
        type: type as Change['type'],
        participants: [],
        value,
      }));
    case 'delete':
      return [{ type: 'delete', participants: [], value: null }];
    case 'joined_self': {
      const member = memberOf({ jid: own.jid, otherJid: own.lid }, context);
      return [{ type: 'joined', participants: [member], value: null }];
    }
    default: {
      const participants = change.members.map((member) => memberOf(member, context));
      if (participants.length === 0) return [];
      const value = change.type === 'join_request' ? change.action : null;
      return [{ type: change.type, participants, value }];
    }
  }
}

function memberOf({ jid, otherJid }: MemberFact, context: TranslationContext): Member {
  const addresses = addressesOf(jid, otherJid, context);
  const { name } = partyOf(addresses.jid, addresses.lid, context);
  return { jid: addresses.jid, name, lid: addresses.lid };
}
