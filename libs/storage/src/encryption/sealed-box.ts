import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/**
 * The form of everything encrypted: version, key id, nonce, ciphertext, tag.
 * The key id lets a reader pick the key; the context must be the same at both ends, so a value moved
 * to another account or column does not open.
 */
const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NONCE_AT = 1 + KEY_ID_BYTES;
const BODY_AT = NONCE_AT + NONCE_BYTES;

export const KEY_BYTES = 32;

export interface CipherKey {
  /** First 8 hex digits of the key's SHA-256. */
  readonly id: string;
  readonly bytes: Uint8Array;
  /** The same, imported: to import the bytes with every value costs five times the deciphering. */
  readonly imported: KeyObject;
}

export function cipherKey(bytes: Uint8Array): CipherKey {
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { id: digest.slice(0, 2 * KEY_ID_BYTES), bytes, imported: createSecretKey(bytes) };
}

export const newCipherKey = (): CipherKey => cipherKey(randomBytes(KEY_BYTES));

/** AES-256-GCM with a random nonce: fit for about four thousand million values under one key. */
export function seal(key: CipherKey, plaintext: Uint8Array, context: string): Buffer<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.imported, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([
    Buffer.of(VERSION),
    Buffer.from(key.id, 'hex'),
    nonce,
    cipher.update(plaintext),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Which key opens it; undefined when these bytes were never sealed here. */
export function keyIdOf(sealed: Uint8Array): string | undefined {
  if (sealed.length < BODY_AT + TAG_BYTES || sealed[0] !== VERSION) return undefined;
  return Buffer.from(sealed.subarray(1, NONCE_AT)).toString('hex');
}

/** Undefined when the key, the context or a single bit is wrong. */
export function open(
  key: CipherKey,
  sealed: Uint8Array,
  context: string,
): Buffer<ArrayBuffer> | undefined {
  if (keyIdOf(sealed) !== key.id) return undefined;
  const tagAt = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    key.imported,
    sealed.subarray(NONCE_AT, BODY_AT),
  );
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(BODY_AT, tagAt)), decipher.final()]);
  } catch {
    return undefined;
  }
}
