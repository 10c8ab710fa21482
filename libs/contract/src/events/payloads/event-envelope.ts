import { z } from 'zod';
import { type EventName } from '../event-names.js';
import { callUpdateExample, callUpdatePayload } from './call-update.js';
import { groupFlowExample, groupFlowPayload } from './group-flow.js';
import { instanceStateExample, instanceStatePayload } from './instance-state.js';
import { labelUpdateExample, labelUpdatePayload } from './label-update.js';
import { messageExchangeExample, messageExchangePayload } from './message-exchange.js';
import { messageStatusExample, messageStatusPayload } from './message-status.js';

export * from './call-update.js';
export * from './group-flow.js';
export * from './instance-state.js';
export * from './label-update.js';
export * from './message-exchange.js';
export * from './message-status.js';

/** The schema of an event's `data`, with an example that it accepts. */
interface Payload<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly example: z.output<Schema>;
}

const payload = <Schema extends z.ZodType>(
  schema: Schema,
  example: z.output<Schema>,
): Payload<Schema> => ({ schema, example });

export const EVENT_PAYLOADS = {
  'message.exchange': payload(messageExchangePayload, messageExchangeExample),
  'message.status': payload(messageStatusPayload, messageStatusExample),
  'call.update': payload(callUpdatePayload, callUpdateExample),
  'group.flow': payload(groupFlowPayload, groupFlowExample),
  'instance.state': payload(instanceStatePayload, instanceStateExample),
  'label.update': payload(labelUpdatePayload, labelUpdateExample),
} as const satisfies Readonly<Record<EventName, Payload<z.ZodType>>>;

export type EventPayload<Name extends EventName> = z.output<
  (typeof EVENT_PAYLOADS)[Name]['schema']
>;

/** The instance of the event. A receiver of several instances tells them apart by the name. */
const instanceData = z.strictObject({
  baseUrl: z.string(),
  instance: z.string(),
  token: z.string(),
});

/** `EventEnvelope<'call.update'>` is the whole of one event; without a name it is any of them, told apart by `event`. */
export type EventEnvelope<Name extends EventName = EventName> = {
  [Each in Name]: {
    readonly event: Each;
    readonly data: EventPayload<Each>;
    readonly instanceData: z.output<typeof instanceData>;
  };
}[Name];

export const envelopeOf = <Name extends EventName>(event: Name) =>
  z.strictObject({
    event: z.literal(event),
    data: EVENT_PAYLOADS[event].schema as (typeof EVENT_PAYLOADS)[Name]['schema'],
    instanceData,
  });

/** Sockets and webhooks receive the same JSON. */
export const eventEnvelope = z.discriminatedUnion('event', [
  envelopeOf('message.exchange'),
  envelopeOf('message.status'),
  envelopeOf('call.update'),
  envelopeOf('group.flow'),
  envelopeOf('instance.state'),
  envelopeOf('label.update'),
]) satisfies z.ZodType<EventEnvelope>;
