import { Logger } from '@nestjs/common';
import { StorageError } from '../errors/storage-error.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';
import { type DataKeys } from './data-keys.js';
import { type CipherKey, keyIdOf, open, seal } from './sealed-box.js';

/** What a value is for. Part of what is authenticated: a value opens under its own purpose only. */
export type Purpose =
  | 'instance-token'
  | 'proxy-password'
  | 's3-secret-key'
  | 'webhook-authorization'
  | 'webhook-secret'
  | 'chatwoot-token'
  | 'signal-creds'
  | 'signal-key'
  | 'decrypt-journal';

/** Encrypts at once, under the key that was the account's newest when the sealer was asked for. */
export type Sealer = (purpose: Purpose, plaintext: Uint8Array) => Buffer<ArrayBuffer>;

const contextOf = ({ accountId }: TenantScope, purpose: Purpose) => `value|${accountId}|${purpose}`;

/** Encrypts and decrypts what an account keeps secret. */
export class Vault {
  private readonly logger = new Logger('Vault');
  private hasWarned = false;

  constructor(private readonly dataKeys: DataKeys) {}

  async encryptBytes(
    scope: TenantScope,
    purpose: Purpose,
    plaintext: Uint8Array,
  ): Promise<Buffer<ArrayBuffer>> {
    const key = await this.dataKeys.current(scope.accountId);
    return seal(key, plaintext, contextOf(scope, purpose));
  }

  /** For many values in a row; undefined until the account's key was asked for once. */
  findSealer(scope: TenantScope): Sealer | undefined {
    const key = this.dataKeys.findLoadedCurrent(scope.accountId);
    return key && sealerOf(key, scope);
  }

  async loadSealer(scope: TenantScope): Promise<Sealer> {
    return sealerOf(await this.dataKeys.current(scope.accountId), scope);
  }

  /** Throws `ValueUnreadable`: bytes that mean nothing must not go on as if they did. */
  async decryptBytes(
    scope: TenantScope,
    purpose: Purpose,
    sealed: Uint8Array,
  ): Promise<Buffer<ArrayBuffer>> {
    const plaintext = await this.tryDecrypt(scope, purpose, sealed);
    if (plaintext === undefined) throw new StorageError('ValueUnreadable');
    return plaintext;
  }

  /** In the order given; waits between two values only for a key that is not loaded yet. Throws `ValueUnreadable`. */
  async decryptAllBytes(
    scope: TenantScope,
    purpose: Purpose,
    sealed: readonly Uint8Array[],
  ): Promise<Buffer<ArrayBuffer>[]> {
    const context = contextOf(scope, purpose);
    const plaintexts: Buffer<ArrayBuffer>[] = [];
    for (const each of sealed) {
      const key = this.dataKeys.findLoaded(scope.accountId, keyIdOf(each) ?? '');
      const plaintext = key && open(key, each, context);
      plaintexts.push(plaintext ?? (await this.decryptBytes(scope, purpose, each)));
    }
    return plaintexts;
  }

  async encryptText(scope: TenantScope, purpose: Purpose, plaintext: string): Promise<string> {
    const sealed = await this.encryptBytes(scope, purpose, Buffer.from(plaintext, 'utf8'));
    return sealed.toString('base64url');
  }

  /** The contract gives back as stored what does not decrypt, because the key changed. */
  async decryptOrRaw(scope: TenantScope, purpose: Purpose, stored: string): Promise<string> {
    const sealed = Buffer.from(stored, 'base64url');
    const plaintext = await this.tryDecrypt(scope, purpose, sealed);
    if (plaintext !== undefined) return plaintext.toString('utf8');
    this.warnOnce(scope, purpose);
    return stored;
  }

  /** In the order given. Once the account's keys are loaded nothing is waited for between two values. */
  async decryptAllOrRaw(
    scope: TenantScope,
    purpose: Purpose,
    stored: readonly string[],
  ): Promise<string[]> {
    const context = contextOf(scope, purpose);
    const plaintexts: string[] = [];
    for (const each of stored) {
      const sealed = Buffer.from(each, 'base64url');
      const key = this.dataKeys.findLoaded(scope.accountId, keyIdOf(sealed) ?? '');
      const plaintext = key && open(key, sealed, context);
      plaintexts.push(
        plaintext?.toString('utf8') ?? (await this.decryptOrRaw(scope, purpose, each)),
      );
    }
    return plaintexts;
  }

  private async tryDecrypt(
    scope: TenantScope,
    purpose: Purpose,
    sealed: Uint8Array,
  ): Promise<Buffer<ArrayBuffer> | undefined> {
    const keyId = keyIdOf(sealed) ?? '';
    const key =
      this.dataKeys.findLoaded(scope.accountId, keyId) ??
      (await this.dataKeys.find(scope.accountId, keyId));
    return key && open(key, sealed, contextOf(scope, purpose));
  }

  /** Logs one line per process, because all unreadable values have the same cause. */
  private warnOnce({ accountId }: TenantScope, purpose: Purpose): void {
    if (this.hasWarned) return;
    this.hasWarned = true;
    this.logger.warn(
      `A stored value (${purpose} of account ${accountId}) does not decrypt under the known keys and is given back as stored.`,
    );
  }
}

const sealerOf =
  (key: CipherKey, scope: TenantScope): Sealer =>
  (purpose, plaintext) =>
    seal(key, plaintext, contextOf(scope, purpose));
