import { LRUCache } from 'lru-cache';

const MAX_BYTES = 64 * 1024 * 1024;
/** What an entry costs beside its value. */
const ENTRY_BYTES = 200;

/**
 * Asked for with every message and safe to hand out again: only lists are changed in place, and those are copied.
 * One-time keys stay out: each is read once, and eight hundred a session would be held for nothing.
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

/** Keys of all sessions of the process, the least used ones leave. An absent key is remembered as null. */
export class KeyCache {
  private readonly entries = new LRUCache<string, Cached>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ bytes }) => bytes + ENTRY_BYTES,
  });

  /** Undefined: not known here. */
  find(key: string): Cached | undefined {
    return this.entries.get(key);
  }

  remember(key: string, value: unknown, bytes: number): void {
    this.entries.set(key, { value, bytes });
  }
}
