import { z } from 'zod';

/** The only valid filter values; case-sensitive. */
export const EVENT_NAMES = [
  'message.exchange',
  'message.status',
  'call.update',
  'group.flow',
  'instance.state',
  'label.update',
] as const;

export const eventName = z.enum(EVENT_NAMES);
export type EventName = z.infer<typeof eventName>;

export const isEventName = (text: string): text is EventName =>
  (EVENT_NAMES as readonly string[]).includes(text);
