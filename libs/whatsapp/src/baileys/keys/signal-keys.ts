import {
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
} from '@whiskeysockets/baileys';
import { type JournalEntry, type SessionWrite } from '@starling/domain';
import { type SessionStore } from '../../port/session-store.js';
import { isCached, type KeyCache } from './key-cache.js';
import { decodeKey, encodeKey } from './key-codec.js';

/** Goes into a Baileys transaction beside the keys, so that the ratchet and the plaintext commit together. */
export const JOURNAL = 'starling-journal';

type Loose = Record<string, Record<string, unknown>>;

let sockets = 0;

/**
 * Baileys' key store on top of a session's store. Reads use the cache of the process where possible; writes go through
 * it at once. A connection whose write failed has ended, and a later one reads the store again.
 */
export class SignalKeys implements SignalKeyStore {
  private readonly prefix = `${(sockets += 1)}|`;
  /** The reads under way; undefined when there is none. */
  private reads: Promise<unknown> | undefined;

  constructor(
    private readonly memory: SessionStore,
    private readonly cache: KeyCache,
    /** Called before the error reaches Baileys, which would take it for a message that does not decrypt. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /**
   * Answers in the order of asking. Baileys reads several keys before it queues a message: if one message's reads could
   * overtake another's, a chat's messages would come out in another order than they came in.
   */
  async get<T extends keyof SignalDataTypeMap>(
    type: T,
    ids: string[],
  ): Promise<{ [id: string]: SignalDataTypeMap[T] }> {
    const found: Record<string, unknown> = {};
    const missing = isCached(type) ? this.takeCached(type, ids, found) : ids;
    const earlier = this.reads;
    if (missing.length > 0) {
      const both = Promise.all([this.load(type, missing, found), earlier]);
      const settled = both
        .catch(() => undefined)
        .then(() => {
          if (this.reads === settled) this.reads = undefined;
        });
      this.reads = settled;
      await both;
    } else if (earlier) await earlier;
    return found as { [id: string]: SignalDataTypeMap[T] };
  }

  async set(data: SignalDataSet): Promise<void> {
    const { [JOURNAL]: journal, ...keys } = data as Loose;
    const write: SessionWrite = {
      keys: Object.entries(keys).flatMap(([type, entries]) =>
        Object.entries(entries).map(([id, value]) => this.encode(type, id, value)),
      ),
      ...(journal && { journal: Object.values(journal) as JournalEntry[] }),
    };
    try {
      await this.memory.write(write);
    } catch (error) {
      this.onFailure(error);
      throw error;
    }
  }

  private encode(type: string, id: string, value: unknown) {
    const bytes = value === null || value === undefined ? null : encodeKey(type, value);
    if (isCached(type)) {
      this.cache.remember(this.cacheKey(type, id), value ?? null, bytes?.byteLength ?? 0);
    }
    return { type, id, value: bytes };
  }

  private takeCached(type: string, ids: readonly string[], found: Record<string, unknown>) {
    return ids.filter((id) => {
      const cached = this.cache.find(this.cacheKey(type, id));
      if (cached && cached.value !== null) found[id] = ownCopy(cached.value);
      return cached === undefined;
    });
  }

  /** A value that was written meanwhile is newer than the one that was read. */
  private async load(
    type: string,
    ids: readonly string[],
    found: Record<string, unknown>,
  ): Promise<void> {
    const stored = await this.memory.keys(type, ids);
    for (const id of ids) {
      const bytes = stored.get(id);
      let value: unknown = bytes ? decodeKey(type, bytes) : null;
      if (isCached(type)) {
        const key = this.cacheKey(type, id);
        const newer = this.cache.find(key);
        if (newer) value = newer.value;
        else this.cache.remember(key, value, bytes?.byteLength ?? 0);
      }
      if (value !== null) found[id] = ownCopy(value);
    }
  }

  private cacheKey(type: string, id: string): string {
    return `${this.prefix}${type}|${id}`;
  }
}

/** Baileys appends to lists of devices in place. */
const ownCopy = (value: unknown): unknown =>
  Array.isArray(value) ? ([...value] as unknown[]) : value;
