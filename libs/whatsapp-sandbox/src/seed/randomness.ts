import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { RecordLog } from '../records/record-log.js';

const DRAW_BYTES = 32;
const DRAWS_PER_BLOCK = 128;

/**
 * Bytes that depend only on the seed and a label: two sandboxes with one seed have the same keys and ids.
 * `next*` has a counter for each scope, so that a person's ids do not depend on the actions of others.
 */
export class Randomness {
  private readonly root: Buffer;
  private readonly counters = new Map<string, number>();
  private readonly blocks = new Map<string, { number: number; bytes: Buffer }>();

  constructor(
    seed: string | undefined,
    private readonly log: RecordLog,
  ) {
    const kept = log.load('randomness').get('root');
    if (typeof kept === 'string') this.root = Buffer.from(kept, 'hex');
    else
      this.root = seed === undefined ? randomBytes(32) : createHash('sha256').update(seed).digest();
    log.save('randomness', 'root', () => this.root.toString('hex'));
    for (const [scope, count] of log.load('counter')) this.counters.set(scope, Number(count));
  }

  bytes(label: string, length: number): Buffer {
    return Buffer.from(hkdfSync('sha256', this.root, Buffer.alloc(0), label, length));
  }

  nextBytes(scope: string, length: number): Buffer {
    const count = (this.counters.get(scope) ?? 0) + 1;
    this.counters.set(scope, count);
    this.log.save('counter', scope, () => count);
    if (length > DRAW_BYTES) return this.bytes(`${scope}#${count}`, length);
    const start = (count % DRAWS_PER_BLOCK) * DRAW_BYTES;
    return Buffer.from(this.block(scope, count).subarray(start, start + length));
  }

  /** One derivation gives the bytes of many ids, because thousands of ids are needed. */
  private block(scope: string, count: number): Buffer {
    const number = Math.floor(count / DRAWS_PER_BLOCK);
    const kept = this.blocks.get(scope);
    if (kept?.number === number) return kept.bytes;
    const bytes = this.bytes(`${scope}#block ${number}`, DRAWS_PER_BLOCK * DRAW_BYTES);
    this.blocks.set(scope, { number, bytes });
    return bytes;
  }

  /** Decimal digits that never begin with a zero. */
  digits(label: string, length: number): string {
    return toDigits(this.bytes(label, length), length);
  }

  nextDigits(scope: string, length: number): string {
    return toDigits(this.nextBytes(scope, length), length);
  }

  nextHex(scope: string, bytes: number): string {
    return this.nextBytes(scope, bytes).toString('hex').toUpperCase();
  }
}

const toDigits = (bytes: Buffer, length: number): string =>
  [...bytes]
    .slice(0, length)
    .map((byte, position) => (position === 0 ? (byte % 9) + 1 : byte % 10))
    .join('');
