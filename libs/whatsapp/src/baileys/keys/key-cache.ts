import { LRUCache } from 'lru-cache';

const MAX_BYTES = 64 * 1024 * 1024;
/** What an entry costs beside its value. */
const ENTRY_BYTES = 200;

/**
 * Keys that every message needs and that may be shared: Baileys changes only lists in place, and those are copied.
 * One-time keys are not cached: each is read once, and a session has eight hundred of them.
 */
const CACHED: ReadonlySet<string> = new Set([
  'session',
  'sender-key',
  'identity-key',
  'lid-mapping',
  'device-list',
  'tctoken',
]);

interface Cached {
  readonly value: unknown;
  readonly bytes: number;
}

export const isCached = (type: string): boolean => CACHED.has(type);

/** Keys of all sessions of the process; the least used ones are removed first. An absent key is remembered as null. */
export class KeyCache {
  private readonly entries = new LRUCache<string, Cached>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ bytes }) => bytes + ENTRY_BYTES,
  });

  /** Undefined: not in the cache. */
  find(key: string): Cached | undefined {
    return this.entries.get(key);
  }

  remember(key: string, value: unknown, bytes: number): void {
    this.entries.set(key, { value, bytes });
  }
}
