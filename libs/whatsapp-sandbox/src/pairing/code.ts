import { hkdfSync } from 'node:crypto';
import {
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  Curve,
  derivePairingCodeKey,
  type KeyPair,
} from '@whiskeysockets/baileys';

const SALT_BYTES = 32;
const CTR_IV_BYTES = 16;
const GCM_IV_BYTES = 12;
const KEY_BYTES = 32;

/** Decrypts the other side's ephemeral key with the pairing code. */
export const unwrapEphemeral = async (code: string, wrapped: Buffer): Promise<Buffer> => {
  const key = await derivePairingCodeKey(code, wrapped.subarray(0, SALT_BYTES));
  const iv = wrapped.subarray(SALT_BYTES, SALT_BYTES + CTR_IV_BYTES);
  return aesDecryptCTR(wrapped.subarray(SALT_BYTES + CTR_IV_BYTES), key, iv);
};

export const wrapEphemeral = async (
  code: string,
  publicKey: Uint8Array,
  salt: Buffer,
  iv: Buffer,
): Promise<Buffer> => {
  const key = await derivePairingCodeKey(code, salt);
  return Buffer.concat([salt, iv, aesEncryptCTR(publicKey, key, iv)]);
};

/** The secret that both sides share now; undefined when the client used another code. */
export const openKeyBundle = (
  wrapped: Buffer,
  ephemeralSecret: Uint8Array,
  identity: KeyPair,
): Buffer | undefined => {
  const salt = wrapped.subarray(0, SALT_BYTES);
  const iv = wrapped.subarray(SALT_BYTES, SALT_BYTES + GCM_IV_BYTES);
  const key = derive(ephemeralSecret, salt, 'link_code_pairing_key_bundle_encryption_key');
  let bundle: Buffer;
  try {
    const sealed = wrapped.subarray(SALT_BYTES + GCM_IV_BYTES);
    bundle = aesDecryptGCM(sealed, key, iv, Buffer.alloc(0));
  } catch {
    return undefined;
  }
  const clientIdentity = bundle.subarray(0, KEY_BYTES);
  const random = bundle.subarray(2 * KEY_BYTES);
  const identitySecret = Curve.sharedKey(identity.private, clientIdentity);
  const material = Buffer.concat([ephemeralSecret, identitySecret, random]);
  return derive(material, Buffer.alloc(0), 'adv_secret');
};

const derive = (secret: Uint8Array, salt: Buffer, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, KEY_BYTES));
