import { type EventName, type EventPayload } from '@starling/contract';

export interface InstanceData {
  readonly baseUrl: string;
  readonly instance: string;
  readonly token: string;
}

/** The exact bytes that every receiver gets; no process behind this one parses them. */
export const envelope = <Name extends EventName>(
  event: Name,
  data: EventPayload<Name>,
  instanceData: InstanceData,
): Buffer => Buffer.from(JSON.stringify({ event, data, instanceData }));
