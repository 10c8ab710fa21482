import { type Database, type Queries } from '../database/database.js';
import { type AccountId } from '../tenancy/ids.js';
import { type DeployKeys } from './deploy-keys.js';
import { type CipherKey, cipherKey, newCipherKey } from './sealed-box.js';

/** Oldest first; the last one encrypts. */
type KeyRing = readonly CipherKey[];

interface HeldRing {
  readonly loaded: Promise<KeyRing>;
  readonly atMs: number;
  /** Once loaded. */
  keys?: KeyRing;
}

/** A key that is not there is asked for again at most this often. */
const RELOAD_INTERVAL_MS = 10_000;

export const dataKeyContext = (accountId: string): string => `data-key|${accountId}`;

/**
 * Every account has its own random key, stored wrapped by the deploy key: changing the deploy key
 * rewraps these rows and touches no value. Unwrapped keys are kept for the life of the process.
 */
export class DataKeys {
  private readonly rings = new Map<AccountId, HeldRing>();

  constructor(
    private readonly database: Database,
    private readonly deployKeys: DeployKeys,
  ) {}

  /** With the account itself, in its transaction. */
  async createFor(accountId: AccountId, queries: Queries): Promise<void> {
    const key = newCipherKey();
    await queries.accountDataKey.create({
      data: {
        accountId,
        keyId: key.id,
        wrapped: this.deployKeys.wrap(key.bytes, dataKeyContext(accountId)),
        deployKeyId: this.deployKeys.current.id,
      },
    });
  }

  /** Makes one when none of the stored can be unwrapped, so that a lost key stops no new writes. */
  async current(accountId: AccountId): Promise<CipherKey> {
    const known = (await this.ring(accountId)).at(-1);
    if (known !== undefined) return known;
    await this.createFor(accountId, this.database.client);
    const made = (await this.load(accountId)).at(-1);
    if (made === undefined) throw new Error('A data key just stored cannot be unwrapped');
    return made;
  }

  /** Answers at once, from what is loaded. */
  findLoaded(accountId: AccountId, keyId: string): CipherKey | undefined {
    return this.rings.get(accountId)?.keys?.find((key) => key.id === keyId);
  }

  /** The key that encrypts; answers at once, from what is loaded. */
  findLoadedCurrent(accountId: AccountId): CipherKey | undefined {
    return this.rings.get(accountId)?.keys?.at(-1);
  }

  async find(accountId: AccountId, keyId: string): Promise<CipherKey | undefined> {
    const inRing = (ring: KeyRing) => ring.find((key) => key.id === keyId);
    const known = inRing(await this.ring(accountId));
    if (known !== undefined || !this.mayReload(accountId)) return known;
    return inRing(await this.load(accountId));
  }

  private ring(accountId: AccountId): Promise<KeyRing> {
    return this.rings.get(accountId)?.loaded ?? this.load(accountId);
  }

  private mayReload(accountId: AccountId): boolean {
    const atMs = this.rings.get(accountId)?.atMs ?? 0;
    return performance.now() - atMs > RELOAD_INTERVAL_MS;
  }

  /** Callers that come meanwhile share the query; one that failed is not remembered. */
  private load(accountId: AccountId): Promise<KeyRing> {
    const loaded = this.readRing(accountId);
    const held: HeldRing = { loaded, atMs: performance.now() };
    this.rings.set(accountId, held);
    loaded.then(
      (keys) => (held.keys = keys),
      () => this.rings.delete(accountId),
    );
    return loaded;
  }

  private async readRing(accountId: AccountId): Promise<KeyRing> {
    const rows = await this.database.client.accountDataKey.findMany({
      where: { accountId },
      orderBy: [{ createdAt: 'asc' }, { keyId: 'asc' }],
    });
    return rows.flatMap(({ wrapped }) => {
      const bytes = this.deployKeys.unwrap(wrapped, dataKeyContext(accountId));
      return bytes === undefined ? [] : [cipherKey(bytes)];
    });
  }
}
