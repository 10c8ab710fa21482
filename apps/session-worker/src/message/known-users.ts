import { numberVariants, plainJid } from '@starling/domain';
import { LRUCache } from 'lru-cache';
import { type EngineConnection } from '@starling/whatsapp';

const HOUR_MS = 3_600_000;
const FOUND_FOR_MS = 24 * HOUR_MS;
const MISSING_FOR_MS = HOUR_MS / 6;
const MAX_NUMBERS = 100_000;
/** Stands for a number that is not on WhatsApp: the cache takes no undefined. */
const MISSING = '';

/**
 * Which numbers are on WhatsApp, and under which address. All sessions share it: the answers are the same for all. A
 * missing number is remembered for ten minutes; in the sandbox it is not remembered, since people are added at any
 * moment and asking again costs nothing.
 */
export class KnownUsers {
  private readonly known = new LRUCache<string, string>({ max: MAX_NUMBERS });

  constructor(private readonly remembersMissing: boolean) {}

  /** Undefined: not on WhatsApp. Rejects when WhatsApp did not answer. */
  async find(
    connection: Pick<EngineConnection, 'findUsers'>,
    digits: string,
  ): Promise<string | undefined> {
    const remembered = this.known.get(digits);
    if (remembered !== undefined) return remembered || undefined;
    const existing = (await connection.findUsers(numberVariants(digits))).map(plainJid);
    const jid = existing.find((one) => one.startsWith(`${digits}@`)) ?? existing[0] ?? MISSING;
    if (jid || this.remembersMissing) {
      this.known.set(digits, jid, { ttl: jid ? FOUND_FOR_MS : MISSING_FOR_MS });
    }
    return jid || undefined;
  }
}
