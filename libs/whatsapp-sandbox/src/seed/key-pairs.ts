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

/** The X25519 pair whose private half is the given 32 bytes, clamped. */
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

/** Costs about 10 ms: libsignal signs in plain JavaScript. */
export const signKey = (identity: KeyPair, pair: KeyPair, keyId: number): SignedKeyPair => ({
  keyId,
  keyPair: pair,
  signature: Curve.sign(identity.private, Buffer.from(generateSignalPubKey(pair.public))),
});

/** Baileys' own `Curve.verify` reports every signature as good; this one does not. */
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
