import { z } from 'zod';
import { type EventName } from '../event-names.js';
import { callUpdateExample, callUpdatePayload } from './call-update.js';
import { groupFlowExample, groupFlowPayload } from './group-flow.js';
import { instanceStateExample, instanceStatePayload } from './instance-state.js';
import { labelUpdateExample, labelUpdatePayload } from './label-update.js';
import { messageExchangeExample, messageExchangePayload } from './message-exchange.js';
import { messageStatusExample, messageStatusPayload } from './message-status.js';

/** Of which instance the event is; a receiver of several tells them apart by the name. */
export const instanceData = z.strictObject({
  baseUrl: z.string(),
  instance: z.string(),
  token: z.string(),
});

const told = <Name extends EventName, Payload extends z.ZodType>(event: Name, data: Payload) =>
  z.strictObject({ event: z.literal(event), data, instanceData });

/** The very same JSON on sockets and webhooks. */
export const eventEnvelope = z.discriminatedUnion('event', [
  told('message.exchange', messageExchangePayload),
  told('message.status', messageStatusPayload),
  told('call.update', callUpdatePayload),
  told('group.flow', groupFlowPayload),
  told('instance.state', instanceStatePayload),
  told('label.update', labelUpdatePayload),
]);
export type EventEnvelope = z.infer<typeof eventEnvelope>;

export const EVENT_PAYLOADS = {
  'message.exchange': { schema: messageExchangePayload, example: messageExchangeExample },
  'message.status': { schema: messageStatusPayload, example: messageStatusExample },
  'call.update': { schema: callUpdatePayload, example: callUpdateExample },
  'group.flow': { schema: groupFlowPayload, example: groupFlowExample },
  'instance.state': { schema: instanceStatePayload, example: instanceStateExample },
  'label.update': { schema: labelUpdatePayload, example: labelUpdateExample },
} as const satisfies Readonly<
  Record<EventName, { readonly schema: z.ZodType; readonly example: unknown }>
>;
