import { z } from 'zod';
import { isBroken, kept, type Verdict } from '../fields/verdict.js';
import { eventName, type EventName } from './event-names.js';
import { judgeFilter } from './filter.js';

export const websocketConfig = z.strictObject({
  enabled: z.boolean(),
  events: z.array(eventName),
  mediaBase64: z.boolean(),
});

/** The WebSocket configuration of an instance, as stored and as answered. */
export interface WebsocketConfig {
  readonly enabled: boolean;
  readonly events: EventName[];
  readonly mediaBase64: boolean;
}

export interface WebsocketRequest {
  readonly enabled: boolean;
  readonly events: readonly string[] | undefined;
  readonly mediaBase64: boolean | undefined;
}

/** The instance object shows this for an instance without a row; a disabled row is the same. */
export const DISABLED_WEBSOCKET: WebsocketConfig = {
  enabled: false,
  events: [],
  mediaBase64: false,
};

/** Replaces the whole row. Disabling clears it, but an unknown event name is refused even then. */
export function judgeWebsocket(request: WebsocketRequest): Verdict<WebsocketConfig> {
  const events = judgeFilter(request.events);
  if (isBroken(events)) return events;
  if (!request.enabled) return kept(DISABLED_WEBSOCKET);
  return kept({
    enabled: true,
    events: events.kept,
    mediaBase64: request.mediaBase64 ?? false,
  });
}
