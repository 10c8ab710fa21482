import { type EventName } from '@starling/contract';
import {
  type BaileysEventMap,
  callUpdate,
  type EmittedEvent,
  flowOfMessage,
  groupChanges,
  joinedGroup,
  joinRequest,
  labelAssociation,
  labelEdit,
  messageExchange,
  participantsFlow,
  statusesOfReceipts,
  statusesOfUpdates,
  type TranslationContext,
} from '@starling/whatsapp';

export interface Translated {
  readonly name: EventName;
  readonly payload: object;
  /** What keeps its order among itself. */
  readonly chat: string;
  /** Names the happening itself, so that telling it twice is telling the same. Absent: the payload does. */
  readonly identity?: string;
  /** The message itself, when it has a file. */
  readonly message?: Map['messages.upsert']['messages'][number];
}

type Map = BaileysEventMap;

/** What a thing that Baileys emits may become; what is not listed becomes nothing. */
export const EVENTS_OF: Partial<Record<EmittedEvent, readonly EventName[]>> = {
  // Some changes of a group are told by nothing but a note in its chat.
  'messages.upsert': ['message.exchange', 'group.flow'],
  'messages.update': ['message.status'],
  'message-receipt.update': ['message.status'],
  call: ['call.update'],
  'group-participants.update': ['group.flow'],
  'groups.upsert': ['group.flow'],
  'groups.update': ['group.flow'],
  'group.join-request': ['group.flow'],
  'labels.edit': ['label.update'],
  'labels.association': ['label.update'],
};

export function translate<E extends EmittedEvent>(
  event: E,
  data: Map[E],
  context: TranslationContext,
): readonly Translated[] {
  switch (event) {
    case 'messages.upsert':
      return (data as Map['messages.upsert']).messages.flatMap((message) => {
        const payload = messageExchange(message, context);
        const noted = flows([flowOfMessage(message, context)]);
        return payload ? [exchange(message, payload), ...noted] : noted;
      });
    case 'messages.update':
      return statuses(statusesOfUpdates(data as Map['messages.update'], context));
    case 'message-receipt.update':
      return statuses(statusesOfReceipts(data as Map['message-receipt.update'], context));
    case 'call':
      return (data as Map['call']).flatMap((call) => {
        const payload = callUpdate(call, context);
        return payload ? [{ name: 'call.update', payload, chat: payload.chat.jid }] : [];
      });
    case 'group-participants.update':
      return flows([participantsFlow(data as Map['group-participants.update'], context)]);
    case 'groups.upsert':
      return flows((data as Map['groups.upsert']).map((group) => joinedGroup(group, context)));
    case 'groups.update':
      return flows(
        (data as Map['groups.update']).flatMap((update) => groupChanges(update, context)),
      );
    case 'group.join-request':
      return flows([joinRequest(data as Map['group.join-request'], context)]);
    case 'labels.edit':
      return [labels(labelEdit(data as Map['labels.edit'], context))];
    case 'labels.association':
      return [labels(labelAssociation(data as Map['labels.association'], context))];
    default:
      return [];
  }
}

export function exchange(
  message: Map['messages.upsert']['messages'][number],
  payload: NonNullable<ReturnType<typeof messageExchange>>,
): Translated {
  const { key } = message;
  const identity = [key.remoteJid, key.fromMe, key.participant, key.id, payload.message.type];
  return {
    name: 'message.exchange',
    payload,
    chat: payload.chat.jid,
    identity: identity.join('|'),
    ...(payload.message.media && { message }),
  };
}

const statuses = (payloads: ReturnType<typeof statusesOfUpdates>): Translated[] =>
  payloads.map((payload) => ({ name: 'message.status', payload, chat: payload.chat.jid }));

const flows = (payloads: readonly (ReturnType<typeof participantsFlow> | undefined)[]) =>
  payloads.flatMap((payload): Translated[] =>
    payload ? [{ name: 'group.flow', payload, chat: payload.groupJid }] : [],
  );

const labels = (payload: object): Translated => ({ name: 'label.update', payload, chat: '' });
