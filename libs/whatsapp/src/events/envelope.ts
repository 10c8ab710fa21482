import { type EventName } from '@starling/contract';

export interface InstanceData {
  readonly baseUrl: string;
  readonly instance: string;
  readonly token: string;
}

/** The exact bytes that every receiver gets; nobody behind this parses them. */
export const envelope = (event: EventName, data: object, instanceData: InstanceData): Buffer =>
  Buffer.from(JSON.stringify({ event, data, instanceData }));
