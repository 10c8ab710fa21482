/**
 * Every key that the broker writes. The part in braces decides the slot on Redis Cluster:
 * keys that one script touches carry the same part.
 */
const ROOT = 'starling';

export const inboxKey = (processId: string): string => `${ROOT}:inbox:{${processId}}`;

export const memberKeys = {
  heartbeats: `${ROOT}:{members}:heartbeats`,
  descriptions: `${ROOT}:{members}:descriptions`,
} as const;

/** What a process writes to find out whether Redis takes writes. */
export const writeCheckKey = (processId: string): string => `${ROOT}:write-check:{${processId}}`;

/** Which nodes want events of an instance. */
export const routeKey = (instanceId: string): string => `${ROOT}:route:{${instanceId}}`;

/** The events of an instance whose account keeps them. */
export const eventLogKey = (instanceId: string): string => `${ROOT}:log:{${instanceId}}`;

/** One page that shows a pairing, and the ids of the pages of an instance, newest first. */
export const connectPageKey = (pageId: string): string => `${ROOT}:connect-page:{${pageId}}`;
export const connectPagesOfKey = (instanceId: string): string =>
  `${ROOT}:connect-pages:{${instanceId}}`;

/** The last step of the pairing of an instance. */
export const pairingKey = (instanceId: string): string => `${ROOT}:pairing:{${instanceId}}`;

export interface ShardKeys {
  readonly stream: string;
  readonly lease: string;
}

export const shardKeys = (shard: number): ShardKeys => ({
  stream: `${ROOT}:{events:${shard}}`,
  lease: `${ROOT}:{events:${shard}}:lease`,
});

/** BullMQ joins a prefix and the queue's name to each of its keys. */
export const queuePrefix = (queueName: string): string => `${ROOT}:{${queueName}}`;
