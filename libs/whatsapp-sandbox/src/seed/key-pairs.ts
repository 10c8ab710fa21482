import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  Curve,
  generateSignalPubKey,
  type KeyPair,
  type SignedKeyPair,
} from '@whiskeysockets/baileys';
import { verifySignature } from 'libsignal/src/curve.js';

const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI_HEADER_BYTES = 12;

/** The X25519 key pair whose private key is the given 32 bytes, clamped. */
export const keyPairFrom = (secret: Buffer): KeyPair => {
  const scalar = Buffer.from(secret);
  scalar[0]! &= 248;
  scalar[31] = (scalar[31]! & 127) | 64;
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_X25519, scalar]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { private: scalar, public: Buffer.from(spki.subarray(SPKI_HEADER_BYTES)) };
};

/** Takes about 10 ms, because libsignal signs in JavaScript. */
export const signKey = (identity: KeyPair, pair: KeyPair, keyId: number): SignedKeyPair => ({
  keyId,
  keyPair: pair,
  signature: Curve.sign(identity.private, Buffer.from(generateSignalPubKey(pair.public))),
});

/** Verifies a signature. Baileys' own `Curve.verify` accepts every signature. */
export const isSignedBy = (
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => {
  try {
    return verifySignature(Buffer.from(generateSignalPubKey(key)), message, signature);
  } catch {
    return false;
  }
};
