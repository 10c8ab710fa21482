import { type LogId } from '@starling/broker';

/** Where a client that comes back goes on: behind an event that it knows, or from now. */
export interface Resumption {
  readonly since: LogId | 'now';
  readonly keepSeconds: number;
}
