import { type PublishedEvent } from './published-event.js';

export interface ShardEntry {
  readonly shard: number;
  /** Its place in the shard; ids of one shard rise. */
  readonly id: string;
  readonly event: PublishedEvent;
  /** A reader got the entry before and did not acknowledge it, so it may have been processed. */
  readonly redelivered: boolean;
  /** Aborts when the shard passes to another reader: what has not begun must not begin any more. */
  readonly signal: AbortSignal;
  /** It will not be handed out again, unless the process dies within the next moments. */
  ack(): void;
}

/**
 * Given the entries of one shard in order. The next ones come when it has resolved, and while fewer than five hundred
 * of the shard are unacknowledged. When it rejects, the shard is let go and everything unacknowledged comes again.
 */
export type ShardHandler = (entries: readonly ShardEntry[]) => Promise<void> | void;
