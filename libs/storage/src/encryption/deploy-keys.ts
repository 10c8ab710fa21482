import { type CipherKey, cipherKey, keyIdOf, open, seal } from './sealed-box.js';

/**
 * The operator's keys. The current one wraps, all of them unwrap: during a change of keys, the
 * others are those of before and, while processes are replaced one by one, that of after.
 */
export class DeployKeys {
  readonly current: CipherKey;
  private readonly byId: ReadonlyMap<string, CipherKey>;

  /** Keys are 32 bytes each. */
  constructor(current: Uint8Array, others: readonly Uint8Array[]) {
    this.current = cipherKey(current);
    this.byId = new Map([...others.map(cipherKey), this.current].map((key) => [key.id, key]));
  }

  wrap(secret: Uint8Array, context: string): Buffer<ArrayBuffer> {
    return seal(this.current, secret, context);
  }

  /** Undefined when none of the keys is the one that wrapped it. */
  unwrap(wrapped: Uint8Array, context: string): Buffer<ArrayBuffer> | undefined {
    const key = this.byId.get(keyIdOf(wrapped) ?? '');
    return key && open(key, wrapped, context);
  }
}
