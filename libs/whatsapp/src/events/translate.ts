import { type EventName } from '@starling/contract';
import { type EngineFact, type FactOf, type MessageFact } from '../port/facts.js';
import { type MessageReading } from '../port/message.js';
import { type SessionEvent } from '../port/session-event.js';
import { callUpdate } from './call-update.js';
import { type TranslationContext } from './context.js';
import { flowsOfMessage, groupFlows } from './group-flow.js';
import { labelUpdate } from './label-update.js';
import { messageExchange } from './message-exchange.js';
import { messageStatuses } from './message-status.js';

type Kind = EngineFact['kind'];

type Translators = {
  readonly [K in Kind]: {
    readonly [Name in EventName]?: (
      fact: FactOf<K>,
      context: TranslationContext,
    ) => readonly SessionEvent<Name>[];
  };
};

/** The events that each kind of fact may become. */
const TRANSLATORS: Translators = {
  message: {
    'message.exchange': ({ message }, context) =>
      message.reading ? [exchangeEvent(message, message.reading, context)] : [],
    // WhatsApp reports some changes of a group as a note in its chat and nowhere else.
    'group.flow': ({ message }, context) => flowsOfMessage(message, context).map(flowEvent),
  },
  statuses: {
    'message.status': ({ statuses }, context) =>
      messageStatuses(statuses, context).map((payload) => ({
        name: 'message.status',
        payload,
        chat: payload.chat.jid,
      })),
  },
  call: {
    'call.update': ({ call }, context) => {
      const payload = callUpdate(call, context);
      return [{ name: 'call.update', payload, chat: payload.chat.jid }];
    },
  },
  group: {
    'group.flow': ({ group }, context) => groupFlows(group, context).map(flowEvent),
  },
  label: {
    'label.update': ({ label }, context) => [
      { name: 'label.update', payload: labelUpdate(label, context), chat: '' },
    ],
  },
};

const NAMES = Object.fromEntries(
  Object.entries(TRANSLATORS).map(([kind, byName]) => [kind, Object.keys(byName)]),
) as unknown as Readonly<Record<Kind, readonly [EventName, ...EventName[]]>>;

/** The names of the events that a fact may become; the first one is the usual one. */
export const namesOf = ({ kind }: EngineFact): readonly [EventName, ...EventName[]] => NAMES[kind];

type Translator = (fact: EngineFact, context: TranslationContext) => readonly SessionEvent[];

/** Builds the events that are wanted, and no others. */
export function translate(
  fact: EngineFact,
  context: TranslationContext,
  wants: (name: EventName) => boolean,
): readonly SessionEvent[] {
  const byName = TRANSLATORS[fact.kind] as Partial<Record<EventName, Translator>>;
  return namesOf(fact).flatMap((name) =>
    wants(name) ? (byName[name]?.(fact, context) ?? []) : [],
  );
}

/** `reading` is the message's own, or what was read with the help of a stored secret. */
export function exchangeEvent(
  message: MessageFact,
  reading: MessageReading,
  context: TranslationContext,
): SessionEvent<'message.exchange'> {
  const { key, readFile } = message;
  const payload = messageExchange(message, reading, context);
  const identity = [key.remoteJid, key.fromMe, key.participant, key.id, payload.message.type];
  return {
    name: 'message.exchange',
    payload,
    chat: payload.chat.jid,
    identity: identity.join('|'),
    ...(payload.message.media && { readFile }),
  };
}

const flowEvent = (payload: SessionEvent<'group.flow'>['payload']): SessionEvent<'group.flow'> => ({
  name: 'group.flow',
  payload,
  chat: payload.groupJid,
});
